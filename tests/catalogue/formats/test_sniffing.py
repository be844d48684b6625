"""What a record is, whatever it was announced as: UNIMARC, MARC 21, or something to refuse by its name."""

import pytest

from catalogue.core.messages import Message
from catalogue.formats.base import DUBLIN_CORE, MARC21, UNIMARC, NotRecords
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.reading import read_file, read_item
from catalogue.formats.sniffing import looks_like_unimarc, sniff_marc

GENERAL = Field("100", subfields=[("a", "20210304d1893    m  y0frey50      ba")])
FIXED = Field("008", value="210304s1893    fr            000 0 fre d")


def record(*fields: Field, leader: str = "     cam  22        450 ") -> MarcRecord:
    return MarcRecord(leader, [Field("001", value="1"), *fields])


def data(tag: str, value: str = "x", code: str = "a") -> Field:
    return Field(tag, subfields=[(code, value)])


CASES = {
    "unimarc": (record(GENERAL, data("200")), UNIMARC),
    "unimarc whose title is missing": (record(GENERAL, data("210", code="c")), UNIMARC),
    "unimarc without a label": (record(GENERAL, data("200"), leader=""), UNIMARC),
    "marc 21": (record(FIXED, data("245"), leader="     cam a22     4a 4500"), MARC21),
    "marc 21 with a local 200": (record(FIXED, data("245"), data("200"), leader="     cam a22     4a 4500"), MARC21),
    "marc 21 whose title is missing": (record(FIXED, data("260"), leader="     cam a22     4a 4500"), MARC21),
    "intermarc by its label": (record(data("245"), data("260"), leader="     c0 m 22        45a "), "format_intermarc"),
    "intermarc by its fields": (record(data("245"), data("280"), data("009"), leader="     c0 m 22        450 "), "format_intermarc"),
    "authority of the idref": (record(data("200"), data("152"), leader="     cx  a22     3  45  "), "format_authority"),
    "authority without a label": (record(data("200"), data("152"), leader=""), "format_authority"),
    "authority in marc 21": (record(FIXED, data("100"), leader="     nz  a22     n  4500"), "format_authority"),
    "holdings in marc 21": (record(FIXED, data("852"), leader="     ny  a22     3n 4500"), "format_holdings"),
    "classification": (record(data("153"), leader="     nw  a22     n  4500"), "format_not_bibliographic"),
    "pica": (record(data("021A"), data("002@"), leader=""), "format_pica"),
    "danmarc": (MarcRecord("     nam0 32        45  ", [data("001"), data("245")]), "format_other_marc"),
    "nothing known": (record(data("980")), "format_unknown"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_record_is_told_by_what_it_holds(case):
    given, expected = CASES[case]
    found = sniff_marc(given)
    assert (found.code if isinstance(found, Message) else found) == expected


def test_the_format_attribute_tells_intermarc():
    assert sniff_marc(record(FIXED, data("245")), announced="Intermarc") == Message("format_intermarc", {})


@pytest.mark.parametrize(
    ("tags", "expected"), [({"200"}, True), ({"245"}, False), ({"200", "245"}, False), ({"210", "215"}, True), ({"260"}, False)]
)
def test_the_tags_tell_whose_character_sets_to_try(tags, expected):
    assert looks_like_unimarc(tags) is expected


def test_an_announced_format_is_believed_where_nothing_tells():
    reading = read_item(write_iso2709(record(data("980"))), format=MARC21)
    assert (reading.status, reading.format) == ("read", MARC21)
    assert [warning.code for warning in reading.warnings] == ["no_title"]
    assert read_item(write_iso2709(record(data("980")))).reason.code == "format_unknown"


@pytest.mark.parametrize(
    "xml",
    [
        '<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>T</d:title></dc>',
        '<qdc:qualifieddc xmlns:qdc="urn:x" xmlns:d="http://purl.org/dc/terms/"><d:title>T</d:title></qdc:qualifieddc>',
        "<dc><title>T</title></dc>",
        '<thesis xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>T</d:title><level>x</level></thesis>',
        '<metadata xmlns:d="https://purl.org/dc/elements/1.1/"><d:title>T</d:title><d:date>1900</d:date></metadata>',
    ],
)
def test_dublin_core_is_known_under_any_root(xml):
    reading = read_item(xml.encode(), identifier="oai:x:1")
    assert (reading.format, reading.status) == (DUBLIN_CORE, "read")


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<ead><eadheader/><archdesc/></ead>", "format_ead"),
        ('<e:ead xmlns:e="urn:isbn:1-931666-22-9"/>', "format_ead"),
        (
            '<record xmlns="info:srw/schema/5/picaXML-v1.0"><datafield tag="021A"><subfield code="a">T</subfield></datafield></record>',
            "format_pica",
        ),
        ('<p:record xmlns:p="http://www.oclcpica.org/xmlns/ppxml-1.0"><p:global/></p:record>', "format_pica"),
        ("<mods><titleInfo/></mods>", "xml_unknown"),
    ],
)
def test_other_xml_is_refused_by_its_name(xml, code):
    assert read_item(xml.encode()).reason.code == code


@pytest.mark.parametrize(
    ("data", "code"), [(b"bonjour", "file_text"), (b" <html>", "file_html"), (b"", "file_empty"), (b"a\x1eb", "record_label")]
)
def test_a_harvested_item_that_is_no_record_says_what_it_is(data, code):
    found = read_item(data, identifier="oai:x:1")
    assert (found.status, found.reason.code, found.identifier, found.raw) == ("refused", code, "oai:x:1", data)


def test_an_item_says_its_place_in_what_was_harvested():
    for data in (b"<a/>", b"\n <a/>", b"bonjour", b"00024cam  22        450 "):
        assert read_item(data, position=7).position == 7


@pytest.mark.parametrize(("inside", "verb"), [("<responseDate/><request/><ListSets/>", "ListSets"), ("<responseDate/><request/>", "")])
def test_an_answer_that_lists_no_record_says_which_it_is(inside, verb):
    with pytest.raises(NotRecords) as refused:
        list(read_file(f"<OAI-PMH>{inside}</OAI-PMH>".encode()))
    assert (refused.value.message.code, refused.value.message.args) == ("file_oai_without_records", {"verb": verb})
