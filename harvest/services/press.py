"""Calendars of the press from Gallica: a question at a time, within its quota for all workers together (``harvest.services.gallica``).

Issues may be asked ten times a minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalogue.formats.gallica_issues import Issue, Years, read_issues, read_years
from catalogue.formats.press_list import Listed
from catalogue.models import PressIssue, PressTitle
from catalogue.services import press
from harvest.models import CalendarAsking, CalendarYear
from harvest.protocols.gallica import Answered, ask_issues
from harvest.services import gallica

logger = structlog.get_logger(__name__)

GALLICA = "https://gallica.bnf.fr/"
ISSUES = gallica.Service("issues", timedelta(seconds=7))  # fewer than nine a minute
REFRESHED = timedelta(days=365)
MOST_FAILURES = 3


def want(title: PressTitle, *, by: str) -> None:
    """A person asks for the calendar of a title that Gallica has: all of it is asked for again."""
    with transaction.atomic():
        asking, _made = CalendarAsking.objects.select_for_update().get_or_create(title=title)
        asking.years.update(asked_at=None)
        asking.wanted_at, asking.wanted_by, asking.years_at = timezone.now(), by[:254], None
        asking.failures, asking.reason = 0, ""
        asking.save()


def step() -> bool:
    """Ask one question, where something is wanted and it is our turn; whether one was asked."""
    asking = _next()
    if asking is None or not gallica.take_turn(ISSUES):
        return False
    year = None
    if asking.years_at is not None:
        year = asking.years.filter(asked_at=None).order_by("year").values_list("year", flat=True).first()
    answered = ask_issues(
        settings.GALLICA_ISSUES,
        collection=asking.title.gallica,
        year=year,
        asker=gallica.asker(),
    )
    _judge(asking, year, answered)
    return True


def _next() -> CalendarAsking | None:
    """The title to ask about: of those that are wanted, the one that failed least and waits longest; else one whose year is over."""
    wanted = CalendarAsking.objects.filter(wanted_at__isnull=False).select_related("title").exclude(title__gallica="")
    found = wanted.order_by("failures", "wanted_at").first()
    if found is not None:
        return found
    old = CalendarAsking.objects.filter(wanted_at=None, whole_at__lt=timezone.now() - REFRESHED).select_related("title")
    found = old.exclude(title__gallica="").order_by("whole_at").first()
    if found is not None:
        found.wanted_at, found.wanted_by, found.years_at, found.failures = timezone.now(), "", None, 0
        found.save()
    return found


def _judge(asking: CalendarAsking, year: int | None, answered: Answered) -> None:
    """Keep what an answer tells, the years of the title or the issues of one; note a fault of this title."""
    collection = asking.title.gallica
    told: Years | tuple[Issue, ...] | gallica.Failure | None
    if year is None:
        told = gallica.judged(ISSUES, answered, partial(read_years, collection=collection))
    else:
        told = gallica.judged(ISSUES, answered, partial(read_issues, collection=collection, year=year))
    match told:
        case gallica.Failure():
            _failed(asking, told.reason)
        case Years():
            _keep_years(asking, told)
        case tuple() if year is not None:
            _keep_issues(asking, year, told)


def _failed(asking: CalendarAsking, reason: str) -> None:
    """One more failure of a title; after some it is set aside, and its page says why."""
    asking.failures += 1
    asking.reason = reason[:60]
    if asking.failures >= MOST_FAILURES:
        asking.wanted_at = None
    asking.save(update_fields=["failures", "reason", "wanted_at"])
    logger.warning("press_calendar_failed", title=asking.title_id, reason=reason, failures=asking.failures)


def _keep_years(asking: CalendarAsking, told: Years) -> None:
    """Which years there are; those that are gone lose their issues. A refresh that finds as many issues as before asks no further."""
    with transaction.atomic():
        gone = asking.years.exclude(year__in=told.years)
        PressIssue.objects.filter(title=asking.title, keeper=None, year__in=gone.values("year"), pages__isnull=True).delete()
        gone.delete()
        CalendarYear.objects.bulk_create((CalendarYear(asking=asking, year=year) for year in told.years), ignore_conflicts=True)
        if told.total != asking.total:
            asking.years.update(asked_at=None)
        asking.total, asking.failures, asking.reason = told.total, 0, ""
        _settle(asking, now=timezone.now())


def _keep_issues(asking: CalendarAsking, year: int, issues: tuple[Issue, ...]) -> None:
    listed = [Listed(year, one.day, one.label, address=f"{GALLICA}{one.ark}", ark=one.ark) for one in issues]
    with transaction.atomic():
        press.replace_issues(asking.title, listed, keeper=None, year=year)
        asking.years.filter(year=year).update(asked_at=timezone.now())
        asking.failures, asking.reason = 0, ""
        _settle(asking, now=timezone.now())


def _settle(asking: CalendarAsking, *, now: datetime) -> None:
    """Note that its years are known, and that all of it is here where no year is left to ask."""
    asking.years_at = asking.years_at or now
    if not asking.years.filter(asked_at=None).exists():
        asking.wanted_at, asking.whole_at = None, now
    asking.save()
