"""The date that a document is of, and the years, centuries and decades that follow from it."""

from __future__ import annotations

from catalogue.core.description import DateSpan, Description

LAST_YEAR = 2029  # "[20--]" counts no decade to come
MOST_CENTURIES = 42  # from the first writing on: a fonds may span sixteen
VAGUE = 10  # years: "vers 1905" and "[190-?]" are of their decade or near it
LAST_CENTURY = 21
LAST_DECADE = 2020
ONLINE_SINCE = 1993  # the Web; what was published before that year was not published online
# Best first; the period that a document is about ("coverage") is no date of it.
_OF_THE_DOCUMENT = ("publication", "printing", "creation", "original", "copyright", "reproduction")
_OF_WHAT_IS_REPRODUCED = ("original", "creation", "printing", "publication", "copyright", "reproduction")


def principal_date(description: Description) -> DateSpan | None:
    """The date of the document itself: of publication first, among those that say a year; else the first one written; None without any.

    A digitised print is of the date of the print, whatever the year in which it was put online: see :func:`is_reproduction`.
    """
    own = [date for date in description.dates if date.kind != "coverage"]
    dated = [date for date in own if date.start is not None]
    if len(dated) > 1:
        kinds = _OF_WHAT_IS_REPRODUCED if is_reproduction(description) else _OF_THE_DOCUMENT
        return min(dated, key=lambda date: kinds.index(date.kind))
    return next(iter(dated or own), None)


def is_reproduction(description: Description) -> bool:
    """Whether what is described is an image of an older document, and not a new edition of its text: it says so, it can be opened
    online and was published no earlier than anything could be, or its date of publication is that of the reproduction.
    """
    dates = description.dates
    if not any(date.kind in ("original", "reproduction") for date in dates):
        return False
    if description.digital_copies or "electronic" in (description.document_type, description.material):
        return not any(date.kind == "publication" and date.start is not None and date.start < ONLINE_SINCE for date in dates)
    if any(link.relation == "reproduction_of" for link in description.links):
        return True
    made = {date.start for date in dates if date.kind == "reproduction"}
    return any(date.kind == "publication" and date.start in made for date in dates)


def years_of(description: Description) -> tuple[int, int] | None:
    """The first and last year that the document may be of, or None where nobody can tell: the years of the timeline, of the centuries
    and of a period alike.

    An open end ("1888-") says when a publication began and not that it still goes on: it counts for its first year alone.
    """
    date = principal_date(description)
    if date is None or date.start is None:
        return None
    return date.start, date.start if date.end is None else max(date.start, min(date.end, LAST_YEAR))


def centuries_of(years: tuple[int, int] | None) -> list[int]:
    """The centuries of a span of years: 1789 is of the 18th, 1800-1899 of the 19th as cataloguers mean it, -52 of the -1st."""
    if years is None:
        return []
    start, end = years
    if end > start and start % 100 == 0:
        start += 1
    first, last = _century(start), min(_century(end), LAST_CENTURY)
    return [century for century in range(first, max(first, last) + 1) if century][:MOST_CENTURIES]


def decades_of(years: tuple[int, int] | None) -> list[int]:
    """The first year of each decade that a document may be of: every decade whose period would keep it; none without a date."""
    if years is None:
        return []
    first, last = years[0] // 10 * 10, min(years[1] // 10 * 10, LAST_DECADE)
    return list(range(first, max(first, last) + 1, 10))


def sure_decades_of(description: Description) -> list[int]:
    """The decades that a document is of without much doubt: none where its years are a guess wider than :data:`VAGUE` of them, which a
    drawing would otherwise show as ten sure decades ("[18--?]").
    """
    date, years = principal_date(description), years_of(description)
    if date is None or years is None or (date.uncertain and years[1] - years[0] > VAGUE):
        return []
    return decades_of(years)


def _century(year: int) -> int:
    return (year - 1) // 100 + 1 if year > 0 else -((-year) // 100 + 1)
