"""Roman numerals as printers wrote them, and back."""

from __future__ import annotations

import re
from functools import lru_cache

_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip

# Early printers set M as CIↃ, ↀ or (I) and D as IↃ or I), and ended a row of strokes by j.
_APOSTROPHUS = str.maketrans({"ↀ": "M", "Ↄ": "Ɔ", "ↄ": "Ɔ", "ɔ": "Ɔ", "Ⅿ": "M", "Ⅾ": "D", "Ⅽ": "C", "Ⅼ": "L", "Ⅹ": "X", "Ⅴ": "V", "Ⅰ": "I"})
_SEPARATORS = re.compile(r"[\s.,·:]+")
_LONGEST = 24
# The value falls from M to I; a smaller numeral may stand before a larger one, or four and more be added (VIIII, CCCCC).
_SHAPE = re.compile(r"M{0,4}(?:C?M)?(?:DC{0,5}|C?D|C{0,5})(?:X?C)?(?:LX{0,5}|X?L|X{0,5})(?:I{1,2}X|VI{0,5}|I?V|I{0,5})(?:I?X)?")
# A year as colophons count it: so many hundreds ("M. V. C. XXXVI"), so many scores ("IIII XX IX"), some less than a hundred ("CCCC IIC").
_YEAR_SHAPE = re.compile(
    r"(?P<thousands>M{1,2})(?:(?P<of_hundreds>I{2,4}|IV|VI{0,4}|IX)C|(?P<hundreds>DC{0,5}|C?D|C?M|C{0,9}))"
    r"(?:IIIIXX(?P<scored>X?(?:I{0,4}|VI{0,4}|IV|IX))|(?P<less>I{1,3}|X{1,2})C(?P<more>(?:VI{0,4}|I{0,4}|IV|IX)?)"
    r"|(?P<short>I{1,2})(?P<of>XX|L)|(?P<rest>(?:X?C|X?L|LX{0,5}|X{0,5})(?:I{1,2}X|VI{0,5}|I?V|I{0,5})))"
)


def from_roman(text: str) -> int | None:
    """The number a Roman numeral stands for, or None: "MDCCLXXXIX", "M. DCC. LXXXIX.", "CIↃ IↃ LXXXVIII", "xvij".

    Additive forms (VIIII, DCCCC) are accepted, as early printers used them; disordered letters (MIM) are not.
    """
    bare = _bare(text)
    if not bare or len(bare) > _LONGEST or not _SHAPE.fullmatch(bare):
        return None
    return _sum(bare) or None


@lru_cache(maxsize=8192)
def year_from_roman(text: str) -> int | None:
    """The year a numeral stands for, as title pages and colophons count: beside the usual forms, "M. V. C. XXXVI" is 1536,
    "M CCCC IIC" 1498, "M.CCCC.IIIIXX.IX" 1489, "MDIIXX" 1518. None where it is none of these.
    """
    bare = _bare(text)
    match = _YEAR_SHAPE.fullmatch(bare) if len(bare) <= _LONGEST else None
    if match is None:
        return from_roman(bare)
    of_hundreds = match["of_hundreds"]
    if of_hundreds and not match["scored"] and _sum(of_hundreds) < 4:
        return None  # "M IIC": eleven hundred less two, or twelve hundred
    hundreds = 100 * _sum(of_hundreds) if of_hundreds else _sum(match["hundreds"])
    return 1000 * len(match["thousands"]) + hundreds + _under_a_hundred(match)


def _under_a_hundred(match: re.Match[str]) -> int:
    if match["scored"] is not None:
        return 80 + _sum(match["scored"])
    if match["less"]:
        return 100 - _sum(match["less"]) + _sum(match["more"])
    return _sum(match["of"]) - _sum(match["short"]) if match["short"] else _sum(match["rest"])


def _bare(text: str) -> str:
    bare = _SEPARATORS.sub("", text[: _LONGEST * 4].translate(_APOSTROPHUS).upper().replace("J", "I").replace("U", "V").replace("ɔ", "Ɔ"))
    return bare.replace("CIƆ", "M").replace("(I)", "M").replace("IƆ", "D").replace("I)", "D")


def _sum(numeral: str) -> int:
    total = 0
    previous = 0
    for char in reversed(numeral):
        value = _VALUES[char]
        total += -value if value < previous else value
        previous = max(previous, value)
    return total


def to_roman(number: int) -> str:
    """The usual Roman numeral of ``number``; raises ``ValueError`` outside 1 to 4999."""
    if not 1 <= number <= 4999:
        raise ValueError(f"no Roman numeral for {number}")
    letters = []
    for value, numeral in _STEPS:
        count, number = divmod(number, value)
        letters.append(numeral * count)
    return "".join(letters)
