"""The census of fonds in figures: what is counted of each, and sums that equal the lists behind them, with their bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.core.extents import Interval, total

SEVERAL = "several"  # the national categories overlap: a fonds of two of them is counted once, under this word


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One fonds as the census counts it.

    ``volumes`` and ``metres``: None where its extent is not said or converts to none; ``catalogued``: in per cent, None where nobody has
    said. ``kind``: of institution. ``number``: the fonds.
    """

    number: str
    title: str
    keeper: str
    department: str
    kind: str
    state: str
    categories: tuple[str, ...] = ()
    volumes: Interval | None = None
    metres: Interval | None = None
    catalogued: int | None = None

    @property
    def category(self) -> str:
        """Its one national category, "several", or "" where none was said."""
        return SEVERAL if len(self.categories) > 1 else next(iter(self.categories), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Some fonds together. ``unmeasured`` of them are in no volume: they are listed, not added.

    ``signalled``: volumes that are catalogued, as their librarians declare it: between none and all of a fonds that says no share.
    """

    fonds: int
    volumes: Interval
    unmeasured: int
    metres: Interval
    signalled: Interval


def summed(counted: Iterable[Counted]) -> Sum:
    """The sum of some fonds."""
    every = list(counted)
    measured = [one.volumes for one in every if one.volumes is not None]
    return Sum(
        fonds=len(every),
        volumes=total(measured),
        unmeasured=len(every) - len(measured),
        metres=total(one.metres for one in every if one.metres is not None),
        signalled=total(_signalled(one) for one in every if one.volumes is not None),
    )


def _signalled(one: Counted) -> Interval:
    volumes = one.volumes or Interval(0.0, 0.0)
    if one.catalogued is None:
        return Interval(0.0, volumes.high)
    return Interval(volumes.low * one.catalogued / 100, volumes.high * one.catalogued / 100)


def by(counted: Iterable[Counted], key: Callable[[Counted], str]) -> dict[str, list[Counted]]:
    """The fonds under each value of ``key``, each fonds under one: the sums of the lists are the sum of all."""
    groups: dict[str, list[Counted]] = {}
    for one in counted:
        groups.setdefault(key(one), []).append(one)
    return groups
