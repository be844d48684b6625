"""The description in groups a reader asks for: the work, the edition, the copies that no holding could be told for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_lazy

from catalogue.core.aligning import ALIGNED
from catalogue.core.description import Agent, DateSpan, Description, Extent, Identifier, Link, Note, Publication
from catalogue.core.headings import agent_label
from catalogue.core.rules.copies import OF_A_COPY, concerned
from catalogue.search.values import place_names
from portal.shown import dates, scripts, words
from portal.shown.copies import agent_name
from portal.shown.links import heading_page, identifier_page, web_address
from portal.shown.query import Query

IDENTIFIER_NAMES = {
    "ark": "ARK", "isbn": "ISBN", "issn": "ISSN", "ean": "EAN", "ppn": "PPN", "frbnf": "FRBNF", "oclc": "OCLC", "doi": "DOI",
    "ismn": "ISMN", "isrn": "ISRN", "lccn": "LCCN", "url": "URL", "rcr": "RCR", "viaf": "VIAF", "isni": "ISNI", "idref": "IdRef",
    "fingerprint": gettext_lazy("Fingerprint"),
    "government_publication": gettext_lazy("Official publication number"),
    "invalid_ean": gettext_lazy("Erroneous EAN"),
    "invalid_isbn": gettext_lazy("Erroneous ISBN"),
    "invalid_ismn": gettext_lazy("Erroneous ISMN"),
    "invalid_issn": gettext_lazy("Erroneous ISSN"),
    "legal_deposit": gettext_lazy("Legal deposit number"),
    "local": gettext_lazy("Number in the catalogue of origin"),
    "national_bibliography": gettext_lazy("National bibliography number"),
    "publisher_number": gettext_lazy("Publisher’s number"),
    "thesis_number": gettext_lazy("Thesis number"),
}  # fmt: skip
# What a statement that only one kind of material has is about.
PARTICULARS = {
    "map": gettext_lazy("Scale and projection"),
    "score": gettext_lazy("Kind of score"),
    "serial": gettext_lazy("Numbering"),
    "": gettext_lazy("Particulars"),
}
_WORK_NOTES = ("summary", "contents", "thesis", "language", "responsibility", "title")
_REFERENCE_NOTES = ("references", "bibliography")


@dataclass(frozen=True, slots=True)
class Value:
    """One value. ``page`` is the address of our page about it, ``search`` that of the search for it, ``href`` a page elsewhere,
    ``aside`` what it did or which list it comes from; ``long`` for texts that are read rather than scanned.
    """

    words: scripts.Words
    page: str = ""
    search: str = ""
    href: str = ""
    aside: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A label in the reader's words and its values."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A titled group of fields."""

    title: str
    fields: tuple[Field, ...]


def groups(description: Description) -> tuple[Group, ...]:
    """What a description holds beside its title and its holdings; groups and fields without a value are left out."""
    found = (
        Group(gettext("The work"), _fields(work(description))),
        Group(gettext("The edition"), _fields(edition(description))),
        Group(gettext("The copies"), _fields(loose_copies(description))),
        Group(gettext("Numbers and references"), _fields(references(description))),
    )
    return tuple(group for group in found if group.fields)


def work(description: Description) -> Iterable[Field]:
    """Who made it, in which language, about what."""
    shown = [agent for agent in description.agents if concerned(agent.copy, description.holdings) is None and not agent.copy]
    yield Field(gettext("Authors and contributors"), tuple(_agent(agent) for agent in shown))
    for kind in ("uniform", "variant", "key", "former", "cover"):
        titles = [title for title in description.titles[1:] if title.kind == kind]
        values = tuple(Value(scripts.words(title.value, language=title.language)) for title in titles)
        yield Field(words.label("title_kind", kind), values)
    yield Field(gettext("Statement of responsibility"), tuple(Value(scripts.words(text.value)) for text in description.responsibility))
    for role in dict.fromkeys(language.role for language in description.languages):
        named = [words.language(language.code) for language in description.languages if language.role == role]
        yield Field(words.label("language_role", role), tuple(_plain(name) for name in dict.fromkeys(named)))
    yield from _notes(description, _WORK_NOTES)
    for kind in dict.fromkeys(subject.kind for subject in description.subjects):
        of_kind = [subject for subject in description.subjects if subject.kind == kind]
        linked = _plain if kind == "class" else _subject
        yield Field(words.label("subject_kind", kind), tuple(linked(subject.value) for subject in of_kind))
    yield Field(gettext("Form or genre"), tuple(_searchable(genre.value) for genre in description.genres))
    yield from _links(description.links)


