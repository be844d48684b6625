"""From judged pairs to groups: connected components, cut where something stands between two members; the same in whatever order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from catalogue.clustering.decisions import InForce

Forbids = Callable[[str, str], bool]
NOBODY = InForce((), frozenset())


class Edge(NamedTuple):
    """Two records judged the same, and with how many points."""

    one: str
    other: str
    points: int


def groups(records: Iterable[str], edges: Iterable[Edge], *, forbids: Forbids, decided: InForce = NOBODY) -> frozenset[frozenset[str]]:
    """The records in groups, the lone ones included. People's pairs first, the last decided before the others; then the edges, those of
    most points first, each unless a veto or a person stands between a member of one group and a member of the other.

    The answer depends on what is given and not on its order. ``forbids`` must be symmetric.
    """
    member_of: dict[str, set[str]] = {record: {record} for record in records}
    for one, other in decided.together:
        _join(member_of, one, other, apart=decided.apart)
    together = {frozenset(pair) for pair in decided.together}
    for edge in sorted(set(edges), key=lambda edge: (-edge.points, *sorted((edge.one, edge.other)))):
        _join(member_of, edge.one, edge.other, apart=decided.apart, forbids=forbids, allowed=together)
    return frozenset(frozenset(group) for group in member_of.values())


def _join(
    member_of: dict[str, set[str]],
    one: str,
    other: str,
    *,
    apart: Collection[tuple[str, str]],
    forbids: Forbids | None = None,
    allowed: Collection[frozenset[str]] = (),
) -> None:
    first, second = member_of.get(one), member_of.get(other)
    if first is None or second is None or first is second:
        return
    for a in sorted(first):
        for b in sorted(second):
            if (min(a, b), max(a, b)) in apart:
                return
            if forbids is not None and frozenset((a, b)) not in allowed and forbids(a, b):
                return
    larger, smaller = (first, second) if len(first) >= len(second) else (second, first)
    larger |= smaller
    for record in smaller:
        member_of[record] = larger


def neighbourhood(changed: Iterable[str], edges: Iterable[Edge], *, decided: InForce = NOBODY) -> frozenset[str]:
    """The records whose groups a change may touch: everything that a chain of edges or of people's pairs joins to what changed. Grouped
    anew by :func:`groups`, they give what a rebuild of everything would give them.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in [(edge.one, edge.other) for edge in edges] + list(decided.together):
        beside[one].add(other)
        beside[other].add(one)
    found = set(changed)
    waiting = list(found)
    while waiting:
        for record in beside[waiting.pop()] - found:
            found.add(record)
            waiting.append(record)
    return frozenset(found)


def regrouped(
    known: Collection[frozenset[str]],
    changed: Iterable[str],
    edges: Collection[Edge],
    *,
    forbids: Forbids,
    decided: InForce = NOBODY,
    gone: Collection[str] = (),
) -> frozenset[frozenset[str]]:
    """The groups after a change: ``edges`` as they are now, ``changed`` the records that came or changed, ``gone`` those that went. With
    the former members of their groups, and all that is joined to them, they are grouped anew: equal to a rebuild.
    """
    before: Mapping[str, frozenset[str]] = {record: group for group in known for record in group}
    seeds = {member for record in (*changed, *gone) for member in (record, *before.get(record, ()))}
    touched = neighbourhood(seeds, edges, decided=decided)
    here = [edge for edge in edges if edge.one in touched]
    kept = frozenset(group for group in known if group.isdisjoint(touched))
    return kept | groups(touched.difference(gone), here, forbids=forbids, decided=decided)
