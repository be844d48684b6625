"""Makes a server's answer parseable without losing track of it: every byte changed is remembered, with where and why."""

from __future__ import annotations

import codecs
import re
import threading
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from catalogue.core.messages import Message
from catalogue.formats.xml.safety import contradicted
from catalogue.formats.xml.text import HTML_ENTITY, START_TAG, html_character, is_character, local_name
from catalogue.formats.xml.trouble import Unreadable

REPLACEMENT = "\ufffd".encode()
MAX_EDITS = 100_000
AGAIN = 5.0  # seconds
CONTROL, UTF8, PROLOG, ENTITY = "control", "utf8", "prolog", "entity"

# Encodings that a server may declare; anything else is read as UTF-8 and its strange bytes are reported.
ENCODINGS = re.compile(r"utf-?16(?:le|be)?|latin-?1|iso[-_]8859-\d{1,2}|(?:windows-|cp)125\d|macroman", re.IGNORECASE)
WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
DECLARED = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")

LEADING = re.compile(rb"[\s\x00]*(?:\xef\xbb\xbf[\s\x00]*)*")
PROLOG_PART = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
DOCUMENT_TYPE = (
    rb"""<!DOCTYPE(?:[^\[<>"']++|"[^"]*+"|'[^']*+')*+"""
    rb"""(?:\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|(?><!--.*?-->)|<(?!!--))*+\]\s*)?>"""
)
DOCTYPE = re.compile(rb"\s*" + DOCUMENT_TYPE, re.DOTALL)
EPILOG = re.compile(rb"(?:\s++|(?><!--.*?-->)|(?><\?.*?\?>))*+", re.DOTALL)
INNER_PROLOG = re.compile(rb">\s*((?:<\?xml\s[^<>]*?\?>\s*|" + DOCUMENT_TYPE + rb"\s*)+)", re.DOTALL)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|br|b|p|div|center|h1|pre)[\s/>]", re.IGNORECASE)

# C0 controls, the two non-characters of the basic plane, and references to what is no character (XML 1.0 §2.2, §4.1).
FORBIDDEN = bytes((*range(9), 11, 12, *range(14, 32)))
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
REFERENCES = re.compile(rb"&#(?:x[0-9a-fA-F]+|[0-9]+);(?:&#(?:x[0-9a-fA-F]+|[0-9]+);)*")
ONE_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")

HTML_TITLE = re.compile(rb"<title[^>]*>\s*([^<]{0,120})", re.IGNORECASE)


class Edit(NamedTuple):
    """One change: bytes ``start`` to ``end`` of the source became ``new``."""

    start: int
    end: int
    new: bytes
    kind: str


