"""Coded years beside transcribed ones: the one that a reader may trust, both where neither is, and which is the original's."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from catalogue.core.description import DateSpan
from catalogue.formats.dublin_core import describe as describe_dublin_core
from catalogue.formats.marc21 import describe as describe_marc21
from catalogue.formats.reading import read_file
from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import MARC21_LEADER, record

Said = tuple[str, int | None, int | None, bool, str]


def said(dates: tuple[DateSpan, ...]) -> list[Said]:
    return [(date.display, date.start, date.end, date.uncertain, date.kind) for date in dates]


def of(coded: str, written: str) -> list[Said]:
    return said(describe(record(f"100 ##$a20200101{coded}\n210 ##$aParis$d{written}")).dates)


@pytest.mark.shared
def test_the_types_of_date_of_unimarc(shared_cases: Path) -> None:
    with (shared_cases / "formats" / "20-unimarc-dates.mrc").open("rb") as stream:
        found = {reading.description.identifier: said(reading.description.dates) for reading in read_file(stream) if reading.description}
    assert [date[1:3] for date in found["J"]] == [(1704, 1704)]
    for name in ("E", "Er"):
        assert [(date[1], date[4]) for date in found[name]] == [(2010, "publication"), (1873, "original")]
    assert [date[1:4] for date in found["F"]] == [(1750, 1799, True)]
    assert [date[1:3] for date in found["B"]] == [(1800, None)]
    assert [date[1:3] for date in found["U"]] == [(None, None)]
    assert [date[1:4] for date in found["D"]] == [(1789, 1789, False)]
    assert [date[1:4] for date in found["D2"]] == [(1792, 1792, False)]
    assert [date[1:4] for date in found["H"]] == [(1872, 1872, False)]
    assert [date[1:4] for date in found["Z"]] == [(1798, 1799, False)]


def test_a_year_of_another_calendar_gives_way_to_the_coded_year() -> None:
    assert of("d1801    ", "an II") == [("an II", 1801, 1801, False, "publication")]
    assert of("d1872    ", "1289") == [("1289", 1872, 1872, False, "publication")]
    assert of("d1872    ", "5632") == [("5632", 1871, 1872, True, "publication")]


def test_an_unreadable_date_takes_the_coded_year() -> None:
    assert of("d1789    ", "[date illisible]") == [("[date illisible]", 1789, 1789, True, "publication")]


def test_two_years_that_disagree_are_both_kept_and_both_uncertain() -> None:
    assert of("d1798    ", "1789") == [("1789", 1789, 1789, True, "publication"), ("1798", 1798, 1798, True, "publication")]


def test_figures_left_out_are_filled_by_the_coded_years() -> None:
    assert of("f17501799", "[17--]") == [("[17--]", 1750, 1799, True, "publication")]
    assert of("f17801785", "[178-?]") == [("[178-?]", 1780, 1785, True, "publication")]
    assert of("d1789    ", "[178-?]") == [("[178-?]", 1789, 1789, True, "publication")]
    assert of("d1750    ", "ca 1750") == [("ca 1750", 1745, 1755, True, "publication")]


@pytest.mark.parametrize("years", ["20101873", "18732010"])
def test_a_reproduction_is_later_than_its_original(years: str) -> None:
    assert [(date[1], date[4]) for date in of(f"e{years}", "2010")] == [(2010, "publication"), (1873, "original")]
    marc21 = describe_marc21(record(f"008 200101r{years}fr############000#0#fre#d", leader=MARC21_LEADER))
    assert [(date.start, date.kind) for date in marc21.dates] == [(2010, "reproduction"), (1873, "original")]


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("1908-11", (1908, 1908)),
        ("2003-04-15T10:18:51Z", (2003, 2003)),
        ("../1985", (None, 1985)),
        ("1985/..", (1985, None)),
        ("1984-06/2004-08", (1984, 2004)),
        ("201X", (2010, 2019)),
        ("name=La Grande Guerre; start=1914; end=1918;", (1914, 1918)),
    ],
)
def test_a_machine_date_of_dublin_core_is_read_by_its_notation(written: str, years: tuple[int | None, int | None]) -> None:
    root = etree.Element("dc")
    etree.SubElement(root, "{http://purl.org/dc/elements/1.1/}date").text = written
    (date,) = describe_dublin_core(root).dates
    assert (date.start, date.end) == years
