"""What it would cost to finish the catalogue of fonds: the volumes that remain, by dated costs of a volume, with their bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from catalogue.core.census import Counted
from catalogue.core.extents import Interval, total

ANY = ""  # a cost that holds for fonds of any national category, where theirs has none of its own


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What cataloguing one volume costs, in euros, from ``low`` to ``high``; of a national category, or of any (``ANY``); from a day on."""

    category: str
    low: float
    high: float
    since: date


@dataclass(frozen=True, slots=True)
class Cost:
    """Of some fonds: the volumes that remain, the euros; ``uncosted``: those of which no volume or no cost is known: listed, not added."""

    remaining: Interval
    euros: Interval
    uncosted: int


def remaining(one: Counted) -> Interval | None:
    """The volumes of a fonds that are not catalogued: all or none of them where nobody has said the share; None without volumes."""
    if one.volumes is None:
        return None
    if one.catalogued is None:
        return Interval(0.0, one.volumes.high)
    share = 1 - one.catalogued / 100
    return Interval(one.volumes.low * share, one.volumes.high * share)


def in_force(costs: Iterable[UnitCost], day: date) -> dict[str, UnitCost]:
    """The costs that hold on a day, the last of each category."""
    return {one.category: one for one in sorted(costs, key=lambda one: one.since) if one.since <= day}


def cost(one: Counted, costs: dict[str, UnitCost]) -> Interval | None:
    """Euros that a fonds would cost; None where nobody can say. Of several categories: from the cheapest to the dearest."""
    left = remaining(one)
    rates = [rate for code in one.categories or (ANY,) if (rate := costs.get(code) or costs.get(ANY))]
    if left is None or not rates:
        return None
    return Interval(left.low * min(rate.low for rate in rates), left.high * max(rate.high for rate in rates))


def cost_to_finish(counted: Iterable[Counted], costs: dict[str, UnitCost]) -> Cost:
    """The sum of some fonds."""
    every = list(counted)
    known = [euros for one in every if (euros := cost(one, costs)) is not None]
    return Cost(total(left for one in every if (left := remaining(one)) is not None), total(known), len(every) - len(known))
