"""The bench of dates: what librarians write is read right, and what is not sure is never said sure."""

from __future__ import annotations

import pytest

from bench.dates import RIGHT, WRONG, Written, written

DATES = written()


def test_the_bench_of_dates_holds_its_bars() -> None:
    assert len(DATES) >= 250
    assert sum(date.verdict == RIGHT for date in DATES) / len(DATES) >= 0.95
    assert [date.text for date in DATES if date.verdict == WRONG] == []


@pytest.mark.parametrize("date", DATES, ids=lambda date: date.text)
def test_a_date_is_read_as_it_was_written(date: Written) -> None:
    assert date.answer[:3] == date.years
