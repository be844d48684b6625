"""A server's answer made readable: what becomes of each wrong byte, what the report says, and the way back to what was received."""

from __future__ import annotations

import pytest

from catalogue.formats.xml import clean
from catalogue.formats.xml.clean import page_title, prepare
from catalogue.formats.xml.trouble import Unreadable


def cleaned(inside: str | bytes) -> str:
    data = inside.encode() if isinstance(inside, str) else inside
    return prepare(b"<r>" + data + b"</r>").cleaned.data.decode().removeprefix("<r>").removesuffix("</r>")


def told(page: bytes, charset: str = "") -> list[tuple[str, dict[str, str | int]]]:
    return [(message.code, message.args) for message in prepare(page, charset=charset).messages]


def refused(page: bytes) -> tuple[str, float | None]:
    with pytest.raises(Unreadable) as reason:
        prepare(page)
    return reason.value.message.code, reason.value.seconds


@pytest.mark.parametrize(
    ("received", "read"),
    [
        ("a&#55349;&#56320;b", "a\U0001d400b"),
        ("a&#xD835;&#xDC00;b", "a\U0001d400b"),
        ("a&#xD835;&#xDC00;&#xDC00;b", "a\U0001d400\ufffdb"),
        ("a&#xD835;&#65;b", "a\ufffd&#65;b"),
        ("a&#xD835;b", "a\ufffdb"),
        ("a&#xDC00;b", "a\ufffdb"),
        ("&#31;&#x1F;&#9;&#233;", "\ufffd\ufffd&#9;&#233;"),
        ("&#xFFFE;&#99999999999999;", "\ufffd\ufffd"),
        ("a\x03b\uffffc", "a\ufffdb\ufffdc"),
        (b"\xe9t\xe9 \x9cuvre", "été œuvre"),
        ("été &amp; hiver", "été &amp; hiver"),
    ],
)
def test_what_no_parser_takes_becomes_what_was_meant_or_a_mark(received: str | bytes, read: str) -> None:
    assert cleaned(received) == read


def test_what_belongs_before_a_document_is_taken_out_of_its_middle() -> None:
    assert cleaned('<a><?xml version="1.0"?><!DOCTYPE b><b/></a>') == "<a><b/></a>"


def test_each_change_leads_back_to_the_bytes_as_received() -> None:
    page = b"<r><a>1\x03</a><b>\xe9t\xe9&#x1F;</b></r>"
    document = prepare(page).cleaned
    start, end = document.data.index(b"<b>"), document.data.index(b"</r>")
    assert document.original(start, end) == b"<b>\xe9t\xe9&#x1F;</b>"
    assert [edit.new.decode() for edit in document.edits_in(start, end, kind=clean.UTF8)] == ["é", "é"]
    assert [edit.start for edit in document.edits_in(start, end, kind=clean.CONTROL)] == [page.index(b"&#x1F;")]
    assert [edit.start for edit in document.edits_in(0, start, kind=clean.CONTROL)] == [page.index(b"\x03")]


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (b'<?xml version="1.0"?><r/>\n<!-- made in 3 s --> \x00', []),
        (b"<r/>\n<b>Notice</b>: x ", [("protocol.xml.trailing", {"count": 16})]),
        (b'<r><a><?xml version="1.0"?><b/></a></r>', [("protocol.xml.inner_prolog", {"count": 1})]),
        (b'\n<?xml version="1.0"?><r/>', [("protocol.xml.leading", {"what": "blank"})]),
        (b'\xef\xbb\xbf<?xml version="1.0"?><r/>', [("protocol.xml.leading", {"what": "BOM"})]),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r/>', [("protocol.xml.doctype", {})]),
        ("<r>é</r>".encode("utf-16"), [("protocol.xml.encoding", {"encoding": "UTF-16"})]),
        ('<?xml version="1.0" encoding="iso-8859-1"?><r>é</r>'.encode("latin-1"), [("protocol.xml.encoding", {"encoding": "iso-8859-1"})]),
    ],
)
def test_the_report_says_what_was_tolerated(page: bytes, messages: list[tuple[str, dict[str, str | int]]]) -> None:
    assert told(page) == messages


def test_the_character_set_of_the_transport_counts_where_the_page_is_silent() -> None:
    page = "<r>été</r>".encode("cp1250")
    assert prepare(page, charset="windows-1250").cleaned.data.decode() == "<r>été</r>"
    assert told(page, "windows-1250") == [("protocol.xml.encoding", {"encoding": "windows-1250"})]
    assert told("<r>été</r>".encode(), "klingon") == []


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", ("protocol.xml.not_xml", 5)),
        (b"<?xml version='1.0'?>\n", ("protocol.xml.truncated", 5)),
        (b"<r><a>", ("protocol.xml.truncated", 5)),
        (b"<r", ("protocol.xml.truncated", 5)),
        (b"bonjour", ("protocol.xml.not_xml", 60)),
        (b"<html><title>En travaux</title></html>", ("protocol.xml.html", 60)),
    ],
)
def test_a_page_that_is_no_answer_is_asked_again_after_a_while(page: bytes, reason: tuple[str, float]) -> None:
    assert refused(page) == reason


def test_a_page_with_more_wrong_bytes_than_right_ones_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "MAX_EDITS", 3)
    assert cleaned("\x03" * 3) == "\ufffd" * 3
    assert refused(b"<r>\x03\x03\x03\x03</r>")[0] == "protocol.xml.too_damaged"


def test_a_web_page_is_named_by_its_title_or_its_first_words() -> None:
    assert page_title(b"<html><TITLE lang='fr'> En\n travaux </TITLE>") == "En travaux"
    assert page_title(b"<h1>Erreur</h1>\n<p>500") == "Erreur 500"
