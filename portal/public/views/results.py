"""Results of a search, and the page with every value of one facet."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from catalogue.search.result import SearchResult
from catalogue.selectors import institutions, search
from portal.public.errors import RETRY_AFTER
from portal.public.presenters import results as presenter
from portal.public.query import FILTERS, Query, parse

logger = structlog.get_logger(__name__)
_BY_PARAMETER = {facet.parameter: facet.name for facet in FILTERS.values()}
_IN_THEIR_ORDER = ("century",)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The results page: one search, one statement for the names of the institutions.

    400 for too long a search, 503 when the engine does not answer: the page comes all the same, and says so.
    """
    query = parse(request.GET)
    if query.too_long:
        return render(request, "public/results_too_long.html", {"query": query.changed(words="")}, status=400)
    try:
        result = search.search(query.request(facets=(*FILTERS, "digital")))
    except SearchUnavailable as error:
        return _engine_down(request, query, error)
    names = _names(query, result)
    return render(request, "public/results.html", _context(query, result, names))


@require_safe
def facet(request: HttpRequest, facet: str) -> HttpResponse:
    """Every value of one facet for a search, under its letters."""
    name = _BY_PARAMETER.get(facet)
    if name is None:
        raise Http404
    query = parse(request.GET)
    if query.too_long:
        return render(request, "public/results_too_long.html", {"query": query.changed(words="")}, status=400)
    try:
        result = search.search(query.changed().request(facets=(name,), size=0))
    except SearchUnavailable as error:
        return _engine_down(request, query, error)
    names = _names(query, result)
    choices = presenter.facet_choices(query, name, result.facets.get(name, ()), names)
    context = {
        "query": query,
        "title": presenter.FACET_TITLES[name],
        "groups": _by_letter(choices, in_order=name in _IN_THEIR_ORDER),
        "understood": presenter.understood(query, names),
        "back": query.changed().url(),
        "total": result.total,
    }
    return render(request, "public/facet.html", context)


def _engine_down(request: HttpRequest, query: Query, error: SearchUnavailable) -> HttpResponse:
    logger.error("search_unavailable", code=error.message.code)
    response = render(request, "public/results_down.html", {"query": query}, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def _names(query: Query, result: SearchResult) -> dict[str, str]:
    counted = (value.value for value in result.facets.get("institution", ()))
    return institutions.names((*counted, *query.values("institution")))


def _context(query: Query, result: SearchResult, names: dict[str, str]) -> dict[str, Any]:
    digitised = sum(count for value, count, _ in result.facets.get("digital", ()) if value == "1")
    return {
        "query": query,
        "everything": query.is_everything,
        "result": result,
        "last": result.first + len(result.hits) - 1,
        "lines": presenter.lines(result.hits),
        "facets": presenter.facet_boxes(query, result, names),
        "understood": presenter.understood(query, names),
        "sorts": presenter.sorts(query),
        "digitised": digitised,
        "digital_url": query.changed(digital=not query.digital).url(),
        "previous_url": query.changed(place=result.previous).url() if result.previous else "",
        "next_url": query.changed(place=result.next).url() if result.next else "",
        "ways_out": presenter.ways_out(query, result, names) if not result.total else (),
        "canonical": query.changed(sort="relevance").url(),
        "indexable": not query.active and not query.place and query.sort == "relevance",
    }


def _by_letter(choices: list[presenter.Choice], *, in_order: bool) -> list[tuple[str, list[presenter.Choice]]]:
    if in_order:
        return [("", choices)]
    ordered = sorted(choices, key=lambda choice: _folded(choice.label))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda choice: _folded(choice.label)[:1].upper())]


def _folded(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
