"""Does a grid of fonds read back as it was written, in both forms, and is what a cell cannot say told?"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from catalogue.formats.fonds_grid.cells import NUMBER, TEXT, BadCell, BadGrid, Kind
from catalogue.formats.fonds_grid.columns import BY_FIELD, COLUMNS, FIELDS, cells_of
from catalogue.formats.fonds_grid.files import MOST_LINES, read_grid, write_csv, write_xlsx
from tests.selections import some

typed = st.text(st.sampled_from("aé|;\\ =-'\n1,.:"), max_size=8)


def _values(kind: Kind, field: str) -> st.SearchStrategy[Any]:
    """Values that a cell of the column may be read as."""
    words = {
        "level": ["fonds", "subfonds"], "accruals": ["open", "unknown"], "legal_status": ["state", "other"], "treatment": ["none"],
        "census_state": ["spotted", "delivered"], "published": [True, False], "date_from": [None, 1452, -50], "date_to": [None, 1789],
        "catalogued": [None, 0, 100], "digitised": [None, 7], "census_day": [None, "2025-04-01"], "delivered_on": [None, "1999-12-31"],
        "document_types": [(), ("book", "map")], "languages": [(), ("fre", "lat")], "categories": [(), ("before_1830", "local")],
        "call_numbers": [(), (("Ms 1-243", "cote"), ("In-4°; 3 | a", "ancienne cote"))],
        "extents": [(), (("1200", "volume", "counted", ""), ("", "box", "unknown", "cuir; bois"), ("40.5", "metre", "estimated", ""))],
        "producers": [(), (("Artaud; F.", "person", True, "027241637"), ("Ferrand", "family", False, ""))],
        "acquisitions": [(), (("gift", "1791", "de M. X ; et de Y | Z"), ("unknown", "", ""))],
        "subjects": [(), (("Soie -- Lyon", "topic", ""),)],
        "finding_aids": [(), (("file", "Liste", "", 12), ("none", "", "", None))],
        "digital_copies": [(), (("", "https://exemple.org/a;b|c"),)],
        "related": [(), (("F", "AD", "https://exemple.org", True), ("G", "", "", False))],
    }  # fmt: skip
    return st.sampled_from(words[field]) if field in words else typed.map(kind.read)


@given(st.fixed_dictionaries({column.field: _values(column.kind, column.field) for column in COLUMNS}))
@settings(max_examples=60)
def test_what_is_written_reads_back_as_it_was(values: dict[str, Any]) -> None:
    values |= {"title": values["title"] or "Fonds"}
    line = cells_of(values)
    for content in ("".join(write_csv([line])).encode(), write_xlsx([line])):
        (read,) = read_grid(content)
        assert read.troubles == ()
        assert read.values == values


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("level", "étagère"), ("extents", "beaucoup ; volumes"), ("extents", "12 ; brouettes"), ("extents", "12 ; volumes ; sûr"),
        ("date_from", "quinze"), ("date_to", "99999"), ("catalogued", "120"), ("digitised", "-1"), ("census_day", "avril"),
        ("census_day", "2025-02-30"), ("languages", "fre | elfique"), ("document_types", "grimoire"), ("categories", "avant 1900"),
        ("producers", "Artaud ; robot"), ("producers", "Artaud ; personne ; peut-être"), ("acquisitions", "trouvé"),
        ("legal_status", "à moi"), ("accruals", "souvent"), ("treatment", "brossé"), ("census_state", "fini"), ("published", "bientôt"),
        ("finding_aids", "parchemin"), ("related", "F ; AD ; ; oui ; x"), ("call_numbers", "Ms 1 ; code-barres"),
    ],
)  # fmt: skip
def test_a_cell_that_says_nothing_of_its_column_is_told(field: str, cell: str) -> None:
    with pytest.raises(BadCell) as refused:
        BY_FIELD[field].kind.read(cell)
    assert "%" not in str(refused.value)


def test_a_word_that_is_not_in_its_list_is_told_with_the_list() -> None:
    with pytest.raises(BadCell) as refused:
        BY_FIELD["level"].kind.read("étagère")
    known = [BY_FIELD["level"].kind.write(code) for code in ("fonds", "subfonds")]
    assert "étagère" in str(refused.value) and all(word in str(refused.value) for word in known)


def test_who_and_what_are_of_the_usual_kind_where_the_cell_does_not_say() -> None:
    assert BY_FIELD["producers"].kind.read("Artaud") == (("Artaud", "person", False, ""),)
    assert BY_FIELD["subjects"].kind.read("Soie") == (("Soie", "topic", ""),)
    assert BY_FIELD["document_types"].kind.read("") == ()


@pytest.mark.parametrize(("cell", "value"), [("1 200", "1200"), ("1\u202f200,50", "1200.5"), ("0", "0"), ("", ""), ("12.0", "12")])
def test_numbers_are_read_as_spreadsheets_and_people_write_them(cell: str, value: str) -> None:
    assert NUMBER.read(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"), [("01/04/2025", "2025-04-01"), ("2025-4-1", "2025-04-01"), ("2025-04-01 00:00:00", "2025-04-01")]
)
def test_days_are_read_in_both_forms(cell: str, value: str) -> None:
    assert BY_FIELD["census_day"].kind.read(cell) == value


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"\x00\x01", b"PK\x03\x04rien", b"couleur;prix\nbleu;12", b"titre;couleur\nx;bleu", b"titre;titre\nx;y",
     ("titre\n" + "x\n" * (MOST_LINES + 1)).encode()],
)  # fmt: skip
def test_a_file_that_is_no_grid_is_told_why(content: bytes) -> None:
    with pytest.raises(BadGrid) as refused:
        read_grid(content)
    assert all("%(" not in str(message) for message in some(refused.value.messages))


def test_a_folded_file_that_unfolds_to_too_much_is_not_unfolded() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folded:
        folded.writestr("xl/worksheets/sheet1.xml", b"0" * 130_000_000)
    with pytest.raises(BadGrid, match="too large"):
        read_grid(buffer.getvalue())


@pytest.mark.parametrize("content", ["titre;contenu\nFonds d’été;x\n".encode("cp1252"), "\ufefftitre\tcontenu\nFonds d’été\tx\n".encode()])
def test_what_spreadsheets_call_csv_is_read(content: bytes) -> None:
    (line,) = read_grid(content)
    assert line.values == {"title": "Fonds d’été", "contents": "x"}


PLAIN = [["titre", "contenu"], ["Fonds d’été", "x"]]


def sheets(*told: list[list[Any]], hidden: int = -1) -> bytes:
    """An XLSX file of these sheets, one of them hidden."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(told):
        sheet = book.create_sheet(f"f{number}")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if number == hidden else "visible"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("sep=;\r\ntitre;contenu\r\nFonds d’été;x\r\n".encode(), 3),
        ("titre\tcontenu\r\nFonds d’été\tx\r\n".encode("utf-16"), 2),
        ("Recensement, juin, 2026\n\ntitre;contenu\nFonds d’été;x\n".encode(), 4),
        ("titre;contenu;;\nFonds d’été;x;;\n".encode(), 2),
        (sheets([["Mode d’emploi"]], PLAIN), 2),
        (sheets([["titre"], ["caché"]], PLAIN, hidden=0), 2),
        (sheets([["Recensement"], [], *PLAIN]), 4),
    ],
)  # fmt: skip
def test_the_line_that_names_the_columns_is_found_where_it_stands(content: bytes, number: int) -> None:
    (line,) = read_grid(content)
    assert (line.number, line.values, line.troubles) == (number, {"title": "Fonds d’été", "contents": "x"}, ())


