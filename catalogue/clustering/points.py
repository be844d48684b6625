"""The table of points and thresholds: data that ``python -m bench.fit_matching`` writes, with what it was fitted on and measured at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from catalogue.clustering.normalising.words import TABLES

PATH = TABLES / "points.json"


class PointTable(Struct, frozen=True, kw_only=True):
    """``points``: by field and level, whole numbers. ``same``: by setting, the points from which a pair is the same; ``propose``:
    from which it is proposed. ``fitted``: the
    day; ``data``: the SHA-256 of the files it was fitted on; ``measured``: precision and recall there, each with its 95 % Wilson interval.
    """

    version: int
    unit: float
    fitted: str
    data: dict[str, str]
    points: dict[str, dict[str, int]]
    same: dict[str, int]
    propose: int
    measured: dict[str, dict[str, list[float]]] = {}


@cache
def table() -> PointTable:
    """The table in force."""
    return read_table(PATH.read_bytes())


def read_table(data: bytes) -> PointTable:
    """A table from its JSON; raises msgspec.ValidationError where it is none."""
    return msgspec.json.decode(data, type=PointTable)


def most(points: Mapping[str, Mapping[str, int]], fields: tuple[str, ...]) -> tuple[int, ...]:
    """For each field, the most points that those after it can still give: what a short judgement may rely on."""
    best = [max(points[field].values()) for field in fields]
    return tuple(sum(best[place + 1 :]) for place in range(len(fields)))
