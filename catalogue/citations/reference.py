"""A description reduced to what a citation says, in no format yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.citations import imprint, parts, wording
from catalogue.citations.cleaning import line
from catalogue.citations.dates import Issued, issued
from catalogue.citations.kinds import Kind, kind_of
from catalogue.citations.names import People, people
from catalogue.citations.parts import Part
from catalogue.core.description import Description, Identifier, Link, Publication, Series, Subject
from catalogue.core.identifiers import normalise_isbn
from catalogue.core.places import in_its_town
from catalogue.core.rules.imprint import principal_publication
from catalogue.core.rules.titles import completing
from catalogue.core.tables import rows

MOST_COPIES = 10
NOBODY, UNDATED, NOWHERE = People(), Issued(), Part()
_SHORT = {row["code"]: row["alpha2"] or row["code"] for row in rows("languages")}
_NONE, _ALONE, _NO_SERIES = Publication(), Link(relation="part_of"), Series(title="")
_KEYWORDS = 12


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy is kept: what an archive's location is to a reference manager."""

    library: str
    town: str = ""
    call_number: str = ""

    @property
    def place(self) -> str:
        """The library behind its town."""
        return in_its_town(self.library, self.town)

    def __str__(self) -> str:
        return f"{self.place} ({self.call_number})" if self.call_number else self.place


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that the formats draw from. ``number`` and ``address``: the notice's own; ``language``: the citation's, one of
    ``wording.LANGUAGES``; ``text_language``: the document's, as the web writes it ("fr"). ``container``: what it is a part of,
    ``part`` where it stands there. ``places`` and ``publishers`` as bibliographies name them, ``transcribed`` as the document does.
    """

    number: str
    address: str
    language: str
    accessed: dt.date
    catalogue: str
    document_type: str = ""
    title: str = ""
    subtitle: str = ""
    text_language: str = ""
    people: People = NOBODY
    issued: Issued = UNDATED
    places: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    transcribed: str = ""
    edition: str = ""
    extent: str = ""
    volumes: int = 0
    series: str = ""
    series_number: str = ""
    container: str = ""
    container_part: str = ""
    part: Part = NOWHERE
    isbn: str = ""
    issn: str = ""
    doi: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()

    @property
    def kind(self) -> Kind:
        """What each format calls this type of document; a part of a periodical is an article, of anything else a chapter."""
        kind = kind_of(self.document_type)
        if self.document_type == "article" and self.issn:
            return kind._replace(csl="article-journal", ris="JOUR", bibtex="article")
        return kind

    @property
    def volume(self) -> str:
        """The volume of what it is a part of, else all that is told of its place there, where pages and issue are not."""
        return self.part.volume or ("" if self.part.issue or self.part.first else self.container_part)

    @property
    def full_title(self) -> str:
        """Title and subtitle, as the language of the citation joins them."""
        return wording.word("colon", self.language).join(part for part in (self.title, self.subtitle) if part)

    @property
    def type_name(self) -> str:
        """The type of the document in a word."""
        return wording.type_name(self.document_type, self.language)

    @property
    def copy(self) -> Copy | None:
        """The one copy that a citation can name: none where several libraries have the document."""
        libraries = {copy.library for copy in self.copies}
        return self.copies[0] if len(libraries) == 1 else None

    @property
    def copies_in_words(self) -> str:
        """Who keeps it, the first :data:`MOST_COPIES`."""
        return " ; ".join(str(copy) for copy in self.copies[:MOST_COPIES]) + (" ; …" if len(self.copies) > MOST_COPIES else "")


def reference_of(
    description: Description, *, number: str, address: str, language: str, accessed: dt.date, catalogue: str, copies: Sequence[Copy] = ()
) -> Reference:
    """The reference of a description whose notice has this ``number`` and ``address`` in the ``catalogue`` of that name.

    ``language`` is that of the page, ``accessed`` the day on which the address was read, ``copies`` who keeps it, in words.
    """
    spoken = wording.known(language)
    published = principal_publication(description) or _NONE
    container = next((link for link in description.links if link.relation == "part_of" and line(link.title)), _ALONE)
    dated = issued(description)
    where = imprint.places(published)
    who = imprint.publishers(published, description.agents, year=dated.start)
    extent = next(filter(None, (line(extent.value) for extent in description.extents)), "")
    series = next((found for found in description.series if line(found.title)), _NO_SERIES)
    return Reference(
        number=number,
        address=address,
        language=spoken,
        accessed=accessed,
        catalogue=catalogue,
        document_type=description.document_type,
        title=line(description.title) or wording.word("untitled", spoken),
        subtitle=" : ".join(filter(None, (line(title.value) for title in completing(description)))),
        text_language=next((_SHORT.get(found.code, "") for found in description.languages if found.role == "text"), ""),
        people=people(description.agents),
        issued=dated,
        places=where,
        publishers=who,
        transcribed=imprint.transcribed(published, said=(*where, *who)),
        edition=next(filter(None, (line(text.value) for text in description.editions)), ""),
        extent=extent,
        volumes=parts.volumes(extent),
        series=line(series.title),
        series_number=line(series.volume),
        container=line(container.title),
        container_part=line(container.volume),
        part=parts.part_of(line(container.volume), extent=extent) if container is not _ALONE else NOWHERE,
        isbn=next((line(found.value) for found in description.identifiers if found.scheme == "isbn" and normalise_isbn(found.value)), ""),
        issn=_first(description.identifiers, "issn") or _first(container.identifiers, "issn"),
        doi=_first(description.identifiers, "doi"),
        summary=next(filter(None, (line(note.value) for note in description.notes if note.kind == "summary")), ""),
        keywords=_keywords(description.subjects),
        copies=tuple(Copy(line(copy.library), line(copy.town), line(copy.call_number)) for copy in copies),
    )


def _keywords(subjects: Iterable[Subject]) -> tuple[str, ...]:
    headings = (line(subject.value) for subject in subjects if subject.kind != "class")
    return tuple(dict.fromkeys(filter(None, headings)))[:_KEYWORDS]


def _first(identifiers: Iterable[Identifier], scheme: str) -> str:
    return next((line(identifier.value) for identifier in identifiers if identifier.scheme == scheme and line(identifier.value)), "")
