"""The outlines of departments that set-up copied, and where a point of the earth falls on them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

FILE = "departments.json"
_PLACES = (f"vendor/{FILE}", FILE)
# The drawing is in Mercator's projection. These numbers put 99.2 % of the 14 117 communes whose coordinates are known inside the
# outline of their own department (best of a random search around a linear fit).
_EAST, _NORTH = 2377.255, -2373.288  # units of the drawing per radian
_LEFT, _TOP = 215.388, 2469.724
_RING = re.compile(r"m ([^mz]*)")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A department as drawn: its path (SVG path data), the box around it (left, top, right, bottom), the middle of its largest part."""

    path: str
    box: Box
    middle: tuple[float, float]


@lru_cache(maxsize=1)
def outlines() -> dict[str, Outline]:
    """The outlines by code of department; empty where set-up could not fetch them: pages then show their lists alone."""
    found = next((path for name in _PLACES if (path := finders.find(name))), None)
    if not found:
        return {}
    try:
        drawn = json.loads(Path(str(found)).read_text(encoding="utf-8"))["outlines"]
        return {code: _outline(path) for code, path in drawn.items()}
    except (OSError, ValueError, LookupError):
        return {}


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point (degrees, WGS 84) falls on the drawing: x, y."""
    north = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return _LEFT + _EAST * math.radians(longitude), _TOP + _NORTH * north


def around(codes: Iterable[str], *, margin: float = 0.03) -> Box | None:
    """The box around the departments of ``codes`` that are drawn, with a margin (share of its longer side); None without any."""
    boxes = [outline.box for code in codes if (outline := outlines().get(code))]
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    room = margin * max(right - left, bottom - top)
    return left - room, top - room, right + room, bottom + room


def _outline(path: str) -> Outline:
    parts = rings(path)
    points = [point for ring in parts for point in ring]
    across, down = [x for x, _y in points], [y for _x, y in points]
    return Outline(path, (min(across), min(down), max(across), max(down)), _middle(max(parts, key=len)))


def rings(path: str) -> list[list[tuple[float, float]]]:
    """The points of each part of a path made of relative moves and lines (SVG 1.1, 8.3: ``m`` and ``z``)."""
    found = []
    x = y = 0.0
    for part in _RING.findall(path):
        ring = []
        for pair in part.split():
            across, down = pair.split(",")
            x, y = x + float(across), y + float(down)
            ring.append((x, y))
        if ring:
            found.append(ring)
            x, y = ring[0]
    return found


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The centroid of a polygon."""
    area = across = down = 0.0
    for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x * next_y - next_x * y
        area += cross
        across += (x + next_x) * cross
        down += (y + next_y) * cross
    return (across / (3 * area), down / (3 * area)) if area else ring[0]
