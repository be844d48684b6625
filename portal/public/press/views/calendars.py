"""Pages of one title: its life, the calendar of a year, the issues of a day, its pages that hold some words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.core.text import words as words_of
from catalogue.formats.press_list import day_of
from catalogue.models import PressTitle
from catalogue.selectors import institutions, press
from catalogue.selectors.notices import ShownNotice
from portal.hygiene import whole
from portal.public import addresses
from portal.public.press import passages, presenters
from portal.public.press.calendar import calendar_of, editions
from portal.shown import days
from portal.shown.answers import withdrawn
from portal.shown.named import of_a_notice

PAGE = 20
LONGEST_TYPED = 200
_View = Callable[..., HttpResponseBase]


def _of_a_title(view: _View) -> _View:
    """A view that is given the title of a notice; 404 for a notice that has no calendar, 410 for one that was withdrawn."""

    @require_safe
    @of_a_notice
    @wraps(view)
    def answered(request: HttpRequest, found: ShownNotice, **rest: Any) -> HttpResponseBase:
        if found.is_withdrawn:
            return withdrawn(request, found)
        told = press.of_notice([found.ark, found.edition, *(member.ark for member in found.members)])
        if told is None:
            raise Http404
        return view(request, found, told, **rest)

    return answered


def _shared(found: ShownNotice, told: PressTitle) -> dict[str, Any]:
    return {
        "notice_url": addresses.notice(found),
        "title": told,
        "title_url": reverse("public:press_title", args=[found.ark]),
        "words_url": reverse("public:press_words", args=[found.ark]),
    }


@_of_a_title
def title(request: HttpRequest, found: ShownNotice, told: PressTitle) -> HttpResponse:
    """The life of a title: seven statements, whatever its years."""
    years = press.years(told)
    known = institutions.by_code(found.rcrs)
    context = _shared(found, told) | {
        "life": presenters.life(years),
        "published": presenters.published(found.description),
        "names": presenters.names(found.description),
        "kept": presenters.kept(found, known),
        "decades": presenters.decades(found.ark, years),
        "givers": press.givers(told),
        "gallica": presenters.gallica_page(told),
        "has_words": press.has_words(told),
    }
    return render(request, "public/press_title.html", context)


@_of_a_title
def year(request: HttpRequest, found: ShownNotice, told: PressTitle, *, year: int) -> HttpResponse:
    """The calendar of a year; four statements, whatever its issues. 404 for a year of which nothing is here."""
    issues = press.issues_of(told, year) if year < 10_000 else []
    if not issues:
        raise Http404
    around = press.years_around(told, year)
    context = _shared(found, told) | {
        "calendar": calendar_of(found.ark, year, issues),
        "before": (around[0], presenters.of_year(found.ark, around[0])) if around[0] else None,
        "after": (around[1], presenters.of_year(found.ark, around[1])) if around[1] else None,
    }
    return render(request, "public/press_year.html", context)


@_of_a_title
def day(request: HttpRequest, found: ShownNotice, told: PressTitle, *, year: int, day: str) -> HttpResponseBase:
    """The issues of a day with the words of their pages, where they are here; five statements."""
    asked = day_of(f"{year:04d}-{day}") if year < 10_000 else None
    if asked is None:
        raise Http404
    if day != f"{asked:%m-%d}":
        return HttpResponsePermanentRedirect(addresses.instead(request, found.ark).replace(f"/{day}", f"/{asked:%m-%d}"))
    issues = press.of_day(told, asked)
    if not issues:
        raise Http404
    pages = [(page, one) for one in issues for page in one.pages.all()]
    context = _shared(found, told) | {
        "day": days.weekday(asked),
        "date": asked,
        "editions": editions(issues),
        "pages": sorted(pages, key=lambda found: (found[1].place, found[0].number)),
        "several": len({one.pk for _page, one in pages}) > 1,
        "year_url": presenters.of_year(found.ark, year),
    }
    return render(request, "public/press_issues.html", context)


@_of_a_title
def words(request: HttpRequest, found: ShownNotice, told: PressTitle) -> HttpResponse:
    """The pages of a title that hold some words (``?q=``), by day, a page of answers at ``?page=``; three statements."""
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST_TYPED]
    number = min(max(whole(request.GET.get("page", ""), digits=4) or 1, 1), 500)
    pages = press.holding(told, typed, size=PAGE + 1, start=(number - 1) * PAGE) if words_of(typed) else []
    context = _shared(found, told) | {
        "typed": typed,
        "passages": [passages.passage(found.ark, page, typed) for page in pages[:PAGE]],
        "number": number,
        "next": number + 1 if len(pages) > PAGE else None,
    }
    return render(request, "public/press_words.html", context)
