"""Can Bibliostratus read our tables, and we its answers?"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.aligning import Alignment
from catalogue.core.description import Agent, DateSpan, Description, Identifier, Publication, Title
from catalogue.formats import bibliostratus
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.messages import BadRecord
from catalogue.formats.reading import read_item
from catalogue.formats.unimarc.patching import patch

ANSWER = """NumNot\tNb identifiants trouvés\tListe identifiants trouvés\tMéthode d'alignement\tFRBNF\tARK\tISBN\tTitre
12\t1\tark:/12148/cb36646150b\tISBN\t\t\t\tDélie
13\t0\t\t\t\t\t\tMicrocosme
14\t2\tark:/12148/cb36646150b,PPN000000000\tTitre-Auteur-Date\t\t\t\tSaulsaye
15\t2\tark:/12148/cb36646150b,ark:/12148/cb34633458q\tTitre-Auteur-Date\t\t\t\tArion
"""
BOOK = Description(
    identifier="12",
    material="text",
    level="monograph",
    titles=(Title(value="Délie\tobject de plus haute vertu"), Title(value="tome second", kind="part")),
    agents=(Agent(name="Scève, Maurice"),),
    publications=(Publication(places=("Lyon",), names=("Sulpice Sabon",)),),
    dates=(DateSpan(display="1544", start=1544, end=1544),),
    identifiers=(Identifier(scheme="frbnf", value="FRBNF36646150"),),
)


def test_a_book_stands_on_one_line_of_its_table() -> None:
    assert bibliostratus.table_of(BOOK) == "monographs"
    assert bibliostratus.row(BOOK, "12").rstrip("\n").split("\t") == [
        "12", "FRBNF36646150", "", "", "",
        "Délie object de plus haute vertu", "Scève, Maurice", "1544", "tome second", "Sulpice Sabon", "am",
    ]  # fmt: skip
    assert len(bibliostratus.head("monographs").split("\t")) == 11


def test_an_answer_is_read_line_by_line() -> None:
    lines = list(bibliostratus.read(ANSWER.encode()))
    assert [(line.number, len(line.found), line.line) for line in lines] == [("12", 1, 2), ("13", 0, 3), ("14", 1, 4), ("15", 2, 5)]
    assert lines[0].found == (Alignment("ark:/12148/cb36646150b", "FRBNF36646150"),)


@pytest.mark.parametrize("table", ["12\tark:/12148/cb36646150b\n", "ark:/12148/cb36646150b;12\r\n", "N;Ark\n12;ark:/12148/cb36646150b\n"])
def test_two_columns_are_enough(table: str) -> None:
    (line,) = bibliostratus.read(table.encode())
    assert (line.number, line.found[0].frbnf) == ("12", "FRBNF36646150")


def test_a_spreadsheet_has_put_quotes_around_cells_and_broken_a_title_in_two_lines() -> None:
    table = 'NumNotice;Titre;ARK\r\n12;"Délie;\r\nobjet";"ark:/12148/cb36646150b"\r\n\r\n13;"Arion";ark:/12148/cb34633458q\r\n'
    read = [(line.number, line.found[0].ark, line.line) for line in bibliostratus.read(table.encode())]
    assert read == [("12", "ark:/12148/cb36646150b", 3), ("13", "ark:/12148/cb34633458q", 5)]


def test_a_title_that_begins_with_a_quotation_mark_swallows_no_line() -> None:
    table = 'NumNotice\tTitre\tARK\n12\t"Délie\tark:/12148/cb36646150b\n\n13\t"Arion"\tark:/12148/cb34633458q\n'
    assert [(line.number, line.line) for line in bibliostratus.read(table.encode())] == [("12", 2), ("13", 4)]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"NumNotice\tTitre\n12\tD\n", b"a\nb\n", b"\xff\xfe\x00", b"12\t13\n"])
def test_what_is_no_table_of_alignments_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(BadRecord) as refused:
        list(bibliostratus.read(data))
    assert refused.value.message.code.startswith("alignment_")


@given(st.text(max_size=200))
def test_any_bytes_are_read_or_refused(text: str) -> None:
    with suppress(BadRecord):
        list(bibliostratus.read(text.encode("utf-8", "replace")))


def test_the_patch_is_a_record_that_says_its_number_and_what_was_found() -> None:
    data = write_iso2709(patch("12", Alignment("ark:/12148/cb36646150b", "FRBNF36646150", "000000108")))
    read = read_item(data, format="unimarc").description
    assert read is not None and read.identifier == "12"
    assert {("ark", "ark:/12148/cb36646150b"), ("frbnf", "FRBNF36646150")} <= {(one.scheme, one.value) for one in read.identifiers}


@pytest.mark.parametrize("name", ["mon_impr.tsv", "audio.tsv", "aut_align_aut.tsv", "listeARKaut_2cols.tsv"])
def test_real_tables_are_read(shared_data: Path, name: str) -> None:
    data = (shared_data / "csv_fonds" / "transition-bibliographique__bibliostratus" / name).read_bytes()
    lines = list(bibliostratus.read(data))
    assert len(lines) >= len(data.splitlines()) - 2
    assert any(len(line.found) == 1 for line in lines)
