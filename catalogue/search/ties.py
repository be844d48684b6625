"""The order of hits that nothing else parts: a number made of the notice alone, the same whoever was harvested first."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

MOST_HELD = 15
LETTERS = 4
NO_YEAR = 0x7FFF
_YEAR_ZERO = 10_000  # years of our documents lie between -9999 and 9999
_LETTER_BITS, _YEAR_BITS, _HASH_BITS = 5, 15, 20
_BELOW_YEAR = LETTERS * _LETTER_BITS + _HASH_BITS
BITS_WITHIN_A_YEAR = 5 + _BELOW_YEAR


def tie_of(*, digital: bool, copies: int, year: int | None, sort_title: str, names: Iterable[str]) -> int:
    """The place of a notice among those that answer a search as well, the smallest first: one that is digitised before one that is
    not, one with more copies, an older one, then by title. ``names``: what tells notices of one edition apart (source, identifiers,
    call numbers). 60 bits.
    """
    place = 0 if digital else 1
    place = (place << 4) | (MOST_HELD - min(copies, MOST_HELD))
    place = (place << _YEAR_BITS) | (NO_YEAR if year is None else min(max(year + _YEAR_ZERO, 0), NO_YEAR - 1))
    for position in range(LETTERS):
        place = (place << _LETTER_BITS) | _letter(sort_title, position)
    hashed = zlib.crc32("\x1f".join(names).encode("utf-8", "ignore"))
    return (place << _HASH_BITS) | (hashed >> (32 - _HASH_BITS))


def within_a_year(tie: int) -> int:
    """The same among notices of one year, in fewer bits."""
    return (tie >> (_BELOW_YEAR + _YEAR_BITS) << _BELOW_YEAR) | (tie & ((1 << _BELOW_YEAR) - 1))


def _letter(sort_title: str, position: int) -> int:
    """A letter of a folded title in five bits: figures and other scripts at either end."""
    if position >= len(sort_title):
        return 0
    char = sort_title[position]
    return ord(char) - 94 if "a" <= char <= "z" else 1 if char < "a" else 31
