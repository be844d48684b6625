"""Escapes, marks that stand alone, fields in another set than their record, text coded twice: read, or refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.core.description import Description
from catalogue.formats.base import Reading
from catalogue.formats.marc.charsets import ISO5426, UTF8, decode_body
from catalogue.formats.marc.twice import undo_double
from catalogue.formats.messages import BadRecord
from catalogue.formats.reading import read_file

FRENCH = "L’église de l’Île-d’Abeau, à Noël : œuvres, çà et là"


def text_of(body: bytes, *, unimarc: bool = True) -> str:
    return decode_body(body, unimarc=unimarc).text


def case(shared_cases: Path, name: str) -> tuple[Reading, Description]:
    with (shared_cases / "formats" / name).open("rb") as stream:
        (reading,) = read_file(stream)
    assert reading.description is not None
    return reading, reading.description


@pytest.mark.shared
def test_the_seven_bit_marks_of_an_article_are_marks(shared_cases: Path) -> None:
    _, description = case(shared_cases, "01-esc-nonsorting-7bit.mrc")
    assert [(title.value, title.nonsorting) for title in description.titles] == [("La maison du pont", 3)]
    assert "The bridge house" in [link.title for link in description.links]


@pytest.mark.shared
def test_a_russian_title_called_by_an_escape_is_read(shared_cases: Path) -> None:
    _, description = case(shared_cases, "03-unimarc-iso2022-cyrillic.mrc")
    assert description.title == "Москва"


@pytest.mark.shared
def test_a_degree_sign_is_no_mark_of_a_letter(shared_cases: Path) -> None:
    reading, description = case(shared_cases, "13-iso5426-degree-sign.mrc")
    assert reading.charset == ISO5426
    assert "116° 22'30\"" in description.material_specific[0].value
    assert description.notes[0].value == "Lever photogrammétrique : 1954"


@pytest.mark.shared
def test_a_record_coded_twice_by_way_of_windows_is_undone(shared_cases: Path) -> None:
    reading, description = case(shared_cases, "14-cp1252-double.mrc")
    assert description.title.replace("’", "'") == "L'église de l'Île-d'Abeau"
    assert [warning.code for warning in reading.warnings] == ["utf8_twice"]


@pytest.mark.shared
def test_one_field_in_another_set_costs_a_warning_and_not_the_record(shared_cases: Path) -> None:
    reading, description = case(shared_cases, "15-mixed-in-record.mrc")
    assert [(warning.code, warning.args["fields"]) for warning in reading.warnings] == [("field_charset", "995")]
    (holding,) = description.holdings
    assert (holding.institution_name, holding.notes[0].value) == ("Bibliothèque de Régny", "réserve")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"\x1fa\x1b(NmOSKWA\x1b(B, 1913", "\x1faМосква, 1913"),
        (b"\x1fa\x1b)N\xed\xcf\xd3\xcb\xd7\xc1", "\x1faМосква"),
        (b"\x1fa\x1b(Sabde\x1b(B fin", "\x1faαβγδ fin"),
        (b"\x1fa\x1b(S!abde\x1b(B fin!", "\x1faὰβγδ fin!"),
        (b"\x1bHL'\x1bIermite", "\x98L'\x9cermite"),
        (b"\x88L'\x89\xc2etude", "\x98L'\x9cétude"),
        (b"\x1bHL'\x1bI\xc2etude", "\x98L'\x9cétude"),
        (b"n\xca 4, 45\xca ; \xc2etude", "n° 4, 45° ; étude"),
        (b"\x1fa\x1b(NmOSKWA\x1fbParis", "\x1faМосква\x1fbParis"),
    ],
)
def test_sets_called_by_escapes_and_marks_alone_are_read(body: bytes, text: str) -> None:
    assert text_of(body + b"\x1e") == text + "\x1e"


@pytest.mark.parametrize("escape", [b"\x1b(M", b"\x1b(2", b"\x1b$1", b"\x1b%G", b"\x1b(t", b"\x1b"])
def test_a_set_that_is_not_read_refuses_the_record_by_its_name(escape: bytes) -> None:
    with pytest.raises(BadRecord) as refusal:
        decode_body(b"\x1fa" + escape + b"abc\x1e", unimarc=True)
    assert refusal.value.message.code == "charset_escape"
    assert refusal.value.message.args["name"]


@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_one_field_coded_twice_is_undone_alone(charset: str) -> None:
    whole = FRENCH if charset == "cp1252" else FRENCH.replace("’", "'").replace("œ", "oe")
    twice = whole.encode().decode(charset, "replace") if charset == "latin-1" else "".join(_cp1252(byte) for byte in whole.encode())
    decoded = decode_body(f"{whole}\x1e{twice}\x1e".encode(), unimarc=True)
    assert decoded.text == f"{whole}\x1e{whole}\x1e"
    assert [warning.code for warning in decoded.warnings] == ["utf8_twice"]


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("abc éèêàçôœ’«»°ÉÎŒ—ß"), min_size=1, max_size=40))
def test_text_coded_twice_is_what_it_was(text: str) -> None:
    assert undo_double("".join(_cp1252(byte) for byte in text.encode())) == text
    assert undo_double(text) == text


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_break_the_reading_of_characters(data: bytes) -> None:
    for unimarc in (True, False):
        try:
            decoded = decode_body(data, unimarc=unimarc, tags=("200",))
        except BadRecord:
            continue
        assert decoded.text.count("\x1e") == data.count(b"\x1e")


def test_a_record_in_windows_with_one_field_in_utf8_keeps_both() -> None:
    old = "Société académique, procès-verbaux réunis à Vienne".encode("cp1252")
    decoded = decode_body(old + b"\x1e" + "Régny".encode() + b"\x1e", unimarc=True, tags=("200", "995"))
    assert decoded.text == "Société académique, procès-verbaux réunis à Vienne\x1eRégny\x1e"
    warning = decoded.warnings[0]
    assert (warning.code, warning.args["fields"]) == ("field_charset", "995")
    assert decoded.charset != UTF8
