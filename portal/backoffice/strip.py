"""The strip of a run: its period cut in slices, as rectangles of an SVG 1000 units wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from harvest.models import Window

WIDTH = 1000.0
NARROWEST = 6.0


@dataclass(frozen=True, slots=True)
class Band:
    """One slice: where it stands, its state (a CSS class), and how far it is filled when the partner announced a number."""

    window: Window
    x: float
    width: float
    filled: float

    @property
    def filled_width(self) -> float:
        """Width of the part that is done, in the same units."""
        return round(self.width * self.filled, 2)


def bands(windows: Sequence[Window]) -> list[Band]:
    """The rectangles, side by side, as wide as their slices are long; equal where a length is not known."""
    lengths = _lengths(windows)
    total = sum(lengths)
    narrowest = min(NARROWEST, WIDTH / max(len(windows), 1))
    wide = [max(length / total * WIDTH, narrowest) for length in lengths]
    scale = WIDTH / sum(wide) if wide else 1.0
    x, result = 0.0, []
    for window, width in zip(windows, wide, strict=True):
        width *= scale
        result.append(Band(window, round(x, 2), round(width, 2), filled(window)))
        x += width
    return result


def filled(window: Window) -> float:
    """Share of a slice that is done, 0 to 1: by the number the partner announced, when it did."""
    if window.state == Window.State.DONE:
        return 1.0
    if not window.total or window.state == Window.State.WAITING:
        return 0.0
    return min(window.read / window.total, 1.0)


def _lengths(windows: Sequence[Window]) -> list[float]:
    """Seconds of each slice; all 1 as soon as one end cannot be told."""
    bounds = [_bounds(window) for window in windows]
    if not all(start and end and start < end for start, end in bounds):
        return [1.0] * len(windows)
    return [(end - start).total_seconds() for start, end in bounds if start and end]


def _bounds(window: Window) -> tuple[datetime | None, datetime | None]:
    """Start and end, an open end replaced by the partner's first date or its clock, kept in the slice's options."""
    return window.start or _date(window.options.get("earliest")), window.end or _date(window.options.get("now"))


def _date(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
