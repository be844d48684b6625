"""Dates as title pages, cataloguers and coded fields write them, as the span of years they may cover.

The words are those of French, Latin and English cataloguing (ISBD area 4; AFNOR Z44-050): "[18--?]", "ca 1600", "an II",
"M. DCC. LXXXIX", "début du XVIIe siècle", "1580 [i.e. 1590]", "s.d.".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from catalogue.core import date_words as words
from catalogue.core.description import DateSpan
from catalogue.core.roman import from_roman

CIRCA = 5  # "ca 1600" may be five years earlier or later
EARLIEST = 100  # "0001" and the like fill a field, they are no year
LATEST = 2100
_EARLIEST_PRINTED = 1440
_LONGEST = 240


class Years(NamedTuple):
    """The years a date may cover, both ends included; ``end`` is None where it is open ("1955-", "après 1830")."""

    start: int | None = None
    end: int | None = None
    uncertain: bool = False
    calendar: str = "gregorian"


UNKNOWN = Years(uncertain=True)

_PLAIN = re.compile(r"\[?(\d{4})\]?\.?")
# A year of another calendar, or a misprint, and its year after it in brackets: "1380 [2001]".
_CONVERTED = re.compile(r"\D{0,10}\d{2,4}\s*\[(\d{4})\]\.?")
_TOKEN = re.compile(r"(?<!\d)(?:(\d{4})(?:(?=[01]\d[0-3]\d(?!\d))\d{4})?(?!\d)|(\d{3})[-?u._x](?!\d)|(\d{2})(?:[-?u_x]{2}|\.\.)(?!\d))")
_IE = re.compile(r"\b(?:i\. ?e\.?|ie\b|c\.?-?a\.?-?d\.?|c'est-a-dire|id est|recte|rectius|corr\.|sic pour)[\s:,.]*")
_CIRCA = re.compile(r"\b(?:ca|circa|c\.(?=\s*\d)|vers|environ|env\.?|about|um|peut-etre|probablement|sans doute)(?![a-z])")
_BEFORE = re.compile(r"\b(?:avant|before|ante|non post|pas apres|au plus tard(?: en)?|jusqu'en|not after)\s+(?:le |l'an )?$")
_AFTER = re.compile(r"\b(?:apres|after|post|non ante|pas avant|au plus tot(?: en)?|a partir de|depuis|not before|since)\s+(?:le |l'an )?$")
_BETWEEN = re.compile(
    rf"(?:^|[\s,.?\dx_]|{words.GREGORIAN_MONTH})(?:-|/|a|au|et|ou|and|or|to|bis|und|jusqu'en|usque ad)\s*"
    rf"(?:(?:ca|vers|env|le|l'an|en|cop|dl|c)\b\.?\s*)*(?:\d{{1,2}}(?:er)?\s+)?(?:{words.GREGORIAN_MONTH}\.?\s+)?$"
)
_ABBREVIATED = re.compile(r"\s*[-/]\s*(\d{1,2})(?![\d-])")
_OPEN = re.compile(r"\s*-\s*(?:\.{2,}|\?|$|[,;.]|en cours)")
_COPYRIGHT = re.compile(r"(?:\bcop\.?|\bc\.?|©|\bcopyright)\s*$")
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s*(?:av(?:ant|\.)?\s*(?:j\.?\s*-?\s*c\.?|notre ere)|b\.?\s?c\.?(?:e\.?)?\b)|^-(\d{1,4})$")
_ROMAN = re.compile(r"(?<![a-zɔ])[mdclxvijↄɔↀ](?:[mdclxvijuↄɔↀ .,]*[mdclxvijuↄɔↀ.])?(?![a-zɔ])")
_SMALL = re.compile(r"\D*(\d{3})\D*")
_DECADE = re.compile(r"\b(?:annees\s+(\d{3}0)|(\d{3}0)'?s)\b")
_BRACKETS = str.maketrans("", "", '[]()<>{}«»"')
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "Ↄ": "ↄ", "Ɔ": "ɔ"})


def parse(text: str, *, kind: str = "publication", place: str = "") -> DateSpan:
    """The date written in ``text``, with the years it may cover; both are None where nobody can tell ("s.d.", "sans date").

    ``kind`` and ``place`` are copied into the answer (see :class:`DateSpan`). Never raises; ``start`` ≤ ``end`` where both are known.
    """
    years = read(text)
    return DateSpan(text, years.start, years.end, years.uncertain, years.calendar, kind, place)


@lru_cache(maxsize=16384)
def read(text: str) -> Years:
    """The years written in ``text``; :data:`UNKNOWN` where there are none. Never raises."""
    if plain := _PLAIN.fullmatch(text):
        year = int(plain[1])
        return Years(year, year) if EARLIEST <= year <= LATEST else UNKNOWN
    if converted := _CONVERTED.fullmatch(text):
        return read(converted[1])
    folded = unicodedata.normalize("NFKD", text[:_LONGEST].translate(_DASHES))
    folded = "".join(char for char in folded if not unicodedata.combining(char)).casefold().translate(_BRACKETS).strip()
    return _read_folded(folded)


def _read_folded(text: str) -> Years:
    if correction := _IE.search(text):
        corrected = _read_folded(text[correction.end() :])
        if corrected != UNKNOWN:
            return corrected
    if ancient := _BEFORE_CHRIST.search(text):
        year = -int(ancient[1] or ancient[2])
        return Years(year or None, year or None, "?" in text)
    for reading in (_gregorian, _republican, _centuries, _roman, _latin_words, _small_year):
        if years := reading(text):
            return years
    return UNKNOWN


def _doubt(text: str) -> bool:
    return "?" in text or _CIRCA.search(text) is not None


def _token_years(token: re.Match[str]) -> tuple[int, int, bool]:
    """First and last year, and whether the cataloguer left digits out."""
    if token[1]:
        return int(token[1]), int(token[1]), False
    unit = 10 if token[2] else 100
    first = int(token[2] or token[3]) * unit
    return first, first + unit - 1, True


def _gregorian(text: str) -> Years | None:
    """A year in arabic figures, or two."""
    tokens = [token for token in _TOKEN.finditer(text) if EARLIEST <= _token_years(token)[0] <= LATEST]
    if not tokens:
        return None
    calendar = _calendar(text, tokens)
    if decade := _DECADE.search(text):
        first = int(decade[1] or decade[2])
        return Years(first, max(first + 9, *(_token_years(token)[1] for token in tokens)), True, calendar)
    position = next((i for i, token in enumerate(tokens) if not _COPYRIGHT.search(text[: token.start()])), 0)
    token = tokens[position]
    start, end, vague = _token_years(token)
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following and _BETWEEN.search(text[token.end() - vague : following.start()]):
        last = _token_years(following)
        years = _ordered(start, max(end, last[1]) if start <= last[0] else last[0])
        return Years(*years, vague or last[2] or _doubt(text) or "entre" in text or " ou " in text, calendar)
    return _one_year(text, token, calendar)


def _calendar(text: str, tokens: list[re.Match[str]]) -> str:
    """Republican where a Republican year stands beside its own Gregorian year ("An VI [1798]", not "1789, l'an I de la liberté")."""
    republican = words.republican_years(text)
    same = republican and any(republican[0] <= _token_years(token)[0] <= republican[1] for token in tokens)
    return "republican" if same else "gregorian"


def _ordered(first: int, last: int) -> tuple[int, int]:
    return (first, last) if first <= last else (last, first)


def _one_year(text: str, token: re.Match[str], calendar: str) -> Years:
    start, end, vague = _token_years(token)
    before, after = text[: token.start()], text[token.end() :]
    doubt = vague or _doubt(text)
    if _BEFORE.search(before):
        return Years(None, end, True, calendar)
    if _AFTER.search(before):
        return Years(start, None, True, calendar)
    if token[1]:
        if short := _ABBREVIATED.match(after):
            unit = 10 ** len(short[1])
            last = start - start % unit + int(short[1])
            if last > start:
                return Years(start, last, doubt, calendar)
        if _OPEN.match(after) or re.match(r"\s*-\s*9999", after):
            return Years(start, None, doubt, calendar)
        if _CIRCA.search(before):
            return Years(max(1, start - CIRCA), end + CIRCA, True, calendar)
    return Years(start, end, doubt, calendar)


def _republican(text: str) -> Years | None:
    found = words.republican_years(text)
    return Years(found[0], found[1], _doubt(text), "republican") if found else None


def _centuries(text: str) -> Years | None:
    found = words.century_years(text)
    return Years(found[0], found[1], True) if found else None


def _roman(text: str) -> Years | None:
    """The first Roman numeral that can be a year of printing."""
    numbers = [number for match in _ROMAN.finditer(text) if (number := from_roman(match[0])) and _EARLIEST_PRINTED <= number <= LATEST]
    return Years(numbers[0], numbers[0], _doubt(text)) if numbers else None


def _latin_words(text: str) -> Years | None:
    year = words.year_in_words(text)
    return Years(year, year, _doubt(text)) if year else None


def _small_year(text: str) -> Years | None:
    """Three figures and no other: a year of the first millennium (manuscripts, charters)."""
    match = _SMALL.fullmatch(text)
    return Years(int(match[1]), int(match[1]), _doubt(text)) if match and int(match[1]) else None


@lru_cache(maxsize=4096)
def coded_year(text: str) -> Years | None:
    """The years of four coded characters, as UNIMARC 100 and MARC 21 008 have them: "1789", "178u", "17  ", "18--"; None if no year.

    A missing digit is any of blank, ``u``, ``|``, ``-``, ``?``, ``.``, ``#``, ``x``.
    """
    match = re.fullmatch(r"(\d{1,4})([u|?.#x -]*)", text[:4].casefold())
    if not match or len(match[1]) + len(match[2]) != 4 or match[1] == "9999":
        return None
    unit = 10 ** len(match[2])
    first = int(match[1]) * unit
    if unit > 100 or not EARLIEST <= first <= LATEST:
        return None
    return Years(first, first + unit - 1, unit > 1)


def coded_range(first: str, last: str) -> Years | None:
    """The years from a coded date to another; open where the second is 9999, blank or absurd. None where the first is no year."""
    start = coded_year(first)
    if start is None:
        return None
    end = coded_year(last)
    if end is None or end.end is None or start.start is None or end.end < start.start:
        return Years(start.start, None, start.uncertain)
    return Years(start.start, max(end.end, start.end or end.end), start.uncertain or end.uncertain)
