"""The newspaper of the demonstration: a calendar of several years with its gaps, two issues on one day, one without a day."""

from __future__ import annotations

from collections import Counter

import pytest

from catalogue.formats.page_text import read_pages
from catalogue.services.institutions import make
from demonstration import press as written


def test_its_calendar_shows_what_a_calendar_can_show() -> None:
    issues = list(written.issues())
    days = Counter(one.day for one in issues if one.day)
    assert len(issues) > 500 and len({one.name for one in issues}) == len(issues)
    assert {day for day, count in days.items() if count > 1} == {written.TWICE}
    assert [one.label for one in issues if one.day is None] == ["Numéro spécimen, février 1884"]
    assert {day.year for day in days} == {1884, 1885, 1886, 1887, 1889}
    assert not any(first <= day <= last for day in days for first, last in written.ABSENT)


def test_the_words_of_its_pages_are_of_issues_that_it_has() -> None:
    days = {str(one.day) for one in written.issues()}
    assert {name[:10] for name, _ in written.words()} <= days
    assert all(read_pages(data, name=name) for name, data in written.words())


@pytest.mark.django_db
def test_it_is_made_once_and_follows_its_server() -> None:
    from catalogue.models import PressIssue, PressPage
    from portal import demonstration_press

    make(written.keeper(), name="Bibliothèque municipale de Lyon")
    made = demonstration_press.load("http://127.0.0.1:8090")
    assert made == len(list(written.issues())) == PressIssue.objects.count()
    assert PressPage.objects.count() == 4
    assert demonstration_press.load("http://127.0.0.1:8090") == 0
    assert demonstration_press.load("http://127.0.0.1:8091") == made
    assert PressPage.objects.count() == 4 and PressIssue.objects.count() == made
