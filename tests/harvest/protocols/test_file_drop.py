"""What a partner deposits: every record of every file, in order, once, and what could not be read named."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import write_marcxml
from catalogue.formats.reading import read_file, read_item
from harvest.protocols.base import EndpointConfig, Fatal, Item, Page, Slice
from harvest.protocols.registry import open_protocol

MARC = "http://www.loc.gov/MARC21/slim"


def drop(path: Path, *, page_size: int = 10, **options: Any) -> Any:
    """The client of a delivery."""
    return open_protocol("file_drop", EndpointConfig(url=str(path), page_size=page_size, options=options))


def read(path: Path, **changes: Any) -> list[Page]:
    """Every page, in one go."""
    return list(drop(path, **changes).pages(Slice()))


def resumed(path: Path, **changes: Any) -> list[Page]:
    """Every page, each one read by a new client from the checkpoint of the one before."""
    pages, checkpoint = [], None
    while True:
        page = next(drop(path, **changes).pages(Slice(), checkpoint))
        pages.append(page)
        checkpoint = page.checkpoint
        if checkpoint is None:
            return pages


def items(pages: list[Page]) -> list[Item]:
    """The items of the pages."""
    return [item for page in pages for item in page.items]


def codes(pages: list[Page]) -> list[str]:
    """The codes of the messages and of the refusals."""
    refusals = [item.refusal.code for item in items(pages) if item.refusal]
    return [message.code for page in pages for message in page.messages] + refusals


def iso2709(number: int | str) -> bytes:
    """A small ISO 2709 record with a 001 and a title."""
    fields = [(b"001", f"id{number}".encode() + b"\x1e"), (b"200", b"1 \x1faTitre\x1e")]
    directory, data = b"", b""
    for tag, value in fields:
        directory += tag + b"%04d%05d" % (len(value), len(data))
        data += value
    base = 24 + len(directory) + 1
    return b"%05dnam  22%05d   450 " % (base + len(data) + 1, base) + directory + b"\x1e" + data + b"\x1d"


def marcxml(number: int | str, inside: str = "") -> str:
    """A small MARCXML record, in the namespace of its collection."""
    return f'<record><leader>x</leader><controlfield tag="001">id{number}</controlfield>{inside}</record>'


def collection(*made: str) -> str:
    """A file of such records."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{MARC}">\n' + "\n".join(made) + "\n</collection>\n"


def test_iso2709_records_are_found_whatever_stands_between_them(tmp_path: Path) -> None:
    path = tmp_path / "lot.mrc"
    path.write_bytes(b"\r\n".join(iso2709(n) for n in range(1, 26)) + b"\n\x1a")
    pages = read(path)
    assert [item.identifier for item in items(pages)] == [f"id{n}" for n in range(1, 26)]
    assert items(pages)[3].data == iso2709(4)
    assert [len(page.items) for page in pages] == [10, 10, 5]
    assert codes(pages) == []


def test_a_wrong_length_or_a_cut_end_costs_one_record(tmp_path: Path) -> None:
    path = tmp_path / "lot.mrc"
    path.write_bytes(iso2709(1) + b"99999" + iso2709(2)[5:] + iso2709(3) + iso2709(4)[:40])
    pages = read(path)
    assert [item.identifier for item in items(pages)] == ["id1", "id2", "id3", ""]
    assert codes(pages) == ["protocol.drop.cut_record"]
    assert items(pages)[-1].data == iso2709(4)[:40]


def test_a_record_without_001_is_set_aside_and_none_is_made_up(tmp_path: Path) -> None:
    path = tmp_path / "lot.mrc"
    path.write_bytes(iso2709(1).replace(b"001", b"035") + iso2709(2))
    pages = read(path)
    assert [item.identifier for item in items(pages)] == ["", "id2"]
    assert codes(pages) == ["protocol.record.no_identifier"]


