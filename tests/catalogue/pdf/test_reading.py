"""The words of a PDF's pages; what a hostile file does is a sentence, never the end of who asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.formats.page_text import LARGEST_PDF, MOST_PAGES, BadText, read_name, read_pages
from catalogue.pdf import child
from catalogue.pdf.reading import NotRead, texts_of
from tests.pdf_files import drawn, pdf, stream, written

NAME = "1879-07-15.pdf"


def test_each_page_gives_its_words_in_order():
    pages = read_pages(pdf(["Le Glaneur de Haute-Savoie\nannonce légale", "", "Pêche à la ligne"]), name=NAME)
    assert pages == {1: "Le Glaneur de Haute-Savoie\nannonce légale", 3: "Pêche à la ligne"}


def test_a_file_may_hold_one_page_of_an_issue():
    assert read_pages(pdf(["feuilleton"]), name="1879-07-15_2_p4.pdf") == {4: "feuilleton"}
    assert read_name("1879-07-15_2_p4.PDF").form == "pdf"


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("un abonne-\nment annuel", "un abonnement annuel"),
        ("à Aix-\nles-Bains", "à Aix-les-Bains"),
        ("à Saint-\nÉtienne", "à Saint-Étienne"),
        ("en 1914-1918", "en 1914-1918"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_whole_and_a_name_keeps_its_hyphen(lines: str, read: str):
    assert read_pages(pdf([lines]), name=NAME) == {1: read}


def test_scripts_and_actions_of_a_file_are_words_of_nobody():
    extra = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while\\(true\\){}) >> /AA << /WC << /S /Launch /F (sh) >> >>"
    assert read_pages(pdf(["texte"], extra=extra), name=NAME) == {1: "texte"}


def self_nested() -> bytes:
    """A page whose form draws itself."""
    form = stream(b"/X Do " * 50)
    form = form.replace(b"<< ", b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> ", 1)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /X 4 0 R >> >> >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, form, stream(b"/X Do")])


def bomb() -> bytes:
    """A page whose content unpacks to 300 MB."""
    whole = pdf(["x"])
    return whole.replace(stream(drawn("x")), stream(b"BT ET " * 50_000_000))


def locked() -> bytes:
    encrypt = b"/Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s>" % (b"41" * 32, b"42" * 32)
    return pdf(["x"], trailer=b"/Encrypt << %s >> /ID [<41><41>]" % encrypt)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "page_text_pdf_broken"),
        (b"<html>%PDF", "page_text_pdf_broken"),
        (b"%PDF-1.4\n%%EOF", "page_text_pdf_broken"),
        (pdf(["texte"])[:200], "page_text_pdf_broken"),
        (pdf([""]), "page_text_none"),
        (locked(), "page_text_pdf_locked"),
        (pdf(["x"] * (MOST_PAGES + 1)), "page_text_pdf_long"),
        (self_nested(), "page_text_pdf_costly"),
        (b"%PDF-" + b"\x00" * LARGEST_PDF, "page_text_large"),
    ],
)
def test_what_gives_no_words_says_why(data: bytes, code: str):
    with pytest.raises(BadText) as told:
        read_pages(data, name=NAME)
    assert told.value.message.code == code


def test_a_bomb_ends_in_words_or_a_sentence_and_leaves_us_standing():
    try:
        assert set(read_pages(bomb(), name=NAME)) <= {1}
    except BadText as told:
        assert told.message.code in ("page_text_pdf_costly", "page_text_pdf_broken", "page_text_none")


def test_what_takes_too_long_is_left():
    assert texts_of(pdf(["x"]), most_pages=9, seconds=0.001) == NotRead("costly")
    with pytest.raises(BadText) as told:
        read_pages(pdf(["x"]), name=NAME, seconds=0)
    assert told.value.message.code == "page_text_pdf_late"


def test_a_process_that_falls_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("catalogue.pictures.apart.sys.executable", "/bin/false")
    assert texts_of(pdf(["x"]), most_pages=9) == NotRead("broken")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.data())
def test_a_file_with_damaged_bytes_ends_in_words_or_a_reason(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    whole = bytearray(pdf(["texte", "autre page"]))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        whole[place] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.getbasetemp() / "damaged.pdf"
    file.write_bytes(whole)
    said = child.main(str(file), "9")
    assert ("pages" in said) != ("refused" in said)
    assert all(isinstance(page, str) for page in said.get("pages", ()))