def test_a_cell_without_a_heading_is_not_lost_without_a_word() -> None:
    for content in (b"titre;contenu\nF;x;perdu\n", b"titre;;contenu\nF;perdu;x\n", sheets([["titre"], ["F", None, None, "perdu"]])):
        (line,) = read_grid(content)
        assert [(one.column, one.message.code, one.message.args["value"]) for one in line.troubles] == [("", "grid_no_heading", "perdu")]


@pytest.mark.parametrize("cell", ["#REF!", "#VALEUR!", "#NOM?", "#NOM ?", "#N/A", "#DIV/0!", "#NOMBRE!", "Err:502"])
def test_what_a_spreadsheet_could_not_compute_is_no_title(cell: str) -> None:
    for content in (f"titre;contenu\n{cell};x\n".encode(), sheets([["titre", "contenu"], [cell, "x"]])):
        (line,) = read_grid(content)
        assert [one.message.code for one in line.troubles] == ["grid_error"] and line.values == {"contents": "x"}


def test_a_formula_that_nobody_computed_is_told() -> None:
    (line,) = read_grid(sheets([["titre", "contenu"], ['="Fonds "&B2', "x"]]))
    assert [(one.column, one.message.code) for one in line.troubles] == [("titre", "grid_error")]


def test_no_cell_is_computed_by_a_spreadsheet() -> None:
    line = cells_of({column.field: "=1+1" if column.kind is TEXT else column.kind.of_page(None) for column in FIELDS})
    assert ";'=1+1;" in "".join(write_csv([line]))
