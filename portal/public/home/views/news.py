"""What is new, day by day, to the first notice ever received."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.core.keys import LARGEST_ID
from catalogue.selectors import notices
from catalogue.selectors.notices import Arrival
from harvest import selectors as harvests
from portal.shown.notice import Notice, present_all

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SIZE = 30
DELIVERIES = 8
_PLACE = re.compile("(?:([0-9]{1,17})-)?([0-9]{1,19})")  # seventeen figures: the year 5138


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Notices in the order of their arrival, under their days; three statements whatever the page.

    ``?avant=`` is the place of the last notice of the page before, so that a page costs the same however far down it is.
    """
    asked = request.GET.get("avant", "")
    before = _before(asked)
    found = notices.arrived(SIZE + 1, before=before)
    pages = present_all(found[:SIZE])
    context = {
        "days": [(day, list(of_day)) for day, of_day in groupby(pages, key=_day)],
        "deliveries": [] if asked else harvests.latest_deliveries(DELIVERIES),
        "older": _written(pages[-1]) if len(found) > SIZE else "",
        "is_first": not asked,
    }
    return render(request, "public/news.html", context)


def _day(page: Notice) -> object:
    return timezone.localdate(page.shown.received)


def _written(page: Notice) -> str:
    """The place of a notice, as addresses write it: microseconds from 1970, then its number."""
    return f"{(page.shown.received - EPOCH) // timedelta(microseconds=1)}-{page.shown.key.id}"


def _before(text: str) -> Arrival | None:
    """The place that an address gives, or the number of a notice that it gave before; None for anything else."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    if match[1] is None:
        return notices.arrival_of(notices.key_of(int(match[2])))
    return Arrival(EPOCH + timedelta(microseconds=int(match[1])), min(int(match[2]), LARGEST_ID))
