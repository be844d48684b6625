"""What the pages of places, persons, subjects and institutions share: short lists of notices, decades, names beside with counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.core.text import fold
from catalogue.search.result import FacetValue, Hit, SearchResult
from portal.shown import lines as results
from portal.shown import words
from portal.shown.query import Query

DECADE = 10
MOST_BARS = 60
FEWEST = 10  # notices: fewer make no shape
FEWEST_BARS = 20
HEIGHT = 48  # of the drawing, in its own units
BAR = 10  # the width of a decade, the space after it included
_LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """A few notices, how many there are, and the address of the search that finds them all."""

    name: str
    title: str
    total: int
    lines: tuple[results.Line, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A name with the number of notices it stands for, and its address; ``both``: that of the very notices counted, where the page of the
    name is about more than these.
    """

    label: str
    count: int
    url: str
    both: str = ""


@dataclass(frozen=True, slots=True)
class Decade:
    """One bar, and its search; lengths in units of the drawing."""

    label: str
    count: int
    url: str
    x: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Decades:
    """A drawing of the decades of some notices; ``summary`` says it in words."""

    bars: tuple[Decade, ...]
    width: int
    height: int
    first: int
    last: int
    summary: str


def shelf(name: str, title: str, result: SearchResult, query: Query, *, shown: int) -> Shelf:
    """A short list of what ``result`` found: one notice for the same title at the same date, however many libraries describe it."""
    works: dict[tuple[str, str], Hit] = {}
    for hit in result.hits:
        works.setdefault((fold(hit.display.get("title", "")), str(hit.display.get("year_from", ""))), hit)
    return Shelf(name, title, result.total, results.lines(list(works.values())[:shown]), query.url())


def decades(values: Iterable[FacetValue], query: Query) -> Decades | None:
    """The drawing of the decades counted; None where there are not two of them, nor ten notices. ``query``: what bars narrow."""
    counts = {int(value.value): value.count for value in values}
    if len(counts) < 2 or sum(counts.values()) < FEWEST:
        return None
    last = max(counts)
    first = max(min(counts), last - (MOST_BARS - 1) * DECADE)
    missing = FEWEST_BARS - ((last - first) // DECADE + 1)
    if missing > 0:  # a few decades alone would be drawn as wide as doors
        last += missing // 2 * DECADE
        first -= (missing - missing // 2) * DECADE
    most = max(count for decade, count in counts.items() if decade >= first)
    bars = tuple(_bar(decade, count, query, first=first, most=most) for decade, count in sorted(counts.items()) if decade >= first)
    highest = max(bars, key=lambda bar: bar.count)
    summary = gettext("From %(first)s to %(last)s; most in %(decade)s.") % {
        "first": first,
        "last": last + DECADE - 1,
        "decade": highest.label,
    }
    return Decades(bars, ((last - first) // DECADE + 1) * BAR, HEIGHT, first, last + DECADE - 1, summary)


def _bar(decade: int, count: int, query: Query, *, first: int, most: int) -> Decade:
    height = max(HEIGHT * count / most, _LEAST)
    return Decade(
        label=f"{decade}–{decade + DECADE - 1}",
        count=count,
        url=query.changed(date_from=decade, date_to=decade + DECADE - 1).url(),
        x=(decade - first) // DECADE * BAR,
        y=f"{HEIGHT - height:.1f}",
        height=f"{height:.1f}",
    )


def of_types(values: Iterable[FacetValue], query: Query, *, most: int = 8) -> tuple[Beside, ...]:
    """The types of documents counted, each with its search."""
    return tuple(
        Beside(words.label("document_type", value.value), value.count, query.toggled("document_type", value.value).url())
        for value in list(values)[:most]
    )


def of_centuries(values: Iterable[FacetValue], query: Query) -> tuple[Beside, ...]:
    """The centuries counted, in their order, each with its search."""
    return tuple(Beside(words.century(int(value.value)), value.count, query.toggled("century", value.value).url()) for value in values)


def records(count: int) -> str:
    """How many notices, in words."""
    return ngettext("%(count)s record", "%(count)s records", count) % {"count": words.number(count)}


def people(values: Iterable[FacetValue], query: Query, *, most: int) -> list[Beside]:
    """The persons whom the notices of a search name most often, each with her page and with these notices."""
    return [
        Beside(value.label, value.count, reverse("public:person", args=[value.value]), query.toggled("person", value.value).url())
        for value in list(values)[:most]
    ]


def filtered(name: str, *values: str) -> Query:
    """The search for what has one of some values of a facet."""
    return Query(filters=tuple((name, value) for value in values))
