"""Blocks: which stored records share a key with those that changed, looked up in an index; a large block is refined, never cut.

The twin of :func:`catalogue.clustering.keys.candidates`, which says for all records at once what this says for some.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from catalogue.clustering.keys import CAP, DEEPEST, hashed, keys, names_an_edition, refinements
from catalogue.clustering.traits import Traits
from catalogue.services import sql

Name = tuple[int, ...]
"""A key, and what refines it: a block holds the records that have all of them."""

_MEMBERS = """
    SELECT wanted, ARRAY(SELECT record_id FROM catalogue_clustermember WHERE keys @> wanted::bigint[] LIMIT %s)
    FROM unnest(%s::text[]) AS wanted
"""


class Met(NamedTuple):
    """``pairs``: the candidates with the changed records, the smaller number first; ``named``: those that share an identifier.
    ``outgrown``: the records of each block that passed the cap, so that some may meet no longer; ``shrunk``: those of blocks that came
    under it again, so that they meet others than before. ``over``: sizes of the blocks that no refinement brought under the cap.
    """

    pairs: set[tuple[int, int]]
    named: set[tuple[int, int]]
    outgrown: list[frozenset[int]]
    shrunk: set[int]
    over: list[int]


class _Hashed(NamedTuple):
    keys: tuple[int, ...]
    named: frozenset[int]
    parts: tuple[tuple[int, ...], ...]


def stored_keys(traits: Traits) -> list[int]:
    """What is stored of a record to find it by: its keys and what parts large blocks, hashed; sorted, each once."""
    found = _hashed(traits)
    return sorted({*found.keys, *(part for parts in found.parts for part in parts)})


def _hashed(traits: Traits) -> _Hashed:
    parts = (tuple(hashed(f"+{depth}:{value}") for value in values) for depth, values in enumerate(refinements(traits)))
    found = {key: hashed(key) for key in keys(traits)}
    return _Hashed(tuple(found.values()), frozenset(number for key, number in found.items() if names_an_edition(key)), tuple(parts))


def met(before: Mapping[int, Traits], after: Mapping[int, Traits], *, cap: int = CAP) -> Met:
    """Whom the records ``after`` meet, once they are stored; ``before``: these and those that went, as they were stored until now."""
    answer = Met(set(), set(), [], set(), [])
    was, now = ({number: _hashed(traits) for number, traits in of.items()} for of in (before, after))
    lost, gained = _coarse(was), _coarse(now)
    named = frozenset(number for each in now.values() for number in each.named)
    for depth in range(DEEPEST + 1):
        large = _look(answer, lost, gained, named=named, depth=depth, cap=cap)
        if not large or depth == DEEPEST:
            break
        lost, gained = _refined(lost, was, large, depth), _refined(gained, now, large, depth)
    return answer


def _coarse(records: Mapping[int, _Hashed]) -> dict[int, list[Name]]:
    return {number: [(key,) for key in each.keys] for number, each in records.items()}


def _look(
    answer: Met, lost: Mapping[int, list[Name]], gained: Mapping[int, list[Name]], *, named: frozenset[int], depth: int, cap: int
) -> set[Name]:
    """Add what the blocks of one depth tell; the names of those to be refined."""
    holders: dict[Name, list[int]] = defaultdict(list)
    for number, names in gained.items():
        for name in names:
            holders[name].append(number)
    left = Counter(name for names in lost.values() for name in names)
    last, large = depth == DEEPEST, set()
    # Exact up to there: what changed can have brought no more records than it has.
    limit = None if last else cap + len(gained) + 1
    for name, members in _members({*holders, *left}, limit):
        size, former = len(members), len(members) - len(holders[name]) + left[name]
        if size <= cap or last:
            met_here = [(min(one, other), max(one, other)) for one in holders[name] for other in members if one != other]
            answer.pairs.update(met_here)
            if name[0] in named:
                answer.named.update(met_here)
        if size > cap and last:
            answer.over.append(size)
        if max(size, former) > cap:
            large.add(name)
            if not last and former <= cap:
                answer.outgrown.append(frozenset(members))
            if not last and size <= cap:
                answer.shrunk.update(members)
    return large


def _refined(names: Mapping[int, list[Name]], records: Mapping[int, _Hashed], large: set[Name], depth: int) -> dict[int, list[Name]]:
    return {
        number: [(*name, part) for name in held if name in large for part in dict.fromkeys(records[number].parts[depth])]
        for number, held in names.items()
    }


def _members(names: Iterable[Name], limit: int | None) -> Iterable[tuple[Name, list[int]]]:
    written = {sql.number_array(name): name for name in names}
    if not written:
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the planner knows nothing of how rare a hash is
        cursor.execute(_MEMBERS, [limit, list(written)])
        return [(written[text], members) for text, members in cursor.fetchall()]
