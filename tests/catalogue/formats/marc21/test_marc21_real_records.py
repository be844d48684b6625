"""MARC 21 as libraries of several countries really write it."""

from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.formats.reading import read_file

pytestmark = pytest.mark.shared


def descriptions(folder: Path, name: str) -> list[Description]:
    path = folder / name
    if not path.exists():
        pytest.skip(f"{name} is not among the real records of this machine")
    return [reading.description for reading in read_file(path.read_bytes()) if reading.description is not None]


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("marc21_iso2709/solrmarc__solrmarc/uva_001-200.mrc", 200),
        ("marc21_iso2709/pkiraly__qa-catalogue/BooksAll.2014.part01-0001.mrc", 100),
        ("marcxml/rero__rero-ils/documents_small.xml", 442),
        ("sru/rero__rero-ils/slsp_samuelson.xml", 10),
    ],
)
def test_every_real_record_has_a_title_and_most_a_plausible_date(shared_data: Path, name: str, records: int) -> None:
    found = descriptions(shared_data, name)
    assert len(found) == records
    assert all(description.title for description in found)
    starts = [d.dates[0].start for d in found if d.dates and d.dates[0].start is not None]
    assert len(starts) >= 0.85 * records
    assert all(1400 <= start <= 2026 for start in starts)


def test_hebrew_and_japanese_titles_stand_beside_the_romanised_ones(shared_data: Path) -> None:
    (hebrew,) = descriptions(shared_data, "marc21_iso2709/traject__traject/hebrew880s.marc")
    assert ("parallel", "אנרכיזם ב״ציון״") in [(title.kind, title.value) for title in hebrew.titles]
    assert hebrew.agents[0].variants == ("רצבי, שלום",)
    (japanese,) = descriptions(shared_data, "marcxml/NatLibFi__RecordManager/marc_alt_script.xml")
    assert ("parallel", "漢字源") in [(title.kind, title.value) for title in japanese.titles]


def test_a_title_of_eight_bit_characters_is_whole(shared_data: Path) -> None:
    (book,) = descriptions(shared_data, "marc21_iso2709/edsu__pymarc/marc8.dat")
    assert book.titles
    assert not any("\ufffd" in title.value for title in book.titles)


def test_a_record_without_245_a_is_still_named(shared_data: Path) -> None:
    (book,) = descriptions(shared_data, "marc21_iso2709/traject__traject/245_no_ab.marc")
    assert book.title