def edition(description: Description) -> Iterable[Field]:
    """How, where and when it was made."""
    yield Field(gettext("Edition statement"), tuple(Value(scripts.words(text.value)) for text in description.editions))
    for kind in dict.fromkeys(publication.kind for publication in description.publications):
        of_kind = [publication for publication in description.publications if publication.kind == kind]
        yield Field(words.label("publication_kind", kind), tuple(Value(scripts.words(imprint(found))) for found in of_kind))
    written = map(dates.as_written, description.publications)
    yield Field(gettext("Imprint as the record has it"), tuple(Value(scripts.words(text)) for text in written if text))
    told = {part.strip("[]. ") for publication in description.publications for part in (publication.date, dates.said(publication.date))}
    for sort in dict.fromkeys(date.kind for date in description.dates):
        said = (_date(date) for date in description.dates if date.kind == sort)
        yield Field(words.label("date_kind", sort), tuple(value for value in said if value.words.text.strip("[]. ") not in {"", *told}))
    yield Field(gettext("Place of production"), tuple(_place(text.value) for text in description.production_places))
    yield Field(gettext("Country"), tuple(_plain(words.label("country", code)) for code in description.countries))
    yield Field(gettext("Extent"), tuple(Value(scripts.words(text)) for text in map(extent, description.extents) if text))
    yield Field(gettext("Material"), tuple(_plain(words.label("material", code)) for code in [description.material] if code))
    yield Field(gettext("Script"), tuple(_plain(text) for text in map(words.script, description.scripts) if text))
    yield Field(particulars(description), tuple(Value(scripts.words(text.value)) for text in description.material_specific))
    for label, value in words.features(feature.code for feature in description.features).items():
        yield Field(label, (_plain(value),))
    yield Field(gettext("Series"), tuple(Value(scripts.words(_series(item.title, item.volume, item.issn))) for item in description.series))
    yield from _notes(description, ("edition", "publication", "periodicity", "physical"))


def loose_copies(description: Description) -> Iterable[Field]:
    """Notes and names about copies where the record does not say which: every other one stands with its holding."""
    loose = [note for note in description.notes if note.kind in OF_A_COPY and concerned(note.copy, description.holdings) is None]
    yield from _by_kind(loose)
    owners = [agent for agent in description.agents if agent.copy and concerned(agent.copy, description.holdings) is None]
    yield Field(gettext("Former owners and makers of copies"), tuple(_agent(agent) for agent in owners))


def references(description: Description) -> Iterable[Field]:
    """What remains: general notes, where it is described, its numbers, its rights."""
    told = {*_WORK_NOTES, *OF_A_COPY, *_REFERENCE_NOTES, "edition", "publication", "periodicity", "physical"}
    loose = [note for note in description.notes if note.kind not in told and concerned(note.copy, description.holdings) is None]
    yield from _by_kind(loose)
    yield from _notes(description, _REFERENCE_NOTES)
    for scheme in dict.fromkeys(identifier.scheme for identifier in description.identifiers):
        of_scheme = [identifier for identifier in description.identifiers if identifier.scheme == scheme]
        yield Field(identifier_name(scheme), tuple(_identifier(identifier) for identifier in of_scheme))
    yield Field(gettext("Rights on the document"), tuple(Value(scripts.words(text.value)) for text in description.rights))


def particulars(description: Description) -> str:
    """What a reader calls the statement that only one kind of material has: the scale of a map, the numbering of a periodical."""
    kinds = (description.level, description.material, {"newspaper": "serial", "periodical": "serial"}.get(description.document_type, ""))
    return str(next((PARTICULARS[kind] for kind in (*kinds, description.document_type) if kind and kind in PARTICULARS), PARTICULARS[""]))


