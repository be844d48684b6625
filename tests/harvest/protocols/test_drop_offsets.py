"""Wherever a block of a file ends, and wherever a delivery is taken up again, the same records come out, whole."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from harvest.protocols.base import Item
from tests.harvest.protocols.test_file_drop import collection, iso2709, items, marcxml, read, resumed

BLOCK = 64
TITLE = '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Évêché &gt; Lyon</subfield></datafield>'
DC = '<dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/" id="a > b"><dc:identifier>ark:/12345/n{}</dc:identifier></dc:dc>'
OAI = "<record><header><identifier>oai:x:{0}</identifier><datestamp>2024-01-01</datestamp></header><metadata>{1}</metadata></record>"
SRU = "<record><recordSchema>dc</recordSchema><recordData>{1}</recordData><recordPosition>{0}</recordPosition></record>"


def _oai() -> str:
    inside = "".join(OAI.format(n, DC.format(n)) for n in range(3))
    return f"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>{inside}</ListRecords></OAI-PMH>"


def _sru() -> str:
    inside = "".join(SRU.format(n, DC.format(n)) for n in range(3))
    return f"<searchRetrieveResponse><numberOfRecords>3</numberOfRecords><records>{inside}</records></searchRetrieveResponse>"


def _broken() -> str:
    stray = "<recrd><leader>l</leader><controlfield tag='001'>égaré</controlfield></recrd>"
    return collection(marcxml(1, TITLE), stray, "<note>hors notice</note>", marcxml("x").replace("</record>", ""), marcxml(3, TITLE))


def _moved(pad: bytes) -> str:
    """Three sound records, ``pad`` among them."""
    return collection(*(marcxml(n, TITLE) for n in range(3)), pad.decode())


def _commented(text: str, before: str, pad: bytes) -> bytes:
    return text.encode().replace(before.encode(), b"<!--" + pad + b"-->" + before.encode(), 1)


# What is moved goes between the prologue and the records, so that every offset of the file moves with it.
FORMATS: dict[str, Callable[[bytes], bytes]] = {
    "marcxml": lambda pad: _commented(_moved(b""), "<record>", pad),
    "marcxml, damaged": lambda pad: _broken().replace("\n<record", "\n" + " " * len(pad) + "<record", 1).encode(),
    "marcxml in latin-1": lambda pad: _moved(pad).replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "marcxml in utf-16": lambda pad: _moved(pad).replace("UTF-8", "UTF-16").encode("utf-16"),
    "dublin core": lambda pad: ("<records>" + pad.decode() + "\n".join(DC.format(n) for n in range(4)) + "</records>").encode(),
    "oai answer": lambda pad: _commented(_oai(), "<ListRecords>", pad),
    "sru answer": lambda pad: _commented(_sru(), "<records>", pad),
    "iso 2709": lambda pad: b"\r\n".join(iso2709(n) for n in range(4)) + pad.replace(b"x", b"\n") + iso2709(7)[:-1] + iso2709(8),
}


def _plain(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _packed(path: Path, data: bytes) -> Path:
    return _plain(path.with_name(path.name + ".gz"), gzip.compress(data, compresslevel=1))


def _archived(path: Path, data: bytes) -> Path:
    archive = path.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("lot.xml", data)
        made.writestr("suite.mrc", iso2709("suite"))
    return archive


ARCHIVES = {"file": _plain, "gzip": _packed, "zip": _archived}


def held(given: list[Item]) -> list[tuple[str, bytes, str]]:
    """What matters of items: who they are, what they hold, why they were set aside."""
    return [(item.identifier, item.data, item.refusal.code if item.refusal else "") for item in given]


@pytest.mark.parametrize("archive", ARCHIVES)
@pytest.mark.parametrize("kind", FORMATS)
def test_no_record_is_lost_wherever_a_block_ends(kind: str, archive: str, tmp_path: Path) -> None:
    expected = held(items(read(_plain(tmp_path / "lot.xml", FORMATS[kind](b"")))))
    expected += held(items(read(_plain(tmp_path / "suite.mrc", iso2709("suite"))))) if archive == "zip" else []
    assert len(expected) >= 3
    (tmp_path / "lot.xml").unlink()
    (tmp_path / "suite.mrc").unlink(missing_ok=True)
    for size in range(BLOCK):
        path = ARCHIVES[archive](tmp_path / "lot.xml", FORMATS[kind](b"x" * size))
        given = items(read(path, block_size=BLOCK))
        assert held(given) == expected, f"{size} bytes further"
        assert all(item.data for item in given)


@pytest.mark.parametrize("archive", ARCHIVES)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_delivery_taken_up_at_every_record_gives_the_same(kind: str, archive: str, tmp_path: Path) -> None:
    path = ARCHIVES[archive](tmp_path / "lot.xml", FORMATS[kind](b"xxxxxxx"))
    expected = held(items(read(path)))
    for size in (1, 2, 3, 7, 16, 33, BLOCK, 200):
        assert held(items(resumed(path, block_size=size, page_size=1))) == expected, f"blocks of {size} bytes"
