"""The page with every value of one facet for a search."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.core.headings import heading_key
from catalogue.search.engine import SearchUnavailable
from catalogue.search.facets import FACETS
from catalogue.search.result import SearchResult
from portal.public.search.presenters import facets, understood
from portal.public.search.views.results import answer, engine_down, most_filters, names, too_long
from portal.shown.filters import BY_PARAMETER, FILTERS
from portal.shown.query import Query, parse

BEGINNING = "debut"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST = 60


@require_safe
def facet(request: HttpRequest, facet: str) -> HttpResponse:
    """Every value of one facet, under its letters, those that begin with some letters only where the address says so.

    Facets of many values are counted here and nowhere else: the five hundred most frequent ones that begin so.
    """
    name = BY_PARAMETER.get(facet)
    if name is None:
        raise Http404
    query = parse(request.GET, most=most_filters(request))
    if query.too_long:
        return too_long(request, query)
    typed = " ".join(request.GET.get(BEGINNING, "").replace("\0", " ").split())[:_LONGEST]
    prefix = heading_key(typed) if FACETS[name].heading else ""
    try:
        result = answer(query.changed(), facets=(name,), size=0, facet_prefix=prefix)
    except SearchUnavailable as error:
        return engine_down(request, query, error)
    return render(request, "public/facet.html", _context(query, name, result, typed=typed, prefix=prefix))


def _context(query: Query, name: str, result: SearchResult, *, typed: str, prefix: str) -> dict[str, Any]:
    known = names(query, result)
    values = result.facets.get(name, ())
    offered = facets.choices(query.changed(), name, [value for value in values if value.value.startswith(prefix)], known)
    if typed and not FACETS[name].heading:
        offered = facets.matching(offered, typed)
    here = facets.all_url(query, name)
    return {
        "query": query,
        "title": facets.title(name),
        "groups": facets.groups(offered, in_order=name in facets.IN_THEIR_ORDER),
        "letters": _letters(here, prefix) if FILTERS[name].many and FACETS[name].heading else (),
        "typed": typed,
        "beginning": BEGINNING,
        "has_field": name not in facets.IN_THEIR_ORDER,
        "here": here,
        "is_cut": facets.is_cut(values),
        "understood": understood.parts(query, result.understood, known),
        "back": query.changed().url(),
        "total": result.total,
        "parameters": query.changed().pairs(),
    }


def _letters(here: str, prefix: str) -> list[tuple[str, str, bool]]:
    """(letter, address, whether it is the one shown) of the alphabet of a facet too long for one page."""
    joined = "&" if "?" in here else "?"
    return [(letter.upper(), f"{here}{joined}{BEGINNING}={letter}", prefix == letter) for letter in LETTERS]
