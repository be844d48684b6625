"""UNIMARC's other scripts: character sets called by escape sequences (ISO/IEC 2022; UNIMARC Manual, appendix J), bytes to text.

Cyrillic, Greek and Arabic are read: their tables are those of the registered sets, which MARC-8 took over under other names. A set whose
table is not here refuses the record by its name: half of a title is worse than none.
"""

from __future__ import annotations

import re
import unicodedata

from pymarc import marc8_mapping

from catalogue.formats.marc import iso5426
from catalogue.formats.marc.combining import REPLACEMENT
from catalogue.formats.messages import BadRecord, hex_bytes

_LATIN, _ISO5426 = b"B", b"P"
# Final bytes of the registered sets, and the final byte that MARC-8 gives the same table.
_TABLES: dict[bytes, dict[int, tuple[int, int]]] = {
    b"N": marc8_mapping.CODESETS[0x4E],  # ISO-IR 37, basic Cyrillic
    b"Q": marc8_mapping.CODESETS[0x51],  # ISO-IR 54, ISO 5427 extended Cyrillic
    b"S": marc8_mapping.CODESETS[0x53],  # ISO-IR 55, ISO 5428 Greek
    b"k": marc8_mapping.CODESETS[0x33],  # ISO-IR 89, ISO 9036 Arabic
}
_ASCII = frozenset({b"B", b"@"})
_UNREAD = {
    b"M": "ISO 6438, African letters", b"H": "ISO 8957, Hebrew", b"!A": "ISO 8957, Hebrew", b"T": "ISO 5426-2, Latin", b"2": "Hebrew",
    b"1": "East Asian characters", b"t": "ISO 10586, Georgian", b"d": "ISO 10585, Armenian",
}  # fmt: skip
_ESCAPE = re.compile(rb"\x1b([(),\-])(!?[\x30-\x7e])")
_SEPARATORS = re.compile(rb"([\x1d-\x1f])")
_SHIFT_OUT, _SHIFT_IN = 0x0E, 0x0F
NONSORTING_SEVEN_BITS = ((b"\x1bH", b"\x88"), (b"\x1bI", b"\x89"))
_MARKS_OF_SORTING = {0x88: "\x98", 0x89: "\x9c"}


def in_eight_bits(data: bytes) -> bytes:
    """``data`` with the marks of what sorting skips in one byte each: ESC 4/8 and ESC 4/9 are 0x88 and 0x89 (ISO 6630)."""
    for seven, eight in NONSORTING_SEVEN_BITS:
        data = data.replace(seven, eight)
    return data


def decode(data: bytes) -> tuple[str, bytes]:
    """The text of a body and its bytes without sense; raises BadRecord for a set that is not read. Each subfield begins in Latin."""
    texts: list[str] = []
    senseless = b""
    for part in _SEPARATORS.split(data):
        if b"\x1b" in part or b"\x0e" in part:
            text, bad = _Walk(part).text()
        else:
            text, bad = iso5426.decode(part)
        texts.append(text)
        senseless += bad
    return "".join(texts), senseless


class _Walk:
    """One subfield, its sets switched by escapes: G0 below 0x80, G1 above it or after a shift out."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._g0, self._g1 = _LATIN, _ISO5426
        self._shifted = False
        self._out: list[str] = []
        self._marks: list[str] = []
        self._senseless = bytearray()

    def text(self) -> tuple[str, bytes]:
        """The text, and the bytes without sense."""
        position = 0
        while position < len(self._data):
            byte = self._data[position]
            if byte == 0x1B:
                position = self._switch(position)
                continue
            if byte in (_SHIFT_OUT, _SHIFT_IN):
                self._shifted = byte == _SHIFT_OUT
            else:
                self._add(byte)
            position += 1
        self._out += self._marks
        return unicodedata.normalize("NFC", "".join(self._out)), bytes(self._senseless)

    def _switch(self, position: int) -> int:
        escape = _ESCAPE.match(self._data, position)
        called = self._data[position + 1 : position + 4]
        if escape is None or (escape[2] not in _TABLES and escape[2] not in _ASCII and escape[2] != _ISO5426):
            name = _UNREAD.get(escape[2] if escape else b"", "")
            raise BadRecord("charset_escape", name=name or "ESC " + called.decode("ascii", "replace").strip(), bytes=hex_bytes(called))
        if escape[1] in (b"(", b","):
            self._g0 = escape[2]
        else:
            self._g1 = escape[2]
        return escape.end()

    def _add(self, byte: int) -> None:
        if byte in _MARKS_OF_SORTING or byte <= 0x20:
            self._out += [*self._marks, _MARKS_OF_SORTING.get(byte, chr(byte))]
            self._marks.clear()
            return
        chosen = self._g1 if byte >= 0x80 or self._shifted else self._g0
        character, is_mark = _look_up(byte, chosen)
        if character == REPLACEMENT:
            self._senseless.append(byte)
        if is_mark:
            self._marks.append(character)
        else:
            self._out += [character, *self._marks]
            self._marks.clear()


def _look_up(byte: int, final: bytes) -> tuple[str, bool]:
    """The character of a byte in a set, and whether it is a mark that stands before its letter."""
    if final in _ASCII:
        return chr(byte & 0x7F), False
    if final == _ISO5426:
        high = byte | 0x80
        mark = iso5426.MARKS.get(high)
        return (mark, True) if mark else (iso5426.OTHERS.get(high, REPLACEMENT), False)
    character = _TABLES[final].get(byte) or _TABLES[final].get(byte ^ 0x80)
    return (chr(character[0]), bool(character[1])) if character else (REPLACEMENT, False)
