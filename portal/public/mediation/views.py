"""Exhibitions and paths: two lists; their pages and those of articles, which stand under their arks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.pages.events import Sort
from portal.pages.mediation import Article, Exhibition, LearningPath, Level, Mediation
from portal.pages.reading import arks, pieces, reading_minutes
from portal.pages.selectors import Shown, draft, published
from portal.public import addresses
from portal.public.mediation import presenters
from portal.public.shared.opening import now_in_words
from portal.shown.citing import as_data
from portal.shown.linked import mediation as linked
from portal.shown.mediation.occasions import Occasion, occasion
from portal.shown.mediation.signed import level_of
from portal.shown.mediation.works import Shelf, Work, shelf

_TURNED = 4  # works looked at for the picture of a line


@dataclass(frozen=True, slots=True)
class Line:
    """One of a list: its page, the work whose picture stands for it, how long it is."""

    shown: Shown
    cover: Work | None
    minutes: int
    count: int

    @property
    def url(self) -> str:
        """The path of its page."""
        return addresses.of_ark(self.shown.ark)

    @property
    def level(self) -> str:
        """For whom, "" where nobody says it."""
        return level_of(self.shown.page)

    @property
    def occasion(self) -> Occasion | None:
        """When and where, of an event."""
        return occasion(self.shown.page, self.shown.ark)

    @property
    def sort(self) -> str:
        """What an article is, in a word; "" for an exhibition or a path."""
        return str(Sort(self.shown.page.sort).label) if isinstance(self.shown.page, Article) else ""

    @property
    def duration(self) -> str:
        """How long it takes: what its authors say, else how long one reads."""
        told = self.shown.page.duration if isinstance(self.shown.page, LearningPath) else None
        return presenters.minutes(told or self.minutes)


def lines(found: Iterable[Shown]) -> list[Line]:
    """The lines of a list; eight statements, however many they are."""
    listed = [(shown, pieces(shown.page.stream)) for shown in found]
    known = shelf(name for _, some in listed for name in arks(some)[:_TURNED])
    return [Line(shown, _cover(arks(some)[:_TURNED], known), reading_minutes(some), len(some)) for shown, some in listed]


def _cover(names: Iterable[str], known: Shelf) -> Work | None:
    works = known.all(names)
    return next((work for work in works if work.thumbnail), next((work for work in works if work.cover), None))


@require_safe
def exhibitions(request: HttpRequest) -> HttpResponse:
    """Every exhibition, the newest first."""
    return render(request, "public/mediation/exhibitions.html", {"lines": lines(published(Exhibition))})


@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    """Every path, the newest first; those for one public where the address says which."""
    asked = request.GET.get("niveau", "")
    level = asked if asked in Level.values else ""
    found = published(LearningPath)
    there = {one.page.level for one in found if isinstance(one.page, LearningPath)}
    shown = [one for one in found if not level or (isinstance(one.page, LearningPath) and one.page.level == level)]
    levels = [(value, label) for value, label in Level.choices if value in there]
    return render(request, "public/mediation/paths.html", {"lines": lines(shown), "levels": levels, "level": level})


def mediation(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The page of an exhibition, a path or an article; sound and video come from this very site."""

    def page(asked: HttpRequest) -> HttpResponse:
        return _page(asked, shown)

    answered: Any = csp_update({"media-src": [SELF]})(page)
    answer: HttpResponse = answered(request)
    return answer


def preview(request: HttpRequest, page: Mediation) -> HttpResponse:
    """The page as its author is writing it, in a frame of the back office."""
    shown = draft(page)

    def written(asked: HttpRequest) -> HttpResponse:
        return _page(asked, shown)

    framed: Any = csp_replace({"frame-ancestors": [SELF]})(written)
    answer: HttpResponse = framed(request)
    return answer


def _page(request: HttpRequest, shown: Shown) -> HttpResponse:
    site = addresses.site_address(request)
    page = presenters.present(shown, site=site)
    keeper = page.keeper
    context = {
        "page": page,
        "address": f"{site}{addresses.permanent(page.ark)}" if page.ark else "",
        "json_ld": as_data(linked.said(shown, page.works, site=site)),
        "today": now_in_words(keeper.weekly_hours, timezone.localtime(), keeper.periods) if keeper else "",
        "files": _files(page) if page.ark else {},
        "picture": f"{site}{page.cover.preview}" if page.cover and page.cover.preview else "",
    }
    return render(request, "public/mediation/page.html", context)


def _files(page: presenters.Page) -> dict[str, str]:
    """What it is given as: of an article, only what has something in it."""
    names = ["alone"]
    names += ["manifest"] if page.credits or not page.article else []
    names += ["sources"] if page.works or not page.article else []
    names += ["teacher", "pupil"] if page.is_path else []
    names += ["walk"] if page.has_places else []
    return {name: addresses.of_page(name, page.ark) for name in names}
