"""The same file gives the same records by every door: inspection, file drop, OAI-PMH, SRU; all files of the shared folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.formats.base import NotRecords, Reading
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.reading import read_file, read_item
from catalogue.formats.xml.files import root_name
from catalogue.formats.xml.safety import declared_encoding, is_utf8
from harvest.protocols import oai_fast, oai_slow, sru_answer
from harvest.protocols.base import Item, ProtocolError
from tests.harvest.protocols.test_file_drop import items, read

KINDS = ("unimarc_iso2709", "unimarc_xml", "marc21_iso2709", "marcxml", "sru", "oai_pmh", "dublin_core", "malformed", "gallica")
LARGEST = 3_000_000
OAI = (
    b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z</responseDate><request>http://x/</request>'
    b"<ListRecords><record><header><identifier>oai:x:1</identifier><datestamp>2024-01-01</datestamp></header><metadata>%b</metadata>"
    b"</record></ListRecords></OAI-PMH>"
)
SRU = (
    b"<searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records><record><recordData>%b</recordData>"
    b"<recordIdentifier>oai:x:1</recordIdentifier></record></records></searchRetrieveResponse>"
)
Kept = tuple[str, str, Description | None]


def files(shared: Path) -> Iterator[Path]:
    """Every file of records of the shared data and every case."""
    folders = [*(shared / kind for kind in KINDS), shared.parent / "cases" / "formats"]
    return (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size < LARGEST)


def kept(reading: Reading) -> Kept:
    return reading.status, reading.identifier if reading.status == "read" else "", reading.description


def by_inspection(path: Path) -> list[Reading]:
    try:
        return list(read_file(path.read_bytes()))
    except NotRecords:
        return []


def by_drop(item: Item) -> Kept:
    refused = item.deleted or (item.refusal is not None and item.refusal.code != "protocol.record.no_identifier")
    return ("refused", "", None) if refused else kept(read_item(item.data, identifier=item.identifier))


@pytest.mark.shared
def test_inspection_and_drop_read_the_same_of_every_file(shared_data: Path) -> None:
    seen = 0
    for path in files(shared_data):
        inspected = [kept(reading) for reading in by_inspection(path)]
        assert [by_drop(item) for item in items(read(path))] == inspected, path
        seen += len(inspected)
    assert seen > 3_000


def bare(reading: Reading) -> bytes | None:
    """The record in UTF-8, without declaration and envelope; None for what is no XML, or comes in an envelope."""
    data = reading.raw
    if not data.lstrip().startswith(b"<"):
        return None
    if not is_utf8(data):
        data = data.decode(declared_encoding(data), "replace").encode()
    data = re.sub(rb"\A\s*<\?xml[^>]*\?>", b"", data)
    return None if oai_slow.RECORD.match(data) or sru_answer.RECORD.match(data) else data


def live(path: Path) -> list[Kept] | None:
    """What the client of the protocol takes of a recorded answer that lists records; None for any other file."""
    data = path.read_bytes()
    root = root_name(data[:60_000])
    try:
        if root == "OAI-PMH" and b"<ListIdentifiers" not in data:
            return [by_drop(item) for item in (oai_fast.read(data) or oai_slow.read(data)).items]
        return [by_drop(item) for item in sru_answer.read(data).items] if root == "searchRetrieveResponse" else None
    except ProtocolError:
        return []


@pytest.mark.shared
def test_recorded_answers_give_the_same_records_live_as_from_a_file(shared_data: Path) -> None:
    seen = 0
    for path in files(shared_data):
        found = live(path)
        if found is None:
            continue
        # A surrogate diagnostic is no record: live it is a message, in a file a piece set aside with its words.
        inspected = [kept(one) for one in by_inspection(path) if not (one.reason and one.reason.code == "record_diagnostic")]
        assert found == inspected, path
        seen += len(found)
    assert seen > 500


@pytest.mark.shared
def test_oai_and_sru_answers_read_the_same_of_every_record_in_xml(shared_data: Path) -> None:
    seen = 0
    for path in files(shared_data):
        for reading in by_inspection(path):
            data = bare(reading) if reading.status == "read" else None
            if data is None:
                continue
            alone = read_item(data, identifier="oai:x:1")
            for answer in (oai_fast.read(OAI % data), oai_slow.read(OAI % data), sru_answer.read(SRU % data)):
                for item in answer.items if answer is not None else ():
                    assert kept(read_item(item.data, identifier=item.identifier)) == kept(alone), path
            seen += 1
    assert seen > 500


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("02d-newline-after-fields-three.mrc", [("ISIS1", "Histoire ISIS1"), ("ISIS2", "Histoire ISIS2"), ("ISIS3", "Histoire ISIS3")]),
        ("28-sru-string-declaration.xml", [("W1", "Évêché"), ("W2", "Évêché"), ("W3", "Évêché")]),
    ],
)
def test_cases_of_libraries_give_the_right_records_by_every_door(name: str, right: list[tuple[str, str]], shared_data: Path) -> None:
    path = shared_data.parent / "cases" / "formats" / name
    for door in ([kept(one) for one in by_inspection(path)], [by_drop(item) for item in items(read(path))], live(path)):
        assert door is None or [(identifier, one.title) for _, identifier, one in door if one] == right


DC = b'<dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%b</dc:title><dc:identifier>http://x.example/1</dc:identifier></dc:dc>'
SLIM = (
    b'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader><controlfield tag="001">1</controlfield>'
    b'<datafield tag="245" ind1="0" ind2="0"><subfield code="a">%b</subfield></datafield></record>'
)


def spoilt(title: str, *, times: int) -> bytes:
    """A title in UTF-8 that was read as Windows-1252 and written in UTF-8 so many times more."""
    data = title.encode()
    for _ in range(times):
        data = data.decode("cp1252").encode()
    return data


@pytest.mark.parametrize("record", [DC, SLIM], ids=["Dublin Core", "MARC 21"])
@pytest.mark.parametrize(
    ("written", "read_as", "warned"),
    [
        (spoilt("Évêché de Valence", times=1), "Évêché de Valence", True),
        (spoilt("Évêché de Valence", times=4), "Évêché de Valence", True),
        (spoilt("L’hôtel", times=1), "L’hôtel", True),
        ("São João, Ã".encode(), "São João, Ã", False),
        (b"L&#146;abb&#233; et le c&#156;ur", "L’abbé et le cœur", False),
        (b"1789&#150;1799", "1789–1799", False),
    ],
)
def test_letters_coded_twice_or_by_numbers_of_windows_are_read_by_every_door(
    record: bytes, written: bytes, read_as: str, warned: bool, tmp_path: Path
) -> None:
    data = record % written
    path = tmp_path / "records.xml"
    for answer in (data, OAI % data, SRU % data):
        path.write_bytes(answer)
        (inspected,) = read_file(answer)
        (dropped,) = items(read(path))
        assert inspected.description is not None
        assert (inspected.description.title, [one.code for one in inspected.warnings] == ["utf8_twice"]) == (read_as, warned)
        assert by_drop(dropped)[2] == inspected.description


def notice(number: str) -> bytes:
    fields = [Field("001", value=number), Field("100", subfields=[("a", "20010101d1878    k  y0frey0103    ba")])]
    return write_iso2709(MarcRecord("     nam  22     3  450 ", [*fields, Field("200", subfields=[("a", f"Titre {number}")])]))


def lines_of_80(data: bytes) -> bytes:
    """As CDS/ISIS writes its exports."""
    return b"".join(data[at : at + 80] + b"\r\n" for at in range(0, len(data), 80))


SPOILT = {
    "sound": lambda data: data,
    "lines of 80 characters": lines_of_80,
    "a wrong base address": lambda data: data[:12] + b"00099" + data[17:],
    "a wrong length": lambda data: b"99999" + data[5:],
    "line breaks after each field": lambda data: data.replace(b"\x1e", b"\x1e\r\n"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_three_damaged_records_are_three_by_every_door(fault: str, tmp_path: Path) -> None:
    path = tmp_path / "lot.mrc"
    path.write_bytes(b"".join(SPOILT[fault](notice(f"ISIS{n}")) for n in (1, 2, 3)))
    inspected = by_inspection(path)
    given = items(read(path))
    assert [reading.identifier for reading in inspected] == ["ISIS1", "ISIS2", "ISIS3"] == [item.identifier for item in given]
    assert [kept(reading) for reading in inspected] == [by_drop(item) for item in given]
    assert {reading.description.title for reading in inspected if reading.description} == {"Titre ISIS1", "Titre ISIS2", "Titre ISIS3"}


def test_a_record_whose_first_001_is_empty_is_named_by_the_second(tmp_path: Path) -> None:
    path = tmp_path / "lot.mrc"
    fields = [Field("001", value=""), Field("001", value="N1"), Field("200", subfields=[("a", "Titre")])]
    path.write_bytes(write_iso2709(MarcRecord("     nam  22     3  450 ", fields)))
    assert [item.identifier for item in items(read(path))] == ["N1"] == [reading.identifier for reading in by_inspection(path)]


@pytest.mark.shared
def test_two_arks_that_differ_by_their_qualifier_are_two_records(shared_data: Path) -> None:
    path = shared_data.parent / "cases" / "formats" / "09-dc-ark-qualifiers.xml"
    assert [item.identifier for item in items(read(path))] == ["ark:/78665/1898305/dao/0/3", "ark:/78665/1898305/dao/0/4"]


@pytest.mark.shared
@pytest.mark.parametrize("format", ["auto", "unimarc", "marc21"])
def test_a_deleted_record_is_a_deletion_whatever_the_format(format: str, shared_data: Path) -> None:
    data = (shared_data.parent / "cases" / "formats" / "17-deleted-bare.mrc").read_bytes()
    found = [(one.status, one.identifier, one.description and one.description.deleted) for one in read_file(data, format=format)]
    assert found == [("read", "DEL1", True), ("read", "DEL2", True)]


@pytest.mark.shared
@pytest.mark.parametrize("letter", ["a", "b", "z"])
def test_intermarc_is_refused_by_name_and_never_read(letter: str, shared_data: Path) -> None:
    (path,) = shared_data.rglob("*intermarc_utf8.not")
    data = re.sub(rb"(?<=45)a(?= )", letter.encode(), path.read_bytes())
    reasons = {reading.reason.code if reading.reason else "read" for reading in read_file(data)}
    assert reasons == {"format_intermarc"}


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("FRBNF366461500000000X", "FRBNF36646150"),
        ("FRBNF366461500000009", "FRBNF36646150"),
        ("FRBNF366461500000127", "FRBNF366461500000127"),
        ("FRBNF 36646150 0000127", "FRBNF366461500000127"),
    ],
)
def test_the_part_number_of_a_notice_of_bnf_is_kept(written: str, normal: str) -> None:
    from catalogue.core.identifiers import normalise_frbnf

    assert normalise_frbnf(written) == normal
