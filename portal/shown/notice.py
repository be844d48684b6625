"""A notice as its page shows it: the head, where to consult, the description in groups, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.core.description import DateSpan, Description, Title
from catalogue.core.keys import DocumentKey
from catalogue.core.rules.copies import copy_key
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.titles import completing
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.shown import copies, dates, groups, scripts, words
from portal.shown.brief import brief
from portal.shown.cover import Cover, cover
from portal.shown.links import can_be_shown, giver, host, identifier_page, manifest_address, web_address

SHEETS = frozenset({"map", "print", "photograph", "poster"})  # types of documents that are mostly one picture


@dataclass(frozen=True, slots=True)
class Digital:
    """A digital copy one can open: its address, who serves it, under which rights; ``shown``: on our page, under the key ``copy``
    of the notice ``key``, whose ark is ``ark``. ``manifest``: its address in IIIF, "" where there is none; ``is_sheet``: one enlarges it,
    where one leafs through others.
    """

    key: DocumentKey
    ark: str
    url: str
    label: str
    host: str
    rights: str
    copy: str
    shown: bool
    manifest: str
    is_sheet: bool

    @property
    def giver(self) -> str:
        """Who serves it, inside a sentence."""
        return giver(self.url)

    @property
    def is_read_elsewhere(self) -> bool:
        """Whether its address is a page that a reader opens: a manifest is one for programs alone."""
        return self.url != self.manifest

    @property
    def pages(self) -> str:
        """The path of the list of its pages, for the viewer."""
        return addresses.digital("pages", self, self.copy)

    @property
    def preview(self) -> str:
        """The path of its first page, as large as a reading page shows it."""
        return addresses.digital("preview", self, self.copy)

    @property
    def front(self) -> str:
        """The path of its first page for an arch."""
        return addresses.digital("front", self, self.copy)

    @property
    def front_double(self) -> str:
        """The same for screens that have two points in a pixel."""
        return addresses.digital("front-double", self, self.copy)

    @property
    def thumbnail(self) -> str:
        """The path of a small picture of it."""
        return addresses.digital("thumbnail", self, self.copy)


@dataclass(frozen=True, slots=True)
class Person:
    """A name at the head of the notice: its page, else the search for it, and what it did."""

    name: scripts.Words
    page: str
    search: str
    role: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything the page says. ``size`` of the title: "", "long" or "very-long". ``brief``: the lines that most readers ask for,
    ``groups`` what is left for researchers.
    """

    shown: ShownNotice
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
    brief: tuple[groups.Field, ...]
    groups: tuple[groups.Group, ...]
    cover: Cover

    @property
    def name(self) -> str:
        """Its ark, as forms, letters and unAPI give it."""
        return addresses.identifier(self.shown)

    @property
    def url(self) -> str:
        """The path of its page."""
        return addresses.notice(self.shown)

    @property
    def original(self) -> str:
        """The path of the page that shows it as it was received."""
        return addresses.original(self.shown)

    @property
    def keeper(self) -> KnownInstitution:
        """The institution that it comes from."""
        return self.shown.keeper

    @property
    def summary(self) -> str:
        """One sentence for machines that list pages: title, people, imprint."""
        parts = [self.title.text, *(person.name.text for person in self.people), *(line.text for line in self.imprints)]
        return ". ".join(parts)[:300]


def present_all(notices: Iterable[ShownNotice]) -> tuple[Notice, ...]:
    """The pages of some notices, with the institutions of all of them in one statement."""
    read = tuple(notices)
    known = institutions.by_code(rcr for notice in read for rcr in notice.rcrs)
    return tuple(present(notice, known) for notice in read)


def present(notice: ShownNotice, known: Mapping[str, KnownInstitution]) -> Notice:
    """The page of a notice; ``known``: the institutions of its copies that have facts, by RCR."""
    description = notice.description
    title, language = _title_proper(description)
    date = principal_date(description)
    said = dates.in_words(date) if date else ""
    imprints = _imprints(description)
    people = _people(description)
    told = {title, said, *imprints, *(person.name.text for person in people)}
    shown, rest = brief(groups.groups(description), description, told=told)
    return Notice(
        shown=notice,
        title=scripts.words(title, language=language),
        size="" if len(title) <= 90 else "long" if len(title) <= 220 else "very-long",
        rest=_titles(completing(description)),
        parallels=_titles(title for title in description.titles[1:] if title.kind == "parallel"),
        type=words.label("document_type", description.document_type),
        century=words.centuries(date.start, date.end) if date else "",
        people=people,
        imprints=tuple(map(scripts.words, imprints)),
        date=said if not any(publication.date for publication in description.publications) else "",
        cards=copies.cards(notice, known),
        digital=tuple(_digital_copies(notice)),
        brief=shown,
        groups=rest,
        cover=cover_of(description),
    )


def _imprints(description: Description) -> tuple[str, ...]:
    published = [found for found in description.publications if found.kind == "publication"] or description.publications
    return tuple(line for line in map(groups.imprint, published) if line)[:3]


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


def _digital_copies(notice: ShownNotice) -> Iterator[Digital]:
    for copy in notice.description.digital_copies:
        manifest = manifest_address(copy)
        given = (web_address(copy.url), identifier_page("ark", copy.ark), manifest, web_address(copy.thumbnail))
        if address := next(filter(None, given), ""):
            named = (notice.key, notice.ark, address, copy.label, host(address), copy.rights)
            is_sheet = not manifest or notice.description.document_type in SHEETS
            yield Digital(*named, copy_key(copy), can_be_shown(copy), manifest, is_sheet)
