"""Days as the language of the page says them: the first of a month is "1er" in French, as it is read aloud."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format

from portal.shown.words import in_french

_NOON = 12
_HOUR = re.compile(r"(?<=\d) (?=h\b)|(?<=\d h) (?=\d\d\b)|(?<=\d\u00a0h) (?=\d\d\b)")


def day(when: date | datetime, pattern: str = "DATE_FORMAT") -> str:
    """ "1er septembre 2026". ``pattern``: a name or a pattern of Django's for dates. A moment is told by the day it has here."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        when = timezone.localtime(when)
    said = str(get_format(pattern)) if pattern.isupper() else pattern
    if when.day == 1 and in_french() and "j" in said:
        said = said.replace("j", r"1\e\r", 1)
    return date_format(when, said, use_l10n=False)


def weekday(when: date | datetime) -> str:
    """ "mardi 1er septembre 2026"."""
    return day(when, "l j F Y")


def clock(minute: int) -> str:
    """A minute of the day as the language of the page says it: "18 h 30", "6:30 pm"."""
    hour, minutes = divmod(minute, 60)
    if in_french():
        return f"{hour}\u00a0h" + (f"\u00a0{minutes:02d}" if minutes else "")
    told = f"{(hour - 1) % _NOON + 1}" + (f":{minutes:02d}" if minutes else "")
    return f"{told}\u00a0{'am' if hour < _NOON else 'pm'}"


def hours(text: str) -> str:
    """Hours as a person typed them ("9 h 30 – 16 h"), none of which is cut at the end of a line."""
    return _HOUR.sub("\u00a0", text)
