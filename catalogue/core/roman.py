"""Roman numerals as printers wrote them, and back."""

from __future__ import annotations

import re

_VALUES = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip

# Early printers set M as CIↃ, ↀ or (I) and D as IↃ or I), and ended a row of strokes by j.
_APOSTROPHUS = str.maketrans({"ↀ": "M", "Ↄ": "Ɔ", "ↄ": "Ɔ", "ɔ": "Ɔ", "Ⅿ": "M", "Ⅾ": "D", "Ⅽ": "C", "Ⅼ": "L", "Ⅹ": "X", "Ⅴ": "V", "Ⅰ": "I"})
_SEPARATORS = re.compile(r"[\s.,·:]+")
# The value falls from M to I; a smaller numeral may stand before a larger one, or four and more be added (VIIII, CCCCC).
_SHAPE = re.compile(r"M{0,4}(?:C?M)?(?:DC{0,5}|C?D|C{0,5})(?:X?C)?(?:LX{0,5}|X?L|X{0,5})(?:I{1,2}X|VI{0,5}|I?V|I{0,5})(?:I?X)?")


def from_roman(text: str) -> int | None:
    """The number a Roman numeral stands for, or None: "MDCCLXXXIX", "M. DCC. LXXXIX.", "CIↃ IↃ LXXXVIII", "xvij".

    Additive forms (VIIII, DCCCC) are accepted, as early printers used them; disordered letters (MIM) are not.
    """
    bare = _SEPARATORS.sub("", text.translate(_APOSTROPHUS).upper().replace("J", "I").replace("U", "V").replace("ɔ", "Ɔ"))
    bare = bare.replace("CIƆ", "M").replace("(I)", "M").replace("IƆ", "D").replace("I)", "D")
    if not bare or len(bare) > 24 or not _SHAPE.fullmatch(bare):
        return None
    total = 0
    previous = 0
    for char in reversed(bare):
        value = _VALUES[char]
        total += -value if value < previous else value
        previous = max(previous, value)
    return total if total > 0 else None


def to_roman(number: int) -> str:
    """The usual Roman numeral of ``number``; raises ``ValueError`` outside 1 to 4999."""
    if not 1 <= number <= 4999:
        raise ValueError(f"no Roman numeral for {number}")
    letters = []
    for value, numeral in _STEPS:
        count, number = divmod(number, value)
        letters.append(numeral * count)
    return "".join(letters)
