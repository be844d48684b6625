"""The words of the pages of an issue, of the files of an OCR: ALTO (versions 1 to 4), plain text with a form feed between pages, or a PDF
that holds its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from catalogue.core.messages import N_, Message, declare
from catalogue.formats.messages import BadRecord
from catalogue.formats.press_list import day_of
from catalogue.formats.xml.safety import parse_xml
from catalogue.pdf.reading import SECONDS, NotRead, is_pdf, texts_of

LARGEST: Final = 8_000_000  # bytes of a file of words alone
LARGEST_PDF: Final = 60_000_000  # which has the pictures of its pages too
LONGEST_PAGE: Final = 200_000  # characters: a broadsheet has some 60 000
MOST_PAGES: Final = 400
_NAME: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:_(?P<rank>[1-9]))?(?:_p(?P<page>\d{1,4}))?\.(?P<form>xml|alto|txt|pdf)", re.IGNORECASE
)
_BLANKS: Final = re.compile(r"[^\S\n]+")
# PDFium writes so a hyphen at the end of a line: it is a name's where a capital or another hyphen follows ("Aix-" / "les-Bains").
_CUT_NAME: Final = re.compile(r"[\ufffe\x02]\s*(?=[A-ZÀ-ÖØ-Þ]|\w+-)")
_CUT: Final = re.compile(r"[\ufffe\x02]\s*")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

declare(
    {
        "page_text_name": N_(
            "“%(name)s”: name each file after the day of its issue, 1879-07-15.xml; _2 is the second issue of a day, _p3 one page."
        ),
        "page_text_large": N_("“%(name)s” is too large."),
        "page_text_broken": N_("“%(name)s” is not ALTO that can be read: %(detail)s"),
        "page_text_other": N_("“%(name)s” is XML, and not ALTO: its root is “%(root)s”."),
        "page_text_charset": N_("“%(name)s” is not in UTF-8."),
        "page_text_pdf_broken": N_("“%(name)s” is not a PDF that can be read."),
        "page_text_pdf_locked": N_("“%(name)s” is locked by a password."),
        "page_text_pdf_long": N_("“%(name)s” has %(count)s pages: %(most)s are read at most. Cut it."),
        "page_text_pdf_costly": N_("“%(name)s” takes too long or too much memory to be read: cut it, or send text alone."),
        "page_text_pdf_late": N_("“%(name)s” was not read: the files before it took all the time. Send it again, with fewer others."),
        "page_text_none": N_("“%(name)s” holds no word."),
    }
)


class BadText(Exception):
    """A file that no words are taken from; ``message`` says why."""

    def __init__(self, code: str, /, **args: Any) -> None:
        self.message = Message(code, args)
        super().__init__(str(self.message))


Form = Literal["alto", "text", "pdf"]


class Named(NamedTuple):
    """What the name of a file says: the day of the issue, its rank among those of the day (from 0), its page where it holds one alone."""

    day: Any
    rank: int
    page: int
    form: Form


_FORMS: Final[dict[str, Form]] = {"txt": "text", "pdf": "pdf"}


def largest(name: str) -> int:
    """The most bytes that a file of this name may have."""
    return LARGEST_PDF if name.lower().endswith(".pdf") else LARGEST


def read_name(name: str) -> Named:
    """What "1879-07-15_2_p3.xml" says. Raises :class:`BadText`."""
    found = _NAME.fullmatch(name)
    day = day_of(found["day"]) if found else None
    if found is None or day is None:
        raise BadText("page_text_name", name=name[:100])
    return Named(day, int(found["rank"] or 1) - 1, int(found["page"] or 0), _FORMS.get(found["form"].lower(), "alto"))


def read_pages(data: bytes, *, name: str, seconds: float = SECONDS) -> dict[int, str]:
    """The words of each page by its number, of a file whose name says what it is. ``seconds``: what a PDF may take. Raises
    :class:`BadText`.
    """
    named = read_name(name)
    if len(data) > largest(name):
        raise BadText("page_text_large", name=name)
    texts = _pdf(data, name, seconds) if named.form == "pdf" else _alto(data, name) if named.form == "alto" else _plain(data, name)
    first = named.page or 1
    pages = {number: text for number, text in enumerate(texts[:MOST_PAGES], first) if text}
    if not pages:
        raise BadText("page_text_none", name=name)
    return pages


def _plain(data: bytes, name: str) -> list[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadText("page_text_charset", name=name) from None
    return [_clean(page) for page in text.split("\f")]


def _pdf(data: bytes, name: str, seconds: float) -> list[str]:
    if seconds <= 0:
        raise BadText("page_text_pdf_late", name=name)
    if not is_pdf(data):
        raise BadText("page_text_pdf_broken", name=name)
    found = texts_of(data, most_pages=MOST_PAGES, seconds=seconds)
    if isinstance(found, NotRead):
        raise BadText(f"page_text_pdf_{found.reason}", name=name, count=str(found.count), most=str(MOST_PAGES))
    return [_clean(_CUT.sub("", _CUT_NAME.sub("-", page))) for page in found]


def _alto(data: bytes, name: str) -> list[str]:
    warnings: list[Message] = []
    try:
        root = parse_xml(data, warnings=warnings)
    except BadRecord as bad:
        raise BadText("page_text_broken", name=name, detail=bad.message.as_json()) from bad
    if _tag(root) != "alto":
        raise BadText("page_text_other", name=name, root=_tag(root)[:40])
    return [_clean("\n\n".join(_blocks(page))) for page in root.iter() if _tag(page) == "Page"]


def _blocks(page: Any) -> Iterator[str]:
    """The text of each block, a line of it on each line."""
    for block in page.iter():
        if _tag(block) == "TextBlock":
            yield "\n".join(" ".join(_words(line)) for line in block if _tag(line) == "TextLine")


def _words(line: Any) -> Iterator[str]:
    """The words of a line; a word cut at its end is given whole, once (SUBS_CONTENT of its first half)."""
    for one in line:
        if _tag(one) != "String":
            continue
        whole = one.get("SUBS_CONTENT", "")
        if whole and one.get("SUBS_TYPE") == "HypPart2":
            continue
        yield whole or one.get("CONTENT", "")


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _clean(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:LONGEST_PAGE]
