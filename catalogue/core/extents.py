"""Sums of extents: statements of unlike things turned into volumes and linear metres by stated conversions, with their bounds.

The conversions are ``core/tables/extent_units.csv``: how many volumes and metres one of a unit makes, at least and at most, since when, and
why. What has no conversion is listed and never added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from catalogue.core.fonds import ExtentStatement
from catalogue.core.tables import rows

Measure = Literal["volumes", "metres"]
# A number that nobody has counted may be wrong by so much: what surveys of heritage collections take for the error of an estimate.
DOUBT = {"counted": 0.0, "estimated": 0.2, "unknown": 0.5}


class Interval(NamedTuple):
    """From ``low`` to ``high``, both included."""

    low: float
    high: float


_RATES: dict[str, dict[str, Interval]] = {
    measure: {
        row["unit"]: Interval(float(row[f"{measure}_low"]), float(row[f"{measure}_high"]))
        for row in rows("extent_units")
        if row[f"{measure}_low"]
    }
    for measure in ("volumes", "metres")
}


def measured(statement: ExtentStatement, measure: Measure) -> Interval | None:
    """One statement as volumes or metres; None where it has no number, or its unit no conversion."""
    rate = _RATES[measure].get(statement.unit)
    if rate is None or statement.number is None:
        return None
    doubt = DOUBT[statement.certainty]
    return Interval(statement.number * (1 - doubt) * rate.low, statement.number * (1 + doubt) * rate.high)


def extent_of(statements: Iterable[ExtentStatement], measure: Measure) -> Interval | None:
    """How much a fonds is: its statements speak of parts of it, those in the measure's own unit first of the whole.

    "1 200 volumes, 40 linear metres" says one thing twice: where a statement is in the very unit that is asked for, the others
    that only convert to it are not added. None where nothing can be said.
    """
    given = list(statements)
    own = "volume" if measure == "volumes" else "metre"
    counted = [one for one in given if one.unit == own and one.number is not None]
    found = [interval for one in (counted or given) if (interval := measured(one, measure)) is not None]
    return total(found) if found else None


def total(intervals: Iterable[Interval]) -> Interval:
    """Their sum."""
    low = high = 0.0
    for interval in intervals:
        low, high = low + interval.low, high + interval.high
    return Interval(low, high)
