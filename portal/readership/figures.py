"""The figures of readership as pages, files and mails give them: by month, of one institution or of the whole portal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.selectors import readable
from portal.models import ReadCount
from portal.readership.asked import Thing

MONTHS = 13  # of a table
FEW = 5  # readings of one thing in a month, below which they are not told
MOST_LISTED = 30
MOST_EXPORTED = 5000
AT_ONCE = 500  # things whose titles are looked up together
EXPORTS = (Thing.CITATION, Thing.FILE, Thing.EAD)
PORTAL = ""  # the institution of what is counted for the whole portal


@dataclass(slots=True)
class Month:
    """What was read in a month, given by its first day."""

    first: date
    views: dict[int, int] = field(default_factory=dict)  # by kind (``catalogue.core.keys.Kind``)
    things: dict[str, int] = field(default_factory=dict)

    def add(self, thing: str, kind: int, number: int) -> None:
        """A sum of the month."""
        self.things[thing] = self.things.get(thing, 0) + number
        if thing == Thing.VIEW:
            self.views[kind] = self.views.get(kind, 0) + number

    def of_kind(self, kind: Kind) -> int:
        """Views of the pages of a kind."""
        return self.views.get(int(kind), 0)

    def of(self, *things: Thing) -> int:
        """How often some things were asked for, together."""
        return sum(self.things.get(thing, 0) for thing in things)

    @property
    def institution(self) -> int:
        """Views of the page of the institution, or of those of all."""
        return self.of_kind(Kind.INSTITUTION)

    @property
    def fonds(self) -> int:
        """Views of the pages of fonds."""
        return self.of_kind(Kind.FONDS)

    @property
    def components(self) -> int:
        """Views of the pages of finding aids and of what is in them."""
        return self.of_kind(Kind.COMPONENT)

    @property
    def notices(self) -> int:
        """Views of the pages of notices."""
        return self.of_kind(Kind.NOTICE)

    @property
    def exports(self) -> int:
        """Citations, files and finding aids taken away."""
        return self.of(*EXPORTS)

    @property
    def blocks(self) -> int:
        """How often other sites showed blocks of ours."""
        return self.of(Thing.BLOCK)

    @property
    def all_views(self) -> int:
        """Views of the pages of anything."""
        return sum(self.views.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was read in a month: ``ark`` with its authority; ``n``: None where it was read less than :data:`FEW` times."""

    kind: Kind
    ark: str
    title: str
    n: int | None


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def last_months(today: date | None = None) -> list[date]:
    """The first days of the months of a table, this one first."""
    found = [month_of(today or timezone.localdate())]
    while len(found) < MONTHS:
        found.append(month_of(found[-1] - timedelta(days=1)))
    return found


def since() -> date | None:
    """The first day of the month in which counting began; None before."""
    first = ReadCount.objects.filter(institution=PORTAL).order_by("day").values_list("day", flat=True).first()
    return month_of(first) if first else None


def months(institution: str, *, today: date | None = None) -> list[Month]:
    """The months of a table for an institution (its ISIL or :data:`PORTAL`), this one first, none before counting began. Two statements."""
    began = since()
    firsts = [first for first in last_months(today) if began and first >= began]
    if not firsts:
        return []
    rows = (
        ReadCount.objects.filter(institution=institution, day__gte=firsts[-1])
        .annotate(month=TruncMonth("day"))
        .values_list("month", "thing", "kind")
        .annotate(Sum("n"))
        .order_by()
    )
    by_month = {first: Month(first) for first in firsts}
    for month, thing, kind, number in rows:
        if month in by_month:
            by_month[month].add(thing, kind, number)
    return list(by_month.values())


def most_read(institution: str, month: date, *, most: int = MOST_LISTED) -> list[Line]:
    """What was read most of an institution in a month, the most read first; what was read as often in the order of arks.

    Seven statements, and as many again for each :data:`AT_ONCE` lines.
    """
    counted = list(
        _of_month(month)
        .filter(institution=institution, thing=Thing.VIEW)
        .exclude(target="")
        .values_list("kind", "target")
        .annotate(together=Sum("n"))
        .order_by("-together", "target")[:most]
    )
    titles: dict[str, str] = {}
    for start in range(0, len(counted), AT_ONCE):
        titles |= readable.titles(target for _, target, _ in counted[start : start + AT_ONCE])
    return [Line(Kind(kind), target, titles.get(target, ""), _told(number)) for kind, target, number in counted]


def _told(number: int) -> int | None:
    return number if number >= FEW else None


def _of_month(month: date) -> QuerySet[ReadCount]:
    return ReadCount.objects.filter(day__gte=month, day__lt=month_of(month + timedelta(days=32)))


def hosts(month: date, *, most: int = MOST_EXPORTED) -> list[tuple[str, int]]:
    """The sites whose pages showed blocks of ours in a month, and how often, the first first; one statement."""
    rows = _of_month(month).filter(institution=PORTAL, thing=Thing.HOST).values_list("target").annotate(together=Sum("n"))
    return [(host, number) for host, number in rows.order_by("-together", "target")[:most]]


def by_institution(month: date, *, isils: Iterable[str] | None = None) -> dict[str, Month]:
    """What was read of each institution in a month, by ISIL, those alone that were read; of some institutions where they are given. One
    statement.
    """
    counted = _of_month(month)
    wanted = counted.exclude(institution=PORTAL) if isils is None else counted.filter(institution__in=list(isils))
    rows = wanted.values_list("institution", "thing", "kind").annotate(Sum("n")).order_by()
    found: dict[str, Month] = defaultdict(lambda: Month(month))
    for institution, thing, kind, number in rows:
        found[institution].add(thing, kind, number)
    return dict(found)
