"""What the views of places, persons, subjects and institutions share: asking the engine, the page of an unknown name, indexes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from catalogue.core.headings import heading_key
from catalogue.search.engine import SearchUnavailable
from catalogue.search.facets import MAX_VALUES
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue, SearchResult
from catalogue.selectors import search
from catalogue.selectors.facet_counts import search_counted
from catalogue.services import changes
from portal.shown.answers import RETRY_AFTER
from portal.shown.query import Query

logger = structlog.get_logger(__name__)
LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
MOST_FREQUENT = 60
PAGE = 120
LONGEST_TYPED = 80


def ask(**asked: Any) -> SearchResult:
    """The engine's answer; counts of the whole catalogue come from what is kept, filters by a name have every form of it. Raises
    SearchUnavailable.
    """
    request = SearchRequest(highlight=False, **asked)
    return search_counted(request, generation=changes.stamp()) if request.size == 0 else search.search(request, every_form=True)


def said_when_down(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose page says so, with 503, when no engine answers."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except SearchUnavailable as error:
            logger.error("search_unavailable", code=error.message.code)
            response = render(request, "public/browse_down.html", {"again": request.get_full_path()}, status=503)
            response["Retry-After"] = RETRY_AFTER
            patch_cache_control(response, no_store=True)
            return response

    return answered


def unknown(request: HttpRequest, *, words: str) -> HttpResponse:
    """404: nothing in the catalogue has this name; the search for it is offered."""
    typed = words.replace("-", " ").strip()[:LONGEST_TYPED]
    return render(request, "public/browse_unknown.html", {"typed": typed, "search": Query(words=typed)}, status=404)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in an index."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Index:
    """A page of headings by alphabet: those whose key starts with ``prefix``, after ``after``; ``next`` is the key to go on from.

    ``cut`` is true where there are more than an engine counts at once, so that a longer beginning is needed to see them all.
    """

    prefix: str
    entries: tuple[Entry, ...]
    next: str
    after: str
    cut: bool
    typed: str = ""


def index(facet: str, parameters: Mapping[str, str]) -> Index:
    """The index of one facet of headings, in one call: without a beginning, the most frequent. Raises SearchUnavailable."""
    typed = parameters.get("debut", "")[:LONGEST_TYPED].replace("\0", "")
    prefix = heading_key(typed)
    after = heading_key(parameters.get("apres", "")[:200])
    result = ask(size=0, facets=(facet,), facet_size=MAX_VALUES if prefix else MOST_FREQUENT, facet_prefix=prefix)
    values = result.facets.get(facet, ())
    if not prefix:
        return Index("", _entries(values), "", "", False)
    found = [value for value in sorted(values, key=lambda value: value.value) if value.value.startswith(prefix)]
    rest = [value for value in found if value.value > after]
    following = rest[PAGE - 1].value if len(rest) > PAGE else ""
    return Index(prefix, _entries(rest[:PAGE]), following, after, len(values) >= MAX_VALUES, typed)


def _entries(values: Sequence[FacetValue]) -> tuple[Entry, ...]:
    return tuple(Entry(value.value, value.label, value.count) for value in values)
