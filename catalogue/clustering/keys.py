"""Under which keys two records of the same edition meet, so that only they are judged."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from catalogue.clustering.traits import Traits
from catalogue.clustering.weights import weight

VERSION = 5  # of the keys that this module makes; the weights of words go with it
_TITLE, _DATED_TITLE, _SHORT_TITLE, _NAME = 20, 10, 6, 12
_RAREST, _FIRST = 2, 3
CAP = 12  # records of a block that are judged all against all, where a title is its key: see cap_of
_NUMBERED = frozenset("if")  # kinds of keys that name an edition, or its setting,
_TITLED = frozenset("thn")  # and a title
LARGE = 4  # times the cap: as many may share an identifier; a block of more that nothing parts is reported
_NEAR_PAGES = 4  # numbers of pages up to two apart are in one of two rows of boxes so wide
_DATED = frozenset("ayp")  # kinds of keys that name a year,
_PAGED = frozenset("ps")  # or pages
_MOST_YEARS, _MOST_NAMES = 6, 8
_COMMON = 8  # the weight of a title under which it says too little to be a key alone


class Blocks(NamedTuple):
    """``pairs``: the candidates, each once, the smaller first; ``over``: the keys of the large blocks that nothing parts, with
    their sizes.
    """

    pairs: set[tuple[str, str]]
    over: dict[str, int]


def keys(traits: Traits) -> tuple[str, ...]:
    """The keys of a record, sorted, each once; they depend on the record alone and on the weights of words (:data:`VERSION`)."""
    found: set[str] = set()
    joined = "".join(traits.main or traits.title) + "".join(traits.numbers if not traits.main else ())
    years = tuple(dict.fromkeys((*traits.years, *traits.coded, *traits.reprinted)))[:_MOST_YEARS]
    names = tuple(dict.fromkeys(_surname(name) for name in (*traits.authors, *traits.names)))[:_MOST_NAMES]
    if joined:
        start = joined[:_SHORT_TITLE]
        common = traits.generic or sum(map(weight, traits.main)) < _COMMON
        found.update(f"t:{joined[:_TITLE]}:{year}" for year in years) if common and years else found.add(f"t:{joined[:_TITLE]}")
        if not common and len(traits.main) > 1:
            found.add(f"h:{':'.join(traits.main[:_FIRST])}")
        found.update(f"n:{name}:{start}" for name in names)
        found.update(f"y:{year}:{joined[:_DATED_TITLE]}" for year in years)
    found.update(f"a:{name}:{year}" for name in names for year in years)
    if traits.pages:
        found.update(f"p:{year}:{traits.pages}:{traits.prelims}" for year in years)
        found.update(f"s:{name}:{traits.pages}" for name in names)
    rarest = sorted(sorted(set(traits.title), key=lambda word: (-weight(word), word))[:_RAREST])
    if len(rarest) == _RAREST:
        found.add(f"w:{':'.join(rarest)}")
    found.update(of_identifier(identifier) for identifier in (*traits.identifiers, *(f"isbn:{isbn}" for isbn in traits.isbns)))
    if traits.fingerprint:
        found.add(f"f:{traits.fingerprint}")
    return tuple(sorted(found))


def of_identifier(identifier: str) -> str:
    """The key of an identifier of an edition (``scheme:value``)."""
    return f"i:{identifier}"


def names_an_edition(key: str) -> bool:
    """Whether a key is that of an identifier: records that share it may be the same whatever else they say."""
    return key.startswith("i:")


def cap_of(key: str, cap: int) -> int:
    """How many records may share this key before what parts them is looked at: the less a key says, the fewer."""
    return LARGE * cap if key[0] in _NUMBERED else cap if key[0] in _TITLED else cap // 3


def hashed(key: str) -> int:
    """A key, or what refines it, as the whole number below 2**63 that is stored of it."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _surname(name: str) -> str:
    return name.partition(",")[0].replace(" ", "")[:_NAME]


class Parts(NamedTuple):
    """What parts blocks that are too large, each never without a value, and no value of one that of another."""

    years: tuple[str, ...]
    towns: tuple[str, ...]
    numbers: tuple[str, ...]
    pages: tuple[str, ...]


def parts_of(traits: Traits) -> Parts:
    """The years, the towns, the numbers of title and volume, the boxes of its pages of a record; they depend on the record alone."""
    return Parts(
        tuple(f"y:{year}" for year in (traits.years or traits.coded)[:_MOST_YEARS]) or ("y:",),
        tuple(f"t:{town}" for town in traits.towns[:3]) or ("t:",),
        (f"n:{' '.join((*traits.numbers, '/', *traits.volumes))}",),
        _boxes(traits.pages),
    )


def _boxes(pages: int) -> tuple[str, ...]:
    return (f"p:{pages // _NEAR_PAGES}", f"q:{(pages + _NEAR_PAGES // 2) // _NEAR_PAGES}") if pages else ("p:",)


def refinements(key: str, parts: Parts) -> tuple[tuple[str, ...], ...]:
    """What parts a block of this key that is too large, one after another: all parts but those that are in the key."""
    dated = key[0] in _DATED or (key[0] == "t" and key.count(":") > 1)
    return (*(() if dated else parts[:1]), *parts[1:3], *(() if key[0] in _PAGED else parts[3:]))


def inseparable(one: Traits, other: Traits) -> bool:
    """Whether two records that share a key meet however large its block: no refinement parts them."""
    return not any(set(values).isdisjoint(others) for values, others in zip(parts_of(one), parts_of(other), strict=True))


def candidates(records: Mapping[str, Traits], *, cap: int = CAP) -> Blocks:
    """The pairs of records that share a key. A block over the cap is refined, never cut; what nothing parts is judged all the same, and
    reported where it is large.
    """
    blocks: dict[str, list[str]] = defaultdict(list)
    for identifier, traits in records.items():
        for key in keys(traits):
            blocks[key].append(identifier)
    pairs: set[tuple[str, str]] = set()
    over: dict[str, int] = {}
    parts = {identifier: parts_of(traits) for identifier, traits in records.items()}
    for key, members in blocks.items():
        for path, block in _refined((key,), members, parts, cap=cap_of(key, cap)):
            if len(block) > LARGE * cap:
                over["+".join(path)] = len(block)
            pairs.update(_pairs(block))
    return Blocks(pairs, over)


def _refined(
    path: tuple[str, ...], members: list[str], parts_of_each: Mapping[str, Parts], *, cap: int
) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The blocks into which one is refined, each under its key and the values that part it from the others."""
    parts = {member: refinements(path[0], parts_of_each[member])[len(path) - 1 :] for member in members} if len(members) > cap else {}
    if not any(parts.values()):
        yield path, members
        return
    parted: dict[str, list[str]] = defaultdict(list)
    for member in members:
        for value in parts[member][0]:
            parted[value].append(member)
    for value, block in parted.items():
        yield from _refined((*path, value), block, parts_of_each, cap=cap)


def _pairs(members: Iterable[str]) -> Iterator[tuple[str, str]]:
    ordered = sorted(set(members))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            yield one, other
