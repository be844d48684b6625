"""Edition statements, reprint marks and series for matching."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.clustering.normalising.numbers import number_of
from catalogue.clustering.normalising.words import folded, important, listed, words_of
from catalogue.core.description import Description

_YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")
_NUMBERED_SERIES = re.compile(r"\d{1,7}|\b[ivxlc]{2,7}\b", re.IGNORECASE)


class Editions(NamedTuple):
    """See :class:`catalogue.clustering.traits.Traits`."""

    edition: int
    edition_year: int
    edition_words: tuple[str, ...]
    reprint: bool
    facsimile: bool


def edition_of(description: Description) -> Editions:
    """The number and the words of the edition statement, and whether anything says that the document is a reprint or a facsimile."""
    text = " ".join(edition.value for edition in description.editions)
    words = words_of(text)
    counted = listed("printing").isdisjoint(words) or not listed("edition").isdisjoint(words)
    number = next((found for word in folded(text).split() if 0 < (found := number_of(word)) < 100), 0) if counted else 0
    marks = set(words)
    for note in description.notes:
        if note.kind in ("edition", "general", "publication"):
            marks.update(words_of(note.value[:300]))
    marks.update(word for title in description.titles[1:] if title.kind == "remainder" for word in words_of(title.value[:300]))
    related = any(link.relation == "reproduction_of" for link in description.links)
    return Editions(
        edition=number,
        edition_year=0 if number else max((int(year) for year in _YEAR.findall(text)), default=0),
        edition_words=tuple(word for word in important(words) if word not in listed("edition") and not number_of(word)),
        reprint=bool(listed("reprint") & marks) or any(date.kind in ("reproduction", "original") for date in description.dates) or related,
        facsimile=bool(listed("facsimile") & marks) or related,
    )


def series_of(description: Description) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the titles of the series, and the numbers in them."""
    words: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for series in description.series:
        title = _NUMBERED_SERIES.sub(" ", series.title)
        words.update(dict.fromkeys(important(words_of(title))))
        told = series.volume or series.title
        for match in _NUMBERED_SERIES.finditer(told):
            number = number_of(match[0].lower())
            if number:
                numbers[str(number)] = None
    return tuple(words), tuple(numbers)
