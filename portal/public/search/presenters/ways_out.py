"""Searches near one that found nothing: in another spelling, without a filter, with one of its words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.search.result import SearchResult
from portal.public.search.presenters.facets import Names, filter_label
from portal.public.search.presenters.understood import period
from portal.shown.filters import FILTERS
from portal.shown.query import Query

TRIED = 3
_SHORTEST = 3  # letters of a word worth searching alone
_AROUND_A_WORD = re.compile(r"""^["“”«(-]*(?:(?:qu|[cdjlmnst])['’])?|["“”»).,;:!?]*$""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """A search worth trying: what it changes, and itself."""

    label: str
    query: Query

    @property
    def url(self) -> str:
        """Its address."""
        return self.query.url()


def ways(query: Query, result: SearchResult, names: Names) -> tuple[Way, ...]:
    """The three nearest searches, the likeliest first. What each facet counted without its own filter tells which filters cannot help."""
    found: list[Way] = []
    for way in (*_spelling(query, result), *_without_one(query, result, names), *_without_all(query), *_fewer_words(query)):
        if way.query.url() not in {other.query.url() for other in found}:
            found.append(way)
    return tuple(found[:TRIED])


def _spelling(query: Query, result: SearchResult) -> Iterator[Way]:
    if result.corrected:
        yield Way(gettext("In another spelling: “%(words)s”") % {"words": result.corrected}, query.changed(words=result.corrected))


def _without_one(query: Query, result: SearchResult, names: Names) -> Iterator[Way]:
    without = gettext("Without “%(filter)s”")
    for name in dict.fromkeys(name for name, _value in query.filters):
        if FILTERS[name].many or any(result.facets.get(name, ())):
            dropped = ", ".join(filter_label(name, value, names) for value in query.values(name))
            yield Way(without % {"filter": dropped}, query.without(name))
    if query.has_period:
        said = period(query.date_from, query.date_to)
        yield Way(without % {"filter": said}, query.changed(date_from=None, date_to=None))
    if query.digital:
        yield Way(without % {"filter": gettext("Digitised")}, query.changed(digital=False))


def _without_all(query: Query) -> Iterator[Way]:
    if query.active > 1 and query.has_words:
        yield Way(gettext("Without any filter"), query.bare())


def _fewer_words(query: Query) -> Iterator[Way]:
    found = {word for piece in query.words.split() if len(word := _AROUND_A_WORD.sub("", piece)) >= _SHORTEST}
    words = sorted(found, key=lambda word: (-len(word), word))
    if len(words) > 1 or (words and query.fields):
        for word in words[:TRIED]:
            yield Way(gettext("Only “%(word)s”") % {"word": word}, Query(words=word))
