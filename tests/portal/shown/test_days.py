"""Days in words: how a French reader says the first of a month, and what an hour is never cut at."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.formats import date_format

from portal.public.templatetags.portal import moment
from portal.shown import days
from tests.architecture.sources import ROOT
from tests.selections import some


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        ("fr", date(2026, 9, 1), "mardi 1er septembre 2026"),
        ("fr", date(2026, 9, 21), "lundi 21 septembre 2026"),
        ("en", date(2026, 9, 1), "Tuesday 1 September 2026"),
    ],
)
def test_the_first_of_a_month_is_said_as_it_is_read_aloud(language: str, when: date, said: str) -> None:
    with translation.override(language):
        assert days.weekday(when) == said


def test_a_moment_is_told_by_the_day_it_has_here() -> None:
    with translation.override("fr"):
        assert days.day(datetime(2026, 8, 31, 23, 30, tzinfo=UTC)) == "1er septembre 2026"


def test_the_console_says_the_first_of_a_month_with_its_hour() -> None:
    with translation.override("fr"):
        assert moment(datetime(2026, 12, 1, 2, 40, tzinfo=UTC)) == "1er décembre 2026 03:40"


@pytest.mark.parametrize("line", ["9 h 30 – 16 h", "9\u00a0h 30 – 16 h"])
def test_an_hour_is_never_cut_at_the_end_of_a_line(line: str) -> None:
    assert days.hours(line) == "9\u00a0h\u00a030 – 16\u00a0h"


def test_english_pages_write_the_day_first_as_everywhere_in_europe() -> None:
    with translation.override("en"):
        assert days.day(date(2026, 11, 30)) == "30 November 2026"
        assert date_format(date(2026, 4, 3), "SHORT_DATE_FORMAT") == "03/04/2026"


def test_no_page_says_a_day_in_words_otherwise() -> None:
    formats = [
        (str(path), found)
        for path in some(Path(ROOT, "templates").rglob("*.html"), least=100)
        for found in re.findall(r"\|date:\"([^\"]*)\"", path.read_text(encoding="utf-8"))
    ]
    assert [each for each in some(formats) if each[1] in ("DATE_FORMAT", "DATETIME_FORMAT") or re.search(r"(?<!\\)j.*F", each[1])] == []
