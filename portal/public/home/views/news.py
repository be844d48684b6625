"""What is new, day by day, to the first notice ever received."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.selectors import institutions, records
from catalogue.selectors import news as selectors
from harvest import selectors as harvests
from portal.shown import notice as presenter

SIZE = 30
DELIVERIES = 8


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Notices in the order of their arrival, under their days; three statements whatever the page.

    ``?avant=`` is the last notice of the page before, so that a page costs the same however far down it is.
    """
    before = _before(request.GET.get("avant", ""))
    found = selectors.arrived(SIZE + 1, before=before)
    shown = found[:SIZE]
    described = [(record, record.as_description) for record in shown]
    known = institutions.by_rcr(rcr for _record, description in described for rcr in presenter.rcrs(description))
    notices = [presenter.present(record, description, known) for record, description in described]
    ordered = sorted(notices, key=lambda notice: (_day(notice), notice.record.pk), reverse=True)
    context = {
        "days": [(day, list(of_day)) for day, of_day in groupby(ordered, key=_day)],
        "deliveries": harvests.latest_deliveries(DELIVERIES) if before is None else [],
        "older": shown[-1].pk if len(found) > SIZE else None,
        "is_first": before is None,
    }
    return render(request, "public/news.html", context)


def _day(notice: presenter.Notice) -> object:
    return timezone.localdate(notice.record.created_at)


def _before(text: str) -> int | None:
    return min(int(text), records.LARGEST_ID) if text.isascii() and text.isdigit() and len(text) <= 19 else None
