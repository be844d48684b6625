"""Is a record that comes without a name called what its reader calls it, whichever way is taken?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import corpus
from catalogue.formats.marc.iso2709_stream import split_records
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import write_marcxml
from catalogue.formats.reading import read_item
from harvest.protocols import record_identity

TITLE = Field("200", indicators="1 ", subfields=[("a", "Les ponts de Lyon")])
COUNTRY = Field("102", subfields=[("a", "FR")])
# 001 as partners write it: plain, with blanks around, with what XML and MARC escape, twice, empty, not the first field.
WRITTEN = ["123456789", " 123456789 ", "FRBNF30002416", "a&b", "a<b", "é1", "x" * 200, "(OCoLC)1", "12 34", "", "  "]


def notice(number: str, *, first: bool = True) -> MarcRecord:
    named = Field("001", value=number)
    return MarcRecord("     nam  22     3  450 ", [named, COUNTRY, TITLE] if first else [COUNTRY, named, TITLE])


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("number", WRITTEN)
def test_a_notice_is_called_what_its_reader_calls_it(number, first):
    record = notice(number, first=first)
    for data, way in ((write_marcxml(record), record_identity.of_xml), (write_iso2709(record), record_identity.of_iso2709)):
        assert way(data) == read_item(data).identifier


@given(st.text(max_size=40))
def test_whatever_stands_in_001_both_ways_say_the_same(number):
    data = write_iso2709(notice(number))
    assert record_identity.of_iso2709(data) == read_item(data).identifier


def test_the_notices_of_the_corpus_are_called_what_their_readers_call_them():
    notices = [corpus.notice(number).encode() for number in range(100)]
    assert [record_identity.of_xml(data) for data in notices] == [read_item(data).identifier for data in notices]
    assert len({record_identity.of_xml(data) for data in notices}) == 100


@pytest.mark.shared
def test_real_deliveries_are_called_what_their_readers_call_them(shared_data: Path):
    seen = 0
    for path in sorted((shared_data / "unimarc_iso2709").rglob("*.*")):
        with path.open("rb") as stream:
            for chunk in split_records(stream):
                reading = read_item(chunk.data)
                if reading.status == "read":
                    assert record_identity.of_iso2709(chunk.data) == reading.identifier, path
                    seen += 1
    assert seen > 50
