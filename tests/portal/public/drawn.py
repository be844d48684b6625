"""Outlines for the tests: a square around the middle of each of a few departments."""

from __future__ import annotations

from portal.public.maps.outlines import Outline, _outline, place

MIDDLES = {"69": (45.8, 4.7), "38": (45.2, 5.6), "01": (46.1, 5.3), "07": (44.8, 4.4)}


def _square(middle: tuple[float, float]) -> str:
    x, y = place(*middle)
    return f"m {x - 10:.3f},{y - 10:.3f} 20,0 0,20 -20,0 z"


SQUARES = {code: _square(middle) for code, middle in MIDDLES.items()}


def squares() -> dict[str, Outline]:
    """The outlines, read as those of set-up are."""
    return {code: _outline(path) for code, path in SQUARES.items()}
