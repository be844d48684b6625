"""What people decided of pairs, on identifiers that survive a harvest: the last word on a pair counts, and always wins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Verdict = Literal["same", "not_same", "undone"]


class Decision(NamedTuple):
    """``one`` and ``other``: stable identifiers of records (source and identifier in the source); ``order``: rises with time. ``undone``
    takes back what was decided of the pair before.
    """

    one: str
    other: str
    verdict: Verdict
    order: int

    @property
    def pair(self) -> tuple[str, str]:
        """The two, the smaller first."""
        return (self.one, self.other) if self.one <= self.other else (self.other, self.one)


class InForce(NamedTuple):
    """The pairs that people put together, the last decided first, and those that they set apart."""

    together: tuple[tuple[str, str], ...]
    apart: frozenset[tuple[str, str]]


def in_force(decisions: Iterable[Decision]) -> InForce:
    """What holds after every decision, in whatever order they are given. Of a chain that a person put together and whose ends a person
    set apart, the last decided holds: see :func:`catalogue.clustering.grouping.groups`.
    """
    last: dict[tuple[str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda one: (one.order, one.pair, one.verdict)):
        last[decision.pair] = decision
    kept = sorted(last.values(), key=lambda one: (-one.order, one.pair))
    return InForce(
        tuple(one.pair for one in kept if one.verdict == "same"), frozenset(one.pair for one in kept if one.verdict == "not_same")
    )
