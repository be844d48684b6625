"""Dates that machines write: W3CDTF and ISO 8601 intervals, EDTF (ISO 8601-2), periods of the Dublin Core Metadata Initiative."""

from __future__ import annotations

import datetime as dt
import re

from catalogue.core.dates import calendars
from catalogue.core.dates.years import LATEST, UNKNOWN, Years, ordered

_LONGEST = 240
_ONE = re.compile(
    r"(?P<mark>[?~%]?)(?P<year>-?\d{4}|\d{3}[Xxu]|\d{2}[Xxu]{2})(?:-[?~%]?(?P<month>\d{1,2}|[Xx]{2})(?:-[?~%]?(?:\d{1,2}|[Xx]{2}))?)?"
    r"(?:[T ][\d:.,]{2,16}(?:Z|[+-]\d{2}:?\d{2})?)?(?P<doubt>[?~%]?)"
)
_NO_END = frozenset({"", "..", "open", "unknown"})
_SET = re.compile(r"([\[{])([\dXx.,\s~?%-]{4,200})[\]}]")
_PERIOD = re.compile(r"(?:^|[;\s])(start|end)\s*=\s*([^;]{0,40})", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.{0,20})?")


def day_of(text: str) -> dt.date | None:
    """The day of a W3CDTF date ("2003-04-15T10:18:51Z" gives 15 April 2003), to show it in a reader's language; None for others."""
    match = _STAMP.fullmatch(text.strip()[:_LONGEST])
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def machine_years(text: str, *, w3c: bool) -> Years | None:
    """The years of a date in one of the notations that only machines write; None where it is in none of them.

    An interval open at its end ("1985/..") has no end; one that is open at its beginning ("../1985") is uncertain, as "before 1985" is.
    ``w3c``: the field is said to hold W3CDTF.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if "=" in text and (period := _period(text)):
        return period
    if text.count("/") == 1:
        return _interval(*(side.strip() for side in text.split("/")))
    if text[:1] in ("[", "{") and ("," in text or ".." in text) and (match := _SET.fullmatch(text)):
        return _set_of_years(match[2], one_of=match[1] == "[")
    if w3c or text[-1:] in ("~", "%", "T", "Z") or "X" in text:
        return _single(text)
    return None


def _single(text: str) -> Years | None:
    one = _years(text)
    return one if one is not None and text.count("-") < 3 else None


def _years(text: str) -> Years | None:
    """The years of one date of EDTF; None where it is none, UNKNOWN where it is no year of a document."""
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    figures = match["year"]
    blank = sum(char in "Xxu" for char in figures)
    first = int(figures[: len(figures) - blank]) * 10**blank
    last = first + 10**blank - 1
    if last > LATEST or not last:
        return UNKNOWN
    mark = match["mark"] + match["doubt"]
    if match["month"] and match["month"].isdigit() and not 1 <= int(match["month"]) <= 41:
        return None
    return Years(first, last, bool(blank or mark))


def _interval(first: str, last: str) -> Years | None:  # noqa: PLR0911 - one answer per way of being open
    start = None if first.casefold() in _NO_END else _years(first)
    end = None if last.casefold() in _NO_END else _years(last)
    if (start is None and first.casefold() not in _NO_END) or (end is None and last.casefold() not in _NO_END):
        return None
    if start is None and end is None:
        return UNKNOWN if first or last else None
    if UNKNOWN in (start, end):
        return UNKNOWN
    if start is None or start.start is None:
        return Years(None, end.end, True) if end else UNKNOWN
    if end is None or end.end is None or end.start is None:
        return Years(start.start, None, start.uncertain)
    if any(low <= end.start <= end.end <= high for low, high in calendars.other_years(start.start)) and not start.uncertain:
        return end  # "1422/2001": the same year twice
    return Years(*ordered(start.start, end.end), start.uncertain or end.uncertain)


def _set_of_years(text: str, *, one_of: bool) -> Years | None:
    """ "[1667, 1668, 1670..1672]" is one of them, "{1960, 1961-12}" all of them."""
    sides = [side.strip() for part in text.split(",") for side in part.split("..")]
    years = [side_years for side in sides if side and (side_years := _years(side)) is not None]
    if len(years) < sum(bool(side) for side in sides) or not years:
        return None
    starts = [side_years.start for side_years in years if side_years.start is not None]
    ends = [side_years.end for side_years in years if side_years.end is not None]
    if not starts or not ends:
        return UNKNOWN
    if not sides[0]:
        return Years(None, max(ends), True)
    doubt = one_of or any(side_years.uncertain for side_years in years)
    return Years(min(starts), max(ends) if sides[-1] else None, doubt)


def _period(text: str) -> Years | None:
    """DCMI Period: "name=The Great Depression; start=1929; end=1939;"."""
    sides = {name.casefold(): value.strip() for name, value in _PERIOD.findall(text)}
    return _interval(sides.get("start", ""), sides.get("end", "")) or UNKNOWN if sides else None
