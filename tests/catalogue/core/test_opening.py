"""Usual hours: what a librarian writes, and what it says at a given moment."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.opening import BadHours, Moment, Period, at, read_hours

LINE = "Tu-Sa 10:00-12:00,14:00-18:00; We 9:00-19:00"
MONDAY = (2026, 11, 23)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23 + day, hour, minute)  # noqa: DTZ001  (local time)


@pytest.mark.parametrize("line", [LINE, "ma-sa 10h00-12h00, 14h-18h ; me 9h-19h", "tu,th-sa 10:00-12:00,14:00-18:00;we 09:00-19:00"])
def test_hours_are_read_in_french_and_as_open_street_map_writes_them(line: str) -> None:
    week = read_hours(line)
    assert week[0] == () and week[6] == ()
    assert week[1] == week[5] == ((600, 720), (840, 1080))
    assert week[2] == ((540, 1140),)


@pytest.mark.parametrize(
    "line", ["tous les jours", "Tu 10:00", "Tu 12:00-10:00", "Tu 10:00-25:00", "Xx 10:00-12:00", "10:00-12:00", "Tu-Xx 10:00-12:00"]
)
def test_what_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(BadHours):
        read_hours(line)


def test_a_rule_closes_a_day() -> None:
    assert read_hours("Mo-Fr 10:00-12:00; Th off")[3] == ()
    assert read_hours("Sa-Mo 10:00-12:00")[0] == ((600, 720),)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (moment(1, 11), Moment(True, 1, 720)),
        (moment(1, 12), Moment(False, 1, 840)),
        (moment(1, 18), Moment(False, 2, 540)),
        (moment(5, 23), Moment(False, 1, 600)),
        (moment(0, 9), Moment(False, 1, 600)),
    ],
)
def test_a_moment_is_within_the_hours_or_before_the_next(when: datetime, said: Moment) -> None:
    assert at(read_hours(LINE), when) == said


def test_the_day_that_is_told_is_a_day_of_the_calendar() -> None:
    open_now, later = at(read_hours(LINE), moment(1, 11)), at(read_hours(LINE), moment(5, 23))
    assert open_now is not None and later is not None
    assert (open_now.on, later.on) == (date(2026, 11, 24), date(2026, 12, 1))


def test_once_a_week_is_a_week_later() -> None:
    assert at(read_hours("Tu 10:00-12:00"), moment(1, 13)) == Moment(False, 1, 600)
    assert at(read_hours(""), moment(1, 13)) is None


def closed(first: int, last: int, line: str = "", reason: str = "") -> Period:
    """Days of November 2026."""
    return Period(date(2026, 11, first), date(2026, 11, last), read_hours(line) if line else (), reason)


def test_a_closure_is_looked_past() -> None:
    found = at(read_hours(LINE), moment(1, 11), [closed(24, 27, reason="travaux")])
    assert found == Moment(False, 5, 600)
    assert (found.on, found.period and found.period.reason) == (date(2026, 11, 28), "travaux")


def test_other_hours_hold_within_their_days_and_the_shortest_period_counts() -> None:
    periods = [closed(20, 30), closed(24, 24, "Tu 08:00-09:00")]
    assert at(read_hours(LINE), moment(1, 8), periods) == Moment(True, 1, 540)
    assert at(read_hours(LINE), moment(2, 10), periods) == Moment(False, 1, 600)


def test_what_stays_closed_says_nothing() -> None:
    assert at(read_hours(LINE), moment(1, 8), [Period(date(2026, 11, 1), date(2027, 11, 1))]) is None


@given(st.text())
def test_whatever_is_written_is_read_or_refused(line: str) -> None:
    with suppress(BadHours):
        assert len(read_hours(line)) == 7
