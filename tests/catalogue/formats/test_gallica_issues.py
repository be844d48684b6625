"""Which years and days Gallica says that a newspaper has; what is no answer is a fault, never data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalogue.formats.gallica_issues import Fault, collection_of, read_issues, read_years

CB = "cb32000001d"


def years(inside: str, *, parent: str = f"ark:/12148/{CB}/date", kind: str = "years") -> bytes:
    return f'<?xml version="1.0"?><issues listType="{kind}" parentArk="{parent}" totalIssues="9">{inside}</issues>'.encode()


def issues(year: int, *rows: tuple[str, str, str], parent: str = f"{CB}/date") -> bytes:
    inside = "".join(f'<issue ark="{ark}" dayOfYear="{day}">{label}</issue>' for ark, day, label in rows)
    return f'<issues date="{year}" listType="issue" parentArk="{parent}">{inside}</issues>'.encode()


def days(year: int, *rows: tuple[str, str, str]) -> list[date | None]:
    read = read_issues(issues(year, *rows), collection=CB, year=year)
    assert isinstance(read, tuple)
    return [one.day for one in read]


@pytest.mark.shared
def test_the_real_answers_give_their_years_and_their_issues_on_the_right_days(shared_data: Path):
    folder = shared_data / "gallica" / "oletizi__colony-cults"
    told = read_years((folder / "issues-years.xml").read_bytes(), collection="cb328261098")
    assert not isinstance(told, Fault)
    assert (told.years, told.total) == (tuple(range(1879, 1886)), 78)
    read = read_issues((folder / "issues-1879.xml").read_bytes(), collection="cb328261098", year=1879)
    assert isinstance(read, tuple)
    assert [one.day for one in read] == [date(1879, month, 15) for month in range(7, 13)]
    assert read[0].ark == "ark:/12148/bpt6k5603637g"
    long = read_years((shared_data / "gallica" / "gleasonw__gallica-grapher" / "issues.xml").read_bytes(), collection="cb34431794k")
    assert not isinstance(long, Fault)
    assert (long.years[0], long.years[-1], len(long.years), long.total) == (1861, 1942, 82, 30301)


def test_day_60_is_the_29th_of_february_in_leap_years_only():
    assert days(1880, ("bpt6k1aaaa", "60", "")) == [date(1880, 2, 29)]
    assert days(1879, ("bpt6k1aaaa", "60", "")) == [date(1879, 3, 1)]
    assert days(1880, ("bpt6k1aaaa", "366", "")) == [date(1880, 12, 31)]
    assert days(1879, ("bpt6k1aaaa", "366", "")) == [None]


def test_the_words_of_a_date_win_over_its_number():
    assert days(1880, ("bpt6k1aaaa", "59", "1er mars 1880")) == [date(1880, 3, 1)]
    assert days(1880, ("bpt6k1aaaa", "59", "30 février 1880")) == [date(1880, 2, 28)]


def test_several_issues_of_a_day_and_those_without_a_day_are_kept_with_their_words():
    read = read_issues(
        issues(1871, ("bpt6k3aaaa", "", "Précision : printemps 1871"), ("bpt6k1aaaa", "70", "matin"), ("bpt6k2aaaa", "70", "soir")),
        collection=CB,
        year=1871,
    )
    assert isinstance(read, tuple)
    assert [(one.day, one.label) for one in read] == [
        (date(1871, 3, 11), "matin"),
        (date(1871, 3, 11), "soir"),
        (None, "Précision : printemps 1871"),
    ]


def test_the_same_issue_given_twice_is_one():
    assert len(days(1879, ("bpt6k1aaaa", "1", ""), ("bpt6k1aaaa", "2", ""))) == 1


def test_a_title_of_which_nothing_is_digitised_has_no_year():
    told = read_years(years(""), collection=CB)
    assert not isinstance(told, Fault)
    assert told.years == ()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (years("<year>1879</year>")[:-12], Fault.BROKEN),
        (b"", Fault.BROKEN),
        (b"<!DOCTYPE html><html><body><altcha-widget></altcha-widget></body></html>", Fault.CHALLENGE),
        (b"  <HTML><head><title>Gallica</title></head></HTML>", Fault.CHALLENGE),
        (b"<srw:searchRetrieveResponse xmlns:srw='x'/>", Fault.OTHER),
        (years("", kind="issue"), Fault.OTHER),
        (years("<year>1879</year>", parent="ark:/12148/cb32000002q/date"), Fault.WRONG_TITLE),
        (years("<year>1879</year>", parent="bpt6k5603637g"), Fault.WRONG_TITLE),
        (b'<!DOCTYPE i [<!ENTITY e SYSTEM "file:///etc/passwd">]><issues>&e;</issues>', Fault.BROKEN),
    ],
)
def test_what_is_no_list_of_years_is_a_fault(data, fault):
    assert read_years(data, collection=CB) is fault


def test_an_answer_for_another_year_is_a_fault():
    assert read_issues(issues(1880, ("bpt6k1aaaa", "1", "")), collection=CB, year=1879) is Fault.WRONG_YEAR


@pytest.mark.parametrize("ark", ["", "cb32000001d", "../../x", "bpt6k1<script>", "ark:/99999/bpt6k1aaaa"])
def test_an_issue_under_a_name_that_is_none_is_left_out(ark):
    assert days(1879, (ark.replace("<", "&lt;"), "1", "")) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("https://gallica.bnf.fr/ark:/12148/cb32000001d/date", CB),
        ("ark:/12148/cb32000001d/date", CB),
        (" cb32000001d ", CB),
        ("https://gallica.bnf.fr/ark:/12148/bpt6k5603637g", ""),
        ("bpt6k5603637g", ""),
        ("", ""),
    ],
)
def test_only_the_name_of_a_collection_is_asked_about(typed, name):
    assert collection_of(typed) == name
