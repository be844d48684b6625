"""The advanced form: filled by an address, it leads to a search with a short one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from catalogue.search.result import SearchResult
from portal.public.search.presenters import advanced as presenter
from portal.public.search.views.results import answer, most_filters, names
from portal.shown.filters import COUNTED
from portal.shown.query import Query, parse


@require_safe
def advanced(request: HttpRequest) -> HttpResponse:
    """The form, with what is wrong said above it; the search itself where it was sent and nothing is wrong.

    Lists hold what the catalogue holds; without the engine they hold what is chosen already, and the form still serves.
    """
    query = parse(request.GET, most=most_filters(request))
    if presenter.SENT in request.GET and not presenter.errors(query, request.GET):
        return redirect(query.changed().url())
    try:
        counted = answer(Query(), facets=COUNTED, size=0)
    except SearchUnavailable:
        counted = SearchResult(hits=(), total=0)
    form = presenter.form(query, request.GET, counted.facets, names(query, counted))
    status = 400 if form.errors else 200
    return render(request, "public/advanced.html", {"form": form, "sent": presenter.SENT, "query": query}, status=status)