def identifier_name(scheme: str) -> str:
    """What a reader calls an identifier."""
    return str(IDENTIFIER_NAMES.get(scheme) or gettext("Other number"))


def imprint(publication: Publication) -> str:
    """A statement of publication as one line, spaced for reading: "Lyon ; Paris : Jean de Tournes, 1555"; what nobody knows is left out,
    and its date is said as any other.
    """
    return dates.imprint(dates.in_clear(publication))


def extent(found: Extent) -> str:
    """A physical description as one line: extent, illustrations, format, what comes with it."""
    line = "\u00a0: ".join(part for part in (found.value, found.illustrations) if part)
    line = " ; ".join(part for part in (line, found.format) if part)
    return " + ".join(part for part in (line, found.accompanying) if part)


def _series(title: str, volume: str, issn: str) -> str:
    line = " ; ".join(part for part in (title, volume) if part)
    return f"{line} (ISSN {issn})" if issn else line


def _fields(found: Iterable[Field]) -> tuple[Field, ...]:
    """Those that have values, each value once."""
    return tuple(replace(field, values=tuple(dict.fromkeys(field.values))) for field in found if field.values)


def _date(date: DateSpan) -> Value:
    """A date in words, beside it the signs that a cataloguer wrote where no word has its figures: "XIXe siècle (18..)"."""
    said = dates.in_words(date)
    written = "" if date.start is None or str(abs(date.start)) in said or date.display in said else f"({date.display})"
    return Value(scripts.Words(said), aside=written)


def _plain(text: str) -> Value:
    return Value(scripts.Words(text))


def search_for(text: str) -> str:
    """The address of a search for exactly these words."""
    return Query(words=f'"{text.replace(chr(34), " ").strip()}"').url()


def _searchable(text: str) -> Value:
    return Value(scripts.words(text), search=search_for(text))


def _subject(text: str) -> Value:
    return Value(scripts.words(text), page=heading_page("public:subject", text), search=search_for(text))


def _place(text: str) -> Value:
    towns = place_names(text)
    page = heading_page("public:place", towns[0]) if len(towns) == 1 else ""
    return Value(scripts.words(text), page=page, search=search_for(text))


def _agent(agent: Agent) -> Value:
    return Value(scripts.words(agent_name(agent)), page=person_page(agent), search=search_for(agent.name), aside=words.roles(agent.roles))


def person_page(agent: Agent) -> str:
    """The address of the page about a person or a body, under the heading that the search counts it by; "" where it has no word."""
    return heading_page("public:person", agent_label(agent))


def _identifier(identifier: Identifier) -> Value:
    said = {"merged": gettext("of a record merged into this one"), ALIGNED: gettext("aligned by hand")}
    qualifier = said.get(identifier.qualifier, identifier.qualifier)
    return Value(scripts.Words(identifier.value), href=identifier_page(identifier.scheme, identifier.value), aside=qualifier)


def _notes(description: Description, kinds: tuple[str, ...]) -> Iterable[Field]:
    for kind in kinds:
        found = [note for note in description.notes if note.kind == kind and concerned(note.copy, description.holdings) is None]
        yield from _by_kind(found)


def _by_kind(notes: list[Note]) -> Iterable[Field]:
    for kind in dict.fromkeys(note.kind for note in notes):
        of_kind = (note for note in notes if note.kind == kind)
        yield Field(words.label("note_kind", kind), tuple(Value(scripts.words(note.value), long=True) for note in of_kind))


def _links(links: tuple[Link, ...]) -> Iterable[Field]:
    for relation in dict.fromkeys(link.relation for link in links):
        of_relation = [link for link in links if link.relation == relation]
        yield Field(words.label("link_relation", relation), tuple(_link(link) for link in of_relation))


def _link(link: Link) -> Value:
    pages = (web_address(identifier.value) for identifier in link.identifiers)
    first = next(iter(link.identifiers), None)
    title = link.title or (first.value if first else "")
    text = ", ".join(part for part in (title, link.volume) if part)
    return Value(scripts.words(text), search=search_for(title) if link.title else "", href=next(filter(None, pages), ""))
