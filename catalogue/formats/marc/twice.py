"""Text coded twice: UTF-8 read as Latin-1 or Windows-1252 and written in UTF-8 again, undone where the result is valid and shorter."""

from __future__ import annotations

import re

_MOST_TIMES = 16  # each doubles what it spoils: a harvest of a harvest of a harvest
# The first byte of a sequence (of Latin letters and signs, or of punctuation), then what its second byte became in either set.
_SIGN = re.compile(
    "[\u00c2-\u00c5\u00cc][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2[\u0080-\u0084\u20ac\u201a\u0192\u201e]"
)
_SORTING = re.compile("([\x98\x9c\x88\x89\x1f])")


def undo_double(text: str) -> str:
    """``text`` with every coding but one undone; the text itself where it is not coded twice all through.

    Marks of sorting were added after the conversion, as a rule: each piece between them is judged where the whole is not.
    """
    whole = _undone(text)
    if whole != text or not _SIGN.search(text):
        return whole
    return "".join(_undone(piece) for piece in _SORTING.split(text))


def _undone(text: str) -> str:
    for _ in range(_MOST_TIMES):
        if not _SIGN.search(text):
            break
        try:
            once = b"".join(map(_byte, text)).decode("utf-8")
        except UnicodeError:
            break
        if len(once) >= len(text):
            break
        text = once
    return text


def _byte(char: str) -> bytes:
    """The byte that a character was read from: Windows-1252's, or Latin-1's where that set has none."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
