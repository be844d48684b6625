"""Small numbers among the tokens of a date: of centuries, of Republican years, of the parts of a century."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.core.dates.roman import from_roman
from catalogue.core.dates.scanning import Token
from catalogue.core.dates.words import AND, CARDINALS, FILLERS, FRACTIONS, LAST, LATE_PARTS, OR, ORDINALS, PARTS, TO

SEPARATORS = ("-", "/", ".")  # between the parts of a day in figures
_COUNTED = frozenset({"n", "no", "nos"})
_ROMAN = re.compile(r"([ivxlju]{1,9})(e|eme|ieme|iemes|emes|es|me|er|re|nd|d|o|th|st|rd)?")
_JOINED = AND | OR | TO | {"-", "/"}
_ARTICLES = frozenset({"le", "la", "the"})
_SUFFIXES = frozenset({"e", "eme", "ieme", "er", "re", "o", "th", "me"})
_TEENS = {"septieme": 17, "huitieme": 18, "neuvieme": 19, "sept": 17, "huit": 18, "neuf": 19}


def word(tokens: Sequence[Token], at: int) -> str:
    """The word, the sign or the idiom at a place; "" past the end."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def kind(tokens: Sequence[Token], at: int) -> str:
    """The kind of the token at a place; "" past the end."""
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def past(tokens: Sequence[Token], at: int, *, signs: str = "'.", words: frozenset[str] = FILLERS) -> int:
    """The first place from ``at`` on that holds neither one of these signs nor one of these words."""
    while at < len(tokens) and (
        (tokens[at].kind == "sign" and tokens[at].text in signs) or (tokens[at].kind == "word" and tokens[at].text in words)
    ):
        at += 1
    return at


def small_number(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """A number under a hundred at a place, in figures, in letters or in Roman numerals: (number, place after, said as an ordinal)."""
    if kind(tokens, at) == "number":
        return _in_figures(tokens, at)
    return (_in_letters(tokens, at) or _in_roman(tokens, at)) if kind(tokens, at) == "word" else None


def _has_suffix(tokens: Sequence[Token], at: int) -> bool:
    return word(tokens, at) in _SUFFIXES and kind(tokens, at) == "word"


def _in_figures(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    number = tokens[at]
    if len(number.text) > 2:
        return None
    suffixed = not number.last and _has_suffix(tokens, at + 1)
    return number.first, at + 1 + suffixed, suffixed or bool(number.last)


def _in_letters(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    text = tokens[at].text
    joined = at + 2 if word(tokens, at + 1) in ("-", "et") else at + 1
    if text == "dix" and word(tokens, joined) in _TEENS:
        return _TEENS[word(tokens, joined)], joined + 1, word(tokens, joined).endswith("ieme")
    if text == "vingt" and word(tokens, joined) == "unieme":
        return 21, joined + 1, True
    if text in ORDINALS:
        return ORDINALS[text], at + 1, True
    return (CARDINALS[text], at + 1, False) if text in CARDINALS else None


def _in_roman(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    match = _ROMAN.fullmatch(tokens[at].text)
    number = from_roman(match[1]) if match else None
    if match is None or number is None or number > 99:
        return None
    suffixed = not match[2] and _has_suffix(tokens, at + 1)
    return number, at + 1 + suffixed, suffixed or bool(match[2])


def is_roman(tokens: Sequence[Token], at: int) -> bool:
    """Whether a Roman numeral, with its ending, stands at a place."""
    return kind(tokens, at) == "word" and _ROMAN.fullmatch(tokens[at].text) is not None


def is_rest(tokens: Sequence[Token], at: int) -> bool:
    """Whether figures are of something longer ("1 830", "1,842", "l830") or number something ("n° 842")."""
    if kind(tokens, at - 1) == "number" or (tokens[at].glued and kind(tokens, at - 1) == "word"):
        return True
    if tokens[at].glued and tokens[at - 1].glued and word(tokens, at - 1) in (",", ".") and kind(tokens, at - 2) == "number":
        return True
    before = at - 2 if word(tokens, at - 1) == "." else at - 1
    return kind(tokens, before) == "word" and word(tokens, before) in _COUNTED


def part_of_century(tokens: Sequence[Token], at: int, *, after: bool = False) -> tuple[tuple[int, int], int] | None:
    """A part of a century, as its first and last year, and the place after it. ``after`` the century: "ex." and "in." as well."""
    text = word(tokens, at)
    if text == "mil" and word(tokens, at + 1) == ".":
        text = "milieu"  # without its full stop it is a thousand
    if kind(tokens, at) == "word" and text in PARTS and (after or text not in LATE_PARTS):
        return _widened(PARTS[text], tokens, at + 1, after=after)
    if kind(tokens, at) == "number" and word(tokens, at + 1) == "/" and word(tokens, at + 2) in ("2", "3", "4") and not tokens[at + 2].last:
        parts, count = tokens[at + 2].first, tokens[at].first
        if 1 <= count <= parts:
            return _fraction(count, parts), at + 3
    if text in LAST and word(tokens, named := past(tokens, at + 1, signs=".", words=frozenset())) in FRACTIONS:
        parts = FRACTIONS[word(tokens, named)]
        return _fraction(parts, parts), named + 1
    number = small_number(tokens, at)
    if number is None:
        return None
    if word(tokens, number[1]) in _JOINED and (last := small_number(tokens, past(tokens, number[1] + 1, signs="", words=_ARTICLES))):
        ended = _numbered_part(last, tokens)
        return ((_fraction(number[0], FRACTIONS[word(tokens, ended[1] - 1)])[0], ended[0][1]), ended[1]) if ended else None
    part = _numbered_part(number, tokens)
    return _widened(part[0], tokens, part[1], after=after) if part else None


def _numbered_part(number: tuple[int, int, bool], tokens: Sequence[Token]) -> tuple[tuple[int, int], int] | None:
    """The half, the third or the quarter that a number counts."""
    place = past(tokens, number[1], signs=".", words=frozenset())
    parts = FRACTIONS.get(word(tokens, place), 0) if kind(tokens, place) == "word" else 0
    return (_fraction(number[0], parts), place + 1) if 1 <= number[0] <= parts else None


def _widened(span: tuple[int, int], tokens: Sequence[Token], at: int, *, after: bool) -> tuple[tuple[int, int], int]:
    """ "début-milieu" is from the one to the other."""
    if word(tokens, at) in _JOINED and (other := part_of_century(tokens, past(tokens, at + 1, signs="", words=_ARTICLES), after=after)):
        return (min(span[0], other[0][0]), max(span[1], other[0][1])), other[1]
    return span, at


def _fraction(number: int, parts: int) -> tuple[int, int]:
    return (number - 1) * 100 // parts + 1, number * 100 // parts