def test_records_of_a_collection_carry_their_namespace(tmp_path: Path) -> None:
    path = tmp_path / "lot.xml"
    path.write_text(collection(*(marcxml(n) for n in range(1, 26))))
    pages = read(path)
    assert [item.identifier for item in items(pages)] == [f"id{n}" for n in range(1, 26)]
    assert items(pages)[0].data == marcxml(1).replace("<record>", f'<record xmlns="{MARC}">').encode()
    assert [item.position for item in items(pages)] == list(range(1, 26))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (marcxml("x", "<datafield>"), "xml_broken"),
        (marcxml("x", "&inconnue;"), "xml_entity"),
        (marcxml("x").replace("</record>", ""), "xml_broken"),
    ],
    ids=["unclosed field", "unknown entity", "unclosed record"],
)
def test_a_broken_record_costs_itself_alone(bad: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "lot.xml"
    path.write_text(collection(*(marcxml(n) for n in range(1, 6)), bad, *(marcxml(n) for n in range(6, 10))))
    given = items(read(path))
    assert [item.identifier for item in given] == [*(f"id{n}" for n in range(1, 6)), "idx", *(f"id{n}" for n in range(6, 10))]
    (refused,) = [one for item in given if (one := read_item(item.data)).reason and one.reason.code in {"xml_broken", "xml_entity"}]
    assert (refused.reason.code if refused.reason else "", b"idx" in refused.raw) == (reason, True)


def test_a_file_that_stops_before_its_end_says_so(tmp_path: Path) -> None:
    path = tmp_path / "lot.xml"
    path.write_text(collection(*(marcxml(n) for n in range(1, 4))).replace("</collection>", ""))
    pages = read(path)
    assert len(items(pages)) == 3
    assert codes(pages) == ["protocol.drop.cut_file"]


def test_a_large_file_is_never_held_at_once(tmp_path: Path) -> None:
    from tests.harvest.protocols.conductor import measured

    path = tmp_path / "gros.xml"
    filler = f"<datafield>{'x' * 2000}</datafield>"
    with path.open("w") as stream:
        stream.write(f'<collection xmlns="{MARC}">')
        for number in range(10_000):
            stream.write(marcxml(number, filler))
        stream.write("</collection>")
    count, peak = measured(lambda: sum(len(page.items) for page in drop(path, page_size=100).pages(Slice())))
    assert count == 10_000
    assert peak < 5_000_000 < path.stat().st_size


def test_latin_1_files_come_out_in_utf8(tmp_path: Path) -> None:
    path = tmp_path / "lot.xml"
    path.write_bytes(collection(marcxml(1, "<t>Évêché</t>")).replace("UTF-8", "ISO-8859-1").encode("latin-1"))
    assert "<t>Évêché</t>" in items(read(path))[0].data.decode()


def test_utf16_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lot.xml"
    path.write_bytes(collection(*(marcxml(n, "<t>Évêché</t>") for n in range(25))).replace("UTF-8", "UTF-16").encode("utf-16"))
    assert len(items(read(path))) == 25
    assert items(resumed(path)) == items(read(path))


def test_finding_aids_and_tables_are_kept_as_they_are(tmp_path: Path) -> None:
    ead = '<?xml version="1.0"?>\n<!DOCTYPE ead SYSTEM "ead.dtd">\n<ead><eadheader><eadid>FR-693836101-1</eadid></eadheader></ead>\n'
    (tmp_path / "fonds.xml").write_text(ead)
    (tmp_path / "inventaire.csv").write_text("cote;titre\nMs 1;Missel\n")
    kept = items(read(tmp_path))
    assert [(item.identifier, item.data.decode()) for item in kept] == [
        ("FR-693836101-1", ead),
        ("inventaire.csv", "cote;titre\nMs 1;Missel\n"),
    ]


def test_an_archive_is_read_like_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    path = tmp_path / "lot.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("b.mrc", b"".join(iso2709(n) for n in range(12)))
        made.writestr("a.xml", collection(*(marcxml(f"x{n}") for n in range(12))))
        made.writestr("notes.txt", "à lire")
    pages = read(path)
    assert [item.identifier for item in items(pages)] == [f"idx{n}" for n in range(12)] + [f"id{n}" for n in range(12)]
    assert codes(pages) == ["protocol.drop.unknown_file"]


def test_packed_files_are_read_as_what_they_hold(tmp_path: Path) -> None:
    (tmp_path / "a.mrc.gz").write_bytes(gzip.compress(b"".join(iso2709(n) for n in range(12))))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"cote;titre"))
    assert [item.identifier for item in items(read(tmp_path))] == [*(f"id{n}" for n in range(12)), "b.csv"]
    assert items(read(tmp_path, page_size=5)) == items(resumed(tmp_path, page_size=5))


def test_a_packed_file_cut_short_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.mrc.gz"
    path.write_bytes(gzip.compress(b"".join(iso2709(n) for n in range(400)))[:-60])
    with pytest.raises(Fatal) as raised:
        read(path)
    assert raised.value.message.code == "protocol.drop.bad_archive"


