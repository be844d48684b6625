"""Usual hours in words, for the moment at which the page is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, pgettext

from catalogue.core.opening import DAYS, BadHours, Period, at, read_hours
from portal.shown.days import clock, day
from portal.shown.words import in_french


def now_in_words(line: str, moment: datetime, periods: Iterable[Period] = ()) -> str:
    """ "Open today until 6 pm", or when it opens next, by its hours; "" where they are not given or cannot be read."""
    try:
        found = at(read_hours(line), moment, periods)
    except BadHours:
        return ""
    if found is None:
        return ""
    hour = clock(found.minute)
    if found.on is not None and (found.period or (found.on - moment.date()).days >= DAYS):
        return _closed(found.period, {"day": day(found.on, "l j F"), "hour": hour})
    if found.open:
        return gettext("Usually open today until %(hour)s.") % {"hour": hour}
    if found.day == moment.weekday() and found.minute > moment.hour * 60 + moment.minute:
        return gettext("Closed for now; usually opens again today at %(hour)s.") % {"hour": hour}
    return gettext("Closed for now; usually opens on %(day)s at %(hour)s.") % {"day": _day(found.day), "hour": hour}


def _closed(period: Period | None, again: dict[str, str]) -> str:
    """ "Closed: stocktaking. Opens again on Monday 5 January at 10 am."."""
    reason = period.reason.rstrip(".") if period else ""
    if reason:
        return gettext("Closed: %(reason)s. Opens again on %(day)s at %(hour)s.") % {"reason": reason, **again}
    return gettext("Closed; opens again on %(day)s at %(hour)s.") % again


def periods_in_words(periods: Iterable[Period]) -> tuple[str, ...]:
    """Each period of other hours or none: "from 3 to 28 August: closed (works)"."""
    return tuple(_told(one) for one in sorted(periods, key=lambda one: one.first))


def _told(one: Period) -> str:
    first, last = day(one.first), day(one.last)
    told = first if one.first == one.last else gettext("from %(first)s to %(last)s") % {"first": first, "last": last}
    said = gettext("closed") if one.closes else gettext("other hours")
    reason = f" ({one.reason})" if one.reason else ""
    return pgettext("a period: what holds then", "%(day)s: %(said)s") % {"day": told, "said": said} + reason


def _day(day: int) -> str:
    return str(WEEKDAYS[day]).lower() if in_french() else str(WEEKDAYS[day])
