"""The years of a document for matching: as printed, as coded, of other printings, and what an uncertain date may cover."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.core.description import DateSpan, Description

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20[0-2]\d)(?!\d)")
_CODED = ("008", "100")
_OTHER_KINDS = frozenset(("coverage", "reproduction", "original"))
_REPRINTED = re.compile(r"r[ée]impr|retirage|nouv(?:eau|\.) tirage|reprint|autre[s]? tirage", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:\bc|\bcop\.?|\bcopyright|©|℗)\s*(1[4-9]\d\d|20[0-2]\d)(?!\d)", re.IGNORECASE)
_LONGEST_RUN = 3
_WIDEST = 60


class YearSets(NamedTuple):
    """See :class:`catalogue.clustering.traits.Traits`."""

    years: tuple[int, ...]
    coded: tuple[int, ...]
    reprinted: tuple[int, ...]
    copyrighted: tuple[int, ...]
    span: tuple[int, int] | None
    ranged: bool


def _exact(date: DateSpan) -> set[int]:
    """The years that a date names, where it names some: "1966 [1967]", "1795 (an III)"; none for "[18--]"."""
    named = {int(year) for year in _YEAR.findall(date.display)}
    if _is_range(date):
        return named | {year for year in (date.start, date.end) if year is not None}
    if date.calendar == "gregorian" and named:
        return named
    if date.start is not None and date.end is not None and date.end - date.start < _LONGEST_RUN:
        return set(range(date.start, date.end + 1)) | named
    return named


def year_sets(description: Description) -> YearSets:
    """The years of a description, the imprint's before those of coded fields."""
    own = [date for date in description.dates if date.kind not in _OTHER_KINDS]
    printed = [date for date in own if not date.place.startswith(_CODED)]
    coded = {year for date in own if date.place.startswith(_CODED) and _spans_little(date) for year in (date.start, date.end) if year}
    years = {year for date in printed for year in _exact(date)}
    uncertain = [date for date in own if date.uncertain and date.start is not None and date.end is not None]
    span = min(((date.start or 0, date.end or 0) for date in uncertain), key=lambda ends: ends[1] - ends[0], default=None)
    said = [note.value[:400] for note in description.notes] + [edition.value for edition in description.editions]
    reprinted = {int(year) for text in said if _REPRINTED.search(text) for year in _YEAR.findall(text)}
    reprinted |= {year for date in description.dates if date.kind in ("reproduction", "original") for year in _exact(date)}
    return YearSets(
        years=tuple(sorted(years or coded)),
        coded=tuple(sorted(coded)),
        reprinted=tuple(sorted(reprinted - years)),
        copyrighted=tuple(sorted({int(year) for date in printed for year in _COPYRIGHT.findall(date.display)})),
        span=span if span and span[1] - span[0] <= _WIDEST * 2 else None,
        ranged=any(_is_range(date) for date in printed),
    )


def _is_range(date: DateSpan) -> bool:
    """Whether a date is of what came out over years: "1857-72", "1966-"."""
    return not date.uncertain and date.start is not None and date.start != date.end and "-" in date.display


def _spans_little(date: DateSpan) -> bool:
    return date.start is not None and not (date.uncertain and date.end is not None and date.end - date.start > _LONGEST_RUN)
