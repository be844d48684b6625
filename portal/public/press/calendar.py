"""The calendar of a year as a page lays it out: months, weeks, days, each with its issues; those without a day apart."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from django.urls import reverse
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext, ngettext

from catalogue.models import PressIssue
from portal.shown import days, words
from portal.shown.links import web_address

_Path = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Copy:
    """Where an issue is read: whose copy it is, its address and that of its IIIF manifest, "" where there is none."""

    keeper: str
    url: str
    manifest: str
    is_own: bool
    issue: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue with the copies of it that are given, a library's own before Gallica's."""

    label: str
    copies: tuple[Copy, ...]

    @property
    def url(self) -> str:
        """Where it is read first."""
        return next((copy.url for copy in self.copies if copy.url), "")


@dataclass(frozen=True, slots=True)
class Day:
    """A day: ``url`` leads to its only issue, or to the page of the day (``is_here``); "" without any. ``said``: it in words."""

    number: int
    count: int = 0
    url: str = ""
    is_here: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month, in weeks that begin on Monday; None where a week has days of another month."""

    number: int
    name: str
    count: int
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year: its twelve months, its issues without a day, how many issues in all, the names of the days of a week in full and short."""

    year: int
    months: tuple[Month, ...]
    undated: tuple[Edition, ...]
    count: int
    weekdays: tuple[tuple[str, str], ...]


def calendar_of(ark: str, year: int, issues: Sequence[PressIssue], *, site: str = "") -> Calendar:
    """The calendar of a year of the title whose notice has this ark, of its issues in the order of their days.

    ``site``: what stands before the paths of our own pages, for a calendar that is taken elsewhere.
    """
    here = partial(of_day, ark, site=site)
    dated = {day: editions(found) for day, found in groupby((one for one in issues if one.day), key=lambda one: one.day) if day}
    undated = _undated([one for one in issues if one.day is None])
    months = tuple(_month(here, year, number, dated) for number in range(1, 13))
    weekdays = tuple((str(WEEKDAYS[number]), str(WEEKDAYS_ABBR[number])) for number in range(7))
    return Calendar(year, months, undated, sum(map(len, dated.values())) + len(undated), weekdays)


def editions(issues: Iterable[PressIssue]) -> tuple[Edition, ...]:
    """The issues of a day: one rank is one issue, whoever gives it."""
    return tuple(_edition(list(found)) for _place, found in groupby(issues, key=lambda one: one.place))


def _undated(issues: list[PressIssue]) -> tuple[Edition, ...]:
    """Those without a day: the same words are one issue."""
    found: dict[tuple[str, int], list[PressIssue]] = {}
    for one in issues:
        found.setdefault((one.label, one.place), []).append(one)
    return tuple(_edition(together) for together in found.values())


def _edition(found: list[PressIssue]) -> Edition:
    label = next((one.label for one in found if one.label), "")
    return Edition(label, tuple(_copy(one) for one in found))


def _copy(issue: PressIssue) -> Copy:
    keeper = issue.keeper.title if issue.keeper else "Gallica"
    return Copy(keeper, web_address(issue.address), web_address(issue.manifest), issue.keeper is not None, issue.pk)


def _month(here: _Path, year: int, number: int, dated: dict[date, tuple[Edition, ...]]) -> Month:
    weeks = tuple(
        tuple(_day(here, date(year, number, day), dated) if day else None for day in week) for week in calendar.monthcalendar(year, number)
    )
    count = sum(len(found) for day, found in dated.items() if day.month == number)
    return Month(number, str(MONTHS[number]), count, weeks)


def _day(here: _Path, day: date, dated: dict[date, tuple[Edition, ...]]) -> Day:
    found = dated.get(day, ())
    if not found:
        return Day(day.day)
    url = found[0].url if len(found) == 1 else ""
    said = days.day(day)
    if len(found) > 1:
        counted = ngettext("%(count)s issue", "%(count)s issues", len(found)) % {"count": words.number(len(found))}
        said = gettext("%(day)s, %(issues)s") % {"day": said, "issues": counted}
    return Day(day.day, len(found), url or here(day), not url, said)


def of_day(ark: str, day: date, *, site: str = "") -> str:
    """The path of the page of a day, after ``site``."""
    return site + reverse("public:press_issues", args=[ark, day.year, f"{day:%m-%d}"])
