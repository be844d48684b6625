"""A description given back in MARC 21: what was read is what is read again."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from catalogue.core.description import DateSpan, Description, Holding, Note, Title
from catalogue.formats.base import NotRecords
from catalogue.formats.comparing import losses
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.xml_writer import MARC21_SLIM, write_marcxml
from catalogue.formats.marc21 import describe
from catalogue.formats.marc21.writing import write
from catalogue.formats.reading import read_file, read_item
from tests.catalogue.formats.everything import EVERYTHING


def lost(description: Description) -> list[str]:
    return [loss.field for loss in losses(description, describe(write(description)))]


def test_a_notice_comes_back_but_for_what_marc_21_has_no_place_for():
    found = losses(EVERYTHING, describe(write(EVERYTHING)))
    assert {loss.field.partition(".")[0] for loss in found} <= {"features", "holdings", "publications", "scripts", "titles"}


@pytest.mark.parametrize("way", ["iso2709", "xml"])
def test_a_notice_comes_back_from_a_file(way):
    record = write(EVERYTHING)
    data = write_iso2709(record) if way == "iso2709" else write_marcxml(record, namespace=MARC21_SLIM)
    back = read_item(data)
    assert back.format == "marc21" and not back.warnings
    assert not losses(describe(record), back.description)


def test_the_article_is_counted_by_the_indicator():
    assert write(EVERYTHING).by_tag("245")[0].indicators == "14"


def test_the_first_author_stands_in_100_and_roles_have_their_codes():
    record = write(EVERYTHING)
    assert record.first("100", "a") == "Hugo, Victor" and record.first("100", "4") == "aut"


@pytest.mark.parametrize(
    ("span", "coded"),
    [
        (DateSpan(display="1862", start=1862, end=1862), "s1862    "),
        (DateSpan(display="[17--?]", start=1700, end=1799, uncertain=True), "q17001799"),
        (DateSpan(display="1889-1892", start=1889, end=1892), "m18891892"),
        (DateSpan(display="1955-", start=1955), "m19559999"),
        (DateSpan(display="s.d."), "nuuuuuuuu"),
    ],
)
def test_a_date_is_coded_with_its_doubt(span, coded):
    assert write(Description(dates=(span,)), entered=datetime.date(2026, 11, 29)).first("008")[:15] == f"261129{coded}"


def test_a_serial_says_whether_it_goes_on():
    going_on, ended = DateSpan(display="1955-", start=1955), DateSpan(display="1889-1892", start=1889, end=1892)
    assert write(Description(level="serial", dates=(going_on,))).first("008")[6:15] == "c19559999"
    assert write(Description(level="serial", dates=(ended,))).first("008")[6:15] == "d18891892"


def test_the_fixed_field_has_forty_characters():
    for description in (EVERYTHING, Description(), replace(EVERYTHING, countries=("US", "FR"), material="image")):
        assert len(write(description).first("008")) == 40 and len(write(description).leader) == 24


def test_two_copies_stay_two_and_each_keeps_its_provenance():
    copies = (
        Holding(institution="690296101", call_number="Ms 1", statement="t. 1", notes=(Note(value="Ex-libris", kind="provenance"),)),
        Holding(institution="690296101", call_number="Ms 2", statement="t. 2"),
    )
    assert lost(Description(titles=(Title(value="a"),), holdings=copies)) == []


@pytest.mark.shared
def test_real_records_come_back_nearly_whole(shared_data):
    count = missing = 0
    for name in ("edsu__pymarc", "traject__traject", "metafacture__metafacture-core"):
        for file in sorted((shared_data / "marc21_iso2709" / name).rglob("*.*")):
            for description in descriptions(file):
                count += 1
                missing += bool(lost(description))
    assert count > 50 and missing <= count // 4


def descriptions(file):
    try:
        yield from (each.description for each in read_file(file.read_bytes()) if each.description and each.format == "marc21")
    except NotRecords:
        return
