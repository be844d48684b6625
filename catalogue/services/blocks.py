"""Blocks: which stored records share a key with those that changed, looked up in an index; a large block is refined, never cut.

The twin of :func:`catalogue.clustering.keys.candidates`, which says for all records at once what this says for some.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from catalogue.clustering.keys import CAP, LARGE, cap_of, hashed, keys, names_an_edition, parts_of, refinements
from catalogue.clustering.traits import Traits
from catalogue.services import sql

Name = tuple[int, ...]
"""What all records of a block have, and they alone: the key, in one hash with the first value that parts it, then the values after that."""

_MEMBERS = """
    SELECT wanted, ARRAY(SELECT record_id FROM catalogue_clustermember WHERE keys @> wanted::bigint[] LIMIT most)
    FROM unnest(%s::text[], %s::int[]) AS given (wanted, most)
"""


class Met(NamedTuple):
    """``pairs``: the candidates with the changed records, the smaller number first; ``named``: those that share an identifier.
    ``outgrown``: the records of each block that passed the cap, so that some may meet no longer; ``shrunk``: those of blocks that came
    under it again, so that they meet others than before. ``over``: sizes of the large blocks that nothing parts.
    """

    pairs: set[tuple[int, int]]
    named: set[tuple[int, int]]
    outgrown: list[frozenset[int]]
    shrunk: set[int]
    over: list[int]


class _Place(NamedTuple):
    """A block that a record is in: its key, the values by which it was parted from larger ones, what would part it further."""

    record: int
    key: str
    values: tuple[str, ...]
    left: tuple[tuple[str, ...], ...]

    def name(self) -> Name:
        """As it is stored and looked up."""
        return (hashed("+".join((self.key, *self.values[:1]))), *map(hashed, self.values[1:]))

    def finer(self) -> list[_Place]:
        """Those into which it is refined; none where nothing is left to part it by."""
        found = self.left[0] if self.left else ()
        return [_Place(self.record, self.key, (*self.values, value), self.left[1:]) for value in found]


def stored_keys(traits: Traits) -> list[int]:
    """What is stored of a record to find it by: all that the names of its blocks are made of; sorted, each once."""
    parts = parts_of(traits)
    found = {value for values in parts[1:] for value in values}
    for key in keys(traits):
        found.update((key, *(f"{key}+{first}" for first in refinements(key, parts)[0])))
    return sorted(map(hashed, found))


def met(before: Mapping[int, Traits], after: Mapping[int, Traits], *, cap: int = CAP) -> Met:
    """Whom the records ``after`` meet, once they are stored; ``before``: these and those that went, as they were stored until now."""
    answer = Met(set(), set(), [], set(), [])
    lost, gained = _by_name(_places(before)), _by_name(_places(after))
    while lost or gained:
        large = _look(answer, lost, gained, cap=cap)
        lost, gained = (
            _by_name(finer for name in large for place in places.get(name, ()) for finer in place.finer()) for places in (lost, gained)
        )
    return answer


def _places(records: Mapping[int, Traits]) -> list[_Place]:
    places = []
    for number, traits in records.items():
        parts = parts_of(traits)
        places += [_Place(number, key, (), refinements(key, parts)) for key in keys(traits)]
    return places


def _by_name(places: Iterable[_Place]) -> dict[Name, list[_Place]]:
    found: dict[Name, list[_Place]] = defaultdict(list)
    for place in places:
        found[place.name()].append(place)
    return found


def _look(answer: Met, lost: Mapping[Name, list[_Place]], gained: Mapping[Name, list[_Place]], *, cap: int) -> set[Name]:
    """Add what these blocks tell; the names of those to be refined."""
    large = set()
    for name, members in _members(lost, gained, cap):
        came, went = gained.get(name, ()), lost.get(name, ())
        size, former, place = len(members), len(members) - len(came) + len(went), (*came, *went)[0]
        last, most = not place.left, cap_of(place.key, cap)
        if size <= most or last:
            met_here = [(min(one.record, other), max(one.record, other)) for one in came for other in members if one.record != other]
            answer.pairs.update(met_here)
            if came and names_an_edition(came[0].key):
                answer.named.update(met_here)
        if last:
            answer.over.extend((size,) * (size > LARGE * cap))
        elif max(size, former) > most:
            large.add(name)
            if former <= most:
                answer.outgrown.append(frozenset(members))
            elif size <= most:
                answer.shrunk.update(members)
    return large


def _members(lost: Mapping[Name, list[_Place]], gained: Mapping[Name, list[_Place]], cap: int) -> list[tuple[Name, list[int]]]:
    """The records of each block, all of them where it is not to be refined, else so many that one knows how it stands to the cap and
    stood before: what changed can have brought no more than it has.
    """
    wanted = {sql.number_array(name): name for name in {**lost, **gained}}
    held = [(*gained.get(name, ()), *lost.get(name, ())) for name in wanted.values()]
    most = [cap_of(places[0].key, cap) + 1 + len(places) if places[0].left else None for places in held]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the planner knows nothing of how rare a hash is
        cursor.execute(_MEMBERS, [list(wanted), most])
        return [(wanted[text], members) for text, members in cursor.fetchall()]