@pytest.mark.parametrize("page_size", [1, 7, 10, 100])
def test_a_delivery_can_be_taken_up_at_every_page(page_size: int, tmp_path: Path) -> None:
    bad = marcxml("x").replace("</record>", "")
    (tmp_path / "1.xml").write_text(collection(*(marcxml(n) for n in range(9)), bad, *(marcxml(n) for n in range(9, 20))))
    (tmp_path / "2.mrc").write_bytes(b"\n".join(iso2709(n) for n in range(20)))
    (tmp_path / "3.csv").write_text("a;b")
    with zipfile.ZipFile(tmp_path / "4.zip", "w") as made:
        made.writestr("5.xml", collection(*(marcxml(n) for n in range(20))))
    straight, broken_up = read(tmp_path, page_size=page_size), resumed(tmp_path, page_size=page_size)
    assert items(straight) == items(broken_up)
    assert len(items(straight)) == 62
    assert codes(straight) == codes(broken_up)


def test_a_delivery_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Fatal, match="no file or folder"):
        drop(tmp_path / "rien").facts()
    with pytest.raises(Fatal, match="no file or folder"):
        read(tmp_path / "rien")


def test_a_file_taken_away_between_two_pages_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "lot.mrc"
    path.write_bytes(b"".join(iso2709(n) for n in range(20)))
    (tmp_path / "autre.csv").write_text("a")
    pages = drop(tmp_path).pages(Slice())
    next(pages)
    checkpoint = next(pages).checkpoint
    path.unlink()
    with pytest.raises(Fatal, match="not there any more"):
        next(drop(tmp_path).pages(Slice(), checkpoint))


def test_an_empty_folder_is_an_empty_page(tmp_path: Path) -> None:
    assert [page.items for page in read(tmp_path)] == [()]


# Folders of the real records: (records, without identifier or cut).
REAL = {
    "unimarc_iso2709": (3513, 56),
    "marc21_iso2709": (1372, 54),
    "unimarc_xml": (59, 1),
    "marcxml": (495, 8),
    "dublin_core": (3, 2),
    "ead": (29, 1),
    "malformed": (441, 77),
    "csv_fonds": (27, 0),
    "oai_pmh": (155, 3),
    "sru": (268, 117),
}


@pytest.mark.shared
@pytest.mark.parametrize("folder", REAL)
def test_real_files_give_all_their_records_and_can_be_taken_up_anywhere(folder: str, shared_data: Path) -> None:
    straight = items(read(shared_data / folder, page_size=50))
    assert (len(straight), sum(1 for item in straight if item.refusal)) == REAL[folder]
    assert items(resumed(shared_data / folder, page_size=50)) == straight


NOTICES = [
    MarcRecord("     nam  22     3  450 ", [Field("001", value=f"N{number}"), Field("200", subfields=[("a", f"Titre {number}")])])
    for number in (1, 2, 3)
]


@pytest.mark.parametrize(
    "spoil",
    [lambda data: data[:-1], lambda data: b"-- debut de lot --" + data, lambda data: data[:40] + b"\x1d" + data[40:], lambda data: data],
    ids=["no end mark", "words before", "stray end mark", "sound"],
)
def test_a_delivery_gives_the_records_that_the_preflight_announced(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    first, second, third = map(write_iso2709, NOTICES)
    path = tmp_path / "lot.mrc"
    path.write_bytes(first + spoil(second) + third)

    given = items(read(path))
    announced = list(read_file(path.read_bytes()))

    assert [(item.data, item.refusal is None) for item in given] == [(one.raw, one.status == "read") for one in announced]
    assert [item.identifier for item in given if item.refusal is None][:1] == ["N1"]
    assert [item.identifier for item in given][-1] == "N3"


def test_a_record_whose_own_tag_is_damaged_is_set_aside_with_its_fields(tmp_path: Path) -> None:
    first, second, third = map(write_marcxml, NOTICES)
    path = tmp_path / "lot.xml"
    path.write_bytes(b"<collection>" + first + b"<recrd>" + second.partition(b">")[2] + third + b"</collection>")

    given = items(read(path))

    assert [(item.identifier, item.refusal is None) for item in given] == [("N1", True), ("N2", False), ("N3", True)]
    assert b"Titre 2" in given[1].data and "set aside with its bytes" in str(given[1].refusal)
