"""What the page of a title says: its life, its names through time, who keeps what of it, its years, where it is digitised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from catalogue.core.description import Description
from catalogue.models import PressIssue, PressTitle
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.press import Year
from portal.public.press import calendar
from portal.shown import copies, days, scripts, words
from portal.shown.dates import in_words
from portal.shown.groups import search_for

GALLICA: Final = "https://gallica.bnf.fr/ark:/12148/{}/date"
DECADE: Final = 10
_BEFORE: Final = ("continues",)
_AFTER: Final = ("continued_by",)
_BESIDE: Final = {"supplement": gettext_lazy("Has a supplement"), "supplement_to": gettext_lazy("Is a supplement to")}
_VARIANTS: Final = frozenset({"former", "variant", "key"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the title had or what it became, and where that is searched; "" for this very title."""

    relation: str
    words: scripts.Words
    url: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What one library keeps: its page, how to ask for it, which years, what is missing; "" where nobody says."""

    where: str
    page: str
    call_number: str
    statement: str
    gaps: str


@dataclass(frozen=True, slots=True)
class OfYear:
    """A year between the first and the last: its page, "" where no issue of it is here."""

    year: int
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Decade:
    """The years of ten that stand between the first and the last."""

    first: int
    years: tuple[OfYear, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """From its first issue to its last: in words (years where no issue has a day), how many, the years of which nothing is here."""

    first: str
    last: str
    issues: int
    missing: int
    dated: bool = True

    @property
    def said(self) -> str:
        """It in a sentence, "" where nothing is here."""
        if not self.issues:
            return ""
        if self.first == self.last:
            return gettext("One day: %(first)s.") % {"first": self.first} if self.dated else self.first
        sentence = gettext("From %(first)s to %(last)s.") if self.dated else gettext("In the years %(first)s to %(last)s.")
        return sentence % {"first": self.first, "last": self.last}


def life(years: list[Year]) -> Life:
    """What its years say together."""
    days_of = [day for one in years for day in (one.first, one.last) if day]
    missing = years[-1].year - years[0].year + 1 - len(years) if years else 0
    issues = sum(one.issues for one in years)
    if days_of:
        return Life(days.day(days_of[0]), days.day(days_of[-1]), issues, missing)
    return Life(str(years[0].year) if years else "", str(years[-1].year) if years else "", issues, missing, dated=False)


def decades(ark: str, years: list[Year]) -> tuple[Decade, ...]:
    """Every year from the first to the last, by tens, those of which nothing is here among them."""
    if not years:
        return ()
    counts = {one.year: one.issues for one in years}
    every = range(years[0].year, years[-1].year + 1)
    return tuple(
        Decade(first * DECADE, tuple(OfYear(year, counts.get(year, 0), of_year(ark, year) if year in counts else "") for year in found))
        for first, found in groupby(every, key=lambda year: year // DECADE)
    )


def of_year(ark: str, year: int) -> str:
    """The path of the calendar of a year."""
    return reverse("public:press_year", args=[ark, year])


def names(description: Description) -> tuple[Name, ...]:
    """Its names through time, as its notice links them (UNIMARC 43X and 44X, MARC 21 780 and 785), and what stands beside it."""
    linked = [(link, scripts.words(link.title)) for link in description.links if link.title]
    before = [Name(gettext("Before"), said, search_for(link.title)) for link, said in linked if link.relation in _BEFORE]
    after = [Name(gettext("After"), said, search_for(link.title)) for link, said in linked if link.relation in _AFTER]
    beside = [Name(str(_BESIDE[link.relation]), said, search_for(link.title)) for link, said in linked if link.relation in _BESIDE]
    variants = [Name(gettext("Also"), scripts.words(one.value), "") for one in description.titles if one.kind in _VARIANTS]
    if not (before or after or beside or variants):
        return ()
    return (*before, Name(gettext("This title"), scripts.words(description.title), ""), *variants, *after, *beside)


def kept(found: ShownNotice, known: Mapping[str, KnownInstitution]) -> tuple[Kept, ...]:
    """Who keeps what of it, a line for each copy that a library describes."""
    gaps = words.label("note_kind", "gaps")
    return tuple(
        Kept(card.placed, card.page, copy.call_number, copy.statement, "; ".join(_of(copy, gaps)))
        for card in copies.cards(found, known).all
        for copy in card.copies
    )


def _of(copy: copies.Copy, label: str) -> Iterable[str]:
    return (said.words.text for note in copy.notes if note.label == label for said in note.values)


def published(description: Description) -> str:
    """When it was published, as its notice says."""
    found = [one for one in description.dates if one.kind == "publication"] or list(description.dates)
    return in_words(found[0]) if found else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A title in the list: its page, where and when it was published."""

    title: PressTitle
    url: str
    span: str


def line(title: PressTitle, ends: tuple[date | None, date | None]) -> Line:
    """A line of the list."""
    first, last = ends
    span = ""
    if first and last:
        span = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return Line(title, reverse("public:press_title", args=[title.notice]), span)


@dataclass(frozen=True, slots=True)
class OnThisDay:
    """An issue of a day in the past, of any title: where it is read, the page of its day."""

    title: str
    title_url: str
    year: int
    day: str
    keeper: str
    url: str
    is_here: bool


def on_this_day(issue: PressIssue) -> OnThisDay:
    """A line of the page of a day."""
    (edition,) = calendar.editions([issue])
    assert issue.day is not None
    page = calendar.of_day(issue.title.notice, issue.day)
    return OnThisDay(
        title=issue.title.title,
        title_url=reverse("public:press_title", args=[issue.title.notice]),
        year=issue.year,
        day=days.weekday(issue.day),
        keeper=edition.copies[0].keeper,
        url=edition.url or page,
        is_here=not edition.url,
    )


def gallica_page(title: PressTitle) -> str:
    """Its page in Gallica, "" where it is not there."""
    return GALLICA.format(title.gallica) if title.gallica else ""
