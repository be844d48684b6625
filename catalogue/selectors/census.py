"""The census of the region: every published fonds as it is counted, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from django.db.models import TextField
from django.db.models.functions import Cast

from catalogue.core.census import Counted
from catalogue.core.costs import UnitCost, in_force
from catalogue.core.extents import extent_of
from catalogue.core.fonds import Census, ExtentStatement
from catalogue.models import CensusSnapshot, PublishedFonds
from catalogue.models import UnitCost as StoredCost
from catalogue.selectors import institutions
from catalogue.selectors.fonds import EVERY
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


class _Said(msgspec.Struct, frozen=True):
    """What is counted of the description of a fonds: the rest of it is not read."""

    identifier: str
    title: str
    extents: tuple[ExtentStatement, ...] = ()
    categories: tuple[str, ...] = ()
    census: Census = Census()


_read = msgspec.json.Decoder(_Said, strict=False).decode
_Row = tuple[str, str, _Said]


def counted() -> list[Counted]:
    """The fonds, by their places in the tree; two statements.

    A sous-fonds is a part of its fonds: it is counted where no fonds above it says how much there is.
    """
    rows = PublishedFonds.objects.order_by("path").values_list("path", "keeper", Cast("description", TextField()))[:EVERY]
    shown = [(path, keeper, _read(said)) for path, keeper, said in rows]
    known = {one.isil: one for one in institutions.by_code({keeper for _path, keeper, _said in shown}).values()}
    return [_counted(said, keeper, known.get(keeper)) for _path, keeper, said in _once(shown)]


def _once(shown: Iterable[_Row]) -> Iterable[_Row]:
    told: list[str] = []
    for one in shown:
        while told and not one[0].startswith(told[-1]):
            told.pop()
        if not told:
            yield one
            if one[2].extents:
                told.append(one[0])


def _counted(said: _Said, code: str, keeper: KnownInstitution | None) -> Counted:
    return Counted(
        number=said.identifier,
        title=said.title,
        keeper=code,
        department=keeper.department if keeper else "",
        kind=keeper.kind if keeper else "",
        state=said.census.state,
        categories=said.categories,
        volumes=extent_of(said.extents, "volumes"),
        metres=extent_of(said.extents, "metres"),
        catalogued=said.census.catalogued,
    )
