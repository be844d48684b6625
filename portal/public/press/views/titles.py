"""Pages over all titles: the list with its places, and what was published on a day of the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.geography.communes import commune
from catalogue.selectors import press
from portal.hygiene import whole
from portal.public.press import presenters
from portal.shown import days

SIZE = 40
SHOWN = 5
MOST_PLACES = 30
LEAP = 2000  # every day of a year is a day of this one


@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """The titles in the order of the alphabet, all or those of a place (``?lieu=``, the code of a commune), a page after ``?apres=`` (an
    ark); what was published on this day. Five statements, however many titles.
    """
    code = request.GET.get("lieu", "")
    place = commune(code) if code else None
    if code and place is None:
        raise Http404
    after = press.place_of(request.GET.get("apres", ""))
    found = press.listed(commune=code, after=after, size=SIZE + 1)
    ends = press.ends(found[:SIZE])
    today = timezone.localdate()
    context = {
        "titles": [presenters.line(title, ends[title.pk]) for title in found[:SIZE]],
        "next": found[SIZE - 1].notice if len(found) > SIZE else "",
        "is_first": after is None,
        "place": place,
        "places": press.places()[:MOST_PLACES] if after is None else [],
        "today": days.day(today, "j F"),
        "on_this_day": [presenters.on_this_day(one) for one in press.on_this_day(today.month, today.day, size=SHOWN)]
        if after is None and not code
        else [],
    }
    return render(request, "public/press.html", context)


@require_safe
def this_day(request: HttpRequest) -> HttpResponse:
    """Issues of a day of the year (``?jour=07-15``, today without it), of all years and titles, a page after ``?apres=``; one statement.

    A day that is none is said to be none, above what was published today.
    """
    typed = request.GET.get("jour", "").strip()
    asked = _day(typed)
    day = asked or timezone.localdate().replace(year=LEAP)
    found = press.on_this_day(day.month, day.day, after=_after(request.GET.get("apres", "")), size=SIZE + 1)
    last = found[SIZE - 1] if len(found) > SIZE else None
    context: dict[str, Any] = {
        "wrong": typed[:20] if typed and asked is None else "",
        "day": days.day(day, "j F"),
        "code": f"{day:%m-%d}",
        "issues": [presenters.on_this_day(one) for one in found[:SIZE]],
        "next": f"{last.day:%Y-%m-%d}.{last.title_id}" if last else "",
        "before": _link(day - timedelta(days=1)),
        "after": _link(day + timedelta(days=1)),
    }
    return render(request, "public/press_day.html", context)


def _day(text: str) -> date | None:
    month, dash, number = text.partition("-")
    found = whole(month, digits=2), whole(number, digits=2)
    if not dash or found[0] is None or found[1] is None:
        return None
    try:
        return date(LEAP, found[0], found[1])
    except ValueError:
        return None


def _link(day: date) -> tuple[str, str]:
    return f"{reverse('public:press_day')}?jour={day:%m-%d}", days.day(day, "j F")


def _after(text: str) -> tuple[date, int] | None:
    """The place that an address gives: a day, and the number of a title; None for anything else."""
    written, _dot, number = text.partition(".")
    title = whole(number, digits=17)
    try:
        return (date.fromisoformat(written), title) if title is not None else None
    except ValueError:
        return None
