"""The list of articles, a page after another; the agenda, as a page and as calendars."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.isil import code_of
from catalogue.core.keys import LARGEST_ID
from catalogue.formats.calendar import TYPE, calendar
from portal.pages import articles as selectors
from portal.pages.articles import Place
from portal.pages.events import Sort
from portal.pages.selectors import Shown, by_ark
from portal.public import addresses
from portal.public.mediation.views import lines
from portal.shown import named
from portal.shown.days import day
from portal.shown.mediation.asked import asked
from portal.shown.mediation.occasions import Occasion, in_calendars, occasion

SIZE = 20
MOST_COMING, MOST_PAST = 100, 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = re.compile("([0-9]{1,17})-([0-9]{1,19})")  # seventeen figures: the year 5138


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Articles, the newest first, of one sort or one institution where the address says so, a page after ``?avant=``.

    Fourteen statements at most, however many there are.
    """
    wanted, before = asked(request), _before(request.GET.get("avant", ""))
    found = selectors.listed(sort=wanted.sort, institution=wanted.institution, before=before, most=SIZE + 1)
    there, keepers = selectors.sorts(), selectors.keepers()
    context = {
        "lines": lines(found[:SIZE]),
        "wanted": wanted,
        "sorts": [(wanted.address(type=value), label, value == wanted.sort) for value, label in Sort.choices if value in there],
        "every_sort": wanted.address(type=""),
        "every_institution": wanted.address(etablissement=""),
        "keepers": [(code_of(one.isil), one) for one in keepers],
        "feed": wanted.address("articles_feed"),
        "next": wanted.address(avant=_written(found[SIZE - 1])) if len(found) > SIZE else "",
        "is_first": before is None,
    }
    return render(request, "public/mediation/articles.html", context)


class Held(NamedTuple):
    """An event of the agenda: its page, its day and its place."""

    shown: Shown
    occasion: Occasion

    @property
    def url(self) -> str:
        """The path of its page."""
        return addresses.of_ark(self.shown.ark)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What goes on and what is to come, month by month, then what is over; six statements."""
    today = timezone.localdate()
    coming = _held(selectors.coming(today, most=MOST_COMING))
    now = [one for one in coming if one.occasion.when.first < today]
    later = [one for one in coming if one.occasion.when.first >= today]
    context = {
        "months": [
            *([(gettext("Going on"), now)] if now else []),
            *((month, list(some)) for month, some in groupby(later, key=lambda one: day(one.occasion.when.first, "F Y"))),
        ],
        "past": _held(selectors.past(today, most=MOST_PAST)),
        "calendar": f"{addresses.site_address(request)}{reverse('public:agenda_calendar')}",
    }
    return render(request, "public/mediation/agenda.html", context)


@require_safe
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    """The same as a calendar that a program follows; six statements."""
    today = timezone.localdate()
    found = [*selectors.past(today, most=MOST_PAST), *selectors.coming(today, most=MOST_COMING)]
    return _calendar(request, gettext("Agenda of the written heritage"), found, "agenda.ics")


@require_safe
@named.of_target(by_ark)
def event_calendar(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """One event for one's own calendar; 404 for what is none."""
    if occasion(shown.page, shown.ark) is None:
        raise Http404
    return _calendar(request, shown.page.title, [shown], f"{shown.page.slug[:80] or 'agenda'}.ics")


def _calendar(request: HttpRequest, name: str, found: list[Shown], file: str) -> HttpResponse:
    site = addresses.site_address(request)
    events: Any = (event for one in found if (event := in_calendars(one, site)))
    answer = HttpResponse(calendar(name, events), content_type=TYPE)
    answer["Content-Disposition"] = f'inline; filename="{file}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _held(found: list[Shown]) -> list[Held]:
    return [Held(one, there) for one in found if (there := occasion(one.page, one.ark))]


def _written(one: Shown) -> str:
    """The place of an article, as addresses write it: microseconds from 1970, then its row."""
    return f"{(one.page.first_published_at - _EPOCH) // timedelta(microseconds=1)}-{one.page.pk}"


def _before(text: str) -> Place | None:
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    return Place(_EPOCH + timedelta(microseconds=int(match[1])), min(int(match[2]), LARGEST_ID))
