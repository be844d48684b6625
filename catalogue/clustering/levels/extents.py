"""Extents: the largest numbered sequence, else how many volumes."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from catalogue.clustering.traits import Traits

LEVELS = ("same", "near", "within", "volumes_same", "missing", "close", "unlike", "volumes_differ", "differ")
_NEAR = 2
_CLOSE = 10
_SHARE = 25
_FIGURES = 3


def extent_level(a: Traits, b: Traits) -> str:
    """How the extents of two documents compare."""
    if a.pages and b.pages:
        return _pages(a, b)
    if a.in_volumes > 1 and b.in_volumes > 1:
        return "volumes_same" if a.in_volumes == b.in_volumes else "volumes_differ"
    if (a.pages and b.in_volumes > 1) or (b.pages and a.in_volumes > 1):
        return "unlike" if a.in_volumes != b.in_volumes else "volumes_same"
    return "missing"


def _pages(a: Traits, b: Traits) -> str:
    if a.in_volumes > 1 and b.in_volumes > 1 and a.in_volumes != b.in_volumes:
        return "volumes_differ"
    level = counted_level(a.pages, a.prelims, b.pages, b.prelims)
    if level in ("close", "differ") and (a.pages in (*b.sequences, sum(b.sequences)) or b.pages in (*a.sequences, sum(a.sequences))):
        return "within"
    return level


def counted_level(pages: int, prelims: int, others: int, other_prelims: int) -> str:
    """How two numbers of pages compare, each with what is in Roman figures before it."""
    apart = abs(pages - others)
    if apart <= _NEAR:
        return "near" if apart else "same"
    if pages == others + other_prelims or others == pages + prelims:
        return "within"
    return "close" if apart <= max(_CLOSE, max(pages, others) // _SHARE) or _one_figure(pages, others) else "differ"


def _one_figure(pages: int, others: int) -> bool:
    """Whether one figure is another, or two have changed places: "279" and "297"; of three figures at least."""
    one, other = str(pages), str(others)
    return len(one) == len(other) >= _FIGURES and OSA.distance(one, other) == 1
