"""The order of call numbers on the shelf: a key that sorts them as a librarian would, and the range that two of them bound."""

from __future__ import annotations

import re

from catalogue.core.dates.roman import from_roman
from catalogue.core.text import fold

LONGEST = 200  # characters of a call number that are looked at

# A sign that a number comes; an N without it may be a series.
_NUMBER_SIGN = re.compile(r"\bn\s?[°º]", re.IGNORECASE)
_NUMBER_WORDS = frozenset({"no", "num", "numero"})
_PIECE = re.compile(r"[0-9]+|[^\W0-9_]+")
_FIGURES = re.compile(r"\d")
WRITTEN_OUT = {
    "manuscrit": "ms", "manuscrits": "ms", "mss": "ms", "reserve": "res", "incunable": "inc", "tome": "t", "volume": "vol",
    "livre": "liv", "fascicule": "fasc", "chapitre": "chap", "planche": "pl",
}  # fmt: skip
"""What cataloguers write out, or shorten, at will: folded words, and how they are shortened."""
# A number that was taken again: 12, 12 bis, 12 ter… come between 12 with its parts and 13.
_AGAIN = {word: rank for rank, word in enumerate(("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"), 2)}
# Two letters or more; CC, MM, LL… are series of French municipal archives, and no numerals.
_ROMAN = re.compile(r"(?=.{2})(?=.*[ivx])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_AFTER_LETTERS = "~"


def sorting_key(call_number: str) -> str:
    """The key by which call numbers are in natural order where keys are compared character by character: "Ms 2" before "Ms 10".

    Case, accents, punctuation, spaces and leading zeros change nothing: "P 8° 240" and "P 8 0240" have one key. Figures come before
    letters, a part after its whole ("Ms 12", "Ms 12/3", "Ms 12 A", "Ms 12 bis", "Ms 13"), Roman numerals by their value within
    their letters ("Ms I" … "Ms IV", "Ms IX", "Ms X"). "" where there is no figure and no letter.
    """
    pieces: list[str] = []
    countable = False
    for piece in _pieces(call_number[:LONGEST]):
        if piece[0] <= "9":
            pieces.append(_number(piece))
            countable = True
        elif countable and piece in _AGAIN:
            pieces.append(f"{_AFTER_LETTERS}{_AGAIN[piece]}")
        elif piece not in _NUMBER_WORDS:
            roman = from_roman(piece) if piece[0] in "ivxlc" and _ROMAN.fullmatch(piece) else None
            pieces.append(_roman(roman) if roman else WRITTEN_OUT.get(piece, piece))
            countable = roman is not None
    return " ".join(pieces)


def sorting_range(first: str, last: str) -> tuple[str, str]:
    """(lowest key, key above the highest) of the call numbers from ``first`` to ``last``, what begins with ``last`` included:
    "Ms 10/3" lies between "Ms 2" and "Ms 10". An empty end is open: "" below, and above whatever sorts last.
    """
    highest = sorting_key(last)
    return sorting_key(first), f"{highest}!" if highest else "\U0010ffff"


def _pieces(call_number: str) -> list[str]:
    """Rows of small letters and rows of ASCII figures, apart."""
    if "°" in call_number or "º" in call_number:
        call_number = _NUMBER_SIGN.sub(" ", call_number).replace("°", " ").replace("º", " ")
    folded = fold(call_number)
    if not folded.isascii():
        folded = _FIGURES.sub(lambda figure: str(int(figure[0])), folded)
    pieces: list[str] = []
    for word in folded.split():
        if word.isalpha() or (word.isascii() and word.isdigit()):
            pieces.append(word)
        else:
            pieces += _PIECE.findall(word)
    return pieces


def _number(figures: str) -> str:
    """Figures after their count, so that a longer number is above a shorter: 240 is "3240"; more than nine of them, ":12…"."""
    bare = figures.lstrip("0") or "0"
    return f"{len(bare)}{bare}" if len(bare) <= 9 else f":{len(bare):03}{bare}"


def _roman(value: int) -> str:
    """A numeral of several letters among the letters: after I, V or X alone, whichever it follows, and in the order of the values."""
    letter = "i" if value < 5 else "v" if value < 10 else "x"
    return letter + _number(str(value))
