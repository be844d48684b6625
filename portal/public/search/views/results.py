"""Results of a search: a list, a gallery or a map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.core.keys import Kind
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import DEFAULT_SIZE
from catalogue.search.result import Hit, SearchResult
from catalogue.selectors import finding_aids, institutions, local_interest, search
from catalogue.selectors.facet_counts import search_counted
from catalogue.services import changes
from portal.public.maps import drawing as maps
from portal.public.search.presenters import facets, filling, relaxed, sorts_of_answers, suggestions, timeline, understood, ways, ways_out
from portal.public.search.views.suggest import suggested
from portal.readership.asked import NO_ANSWER, NOTED
from portal.shown import gallica, lines
from portal.shown.answers import RETRY_AFTER
from portal.shown.filters import GALLERY, MAP, WITH_TIMELINE
from portal.shown.query import MOST_FILTERS, MOST_FILTERS_OF_STAFF, Query, parse

logger = structlog.get_logger(__name__)
GALLERY_SIZE = 24
FONDS_SHOWN = 3
OF_GALLICA = 3
_WITHOUT_SOME = ("strong", "most", "any")  # of the words typed
# The forms in which a list is taken away, as those who use them call them.
TAKEN_AWAY = (
    ("RIS", "ris"), ("BibTeX", "bibtex"), ("CSL-JSON", "csl-json"), ("UNIMARC", "unimarc"), ("MARC 21", "marc21"),
    ("UNIMARC (XML)", "marcxchange"), ("MARC 21 (XML)", "marcxml"), ("Dublin Core", "dc"), ("MODS", "mods"), ("JSON-LD", "jsonld"),
)  # fmt: skip
_SIZES = {GALLERY: GALLERY_SIZE, MAP: 0}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The results page: one search, a short one more where fonds answer too, one statement for the names of the institutions, one for what
    Gallica has; three more counts where nothing is found.

    400 for too long a search, 503 when the engine does not answer: the page comes all the same, and says so.
    """
    query = parse(request.GET, most=most_filters(request))
    if query.too_long:
        return too_long(request, query)
    counted = (*WITH_TIMELINE, "commune") if query.view == MAP else WITH_TIMELINE
    try:
        result = answer(query, facets=counted, size=_SIZES.get(query.view, DEFAULT_SIZE))
        if not result.total and filling.is_filling():
            return _not_yet(request, query)
        if not result.total:
            request.META[NOTED] = NO_ANSWER
        context = _context(query, result)
    except SearchUnavailable as error:
        return engine_down(request, query, error)
    return render(request, "public/results.html", context)


def answer(query: Query, *, facets: tuple[str, ...], size: int, facet_prefix: str = "") -> SearchResult:
    """The engine's answer, with the counts of the whole catalogue from what is kept. Raises SearchUnavailable."""
    asked = query.request(facets=facets, size=size, facet_prefix=facet_prefix)
    return search_counted(asked, generation=changes.stamp())


