"""Titles of the press, their years and days, what was published on a day, the pages that hold some words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.expressions import RawSQL

from catalogue.models import Ark, PressIssue, PressPage, PressTitle
from catalogue.search.page_words import CONFIG, indexed

# A title whose notice readers see, under its own ark or under the one that stands for it.
_SHOWN: Final = """
    SELECT title.id FROM catalogue_presstitle AS title
    JOIN catalogue_ark AS named ON named.name = title.notice
    JOIN catalogue_ark AS ark ON ark.name = coalesce(named.replaced_by_id, named.name)
    JOIN catalogue_source AS source ON source.slug = ark.namespace
    JOIN catalogue_record AS record ON record.source_id = source.id AND record.identifier = ark.identifier
    WHERE record.state = 'active' AND ark.kind = 1
"""
# One issue that several give is one: the same rank in the same day, or the same words in the same year.
_YEARS: Final = """
    SELECT year, count(*), count(*) FILTER (WHERE day IS NULL), min(day), max(day) FROM (
        SELECT year, day FROM catalogue_pressissue WHERE title_id = %s
        GROUP BY year, day, CASE WHEN day IS NULL THEN label END, place
    ) AS one GROUP BY year ORDER BY year
"""
_ENDS: Final = """
    SELECT title.id, (SELECT day FROM catalogue_pressissue WHERE title_id = title.id AND day IS NOT NULL ORDER BY day LIMIT 1),
           (SELECT day FROM catalogue_pressissue WHERE title_id = title.id AND day IS NOT NULL ORDER BY day DESC LIMIT 1)
    FROM unnest(%s::bigint[]) AS title (id)
"""


class Place(NamedTuple):
    """A place where titles were published: the code of its commune ("" where it is none), its name, how many titles."""

    code: str
    name: str
    titles: int


class Year(NamedTuple):
    """A year of a title: how many issues, how many of them without a day, its first and last day."""

    year: int
    issues: int
    undated: int
    first: date | None
    last: date | None


class Giver(NamedTuple):
    """Who gives issues of a title ("" for Gallica): how many, from which year to which."""

    name: str
    issues: int
    first: int
    last: int


def shown() -> QuerySet[PressTitle]:
    """The titles whose notice readers see."""
    return PressTitle.objects.filter(pk__in=RawSQL(_SHOWN, []))  # noqa: S611 - a statement of ours


def listed(*, commune: str = "", after: tuple[str, int] | None = None, size: int) -> list[PressTitle]:
    """A page of titles in the order of their titles, after one of them (its key, its number); one statement."""
    found = shown().order_by("sorting", "pk")
    if commune:
        found = found.filter(commune=commune)
    if after is not None:
        found = found.extra(where=["(sorting, catalogue_presstitle.id) > (%s, %s)"], params=list(after))
    return list(found[:size])


def places() -> list[Place]:
    """Where the titles were published, the most first; one statement."""
    rows = shown().exclude(commune="").values("commune").annotate(name=Min("place"), titles=Count("pk")).order_by("-titles", "name")
    return [Place(row["commune"], row["name"], row["titles"]) for row in rows]


def ends(titles: Iterable[PressTitle]) -> dict[int, tuple[date | None, date | None]]:
    """The first and the last day of each of some titles; one statement, by the index."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDS, [[title.pk for title in titles]])
        return {pk: (first, last) for pk, first, last in cursor.fetchall()}


def place_of(ark: str) -> tuple[str, int] | None:
    """The place in the list of the title of a notice, to go on after it; None where there is none."""
    found = PressTitle.objects.filter(notice=ark).values_list("sorting", "pk").first() if ark else None
    return (found[0], found[1]) if found else None


def of_notice(arks: Sequence[str]) -> PressTitle | None:
    """The title of a notice by its arks, those that it replaces among them; one statement."""
    replaced = Ark.objects.filter(replaced_by__in=arks).values("name")
    return (PressTitle.objects.filter(notice__in=arks) | PressTitle.objects.filter(notice__in=replaced)).order_by("pk").first()


def years(title: PressTitle) -> list[Year]:
    """The years of a title that have issues; one statement, some tens of milliseconds for two hundred years of a daily."""
    with connection.cursor() as cursor:
        cursor.execute(_YEARS, [title.pk])
        return [Year(*row) for row in cursor.fetchall()]


def issues_of(title: PressTitle, year: int) -> list[PressIssue]:
    """The issues of a year as each gives them: by day, rank, libraries' own copies before Gallica's; those without a day last."""
    found = PressIssue.objects.filter(title=title, year=year).select_related("keeper")
    return list(found.order_by(F("day").asc(nulls_last=True), "place", F("keeper").asc(nulls_last=True), "pk"))


def of_day(title: PressTitle, day: date) -> list[PressIssue]:
    """Those of one day, with the pages whose words are here."""
    found = PressIssue.objects.filter(title=title, day=day).select_related("keeper").prefetch_related("pages")
    return list(found.order_by("place", F("keeper").asc(nulls_last=True), "pk"))


def on_this_day(month: int, day: int, *, after: tuple[date, int] | None = None, size: int) -> list[PressIssue]:
    """Issues of a day and month of all years and titles, the oldest first, each title once for each year; one statement."""
    found = PressIssue.objects.filter(anniversary=month * 100 + day, title__in=shown()).select_related("title", "keeper")
    found = found.order_by("day", "title_id", "place", F("keeper").asc(nulls_last=True)).distinct("day", "title_id")
    if after is not None:
        found = found.extra(where=["(day, title_id) > (%s, %s)"], params=list(after))
    return list(found[:size])


def years_around(title: PressTitle, year: int) -> tuple[int | None, int | None]:
    """The years before and after a year that have issues of a title, None where it is the first or the last; one statement."""
    before = Max("year", filter=Q(year__lt=year))
    after = Min("year", filter=Q(year__gt=year))
    found = PressIssue.objects.filter(title=title).aggregate(before=before, after=after)
    return found["before"], found["after"]


def givers(title: PressTitle) -> list[Giver]:
    """Who gives issues of a title, libraries before Gallica (""), how many, from which year to which; one statement."""
    rows = PressIssue.objects.filter(title=title).values("keeper", "keeper__title")
    rows = rows.annotate(issues=Count("pk"), first=Min("year"), last=Max("year")).order_by("keeper__title")
    return [Giver(row["keeper__title"] or "", row["issues"], row["first"], row["last"]) for row in rows]


def has_words(title: PressTitle) -> bool:
    """Whether words of any issue are here."""
    return PressPage.objects.filter(title=title).exists()


def holding(title: PressTitle, words: str, *, size: int, start: int = 0) -> list[PressPage]:
    """The pages of a title that hold all of some words, by day; one statement."""
    looked_for = indexed(words)
    if not looked_for:
        return []
    query = SearchQuery(looked_for, config=CONFIG, search_type="plain")
    found = PressPage.objects.filter(title=title, words=query).select_related("issue", "issue__keeper")
    return list(found.order_by("issue__day", "issue_id", "number")[start : start + size])
