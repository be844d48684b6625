"""The census of the region: every published fonds as it is counted, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from catalogue.core.census import Counted
from catalogue.core.costs import UnitCost, in_force
from catalogue.core.extents import extent_of
from catalogue.models import CensusSnapshot
from catalogue.models import UnitCost as StoredCost
from catalogue.selectors import fonds, institutions
from catalogue.selectors.fonds import EVERY, ShownFonds, Wanted
from catalogue.selectors.institutions import KnownInstitution


def months() -> list[date]:
    """The first days of the months whose census was kept, the last first; one statement."""
    return list(CensusSnapshot.objects.order_by("-month").values_list("month", flat=True).distinct())


def in_month(month: date) -> list[Counted]:
    """The fonds as they were counted in a month; [] where it was not kept; one statement."""
    rows = CensusSnapshot.objects.filter(month=month).order_by("pk").values_list("counted", flat=True)
    return [msgspec.convert(row, Counted) for row in rows]


def costs(day: date) -> dict[str, UnitCost]:
    """What a volume costs on a day, by national category; one statement."""
    rows = StoredCost.objects.values_list("category", "low", "high", "since")
    return in_force((UnitCost(category, float(low), float(high), since) for category, low, high, since in rows), day)


def counted() -> list[Counted]:
    """The fonds, by their places in the tree; two statements.

    A sous-fonds is a part of its fonds: it is counted where no fonds above it says how much there is.
    """
    shown = fonds.found(Wanted(), most=EVERY)
    known = {one.isil: one for one in institutions.by_code({one.keeper for one in shown}).values()}
    return [_counted(one, known.get(one.keeper)) for one in _once(shown)]


def _once(shown: Iterable[ShownFonds]) -> Iterable[ShownFonds]:
    told: list[str] = []
    for one in shown:
        while told and not one.path.startswith(told[-1]):
            told.pop()
        if not told:
            yield one
            if one.description.extents:
                told.append(one.path)


def _counted(one: ShownFonds, keeper: KnownInstitution | None) -> Counted:
    description = one.description
    return Counted(
        number=description.identifier,
        title=description.title,
        keeper=one.keeper,
        department=keeper.department if keeper else "",
        kind=keeper.kind if keeper else "",
        state=description.census.state,
        categories=description.categories,
        volumes=extent_of(description.extents, "volumes"),
        metres=extent_of(description.extents, "metres"),
        catalogued=description.census.catalogued,
    )
