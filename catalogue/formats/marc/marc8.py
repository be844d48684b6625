"""MARC-8, the character set of MARC 21 before Unicode: bytes to text, with the tables that pymarc carries.

Reference: MARC 21 Specifications for Record Structure, Character Sets, "MARC-8 Encoding Environment". pymarc's own
decoder drops the non-sorting marks and turns what it does not know into blanks; here nothing is lost in silence.
"""

from __future__ import annotations

import re
import unicodedata

from pymarc import marc8_mapping

from catalogue.formats.marc.combining import REPLACEMENT, CombiningSigns

_BASIC_LATIN, _ANSEL, _EAST_ASIAN = 0x42, 0x45, 0x31
_ANSEL_TABLE: dict[int, tuple[int, int]] = marc8_mapping.CODESETS[_ANSEL]
_NONSORTING = {0x88: "\x98", 0x89: "\x9c"}
_JOINERS = {0x8D: "\u200d", 0x8E: "\u200c"}
_CONTROLS = {**_NONSORTING, **_JOINERS}

_SIGN = re.compile("[\xe0-\xfe]+[^\xe0-\xfe\x1d-\x1f]?|[\x80-\xff]")
KNOWN: dict[int, str] = {byte: chr(target) for byte, (target, _) in _ANSEL_TABLE.items() if byte >= 0x80} | _CONTROLS
_MARKS = "".join(chr(byte) for byte in range(0xE0, 0xFF) if byte in KNOWN)
_signs = CombiningSigns({chr(byte): character for byte, character in KNOWN.items()}, marks=_MARKS)
_ESCAPES = re.compile(rb"\x1b(?:\$([,)-]?)|([(,)-]))(!?.)|\x1b([gbps])", re.DOTALL)


def decode(data: bytes) -> tuple[str, bytes]:
    """The text of ``data`` in NFC, and the bytes that have no sense in MARC-8 (each is ``�`` in the text).

    ``data`` may be a whole record body: the separators 0x1D to 0x1F stay, and each subfield begins in the default sets,
    as the specification asks.
    """
    if b"\x1b" not in data:
        return _decode_latin(data)
    texts: list[str] = []
    senseless = b""
    for part in re.split(rb"([\x1d-\x1f])", data):
        text, bad = _decode_escaped(part) if b"\x1b" in part else _decode_latin(part)
        texts.append(text)
        senseless += bad
    return "".join(texts), senseless


def _decode_latin(data: bytes) -> tuple[str, bytes]:
    """Basic and extended Latin only, the common case."""
    return _signs.decode(data, _SIGN)


def _decode_escaped(data: bytes) -> tuple[str, bytes]:
    """One subfield with escape sequences: a walk that switches the sets G0 and G1."""
    g0, g1 = _BASIC_LATIN, _ANSEL
    out: list[str] = []
    marks: list[str] = []
    senseless = bytearray()
    position = 0
    while position < len(data):
        escape = _ESCAPES.match(data, position)
        if escape:
            g0, g1 = _switch(escape, g0=g0, g1=g1)
            position = escape.end()
            continue
        byte = data[position]
        if byte <= 0x20 or byte in _CONTROLS:
            out.append(_CONTROLS.get(byte, chr(byte)))
            position += 1
            continue
        width = 3 if (g0 if byte < 0x80 else g1) == _EAST_ASIAN else 1
        character, is_mark = _look_up(data[position : position + width], g0=g0, g1=g1)
        if character == REPLACEMENT:
            senseless += data[position : position + width]
        if is_mark:
            marks.append(character)
        else:
            out.append(character + "".join(marks))
            marks.clear()
        position += width
    if marks:
        senseless += b"?" * len(marks)
        out.append(REPLACEMENT * len(marks))
    return unicodedata.normalize("NFC", "".join(out)), bytes(senseless)


def _switch(escape: re.Match[bytes], *, g0: int, g1: int) -> tuple[int, int]:
    """The sets after an escape sequence: ``ESC ( F``, ``ESC $ ) F``, ``ESC s``…, F being the final byte."""
    several, single, final, technique = escape.groups()
    if technique:
        return (_BASIC_LATIN if technique == b"s" else technique[0]), g1
    target = final[-1]
    if (several or single or b"(") in (b")", b"-"):
        return g0, target
    return target, g1


def _look_up(code: bytes, *, g0: int, g1: int) -> tuple[str, bool]:
    """The character of one code (1 byte, or 3 in East Asian) and whether it is a mark; ``�`` where no table has it."""
    chosen = g0 if code[0] < 0x80 else g1
    number = int.from_bytes(code, "big")
    table = marc8_mapping.CODESETS.get(chosen, {})
    entry = table.get(number)
    if entry is None and chosen != _EAST_ASIAN:
        entry = table.get(number ^ 0x80)
    if entry is None:
        odd = marc8_mapping.ODD_MAP.get(number)
        return (chr(odd), False) if odd else (REPLACEMENT, False)
    return chr(entry[0]), bool(entry[1])
