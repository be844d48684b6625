"""How far apart places are, as the crow flies."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from catalogue.geography.communes import Commune, commune

EARTH = 6371.0088  # kilometres, the mean radius (IUGG)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two points given as latitude and longitude in degrees, on a sphere (haversine)."""
    (north, east), (north_2, east_2) = (tuple(map(radians, point)) for point in (one, other))
    chord = sin((north_2 - north) / 2) ** 2 + cos(north) * cos(north_2) * sin((east_2 - east) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))


def neighbours(of: Commune, codes: Iterable[str], *, within: float, most: int) -> list[tuple[Commune, float]]:
    """Those of the communes ``codes`` within so many kilometres, nearest first, each with its distance; [] without a position."""
    if of.latitude is None or of.longitude is None:
        return []
    here = of.latitude, of.longitude
    placed = (known for code in codes if (known := commune(code)) and known.code != of.code)
    far = [
        (known, kilometres(here, (known.latitude, known.longitude)))
        for known in placed
        if known.latitude is not None and known.longitude is not None
    ]
    return sorted((one for one in far if one[1] <= within), key=lambda one: one[1])[:most]
