"""The door: one outcome per record, neighbours kept, nothing raised, whatever the bytes."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.formats.base import AUTO, DUBLIN_CORE, MARC21, UNIMARC, NotRecords
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.reading import read_file, read_item

UNIMARC_NOTICE = MarcRecord(
    "     nam  22     3  450 ",
    [
        Field("001", value="AIN0042"),
        Field("100", subfields=[("a", "20210304d1893    m  y0frey50      ba")]),
        Field("200", indicators="1 ", subfields=[("a", "Légendes des étangs de la Dombes"), ("f", "Joseph Vernay")]),
        Field("930", subfields=[("b", "010532101"), ("a", "D 1204")]),
    ],
)
MARC21_NOTICE = MarcRecord(
    "     nam a22     3a 4500",
    [
        Field("001", value="sav77"),
        Field("008", value="210304s1893    fr            000 0 fre d"),
        Field("245", indicators="10", subfields=[("a", "Chants de Savoie /"), ("c", "Claude Berger.")]),
    ],
)
UNIMARC_BYTES, MARC21_BYTES = write_iso2709(UNIMARC_NOTICE), write_iso2709(MARC21_NOTICE)
UNIMARC_XML = write_marcxml(UNIMARC_NOTICE, namespace=MARCXCHANGE)
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Vue du lac d’Annecy</dc:title><dc:date>1905</dc:date></oai_dc:dc>"
).encode()


def statuses(data: bytes, format: str = AUTO) -> list[tuple[str, str]]:
    return [(reading.format, reading.reason.code if reading.reason else "read") for reading in read_file(data, format=format)]


def collection(*records: bytes) -> bytes:
    return b"<collection>" + b"".join(records) + b"</collection>"


def oai(*records: bytes) -> bytes:
    head = b'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>'
    parts = [
        b"<record><header><identifier>oai:x:%d</identifier></header><metadata>%s</metadata></record>" % (number, record)
        for number, record in enumerate(records, start=1)
    ]
    return head + b"<ListRecords>" + b"".join(parts) + b"</ListRecords></OAI-PMH>"


def sru(*data: bytes, packing: str = "xml") -> bytes:
    parts = [
        b"<zs:record><zs:recordSchema>marcxml</zs:recordSchema><zs:recordPacking>%s</zs:recordPacking>"
        b"<zs:recordData>%s</zs:recordData></zs:record>" % (packing.encode(), each)
        for each in data
    ]
    return (
        b'<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:records>'
        + b"".join(parts)
        + b"</zs:records></zs:searchRetrieveResponse>"
    )


@pytest.mark.parametrize("data", [UNIMARC_BYTES, UNIMARC_XML, collection(UNIMARC_XML), oai(UNIMARC_XML), sru(UNIMARC_XML)])
def test_one_notice_is_the_same_in_every_envelope(data):
    (reading,) = read_file(data)
    assert (reading.status, reading.format, reading.charset, reading.identifier) == ("read", UNIMARC, "utf-8", "AIN0042")
    assert reading.description.titles[0].value == "Légendes des étangs de la Dombes"
    assert read_item(reading.raw).description == reading.description


def test_a_mixed_file_is_read_record_by_record():
    assert statuses(UNIMARC_BYTES + MARC21_BYTES + UNIMARC_BYTES) == [(UNIMARC, "read"), (MARC21, "read"), (UNIMARC, "read")]


def test_what_was_announced_wrongly_is_refused_by_name():
    (reading,) = read_file(MARC21_BYTES, format=UNIMARC)
    assert (reading.status, reading.format, reading.reason.code) == ("refused", MARC21, "format_misfiled")
    assert "MARC 21" in str(reading.reason)
    assert reading.reason.args["expected"] == "UNIMARC"


def test_a_stream_is_read_like_bytes():
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.inner = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self.inner.read(min(size, 1000) if size > 0 else size)

        def seekable(self) -> bool:
            return False

    data = UNIMARC_BYTES * 300
    assert len(list(read_file(Pipe(data)))) == len(list(read_file(data))) == 300


def test_a_broken_record_in_xml_costs_only_itself():
    broken = UNIMARC_XML.replace(b"</subfield>", b"", 1)
    found = list(read_file(collection(UNIMARC_XML, broken, UNIMARC_XML)))
    assert [reading.status for reading in found] == ["read", "refused", "read"]
    assert (found[1].reason.code, found[1].raw) == ("xml_broken", broken)


def test_a_record_without_its_end_tag_costs_only_itself():
    cut = UNIMARC_XML.replace(b"</record>", b"")
    assert statuses(collection(UNIMARC_XML, cut, UNIMARC_XML)) == [(UNIMARC, "read"), ("", "xml_broken"), (UNIMARC, "read")]


def test_a_file_cut_in_the_middle_says_so():
    data = collection(UNIMARC_XML, UNIMARC_XML)
    assert statuses(data[:-200]) == [(UNIMARC, "read"), ("", "xml_truncated")]
    assert statuses(data.removesuffix(b"</collection>")) == [(UNIMARC, "read"), (UNIMARC, "read"), ("", "xml_truncated")]


def test_namespaces_of_the_envelope_follow_the_record():
    inner = UNIMARC_XML.replace(b' xmlns="info:lc/xmlns/marcxchange-v2"', b"").replace(b"<", b"<mxc:").replace(b"<mxc:/", b"</mxc:")
    data = oai(inner).replace(b"<ListRecords>", b'<ListRecords xmlns:mxc="info:lc/xmlns/marcxchange-v2">')
    (reading,) = read_file(data)
    assert reading.status == "read"
    assert read_item(reading.raw).description == reading.description


def test_a_surrogate_diagnostic_is_refused_with_its_words():
    diagnostic = (
        b'<d:diagnostic xmlns:d="http://www.loc.gov/zing/srw/diagnostic/"><d:uri>info:srw/diagnostic/1/64</d:uri>'
        b"<d:message>gone</d:message></d:diagnostic>"
    )
    found = list(read_file(sru(UNIMARC_XML, diagnostic)))
    assert [reading.status for reading in found] == ["read", "refused"]
    assert "info:srw/diagnostic/1/64 — gone" in str(found[1].reason)


def test_a_deleted_record_is_announced_with_its_identifier():
    data = oai(UNIMARC_XML).replace(b"<header>", b'<header status=" Deleted">')
    (reading,) = read_file(data)
    assert (reading.reason.code, reading.identifier) == ("record_deleted", "oai:x:1")


def test_dublin_core_keeps_the_identifier_of_the_protocol():
    (reading,) = read_file(oai(DC))
    assert (reading.status, reading.format) == ("read", DUBLIN_CORE)
    assert reading.identifier
    assert reading.description.titles[0].value == "Vue du lac d’Annecy"
    assert read_item(DC, identifier="oai:x:9").identifier == "oai:x:9"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16"])
def test_xml_in_another_declared_set_is_read(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + collection(UNIMARC_XML, UNIMARC_XML).decode()
    found = list(read_file(text.encode(encoding)))
    assert [reading.description.titles[0].value for reading in found] == ["Légendes des étangs de la Dombes"] * 2
    assert read_item(found[0].raw).description == found[0].description


def test_latin_1_without_a_declaration_is_read_with_a_warning():
    (reading,) = read_file(UNIMARC_XML.decode().encode("latin-1"))
    assert (reading.status, reading.charset) == ("read", "windows-1252")
    assert reading.description.titles[0].value == "Légendes des étangs de la Dombes"
    assert [warning.code for warning in reading.warnings] == ["charset_windows"]


def test_bytes_that_are_not_what_the_declaration_says_are_refused_alone():
    wrong = UNIMARC_XML.replace("é".encode(), b"\xff\xfe")
    data = b'<?xml version="1.0" encoding="UTF-8"?>' + collection(UNIMARC_XML, wrong, UNIMARC_XML)
    found = list(read_file(data))
    assert [reading.status for reading in found] == ["read", "refused", "read"]
    assert found[1].reason.code == "xml_bytes"


@pytest.mark.parametrize("sign", [b"\x03", b"\x1a", b"&#3;", b"&#x1A;", b"&#55349;", b"&#xD835;"])
def test_forbidden_characters_are_replaced_and_counted(sign):
    (reading,) = read_file(UNIMARC_XML.replace(b"Dombes", b"Dom" + sign + b"bes"))
    assert reading.description.titles[0].value == "Légendes des étangs de la Dom�bes"
    assert [(warning.code, warning.args["count"]) for warning in reading.warnings] == [("control_characters", 1)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n", "file_empty"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "file_html"),
        (b"<html><head></head></html>", "file_html"),
        (b'{"records": []}', "file_json"),
        (b"\x1f\x8b\x08\x00rest", "file_compressed"),
        (b"PK\x03\x04rest", "file_compressed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file_binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30, "file_binary"),
        (b"\x7fELF" + bytes(range(255, -1, -1)) * 30, "file_binary"),
        (b"%PDF-1.4 and so on", "file_binary"),
        (b"{\\rtf1 Bonjour}", "file_binary"),
        (b"LEADER 00000nam  2200000   450 \n001 17\n200 1 $aTitre\n", "file_marc_lines"),
        (b"=LDR  00000nam  2200000   450 \n=001  17\n", "file_marc_lines"),
        (b"000000017 LDR   L 00000nam\n", "file_aleph_sequential"),
        (b"<ead><eadheader/></ead", "xml_truncated"),
        (b"<mods><title/></mods>", "file_xml_unknown"),
        (b"<records>", "file_xml_broken"),
        (b'<?xml version="1.0" encoding="martian"?><record/>', "file_xml_encoding"),
        (b'<?xml version="1.0" encoding="undefined"?><record/>', "file_xml_encoding"),
        (b'<OAI-PMH><error code="noRecordsMatch"/></OAI-PMH>', "file_oai_error"),
        (b"<OAI-PMH><Identify/></OAI-PMH>", "file_oai_without_records"),
        (b"<searchRetrieveResponse><numberOfRecords>0</numberOfRecords></searchRetrieveResponse>", "file_sru_empty"),
    ],
)
def test_a_file_without_records_is_named(data, code):
    try:
        found = [reading.reason.code for reading in read_file(data)]
    except NotRecords as refusal:
        found = [refusal.message.code]
    assert found == [code]


def test_a_failing_mapper_refuses_its_record_alone(monkeypatch):
    def fail(record):
        if record.first("001") == "AIN0042":
            raise RecursionError("too deep")
        return real(record)

    from catalogue.formats import interpreting

    real = interpreting._MAPPERS[UNIMARC]
    monkeypatch.setitem(interpreting._MAPPERS, UNIMARC, fail)
    assert statuses(MARC21_BYTES + UNIMARC_BYTES) == [(MARC21, "read"), (UNIMARC, "record_unreadable")]


FORMATS = st.sampled_from([AUTO, UNIMARC, MARC21, DUBLIN_CORE])
SEEDS = st.sampled_from([UNIMARC_BYTES, MARC21_BYTES, UNIMARC_XML, DC, oai(UNIMARC_XML), sru(UNIMARC_XML), collection(UNIMARC_XML)])


def every_reading(data: bytes, format: str) -> None:
    """Reads a file and an item; a reading is whole whatever became of it."""
    try:
        found = list(read_file(data, format=format))
    except NotRecords as refusal:
        assert str(refusal)
        found = []
    for reading in [*found, read_item(data, format=format, identifier="oai:x:1")]:
        assert reading.status in {"read", "refused"}
        assert (reading.reason is None) == (reading.description is not None) == (reading.status == "read")
        assert reading.reason is None or "%(" not in str(reading.reason)


@given(st.binary(max_size=600), FORMATS)
def test_arbitrary_bytes_never_raise(data, format):
    every_reading(data, format)


@given(st.text(alphabet="<>/&;!-[]?=\"' abrecodtagsufil:xmns01é\n", max_size=300), FORMATS)
def test_arbitrary_markup_never_raises(text, format):
    every_reading(text.encode(), format)
    every_reading(f"<record>{text}</record>".encode(), format)


@given(SEEDS, st.integers(0, 4000), FORMATS)
def test_truncated_notices_never_raise(data, length, format):
    every_reading(data[:length], format)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=6), FORMATS)
def test_flipped_bytes_never_raise(data, flips, format):
    changed = bytearray(data)
    for position, byte in flips:
        changed[position % len(changed)] = byte
    every_reading(bytes(changed), format)


@given(st.lists(st.sampled_from([UNIMARC_BYTES, MARC21_BYTES]), min_size=2, max_size=6), st.data())
def test_a_spoilt_record_never_costs_its_neighbours(records, data):
    spoilt = data.draw(st.integers(0, len(records) - 1))
    record = bytearray(records[spoilt])
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(24, len(record) - 2))
        record[position] = data.draw(st.integers(0x20, 0x7E))
    found = list(read_file(b"".join([*records[:spoilt], bytes(record), *records[spoilt + 1 :]])))
    assert len(found) == len(records)
    assert all(reading.status == "read" for position, reading in enumerate(found) if position != spoilt)
