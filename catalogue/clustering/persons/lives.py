"""When somebody lived and worked, as far as a heading and the documents tell."""

from __future__ import annotations

import re
from typing import NamedTuple

Years = tuple[int, int]
"""The first and the last year that a moment may be of, or that a work lasted."""

_SLACK = 1  # a year: one catalogue counts from Easter, another from January
_ABOUT = 10
_DOUBTED = 5
_LONGEST = 100  # characters
LONGEST_LIFE = 95
_YEAR = r"(?:\d{4}|\d{3}[.?\-]|\d{2}(?:\.\.|\?\?|--))"
_SPAN = re.compile(
    rf"(?P<birth>{_YEAR})?(?P<unsure>\s*\?)?\s*[-–/]\s*(?P<about>(?:vers|ca|c|av|apr?|après|avant)\.?\s*)?(?P<death>{_YEAR})?(?P<doubted>\s*\?)?"
)
_ACTIVE = re.compile(r"\b(?:actif|active|activite|activité|fl|floruit|act)\b\.?", re.IGNORECASE)
_CENTURY = re.compile(r"\b(\d{1,2}|[XVI]{1,5})\s*e(?:me|ème)?\s*s(?:\.|i[eè]cle)?", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Life(NamedTuple):
    """``birth`` and ``death``: the years each may be of; ``active``: when a heading says that somebody worked. None: not said."""

    birth: Years | None = None
    death: Years | None = None
    active: Years | None = None


def read(text: str) -> Life:
    """What dates say: "1504-1564", "1524?-1566", "15..-1631", "actif 1550-1570", "XVIe s."; nothing where they say none."""
    text = text[:_LONGEST]
    if not text:
        return Life(active=_century(text))
    found = _SPAN.search(text)
    if found is None or not (found["birth"] or found["death"]):
        return Life(active=_century(text))
    about = _ABOUT if re.search(r"\b(?:vers|ca|c)\b", text[: found.start()] or "") else 0
    first = _moment(found["birth"], _DOUBTED if found["unsure"] else about)
    last = _moment(found["death"], _ABOUT if found["about"] else _DOUBTED if found["doubted"] else 0)
    if _ACTIVE.search(text):
        known = first or last
        return Life(active=((first or last or (0, 0))[0], (last or first or (0, 0))[1]) if known else None)
    return Life(first, last)


def meet(one: Years, other: Years, *, slack: int = _SLACK) -> bool:
    """Whether two spans of years have one in common, or nearly."""
    return one[0] - slack <= other[1] and other[0] - slack <= one[1]


def gap(one: Years, other: Years) -> int:
    """The years between two spans; 0 where they overlap."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def exact(moment: Years | None) -> bool:
    """Whether it is one year."""
    return moment is not None and moment[0] == moment[1]


def _moment(text: str | None, slack: int) -> Years | None:
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    missing = 10 ** (4 - len(digits))
    first = int(digits) * missing
    return first - slack, first + missing - 1 + slack


def _century(text: str) -> Years | None:
    found = _CENTURY.search(text)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdigit() else _roman(found[1].upper())
    return ((number - 1) * 100, number * 100 - 1) if 1 <= number <= 21 else None


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
