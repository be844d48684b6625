"""The block of a newspaper: its life and its decades, or the calendar of one of its years."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.selectors import press
from catalogue.selectors.notices import ShownNotice
from portal.public.embedding.blocks import Block, Item, Part
from portal.public.embedding.targets import YEAR
from portal.public.press import presenters
from portal.public.press.calendar import Calendar, Edition, calendar_of
from portal.shown import scripts, words


def of_the_press(found: ShownNotice, year: int, *, site: str) -> Block | None:
    """The block of a title, or of a year of it (0: none); None where it has no calendar, or nothing of that year. Four statements."""
    told = press.of_notice([found.ark, found.edition, *(member.ark for member in found.members)])
    if told is None:
        return None
    page = reverse("public:press_title", args=[found.ark])
    frame = f"{site}{reverse('public:embedded_press', args=[found.ark])}"
    title = scripts.words(told.title)
    kind = " · ".join(filter(None, (gettext("The press"), told.place)))
    source = gettext("Calendar kept by the libraries of the region and Gallica")
    if not year:
        years = press.years(told)
        life = presenters.life(years)
        facts = ((gettext("Issues"), f"{_issues(life.issues)}. {life.said}"),) if life.issues else ()
        parts = (Part(gettext("Calendar of its issues"), _decades(found.ark, years, site)),) if years else ()
        empty = "" if years else gettext("No issue is in its calendar yet.")
        return Block(kind, title, f"{site}{page}", frame, gettext("See all its issues"), source, facts=facts, parts=parts, empty=empty)
    issues = press.issues_of(told, year) if year < 10_000 else []
    if not issues:
        return None
    calendar = calendar_of(found.ark, year, issues, site=site)
    return Block(
        kind=kind,
        title=scripts.Words(f"{told.title}, {year}", title.lang, title.dir),
        url=f"{site}{presenters.of_year(found.ark, year)}",
        frame=f"{frame}?{urlencode({YEAR: year})}",
        way=gettext("See the %(issues)s of this year") % {"issues": _issues(calendar.count)},
        source=source,
        parts=_undated(calendar),
        calendar=calendar,
    )


def _issues(count: int) -> str:
    return ngettext("%(count)s issue", "%(count)s issues", count) % {"count": words.number(count)}


def _decades(ark: str, years: list[press.Year], site: str) -> tuple[Item, ...]:
    """A line for each ten years, which leads to the first of them that has issues."""
    found = []
    for decade in presenters.decades(ark, years):
        there = [one for one in decade.years if one.url]
        if there:
            said = f"{there[0].year}–{there[-1].year}" if len(there) > 1 else str(there[0].year)
            found.append(Item(scripts.Words(said), f"{site}{there[0].url}", beside=_issues(sum(one.count for one in there))))
    return tuple(found)


def _undated(calendar: Calendar) -> tuple[Part, ...]:
    items = tuple(_item(one) for one in calendar.undated)
    return (Part(gettext("Without a day"), items),) if items else ()


def _item(edition: Edition) -> Item:
    return Item(scripts.words(edition.label or gettext("An issue")), edition.url, beside=", ".join(copy.keeper for copy in edition.copies))
