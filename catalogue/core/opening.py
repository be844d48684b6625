"""Opening hours: a line that a librarian writes, read into spans of the week; periods of other hours or none; what both say of a moment.

The line follows OpenStreetMap's ``opening_hours`` in its simplest form: ``Tu-Sa 10:00-12:00,14:00-18:00; We 09:00-19:00``.
Days may be in French too (``ma-sa``); a later rule replaces an earlier one for its days; ``off`` closes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

MINUTES = 24 * 60
DAYS = 7
AHEAD = 120  # days looked through for the next hour: a summer and a month of works
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
    when it closes, or when it opens again, which is ``on`` that date; ``period`` is the one that closes the day of the moment.
    """

    open: bool
    day: int
    minute: int
    on: date | None = field(default=None, compare=False)
    period: Period | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included, of other hours (``week``) or of none (an empty one), and why."""

    first: date
    last: date
    week: Week = ()
    reason: str = ""

    @property
    def closes(self) -> bool:
        """Whether nothing opens then."""
        return not any(self.week)


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


def readable_hours(line: str) -> Week:
    """The same, no hour at all where the line cannot be read."""
    try:
        return read_hours(line) if line.strip() else ()
    except BadHours:
        return ()


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


def at(week: Week, moment: datetime, periods: Iterable[Period] = ()) -> Moment | None:
    """What ``week`` and ``periods`` say of ``moment`` (local time); None where nothing opens within ``AHEAD`` days.

    Of several periods that hold a day, the shortest counts: a day within a holiday.
    """
    today, minute = moment.date(), moment.hour * 60 + moment.minute
    listed = sorted(periods, key=lambda one: one.last - one.first)
    now = _period(today, listed)
    for start, end in _spans(today, week, now):
        if start <= minute < end:
            return Moment(True, today.weekday(), end, today)
    closed = now if now is not None and now.closes else None
    for later in range(AHEAD + 1):
        day = today + timedelta(days=later)
        for start, _end in _spans(day, week, _period(day, listed)):
            if later or start > minute:
                return Moment(False, day.weekday(), start, day, closed)
    return None


def _period(day: date, periods: Iterable[Period]) -> Period | None:
    return next((one for one in periods if one.first <= day <= one.last), None)


def _spans(day: date, week: Week, period: Period | None) -> tuple[Span, ...]:
    hours = week if period is None else period.week
    return hours[day.weekday()] if hours else ()
