"""The ways through a result: its orders, its views, its other pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from catalogue.search.result import SearchResult
from portal.shown.filters import GALLERY, LIST, MAP, SORT_WORDS
from portal.shown.query import Query

SORT_TITLES = {
    "relevance": gettext_lazy("Most relevant"),
    "oldest": gettext_lazy("Oldest first"),
    "newest": gettext_lazy("Newest first"),
    "title": gettext_lazy("By title"),
    "recent": gettext_lazy("Last received"),
}
VIEW_TITLES = {LIST: gettext_lazy("List"), GALLERY: gettext_lazy("Gallery"), MAP: gettext_lazy("Map")}
_NUMBERED = 10_000  # hits within which a page is addressed by its number; past it by the engine's cursor, which costs less


@dataclass(frozen=True, slots=True)
class Way:
    """One of several ways to see a result."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where this page stands among those of a result; addresses are empty where there is nothing to go to."""

    current: int
    last: int
    first_url: str
    previous_url: str
    next_url: str
    last_url: str


def sorts(query: Query) -> tuple[Way, ...]:
    """The orders one can ask for."""
    return tuple(
        Way(str(SORT_TITLES[sort]), query.changed(sort=sort).url(), query.sort == sort)
        for sort in SORT_WORDS
        if sort != "relevance" or query.has_words
    )


def views(query: Query) -> tuple[Way, ...]:
    """The three ways to look at the same result; what is told apart from notices has no picture and no place: a list alone."""
    if not query.of_notices:
        return ()
    return tuple(Way(str(label), query.changed(view=view).url(), query.view == view) for view, label in VIEW_TITLES.items())


def pages(query: Query, result: SearchResult, *, size: int) -> Pages:
    """The ways to the first, previous, next and last pages of ``size`` notices."""
    last = -(-result.total // size)
    current = (result.first - 1) // size + 1 if result.first else 0
    if not result.total:
        return Pages(0, 0, "", "", "", "")
    previous = _to(query, current - 1, result.previous, size=size) if result.previous else ""
    following = _to(query, current + 1, result.next, size=size) if result.next else ""
    return Pages(
        current=current,
        last=last,
        first_url=query.changed().url() if current > 2 or not current else "",
        previous_url=previous,
        next_url=following,
        last_url=query.changed(place=str(last)).url() if following and current < last - 1 else "",
    )


def _to(query: Query, number: int, cursor: str, *, size: int) -> str:
    if number == 1:
        return query.changed().url()
    numbered = 0 < number <= _NUMBERED // size
    return query.changed(place=str(number) if numbered else cursor).url()