class Cleaned:
    """UTF-8 bytes from the root's start tag to its end tag, with the way back to the bytes as received."""

    def __init__(self, source: bytes, edits: list[Edit]) -> None:
        self.source = source
        self.edits = edits
        pieces: list[bytes] = []
        at = shift = 0
        self._starts: list[int] = []
        for edit in edits:
            pieces += (source[at : edit.start], edit.new)
            self._starts.append(edit.start + shift)
            shift += len(edit.new) - (edit.end - edit.start)
            at = edit.end
        self.data = b"".join((*pieces, source[at:])) if edits else source

    def edits_in(self, start: int, end: int, *, kind: str) -> list[Edit]:
        """The changes of ``kind`` between two positions of ``data``."""
        if not self.edits:
            return []
        return [edit for edit in self.edits[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if edit.kind == kind]

    def original(self, start: int, end: int) -> bytes:
        """The bytes as received between two positions of ``data``."""
        return self.source[self.source_position(start) : self.source_position(end)]

    def source_position(self, position: int) -> int:
        """Where a position of ``data`` (outside the changes) was in the source."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return position
        edit = self.edits[index]
        return edit.end + max(position - self._starts[index] - len(edit.new), 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned answer: the local name of its root, and what was tolerated."""

    root: str
    cleaned: Cleaned
    messages: tuple[Message, ...]


def prepare(page: bytes, *, charset: str = "") -> Document:
    """Strip what surrounds the root, convert to UTF-8, replace what no parser takes. Raises Unreadable.

    ``charset``: what the transport says, which counts where the XML declaration is silent (RFC 7303 §3). Bytes that are not UTF-8 where
    they should be are given as those of Windows-1252; whether that makes sense is for the caller to judge, record by record.
    """
    messages: list[Message] = []
    text = _utf8(page, charset, messages)
    start = _root_start(text, messages)
    tag = START_TAG.match(text, start)
    if tag is None:
        raise Unreadable(Message("protocol.xml.truncated"), seconds=AGAIN)
    name = re.split(rb"[\s/>]", tag[0][1:], maxsplit=1)[0]
    root = local_name(name).decode("utf-8", "replace")
    end = tag.end() if tag[0].endswith(b"/>") else _root_end(text, name)
    rest = text[end:].strip(b" \t\r\n\x00")
    if rest and EPILOG.fullmatch(rest) is None:
        messages.append(Message("protocol.xml.trailing", {"count": len(rest)}))
    cleaned = Cleaned(text[start:end], _edits(text[start:end]))
    counts = Counter(edit.kind for edit in cleaned.edits)
    told = {PROLOG: "protocol.xml.inner_prolog", ENTITY: "protocol.xml.html_entities"}
    messages += [Message(code, {"count": counts[kind]}) for kind, code in told.items() if counts[kind]]
    return Document(root, cleaned, tuple(messages))


def page_title(page: bytes) -> str:
    """What a web page calls itself, or its first words."""
    found = HTML_TITLE.search(page[:4096])
    text = found[1] if found else re.sub(rb"<[^>]*>|\s+", b" ", page[:400])
    return " ".join(text.decode("utf-8", "replace").split())[:120]


def _utf8(page: bytes, charset: str, messages: list[Message]) -> bytes:
    wide = WIDE.get(page[:2])
    if wide:
        messages.append(Message("protocol.xml.encoding", {"encoding": "UTF-16"}))
        return page.decode(wide, "replace").lstrip("\ufeff").encode("utf-8", "replace")
    found = DECLARED.match(page)
    encoding = found[1].decode("ascii") if found else charset
    if page.startswith(codecs.BOM_UTF8) or not ENCODINGS.fullmatch(encoding):
        return page
    if contradicted(encoding.lower(), page):
        messages.append(Message("protocol.xml.contradicted", {"encoding": encoding}))
        return page
    try:
        text = page.decode(encoding, "replace").encode("utf-8")
    except LookupError:
        return page
    messages.append(Message("protocol.xml.encoding", {"encoding": encoding}))
    return text


def _root_start(text: bytes, messages: list[Message]) -> int:
    found = LEADING.match(text)
    at = found.end() if found else 0
    if at and text[at : at + 5] == b"<?xml":
        messages.append(Message("protocol.xml.leading", {"what": "BOM" if text.startswith(codecs.BOM_UTF8) else "blank"}))
    while True:
        part = PROLOG_PART.match(text, at)
        if part is None and HTML.match(text, at) is None and (part := DOCTYPE.match(text, at)) is not None:
            messages.append(Message("protocol.xml.doctype"))
        if part is None:
            break
        at = part.end()
        while text[at : at + 1].isspace():
            at += 1
    if HTML.match(text, at):
        raise Unreadable(Message("protocol.xml.html", {"title": page_title(text)}), seconds=60)
    if at == len(text):
        raise Unreadable(Message("protocol.xml.truncated" if text.strip() else "protocol.xml.not_xml"), seconds=AGAIN)
    if text[at : at + 1] != b"<":
        raise Unreadable(Message("protocol.xml.not_xml"), seconds=60)
    return at


def _root_end(text: bytes, name: bytes) -> int:
    at = text.rfind(b"</" + name)
    closing = re.compile(rb"</" + re.escape(name) + rb"\s*>").match(text, at) if at >= 0 else None
    if closing is None:
        raise Unreadable(Message("protocol.xml.truncated"), seconds=AGAIN)
    return closing.end()


def _edits(text: bytes) -> list[Edit]:
    edits = [Edit(start, end, text[start:end].decode("windows-1252", "replace").encode(), UTF8) for start, end in _invalid_utf8(text)]
    # Whether there is anything to look for at all is told much faster than where.
    if len(text.translate(None, FORBIDDEN)) != len(text):
        edits += [Edit(*found.span(), REPLACEMENT, CONTROL) for found in CONTROLS.finditer(text)]
    if b"\xef\xbf" in text:
        edits += [Edit(*found.span(), REPLACEMENT, CONTROL) for found in NOT_CHARACTERS.finditer(text)]
    for found in REFERENCES.finditer(text):
        edits += _bad_references(found)
    if b"<?xml" in text or b"<!DOCTYPE" in text:
        edits += [Edit(*found.span(1), b"", PROLOG) for found in INNER_PROLOG.finditer(text)]
    if b"&" in text:
        entities = ((found.span(), html_character(found[1])) for found in HTML_ENTITY.finditer(text))
        edits += [Edit(*span, character, ENTITY) for span, character in entities if character]
    if len(edits) > MAX_EDITS:
        raise Unreadable(Message("protocol.xml.too_damaged", {"count": MAX_EDITS}))
    edits.sort()
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _bad_references(run: re.Match[bytes]) -> list[Edit]:
    """Changes for a run of references: a surrogate pair becomes the character it stands for, other impossible ones a mark."""
    edits: list[Edit] = []
    high: tuple[int, int] | None = None
    for found in ONE_REFERENCE.finditer(run[0]):
        digits = (found[1] or found[2])[-12:]
        code = int(digits, 16 if found[1] else 10)
        start, end = run.start() + found.start(), run.start() + found.end()
        if high is not None and 0xDC00 <= code <= 0xDFFF:
            character = chr(0x10000 + ((high[1] - 0xD800) << 10) + (code - 0xDC00))
            edits[-1] = Edit(high[0], end, character.encode(), CONTROL)
            high = None
        elif not is_character(code):
            edits.append(Edit(start, end, REPLACEMENT, CONTROL))
            high = (start, code) if 0xD800 <= code <= 0xDBFF else None
        else:
            high = None
    return edits


_SPANS = threading.local()


def _remember(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    found = _SPANS.found
    if found and found[-1][1] == error.start:
        found[-1] = (found[-1][0], error.end)
    else:
        found.append((error.start, error.end))
    return "\ufffd", error.end


codecs.register_error("harvest.remember", _remember)


def _invalid_utf8(text: bytes) -> list[tuple[int, int]]:
    """The runs of bytes of ``text`` that are not UTF-8, in one pass."""
    if text.isascii():
        return []
    _SPANS.found = []
    text.decode("utf-8", "harvest.remember")
    return list(_SPANS.found)
