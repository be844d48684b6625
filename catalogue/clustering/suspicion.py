"""What makes a group of records doubtful by its shape alone: few of its pairs agree, one record holds it together, it spans many years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

SMALLEST = 4  # records: below, one missing pair says little
SPARSE = 0.5  # the share of pairs under which a group is loose
MOST_YEARS = 2  # years that cataloguers give to one edition, a title page and its cover


class Shape(NamedTuple):
    """``density``: the share of the pairs of a group that were judged the same or put together by a person, 0 to 1. ``joints``: records
    without which it falls apart (articulation points). ``years``: those that its records print.
    """

    records: int
    density: float
    joints: tuple[int, ...]
    years: tuple[int, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is to be looked at: "sparse", "joint", "years"; empty for a group that looks sound."""
        large = self.records >= SMALLEST
        said = {"sparse": large and self.density < SPARSE, "joint": large and bool(self.joints), "years": len(self.years) > MOST_YEARS}
        return tuple(code for code, true in said.items() if true)


def shape(members: Collection[int], edges: Iterable[tuple[int, int]], years: Mapping[int, Iterable[int]]) -> Shape:
    """The shape of a group: ``edges`` among its members, in any order, and the ``years`` of each."""
    around: dict[int, set[int]] = {member: set() for member in members}
    for one, other in edges:
        if one != other and one in around and other in around:
            around[one].add(other)
            around[other].add(one)
    pairs = len(around) * (len(around) - 1) // 2
    joined = sum(map(len, around.values())) // 2
    joints = [member for member in sorted(around) if len(around) > 2 and not _holds_without(member, around)]
    return Shape(
        records=len(around),
        density=joined / pairs if pairs else 1.0,
        joints=tuple(joints),
        years=tuple(sorted({year for member in around for year in years.get(member, ())})),
    )


def _holds_without(left_out: int, around: Mapping[int, Collection[int]]) -> bool:
    """Whether the others are still one group."""
    rest = around.keys() - {left_out}
    first = next(iter(rest))
    seen, waiting = {first}, [first]
    while waiting:
        for mate in around[waiting.pop()]:
            if mate != left_out and mate not in seen:
                seen.add(mate)
                waiting.append(mate)
    return len(seen) == len(rest)
