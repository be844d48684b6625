"""ISO 5426, the extended Latin set of European catalogues: bytes to text and back.

Letters with a mark are two bytes, the mark first (``C2 65`` is é): the reader puts it behind its letter and composes (NFC).
The table is ``iso5426.csv`` (ISO 5426:1983); 0x88 and 0x89 bracket what sorting skips (ISO 6630).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from catalogue.formats.marc.combining import CombiningSigns

NONSORTING_START, NONSORTING_END = "\x98", "\x9c"

_SIGN = re.compile("[\xc0-\xdf]+[^\xc0-\xdf\x1d-\x1f]?|[\x80-\xff]")


def _table() -> tuple[dict[int, str], dict[int, str], dict[str, int], dict[str, int]]:
    """From the CSV: what marks and other bytes become, and back; the first byte of a character is the one written."""
    marks: dict[int, str] = {}
    others: dict[int, str] = {}
    with Path(__file__).with_name("iso5426.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            target = marks if row["kind"] == "combining" else others
            target[int(row["byte"], 16)] = chr(int(row["unicode"], 16))
    back_marks = {character: byte for byte, character in reversed(marks.items())}
    back_others = {character: byte for byte, character in others.items() if ord(character) >= 0x80}
    return marks, others, back_marks, back_others


MARKS, OTHERS, _BACK_MARKS, _BACK_OTHERS = _table()
_CHARACTERS = {chr(byte): character for byte, character in {**MARKS, **OTHERS}.items()}
_signs = CombiningSigns(_CHARACTERS, marks="".join(map(chr, MARKS)))


def decode(data: bytes) -> tuple[str, bytes]:
    """The text of ``data`` in NFC, and the bytes that have no sense in ISO 5426 (each is ``�`` in the text).

    ``data`` may be a whole record body: the separators 0x1D to 0x1F stay, and no mark crosses them.
    """
    return _signs.decode(data, _SIGN)


def _encode_character(character: str) -> bytes:
    """One base character; raises UnicodeEncodeError where the set lacks it."""
    if character < "\x80":
        return character.encode("ascii")
    byte = _BACK_OTHERS.get(character)
    if byte is None:
        raise UnicodeEncodeError("iso-5426", character, 0, 1, "character not in ISO 5426")
    return bytes((byte,))


def encode(text: str) -> bytes:
    """``text`` in ISO 5426, marks before their letters; raises UnicodeEncodeError for a character that the set lacks."""
    out: list[bytes] = []
    decomposed = unicodedata.normalize("NFD", text)
    position = 0
    while position < len(decomposed):
        letter = decomposed[position]
        end = position + 1
        while end < len(decomposed) and decomposed[end] in _BACK_MARKS:
            end += 1
        out.append(bytes(_BACK_MARKS[mark] for mark in decomposed[position + 1 : end]))
        out.append(_encode_character(letter))
        position = end
    return b"".join(out)
