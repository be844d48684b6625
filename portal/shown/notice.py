"""A notice as its page shows it: the head, where to consult, the description in groups, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import starmap

from django.utils.translation import gettext

from catalogue.core.description import DateSpan, Description, DigitalCopy, Title
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.titles import completing
from catalogue.models import Record
from catalogue.selectors.institutions import KnownInstitution, of_source
from portal.shown import copies, groups, scripts, words
from portal.shown.cover import Cover, cover
from portal.shown.links import can_be_shown, giver, host, identifier_page, web_address

__all__ = ["Digital", "Notice", "Person", "cover_of", "present", "principal_date", "rcrs"]


@dataclass(frozen=True, slots=True)
class Digital:
    """A digital copy one can open: its address, who serves it, under which rights; ``shown``: on our page, at its ``position``."""

    url: str
    label: str
    host: str
    rights: str
    position: int
    shown: bool

    @property
    def giver(self) -> str:
        """Who serves it, inside a sentence."""
        return giver(self.url)


@dataclass(frozen=True, slots=True)
class Person:
    """A name at the head of the notice: its page, else the search for it, and what it did."""

    name: scripts.Words
    page: str
    search: str
    role: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything the page says. ``size`` of the title: "", "long" or "very-long"."""

    record: Record
    title: scripts.Words
    size: str
    rest: tuple[scripts.Words, ...]
    parallels: tuple[scripts.Words, ...]
    type: str
    century: str
    people: tuple[Person, ...]
    imprints: tuple[scripts.Words, ...]
    date: str
    cards: copies.Cards
    digital: tuple[Digital, ...]
    groups: tuple[groups.Group, ...]
    cover: Cover
    keeper: KnownInstitution

    @property
    def summary(self) -> str:
        """One sentence for machines that list pages: title, people, imprint."""
        parts = [self.title.text, *(person.name.text for person in self.people), *(line.text for line in self.imprints)]
        return ". ".join(parts)[:300]


def rcrs(description: Description) -> set[str]:
    """The institutions whose facts the page needs."""
    return {holding.institution for holding in description.holdings if holding.institution}


def present(record: Record, description: Description, institutions: Mapping[str, KnownInstitution]) -> Notice:
    """The page of a record; ``record.source.institution`` must be loaded."""
    title, language = _title_proper(description)
    date = principal_date(description)
    said = groups.date_in_words(date) if date else ""
    published = [found for found in description.publications if found.kind == "publication"] or description.publications
    return Notice(
        record=record,
        title=scripts.words(title, language=language),
        size="" if len(title) <= 90 else "long" if len(title) <= 220 else "very-long",
        rest=_titles(completing(description)),
        parallels=_titles(title for title in description.titles[1:] if title.kind == "parallel"),
        type=words.label("document_type", description.document_type),
        century=words.centuries(date.start, date.end) if date else "",
        people=_people(description),
        imprints=tuple(scripts.words(line) for line in map(groups.imprint, published) if line)[:3],
        date=said if not any(publication.date for publication in description.publications) else "",
        cards=copies.cards(description, institutions, keeper=record.source.institution),
        digital=tuple(found for found in starmap(_digital, enumerate(description.digital_copies)) if found),
        groups=groups.groups(description),
        cover=cover_of(description),
        keeper=of_source(record.source.institution),
    )


def _title_proper(description: Description) -> tuple[str, str]:
    """The first title and its language."""
    proper = description.titles[0] if description.titles else None
    return (proper.value, proper.language) if proper else (gettext("Untitled document"), "")


def cover_of(description: Description) -> Cover:
    """The typographic cover of a document."""
    title, language = _title_proper(description)
    date = principal_date(description)
    return cover(
        title=title,
        language=language,
        document_type=description.document_type,
        year=date.start if date else None,
        date=_cover_date(date) if date else "",
    )


def _cover_date(date: DateSpan) -> str:
    if date.start is not None and date.start == date.end and not date.uncertain:
        return str(date.start)
    return date.display.strip("[]. ") if len(date.display) <= 24 else str(date.start or "")


def _titles(titles: Iterable[Title]) -> tuple[scripts.Words, ...]:
    return tuple(scripts.words(title.value, language=title.language) for title in titles)


def _people(description: Description) -> tuple[Person, ...]:
    of_the_work = [agent for agent in description.agents if not agent.copy]
    first = [agent for agent in of_the_work if agent.rank in ("main", "joint")] or of_the_work
    return tuple(
        Person(
            name=scripts.words(copies.agent_name(agent)),
            page=groups.person_page(agent),
            search=groups.search_for(agent.name),
            role=words.roles(agent.roles),
        )
        for agent in first[:4]
    )


def _digital(position: int, copy: DigitalCopy) -> Digital | None:
    found = (web_address(copy.url), identifier_page("ark", copy.ark), web_address(copy.manifest), web_address(copy.thumbnail))
    address = next(filter(None, found), "")
    if not address:
        return None
    return Digital(address, copy.label, host(address), copy.rights, position, can_be_shown(copy))
