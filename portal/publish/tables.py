"""The list of a search as a table (CSV, RFC 4180), for whoever goes on with it in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import MAX_SIZE
from catalogue.selectors import search
from portal.public.addresses import site_address
from portal.shown.answers import RETRY_AFTER
from portal.shown.lines import Line, lines
from portal.shown.query import Query, parse
from portal.shown.sheet_of_cells import answered

MOST = 500  # lines: what a person reads; the whole catalogue is harvested by OAI-PMH


@require_safe
def results_table(request: HttpRequest) -> HttpResponse:
    """The first :data:`MOST` notices of a search in its order; a few searches. 400 for too long a search, 503 without engine."""
    query = parse(request.GET)
    if query.too_long:
        return HttpResponse(gettext("This search is too long."), status=400, content_type="text/plain; charset=utf-8")
    try:
        rows = [_row(line, site_address(request)) for line in _lines(query)]
    except SearchUnavailable:
        sentence = gettext("Search does not answer for the moment")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": RETRY_AFTER})
    return answered(_titles(), rows, name="traboule.csv")


def _lines(query: Query) -> Iterator[Line]:
    place = ""
    for _page in range(MOST // MAX_SIZE):
        result = search.search(query.changed(place=place).request(facets=(), size=MAX_SIZE))
        yield from lines(result.hits)
        if not result.next:
            return
        place = result.next


def _titles() -> list[str]:
    return [
        gettext("Title"), gettext("Author or contributor"), gettext("Publication"), gettext("Date"), gettext("Type of document"),
        gettext("Institution"), gettext("Call number"), gettext("Digitised"), gettext("Address"),
    ]  # fmt: skip


def _row(line: Line, site: str) -> list[str]:
    title = " : ".join(filter(None, (line.title.text, line.rest.text)))
    keepers = " | ".join(dict.fromkeys(keeper for keeper, _call_number in line.copies))
    call_numbers = " | ".join(call_number for _keeper, call_number in line.copies if call_number)
    digital = gettext("yes") if line.digital else ""
    cells = (title, line.agents, line.imprint, line.date, line.type, keepers, call_numbers, digital, f"{site}{line.url}")
    return list(cells)