def most_filters(request: HttpRequest) -> int:
    """How many filters this visitor may combine: librarians at work more than the robots that walk every combination."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
    return MOST_FILTERS_OF_STAFF if known else MOST_FILTERS


def too_long(request: HttpRequest, query: Query) -> HttpResponse:
    """400: more words than any engine is asked."""
    return render(request, "public/results_too_long.html", {"query": query.changed(words="")}, status=400)


def engine_down(request: HttpRequest, query: Query, error: SearchUnavailable) -> HttpResponse:
    """503: what happened, what is safe, what to do."""
    logger.error("search_unavailable", code=error.message.code)
    response = render(request, "public/results_down.html", {"query": query}, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def _not_yet(request: HttpRequest, query: Query) -> HttpResponse:
    """503: nothing is found because the index is being filled."""
    response = render(request, "public/results_filling.html", {"query": query}, status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def names(query: Query, result: SearchResult) -> facets.Names:
    """The names that the page needs: those of institutions in one statement, those of headings as the engine read them."""
    counted = (value.value for value in result.facets.get("institution", ()))
    headings = {(name, key): label for name, key, label in result.understood.headings}
    known = institutions.kept_names((*counted, *query.values("institution")), generation=changes.stamp())
    return facets.Names(known, headings, finding_aids.titles(query.values("finding_aid")))


def _context(query: Query, result: SearchResult) -> dict[str, Any]:
    known = names(query, result)
    plain = not query.active and not query.place and query.sort == "relevance" and not query.view
    context: dict[str, Any] = {
        **(_beside(query, result) if plain else {}),
        "query": query,
        "everything": query.is_everything,
        "result": result,
        "understood": understood.parts(query, result.understood, known),
        "also": understood.also(result),
        "sorts_of_answers": sorts_of_answers.told_apart(query, result),
        "heading": sorts_of_answers.said(query.kind, result.total) if result.total else "",
        "facets": facets.boxes(query, result, known),
        "openings": facets.openings(query) if result.total else (),
        "digitised": sum(value.count for value in result.facets.get("digital", ()) if value.value == "1"),
        "digital_url": query.changed(digital=not query.digital).url(),
        "timeline": timeline.timeline(
            query, result.facets.get("decade", ()), total=result.total, sure=result.facets.get("sure_decade", ())
        ),
        "views": ways.views(query),
        "feed_url": query.changed(sort="relevance", view="", logarithmic=False).url("public:results_feed"),
        "table_url": query.changed(view="", logarithmic=False).url("public:results_table"),
        "forms": [(word, query.changed(view="", logarithmic=False).url(f"public:results-{form}")) for word, form in TAKEN_AWAY],
        "plain_url": query.changed(view="", logarithmic=False).url(),
        "advanced_url": query.changed().url("public:advanced"),
        "canonical": query.bare().url(),
        "indexable": plain,
    }
    if not result.total:
        villages = suggestions.communes(query.words, everywhere=True) if query.words else ()
        return {**context, "ways_out": _ways_out(query, result, known), "named": villages}
    context["relaxed"] = relaxed.said(query, result)
    if query.view == MAP:
        return {**context, "map": _map(query, result)}
    size = _SIZES.get(query.view, DEFAULT_SIZE)
    return {
        **context,
        "lines": lines.lines(result.hits),
        "sorts": ways.sorts(query),
        "pages": ways.pages(query, result, size=size),
        "corrected": query.changed(words=result.corrected) if result.corrected else None,
        "offers": relaxed.offers(query, result, count=_count) if plain else (),
        **(_named(query, result) if plain and query.words else {}),
    }


def _named(query: Query, result: SearchResult) -> dict[str, Any]:
    """What the words name; apart, ``villages``: communes whose name is all that was typed and that no record has, to be said first."""
    missed = result.relaxed is not None and result.relaxed.how in _WITHOUT_SOME
    villages = suggestions.communes(query.words, everywhere=False) if missed else ()
    named = suggestions.named(suggested(query.words), query.words)
    return {"named": [one for one in named if one not in villages], "villages": villages}


def _beside(query: Query, result: SearchResult) -> dict[str, Any]:
    """What answers the same words beside the records: the first fonds, where the engine counted any, in one search more; documents of
    Gallica that curators kept, in two statements at most."""
    return {
        "fonds": lines.lines(_first_fonds(query, result)) if query.words else (),
        "gallica": [gallica.kept_line(one) for one in local_interest.kept_of_words(result.understood, most=OF_GALLICA)],
    }


def _first_fonds(query: Query, result: SearchResult) -> tuple[Hit, ...]:
    """Those that have all the words, as they were typed or as they were understood."""
    if not sorts_of_answers.of_kind(Kind.FONDS, result):
        return ()
    respelt = result.relaxed is not None and result.relaxed.how == "spelling"
    asked = query.changed(words=result.corrected if respelt else query.words).of_kind(Kind.FONDS)
    return search.search(replace(asked.request(size=FONDS_SHOWN), highlight=False, strict=True)).hits


def _count(query: Query) -> int:
    """How many records have all the words of a search."""
    return search.search(replace(query.request(size=0), strict=True)).total


def _ways_out(query: Query, result: SearchResult, known: facets.Names) -> list[tuple[ways_out.Way, int]]:
    """The searches near this one that find something, with how much: three counts at most, without a list or a facet."""
    counted = [(way, _count(way.query)) for way in ways_out.ways(query, result, known)]
    return [(way, count) for way, count in counted if count]


def _map(query: Query, result: SearchResult) -> maps.Map:
    """The communes of the result on the map of the region; choosing one goes back to the list."""
    listed = query.changed(view="")
    counts = {value.value: value.count for value in result.facets.get("commune", ())}
    return maps.dots_map(counts, links=lambda code: listed.toggled("commune", code).url(), name="communes")
