"""Years: those printed before those coded; an uncertain date may hold another."""

from __future__ import annotations

from catalogue.clustering.traits import Traits

LEVELS = ("same", "shared", "coded", "within", "missing", "near", "reprinted", "close", "differ")
_NEAR, _CLOSE = 1, 3


def year_level(a: Traits, b: Traits) -> str:
    """How the years of two documents compare."""
    if not _disjoint(a.years, b.years):
        return _shared(a, b)
    if not _disjoint(a.coded, (*b.years, *b.coded)) or not _disjoint(b.coded, a.years):
        return "coded"
    if _within(a, b) or _within(b, a):
        return "within"
    if not a.years or not b.years:
        return "missing" if not (a.span and b.span) or _spans_meet(a.span, b.span) else "differ"
    return _apart(a, b)


def _apart(a: Traits, b: Traits) -> str:
    """Of two that have no year in common."""
    if not _disjoint(a.reprinted, b.years) or not _disjoint(b.reprinted, a.years):
        return "reprinted"
    apart = min(abs(one - other) for one in a.years for other in b.years)
    if apart > _NEAR:
        return apart_level(apart)
    if not _disjoint(a.copyrighted, a.years) or not _disjoint(b.copyrighted, b.years):
        return "shared"
    return "near"


def apart_level(apart: int) -> str:
    """Of years that are at least two apart."""
    return "close" if apart <= _CLOSE else "differ"


def _shared(a: Traits, b: Traits) -> str:
    """Of two that have a year in common: the last counts, or for a set, which comes out over years, the first. A year more is that of the
    copyright; later ones are of another printing.
    """
    if (a.ranged and b.ranged) or a.in_volumes > 1 < b.in_volumes:
        return "same" if min(a.years) == min(b.years) else "reprinted"
    if max(a.years) == max(b.years):
        return "same"
    return "shared" if abs(max(a.years) - max(b.years)) <= _NEAR else "reprinted"


def _disjoint(years: tuple[int, ...], others: tuple[int, ...]) -> bool:
    return not any(year in others for year in years)


def _within(a: Traits, b: Traits) -> bool:
    return a.span is not None and any(a.span[0] <= year <= a.span[1] for year in b.years)


def _spans_meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])
