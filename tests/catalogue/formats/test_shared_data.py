"""Every real file beside the repository is read, or refused with its reason: counts looked at file by file, and text.

``tests/fixtures/shared_data/readers.tsv`` holds one line per file: records read (or the code of the sentence where the file
holds none), records refused by reason, formats, character sets and warnings of the records.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from catalogue.formats.base import NotRecords, Reading
from catalogue.formats.reading import read_file
from tests.selections import some

TABLE = Path(__file__).parents[2] / "fixtures" / "shared_data" / "readers.tsv"
KINDS = ("unimarc_iso2709", "unimarc_xml", "marc21_iso2709", "marcxml", "sru", "oai_pmh", "dublin_core", "malformed", "gallica")

pytestmark = pytest.mark.shared


def expected() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def readings(folder: Path, name: str) -> list[Reading]:
    with (folder / name).open("rb") as stream:
        return list(read_file(stream))


def counted(names: Counter[str]) -> str:
    return " ".join(f"{name}:{count}" for name, count in sorted(names.items()))


def observed(folder: Path, name: str) -> dict[str, str]:
    try:
        found = readings(folder, name)
    except NotRecords as refusal:
        return {"file": name, "read": refusal.message.code, "refused": "", "formats": "", "charsets": "", "warnings": ""}
    read = [reading for reading in found if reading.status == "read"]
    return {
        "file": name,
        "read": str(len(read)),
        "refused": counted(Counter(reading.reason.code for reading in found if reading.reason)),
        "formats": counted(Counter(reading.format for reading in read)),
        "charsets": counted(Counter(reading.charset for reading in read)),
        "warnings": counted(Counter(code for reading in found for code in {warning.code for warning in reading.warnings})),
    }


def test_no_file_is_forgotten(shared_data):
    present = {path.relative_to(shared_data).as_posix() for kind in KINDS for path in (shared_data / kind).rglob("*") if path.is_file()}
    assert present == {line["file"] for line in expected()}


@pytest.mark.parametrize("line", expected(), ids=lambda line: line["file"])
def test_each_file_is_read_as_it_should_be(shared_data, line):
    assert observed(shared_data, line["file"]) == line


def test_every_record_says_what_became_of_it(shared_data):
    for line in some(expected()):
        if not line["read"].isdigit() or line["file"].endswith("periouni.mrc"):
            continue
        for position, reading in enumerate(readings(shared_data, line["file"]), start=1):
            assert reading.position == position
            assert (reading.description is None) == (reading.status == "refused") == (reading.reason is not None)
            assert reading.raw
            if reading.reason is not None:
                assert "%(" not in str(reading.reason)
            for warning in reading.warnings:
                assert "%(" not in str(warning)


def titles(folder: Path, name: str, *, kind: str = "") -> list[str]:
    found = (reading.description for reading in readings(folder, name) if reading.description)
    return [title.value for description in found for title in description.titles if kind in {"", title.kind}]


def test_the_phoenix_keeps_its_accent(shared_data):
    found = titles(shared_data, "unimarc_iso2709/meteos77__pan2bq/serie-HarryPotter.pan", kind="proper")
    assert "Harry Potter et l'ordre du Phénix" in found


def test_arabic_and_hebrew_parallel_titles(shared_data):
    found = titles(shared_data, "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_unimarc_utf8.not", kind="parallel")
    assert "أدونيس منتحلا" in found
    assert "כל השירים" in found


def test_iso_5426_titles_and_the_article_that_sorting_skips(shared_data):
    name = "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_unimarc_iso5426.not"
    descriptions = [reading.description for reading in readings(shared_data, name)]
    first, second = descriptions[0].titles, descriptions[1].titles
    assert [title.value for title in first][:2] == [
        "Revue de l'Agenais et des anciennes provinces du Sud-Ouest",
        "historique, littéraire, scientifique & artistique",
    ]
    assert (second[0].value, second[0].nonsorting) == ("L'Information financière, économique et politique", 2)


def test_non_sorting_marks_of_utf8_bracket_the_article(shared_data):
    (reading,) = readings(shared_data, "unimarc_iso2709/edsu__pymarc/testunimarc.dat")
    assert (reading.description.titles[0].value, reading.description.titles[0].nonsorting) == ("L'altra faccia della spirale", 2)


def test_romanian_encoded_twice_is_undone(shared_data):
    found = titles(shared_data, "unimarc_iso2709/pkiraly__qa-catalogue/serial.bnr.1993.mrc", kind="proper")
    assert "24 ore mureşene" in found


def notes(folder: Path, name: str) -> list[list[str]]:
    return [[note.value for note in reading.description.notes] for reading in readings(folder, name) if reading.description]


def test_the_ligature_stays_one_letter_in_marc_8_and_in_utf8(shared_data):
    old, new = (notes(shared_data, f"marc21_iso2709/marc4j__marc4j/{name}") for name in ("brkrtest.mrc", "brkrtest_UTF8.mrc"))
    assert "the lowercase digraph oe in cœur" in new[1]
    halves = str.maketrans(
        {"\ufe20": "\u0361", "\ufe21": None, "\ufe22": "\u0360", "\ufe23": None}
    )  # MARC-8 writes a ligature in two halves
    assert [note.translate(halves) for note in old[1]] == new[1]


def test_the_bnf_answer_gives_49_records_and_one_diagnostic(shared_data):
    found = readings(shared_data, "sru/rero__rero-ils/bnf_anywhere_all_peter.xml")
    assert Counter(reading.status for reading in found) == {"read": 49, "refused": 1}
    (refused,) = [reading for reading in found if reading.status == "refused"]
    assert (refused.position, refused.identifier) == (46, "ark:/12148/cb37768334v")
    assert "problème de connexion" in str(refused.reason)


@pytest.mark.parametrize("format", ["unimarc", "marc21", "dublin_core"])
def test_intermarc_filed_as_anything_is_refused_by_name(shared_data, format):
    path = shared_data / "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_intermarc_utf8.not"
    found = list(read_file(path.read_bytes(), format=format))
    assert {reading.reason.code for reading in found if reading.reason} == {"format_intermarc"}
    assert len(found) == 149


def test_marc_21_filed_as_unimarc_is_refused_not_mis_mapped(shared_data):
    found = list(read_file((shared_data / "marc21_iso2709/edsu__pymarc/test.dat").read_bytes(), format="unimarc"))
    assert [(reading.format, reading.reason.code) for reading in found] == [("marc21", "format_misfiled")] * 10
