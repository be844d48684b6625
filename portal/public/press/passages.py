"""A page of an issue that holds the words looked for: which, where they stand in it, where it is read."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.models import PressPage
from catalogue.search.page_words import passage as passage_of
from catalogue.search.result import Fragment
from portal.public.press.calendar import of_day
from portal.shown import days


@dataclass(frozen=True, slots=True)
class Passage:
    """``url`` leads to the page of the day, at this page of the issue."""

    day: str
    label: str
    page: int
    keeper: str
    url: str
    pieces: tuple[Fragment, ...]


def passage(ark: str, page: PressPage, typed: str) -> Passage:
    """What is told of a page that was found, of the title whose notice has this ark."""
    issue = page.issue
    assert issue.day is not None  # words come under the day of their issue
    return Passage(
        day=days.weekday(issue.day),
        label=issue.label,
        page=page.number,
        keeper=issue.keeper.title if issue.keeper else "",
        url=f"{of_day(ark, issue.day)}#{anchor(page)}",
        pieces=passage_of(page.text, typed),
    )


def anchor(page: PressPage) -> str:
    """The name of a page of an issue within the page of its day."""
    return f"p{page.issue_id}-{page.number}"
