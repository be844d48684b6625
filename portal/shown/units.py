"""What a component of a finding aid says, laid out for readers: its facts, its texts, its index terms, its digital objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from catalogue.core.description import Subject
from catalogue.core.headings import heading_key
from catalogue.formats.ead.model import DigitalObject, Note, Unit, UnitId
from catalogue.selectors.finding_aids import Line
from portal.public import addresses
from portal.shown import dates, scripts, words
from portal.shown.links import PAGES, giver, identifier_page, web_address
from portal.shown.query import Query

MOST_TERMS = 60
MOST_OBJECTS = 40
_OLD_NUMBERS = ("ancienne", "former", "alternative")
_TERM_KINDS = (("person", "family", "corporate"), ("place",), ("topic", "title", "free", "period", "class"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its values, each on its own line."""

    label: str
    values: tuple[scripts.Words, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words that lead there; ``inside``: a page of ours."""

    words: scripts.Words
    href: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its heading, its paragraphs, and the links that it makes."""

    heading: str
    paragraphs: tuple[scripts.Words, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A digital object: what it is called, where it is opened, who gives it."""

    title: scripts.Words
    href: str
    giver: str


@dataclass(frozen=True, slots=True)
class Objects:
    """The digital objects that are listed, and how many more there are."""

    shown: tuple[Opened, ...]
    more: int


def title_of(line: Line) -> str:
    """What a component is called: its title, else its call number, its dates, or a word that says that it has no title."""
    return line.title or line.call_number or line.dates or gettext("Without a title")


def level_name(level: str) -> str:
    """A level in the reader's words; the word of the file itself where it is one of its own, "" for none."""
    return words.label("archival_level", level) if level else ""


def facts(unit: Unit) -> tuple[Fact, ...]:
    """What a reader scans: call numbers, dates, extent, languages, producers, former titles, place on the shelves."""
    old = [each for each in unit.ids if each.value != unit.call_number and each.kind.lower().startswith(_OLD_NUMBERS)]
    others = [each for each in unit.ids if each.value != unit.call_number and each not in old and each.kind != "address"]
    rows: tuple[tuple[str, Iterable[str]], ...] = (
        (gettext("Call number"), (unit.call_number,)),
        (gettext("Former call number"), (each.value for each in old)),
        (gettext("Other number"), (_identified(each) for each in others)),
        (gettext("Date"), (dates.in_words(date) or date.display for date in unit.dates)),
        (gettext("Extent"), (_extent(each.value, each.unit) for each in unit.extents)),
        (gettext("Made or gathered by"), (_producer(each.name, each.qualifier) for each in unit.producers)),
        (gettext("Language"), (words.language(each.code) for each in unit.languages) if unit.languages else (unit.language_note,)),
        (gettext("Also called"), unit.other_titles),
        (gettext("Container"), (_identified(each) for each in unit.containers)),
        (gettext("Place"), (unit.location,)),
    )
    found = ((label, tuple(scripts.words(value) for value in dict.fromkeys(values) if value)) for label, values in rows)
    return tuple(Fact(label, values) for label, values in found if values)


def _identified(number: UnitId) -> str:
    return f"{number.value} ({number.kind})" if number.kind else number.value


def _extent(value: str, unit: str) -> str:
    return value if not unit or unit.casefold() in value.casefold() else f"{value} {unit}"


def _producer(name: str, qualifier: str) -> str:
    return f"{name} ({qualifier})" if qualifier else name


def targets_of(unit: Unit) -> tuple[str, ...]:
    """The components of the same finding aid that the texts of a unit point to, by key."""
    return tuple(reference.target for note in unit.notes for reference in note.references if reference.target)


def passages(notes: Iterable[Note], targets: Mapping[str, str]) -> tuple[Passage, ...]:
    """The texts of a unit, those of one heading that follow one another together. ``targets``: arks by key."""
    told = ((_heading(note), note) for note in notes)
    return tuple(_passage(heading, [note for _, note in group], targets) for heading, group in groupby(told, key=lambda one: one[0]))


def _heading(note: Note) -> str:
    return note.heading or words.label("archival_note", note.kind)


def _passage(heading: str, notes: list[Note], targets: Mapping[str, str]) -> Passage:
    said = tuple(scripts.words(text) for note in notes for text in note.paragraphs)
    return Passage(heading, said, tuple(_links(notes, targets)))


def _links(notes: Iterable[Note], targets: Mapping[str, str]) -> Iterator[Link]:
    for reference in dict.fromkeys(each for note in notes for each in note.references):
        if ark := targets.get(reference.target):
            yield Link(scripts.words(reference.text or reference.target), addresses.of_ark(ark), inside=True)
        elif href := web_address(reference.href):
            yield Link(scripts.words(reference.text or href), href)


def terms(unit: Unit) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Index terms by what they are, each leading to the search for it; at most ``MOST_TERMS`` of a kind."""
    labels = (gettext("Persons and bodies"), gettext("Places"), gettext("Subjects"))
    found = (_of_kinds(unit.terms, kinds) for kinds in _TERM_KINDS)
    return tuple((label, links) for label, links in zip(labels, found, strict=True) if links)


def _of_kinds(subjects: Iterable[Subject], kinds: tuple[str, ...]) -> tuple[Link, ...]:
    once = {heading_key(each.value): each.value for each in subjects if each.kind in kinds}
    return tuple(Link(scripts.words(value), Query(words=value).url(), inside=True) for value in list(once.values())[:MOST_TERMS])


def authorities(unit: Unit) -> tuple[Link, ...]:
    """The pages of national files about who made or gathered what is described."""
    agencies = [each for agent in unit.producers for each in agent.identifiers if each.scheme in PAGES]
    pages = dict.fromkeys(identifier_page(each.scheme, each.value) for each in agencies)
    return tuple(Link(scripts.Words(giver(page)), page) for page in pages if page)


def objects(digital: Iterable[DigitalObject]) -> Objects:
    """The digital objects that readers may open: those of the web, that are not meant for staff."""
    found = [(each, web_address(each.href)) for each in digital if not each.internal]
    opened = [Opened(scripts.words(each.title or each.role), href, giver(href)) for each, href in found if href]
    return Objects(tuple(opened[:MOST_OBJECTS]), max(0, len(opened) - MOST_OBJECTS))
