"""What is new, day by day, to the first notice ever received."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.core.keys import LARGEST_ID
from catalogue.selectors import notices
from harvest import selectors as harvests
from portal.shown.notice import Notice, present_all

SIZE = 30
DELIVERIES = 8


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Notices in the order of their arrival, under their days; three statements whatever the page.

    ``?avant=`` is the last notice of the page before, so that a page costs the same however far down it is.
    """
    before = _before(request.GET.get("avant", ""))
    found = notices.arrived(SIZE + 1, before=before)
    pages = present_all(found[:SIZE])
    ordered = sorted(pages, key=lambda page: (_day(page), page.number), reverse=True)
    context = {
        "days": [(day, list(of_day)) for day, of_day in groupby(ordered, key=_day)],
        "deliveries": harvests.latest_deliveries(DELIVERIES) if before is None else [],
        "older": pages[-1].number if len(found) > SIZE else None,
        "is_first": before is None,
    }
    return render(request, "public/news.html", context)


def _day(page: Notice) -> object:
    return timezone.localdate(page.shown.received)


def _before(text: str) -> int | None:
    return min(int(text), LARGEST_ID) if text.isascii() and text.isdigit() and len(text) <= 19 else None
