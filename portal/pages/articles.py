"""Articles as readers may see them: the newest first, page by page; events by their days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Left, Length

from catalogue.models import Institution
from portal.pages.events import Sort
from portal.pages.mediation import Article
from portal.pages.selectors import NEWEST, Shown, seen, shown, under

MOST_KEEPERS = 200


class Place(NamedTuple):
    """Where an article stands in the list: when readers first saw it, its row."""

    at: datetime
    pk: int


class Keeper(NamedTuple):
    """An institution that has published articles."""

    isil: str
    title: str
    town: str


def listed(*, sort: str = "", institution: Institution | None = None, before: Place | None = None, most: int) -> list[Shown]:
    """The newest first, of one sort and of one institution where these are given, after a place of the list; three statements."""
    found = seen(under(Article, Institution.objects.filter(pk=institution.pk)) if institution else Article.objects.all())
    if sort:
        found = found.filter(sort=sort)
    if before:
        found = found.filter(Q(first_published_at__lt=before.at) | Q(first_published_at=before.at, pk__lt=before.pk))
    return shown(found.order_by(*NEWEST)[:most])


def coming(day: date, *, most: int, until: date | None = None) -> list[Shown]:
    """Events that are not over on ``day``, the nearest first, those that begin by ``until`` where it is given; three statements."""
    found = _events().filter(over__gte=day)
    if until:
        found = found.filter(begins__lte=until)
    return shown(found.order_by("begins", F("opens").asc(nulls_first=True), "pk")[:most])


def past(day: date, *, most: int) -> list[Shown]:
    """Events that are over on ``day``, the latest first; three statements."""
    return shown(_events().filter(over__lt=day).order_by("-over", "-pk")[:most])


def recent(since: datetime, *, most: int) -> list[Shown]:
    """Articles, news and resources that readers see since a moment; three statements."""
    return shown(seen(Article.objects.exclude(sort=Sort.EVENT)).filter(first_published_at__gte=since).order_by(*NEWEST)[:most])


def of_region() -> QuerySet[Article]:
    """Those right below the home page, drafts too; no statement yet."""
    found: QuerySet[Article] = Article.objects.filter(depth=3)
    return found


def keepers() -> list[Keeper]:
    """The institutions that have published articles, by their town; one statement."""
    above = Article.objects.live().annotate(above=Left("path", Length("path") - Article.steplen)).values("above")
    rows = Institution.objects.filter(path__in=above).order_by("town", "title").values_list("isil", "title", "town")
    return [Keeper(*row) for row in rows[:MOST_KEEPERS]]


def sorts() -> frozenset[str]:
    """What sorts of articles readers see; one statement."""
    return frozenset(Article.objects.live().order_by().values_list("sort", flat=True).distinct())


def _events() -> QuerySet[Any]:
    return seen(Article.objects.filter(sort=Sort.EVENT)).exclude(begins=None).annotate(over=Coalesce("ends", "begins"))
