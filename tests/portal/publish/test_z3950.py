"""What libraries' programs find by Z39.50, and read in each character set: yaz-client and zoomsh before a portal that serves."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from catalogue.core.description import Note, Title
from catalogue.formats.reading import Reading, read_file
from tests.gateway import gateway_before, yaz_client
from tests.portal.conftest import Library
from tests.portal.public import samples

PHENIX = "Le Phénix, ou l’œuvre du Rhône à Þórshöfn"
OLD = "traboule-iso5426"
TITLE = "@attr 1=4"


@pytest.fixture
def gateway(live_server: Any, library: Library) -> Iterator[int]:
    """The gateway's port before a portal with the samples and a title that has every kind of Latin letter."""
    library.add(replace(samples.NO_DATE, identifier="phenix", titles=(Title(value=PHENIX),)))
    library.index()
    with gateway_before(live_server.url) as port:
        yield port


def received(port: int, word: str, folder: Path, *, base: str, syntax: str = "unimarc") -> tuple[bytes, Reading]:
    """The bytes of the one record that a title's word finds, and what is read of them."""
    raw = folder / f"{base}-{syntax}.mrc"
    answer = yaz_client(port, f"format {syntax}", f"set_marcdump {raw}", f"find {TITLE} {word}", "show 1", base=base)
    assert re.findall(r"Number of hits: (\d+)", answer) == ["1"], answer
    (reading,) = read_file(raw.read_bytes())
    assert reading.reason is None
    return raw.read_bytes(), reading


@pytest.mark.django_db(transaction=True)
def test_a_library_reads_the_same_title_in_utf_8_and_in_iso_5426(gateway: int, tmp_path: Path) -> None:
    told = {}
    for base, charset, said in (("traboule", "utf-8", b"50  "), (OLD, "iso-5426", b"03  ")):
        data, reading = received(gateway, "phénix", tmp_path, base=base)
        assert reading.charset == charset and not reading.warnings
        assert re.search(rb"\x1fa\d{8}.{18}" + said, data)  # 100 $a/26-29
        told[base] = reading.description
    assert all(description is not None and description.title == PHENIX for description in told.values())
    raw = str(tmp_path / f"{OLD}-unimarc.mrc")
    dumped = subprocess.run(["yaz-marcdump", "-f", "iso5426", "-t", "utf-8", raw], capture_output=True, check=True, encoding="utf-8")
    assert PHENIX in unicodedata.normalize("NFC", dumped.stdout)
    assert "warning" not in (dumped.stdout + dumped.stderr).lower()


@pytest.mark.django_db(transaction=True)
def test_a_hebrew_title_is_read_in_utf_8_and_its_latin_fields_in_iso_5426(gateway: int, tmp_path: Path) -> None:
    word = samples.RIGHT_TO_LEFT.title.split()[0]
    _, whole = received(gateway, word, tmp_path, base="traboule")
    assert whole.description is not None and whole.description.title == samples.RIGHT_TO_LEFT.title
    _, latin = received(gateway, word, tmp_path, base=OLD)
    assert latin.description is not None and latin.charset == "iso-5426"
    kept = " ".join(title.value for title in latin.description.titles)
    assert "Livre des prières" in kept and not re.search("[\u0590-\u06ff]", kept)
    data, _ = received(gateway, word, tmp_path, base="traboule", syntax="usmarc")
    assert samples.RIGHT_TO_LEFT.title.encode() in data and data[9:10] == b"a"


@pytest.mark.django_db(transaction=True)
def test_a_field_that_iso_2709_cannot_hold_is_told_instead_of_cut(gateway: int, library: Library, tmp_path: Path) -> None:
    note = Note(value="é" * 5_000, kind="general")  # 10 000 bytes in UTF-8, as many in ISO 5426
    library.add(replace(samples.NO_DATE, identifier="longest", titles=(Title(value="Interminable"),), notes=(note,)))
    library.index()
    for base in ("traboule", OLD):
        assert "[17]" in yaz_client(gateway, "format unimarc", f"find {TITLE} interminable", "show 1", base=base)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("base", "syntax", "given"), [
    (OLD, "usmarc", "sutrs,unimarc,xml"),  # MARC 21 cannot say that it is in ISO 5426
    ("traboule", "grs-1", "sutrs,unimarc,usmarc,xml"),
])  # fmt: skip
def test_a_syntax_that_is_not_given_is_refused_with_those_that_are(gateway: int, base: str, syntax: str, given: str) -> None:
    refused = yaz_client(gateway, f"format {syntax}", f"find {TITLE} phénix", "show 1", base=base)
    assert "Number of hits: 1" in refused and f"[238] Record not available in requested syntax -- v2 addinfo '{given}'" in refused, refused


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("base", ["traboule", OLD])
def test_zoomsh_finds_them_too(gateway: int, base: str) -> None:
    if shutil.which("zoomsh") is None:
        pytest.skip("no zoomsh on this machine (Debian: apt-get install yaz)")
    for title in (PHENIX, samples.RIGHT_TO_LEFT.title):
        word = title.split()[0] if title != PHENIX else "phénix"
        asked = ["set preferredRecordSyntax unimarc", f"connect 127.0.0.1:{gateway}/{base}", f"search {TITLE} {word}", "show 0 1", "quit"]
        done = subprocess.run(["zoomsh", *asked], capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=120)
        assert re.search(r"\b1 hits", done.stdout), done.stdout + done.stderr
        assert re.search(r"^100 .*\$a", done.stdout, re.MULTILINE) and (title in done.stdout) == (base != OLD), done.stdout
