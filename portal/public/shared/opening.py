"""Usual hours in words, for the moment at which the page is made."""

from __future__ import annotations

from datetime import datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from catalogue.core.opening import BadHours, at, read_hours
from portal.shown.words import in_french

NOON = 12


def now_in_words(line: str, moment: datetime) -> str:
    """ "Open today until 6 pm", or when it opens next, by its usual hours; "" where they are not given or cannot be read."""
    try:
        found = at(read_hours(line), moment)
    except BadHours:
        return ""
    if found is None:
        return ""
    hour = _hour(found.minute)
    if found.open:
        return gettext("Usually open today until %(hour)s.") % {"hour": hour}
    if found.day == moment.weekday() and found.minute > moment.hour * 60 + moment.minute:
        return gettext("Closed for now; usually opens again today at %(hour)s.") % {"hour": hour}
    return gettext("Closed for now; usually opens on %(day)s at %(hour)s.") % {"day": _day(found.day), "hour": hour}


def _day(day: int) -> str:
    return str(WEEKDAYS[day]).lower() if in_french() else str(WEEKDAYS[day])


def _hour(minute: int) -> str:
    """As the language of the page says it: "18 h 30", "6:30 pm"."""
    hours, minutes = divmod(minute, 60)
    if in_french():
        return f"{hours}\u00a0h" + (f"\u00a0{minutes:02d}" if minutes else "")
    told = f"{(hours - 1) % NOON + 1}" + (f":{minutes:02d}" if minutes else "")
    return f"{told}\u00a0{'am' if hours < NOON else 'pm'}"
