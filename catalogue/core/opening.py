"""Usual opening hours: a line that a librarian writes, read into spans of the week, and what they say of a given moment.

The line follows OpenStreetMap's ``opening_hours`` in its simplest form: ``Tu-Sa 10:00-12:00,14:00-18:00; We 09:00-19:00``.
Days may be in French too (``ma-sa``); a later rule replaces an earlier one for its days; ``off`` closes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

MINUTES = 24 * 60
DAYS = 7
_NAMES = (("mo", "lu"), ("tu", "ma"), ("we", "me"), ("th", "je"), ("fr", "ve"), ("sa",), ("su", "di"))
_DAY = {name: day for day, names in enumerate(_NAMES) for name in names}
_RULE = re.compile(r"([a-z]{2}(?:\s*[-,]\s*[a-z]{2})*)\s+(off|\d[\d:h,\s-]*)")
_SPAN = re.compile(r"(\d{1,2})[:h](\d{2})?\s*-\s*(\d{1,2})[:h](\d{2})?")

Span = tuple[int, int]
Week = tuple[tuple[Span, ...], ...]


class BadHours(ValueError):
    """The line cannot be read; the message is the rule that could not."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What usual hours say of a moment. ``open``: whether it is within them; ``day`` (0 is Monday) and ``minute`` of the next change:
    when it closes, or when it opens again.
    """

    open: bool
    day: int
    minute: int


def read_hours(line: str) -> Week:
    """The spans (minutes from midnight) of each day of the week, Monday first. Raises :class:`BadHours`."""
    week: list[tuple[Span, ...]] = [()] * DAYS
    for rule in filter(None, (part.strip().casefold() for part in line.split(";"))):
        match = _RULE.fullmatch(rule)
        if match is None:
            raise BadHours(rule)
        spans = () if match[2] == "off" else tuple(_span(part.strip(), rule) for part in match[2].split(","))
        for day in _days(match[1], rule):
            week[day] = tuple(sorted(spans))
    return tuple(week)


def _days(text: str, rule: str) -> list[int]:
    days: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in _DAY or (last and last not in _DAY):
            raise BadHours(rule)
        length = (_DAY[last or first] - _DAY[first]) % DAYS
        days += [(_DAY[first] + step) % DAYS for step in range(length + 1)]
    return days


def _span(text: str, rule: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise BadHours(rule)
    start, end = int(match[1]) * 60 + int(match[2] or 0), int(match[3]) * 60 + int(match[4] or 0)
    if not 0 <= start < end <= MINUTES:
        raise BadHours(rule)
    return start, end


def at(week: Week, moment: datetime) -> Moment | None:
    """What ``week`` says of ``moment`` (local time); None for a week without any hour."""
    today, minute = moment.weekday(), moment.hour * 60 + moment.minute
    for start, end in week[today]:
        if start <= minute < end:
            return Moment(True, today, end)
    for later in range(DAYS + 1):
        day = (today + later) % DAYS
        for start, _end in week[day]:
            if later or start > minute:
                return Moment(False, day, start)
    return None
