"""Bytes that nobody could read, made visible: rows of hexadecimal beside what they spell, and a text where nothing is hidden."""

from __future__ import annotations

from dataclasses import dataclass

ROW = 16
PAGE = 4096

# Separators of ISO 2709 (end of record, end of field) and of MARC subfields, by signs that cataloguers know.
MARC_SIGNS = {0x1D: "§", 0x1E: "¶", 0x1F: "$"}
KEPT = {0x09: "\t", 0x0A: "\n"}


@dataclass(frozen=True, slots=True)
class DumpRow:
    """One row: the offset of its first byte, its bytes in hexadecimal, and as ASCII with a dot for the others."""

    offset: str
    hexadecimal: str
    text: str


@dataclass(frozen=True, slots=True)
class Dump:
    """A page of bytes: ``start`` to ``end`` of ``size``; neighbours are None at both ends."""

    rows: tuple[DumpRow, ...]
    text: str
    start: int
    end: int
    size: int
    previous: int | None
    next: int | None


def page_of(data: bytes, *, start: int = 0) -> Dump:
    """The page of ``data`` that holds byte ``start``; an offset outside gives the first or the last page."""
    last = max(len(data) - 1, 0) // PAGE * PAGE
    start = min(max(start, 0) // PAGE * PAGE, last)
    end = min(start + PAGE, len(data))
    return Dump(
        rows=tuple(_row(data, offset, end) for offset in range(start, end, ROW)),
        text=visible_text(data[start:end]),
        start=start,
        end=end,
        size=len(data),
        previous=start - PAGE if start > 0 else None,
        next=end if end < len(data) else None,
    )


def _row(data: bytes, offset: int, end: int) -> DumpRow:
    piece = data[offset : min(offset + ROW, end)]
    return DumpRow(
        offset=f"{offset:08x}", hexadecimal=piece.hex(" "), text="".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in piece)
    )


def visible_text(data: bytes) -> str:
    """The bytes as UTF-8; what is not UTF-8, and control and direction characters, by their numbers between ⟨ ⟩."""
    return "".join(_visible(character) for character in data.decode("utf-8", "surrogateescape"))


def _visible(character: str) -> str:
    code = ord(character)
    if code in KEPT:
        return KEPT[code]
    if code in MARC_SIGNS:
        return MARC_SIGNS[code]
    if 0xDC80 <= code <= 0xDCFF:
        return f"⟨{code - 0xDC00:02x}⟩"
    if code < 0x20:
        return f"⟨{code:02x}⟩"
    if 0x7F <= code < 0xA0 or 0x200B <= code <= 0x200F or 0x2028 <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code == 0xFEFF:
        return f"⟨U+{code:04X}⟩"
    return character
