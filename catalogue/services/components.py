"""Whatever a change may regroup: all that chains of pairs and of people's decisions join to what changed, grouped by the pure rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import connection

from catalogue.clustering.decisions import Decision, InForce, in_force
from catalogue.clustering.grouping import Edge, groups
from catalogue.clustering.standing import stands_between
from catalogue.clustering.traits import Traits
from catalogue.services.cluster_statements import DECIDED, JOINED, NAMED, NAMES

TraitsOf = Callable[[Collection[int]], Mapping[int, Traits]]


def grouped(seeds: Collection[int], traits_of: TraitsOf) -> list[frozenset[int]]:
    """The groups of ``seeds`` and of all that is joined to them, as a rebuild of everything would make them."""
    names: dict[int, str] = {}
    edges: set[tuple[int, int, int]] = set()
    decisions: set[Decision] = set()
    waiting = set(seeds)
    while waiting:
        found = dict(_rows(NAMES, "ids", waiting))
        names |= found
        joined = _rows(JOINED, "ids", found)
        edges.update(joined)
        decided = {Decision(one, other, verdict, id_) for id_, one, other, verdict in _rows(DECIDED, "names", found.values())}
        decisions |= decided
        reached = {number for edge in joined for number in edge[:2]}
        others = {name for decision in decided for name in decision.pair} - set(names.values())
        reached.update(number for number, _ in _rows(NAMED, "names", others))
        waiting = reached - names.keys()
    return _groups(names, edges, in_force(decisions), traits_of)


def _groups(
    names: Mapping[int, str], edges: Collection[tuple[int, int, int]], decided: InForce, traits_of: TraitsOf
) -> list[frozenset[int]]:
    numbers = {name: number for number, name in names.items()}
    linked = {number for edge in edges for number in edge[:2]} | {
        numbers[name] for pair in decided.together for name in pair if name in numbers
    }
    traits = traits_of(linked)
    known: dict[tuple[int, int], bool] = {}

    def forbids(one: str, other: str) -> bool:
        pair = (min(numbers[one], numbers[other]), max(numbers[one], numbers[other]))
        if pair not in known:
            known[pair] = stands_between(traits[pair[0]], traits[pair[1]])
        return known[pair]

    here = [Edge(names[one], names[other], points) for one, other, points in edges]
    found = groups(names.values(), here, forbids=forbids, decided=decided)
    return [frozenset(numbers[name] for name in group) for group in found]


def _rows(statement: str, name: str, wanted: Collection[int] | Collection[str]) -> list[tuple[Any, ...]]:
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, {name: list(wanted)})
        return cursor.fetchall()
