"""The list of a search as a table (CSV, RFC 4180), for whoever goes on with it in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.search.result import SearchResult
from portal.public.addresses import site_address
from portal.publish.taken_away import taken
from portal.shown import sheet_of_cells
from portal.shown.lines import Line, lines
from portal.shown.query import parse


@require_safe
def results_table(request: HttpRequest) -> HttpResponseBase:
    """The first documents of a search in its order, descriptions of finding aids too; see :func:`taken_away.taken`."""
    site = site_address(request)

    def written(pages: Iterator[SearchResult]) -> Iterator[bytes]:
        return sheet_of_cells.written(_titles(), (_row(line, site) for page in pages for line in lines(page.hits)))

    return taken(request, parse(request.GET), written, media_type=sheet_of_cells.MEDIA_TYPE, ending="csv")


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
