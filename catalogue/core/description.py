"""The common record: what a heritage notice says, whatever format it came in.

Every reader of ``catalogue.formats`` returns a :class:`Description`; clustering, search and pages know nothing else.
Values keep their ``place`` in the source: the tag and the occurrence of the field (``"200[1]"``, first occurrence is 1;
``"dc:title[2]"`` in Dublin Core), so that any value shown can be traced to what the partner sent.
"""

from __future__ import annotations

from typing import TypeVar, cast

from msgspec import Struct, field

from catalogue.core.kinds import (
    AgentKind,
    Calendar,
    DateKind,
    DocumentType,
    LanguageRole,
    Level,
    Material,
    NoteKind,
    PublicationKind,
    Rank,
    Relation,
    Role,
    SubjectKind,
    TitleKind,
)

Word = TypeVar("Word", bound=str)


def always(word: Word) -> Word:
    """A default that is written in JSON all the same, so that stored records say their kinds in full.

    msgspec leaves a default out where it is the very same object; what a function made is always written.
    """
    return cast(Word, field(default_factory=word.__str__))


class Part(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A part of the common record: it never changes, is in no cycle (the collector need not look at it), leaves out the empty in JSON.

    Nothing is checked when a reader makes one; words of closed lists (``core.kinds``) are when JSON is read.
    """


class Identifier(Part, frozen=True, kw_only=True):
    """An identifier and its scheme: ark, frbnf, ppn, isbn, issn, ean, fingerprint, oclc, url, local, rcr, viaf, isni, idref…"""

    scheme: str
    value: str
    qualifier: str = ""
    place: str = ""


class Text(Part, frozen=True, kw_only=True):
    """A transcribed statement that needs no more than its words: edition, scale, frequency, place of production."""

    value: str
    place: str = ""


class Title(Part, frozen=True, kw_only=True):
    """A title. ``kind``: proper, remainder (other title information), part, parallel, uniform, variant, key, former, cover.

    ``nonsorting`` is the number of leading characters (the article) that sorting and keys skip.
    """

    value: str
    kind: TitleKind = always("proper")
    language: str = ""
    nonsorting: int = 0
    place: str = ""


class Agent(Part, frozen=True, kw_only=True):
    """A person, family or body and what it did.

    ``kind``: person, family, corporate, meeting, trademark, unknown. ``roles``: relator codes of UNIMARC ("070" author),
    whatever the source format. ``rank``: main, joint, other. ``copy``: the RCR or ``RCR:call number`` of $5 where the name
    concerns one copy only (a former owner, a binder), "?" where nobody says which. ``variants``: the same name in other scripts.
    """

    name: str
    kind: AgentKind = always("person")
    roles: tuple[Role, ...] = ()
    rank: Rank = always("main")
    dates: str = ""
    qualifier: str = ""
    identifiers: tuple[Identifier, ...] = ()
    copy: str = ""
    place: str = ""
    variants: tuple[str, ...] = ()


class DateSpan(Part, frozen=True, kw_only=True):
    """A date as written and the years it may cover, both ends included.

    ``kind``: publication, printing, copyright, original, reproduction, creation, coverage. ``calendar``: gregorian,
    republican, liberty, hijri, hebrew. ``uncertain`` holds for [18--?], ca, [1750?] and the like. Years before our era are negative.
    ``start`` alone is an open date ("1955-", "after 1830"), ``end`` alone "before 1500", whose last year is 1499.
    """

    display: str
    start: int | None = None
    end: int | None = None
    uncertain: bool = False
    calendar: Calendar = always("gregorian")
    kind: DateKind = always("publication")
    place: str = ""


class Publication(Part, frozen=True, kw_only=True):
    """One statement of publication. ``kind``: publication, printing, distribution, manufacture, production, copyright."""

    kind: PublicationKind = always("publication")
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    date: str = ""
    place: str = ""


class Language(Part, frozen=True, kw_only=True):
    """An ISO 639-2/B code. ``role``: text, original, intermediate, summary, subtitles, libretto, other."""

    code: str
    role: LanguageRole = always("text")
    place: str = ""


class Extent(Part, frozen=True, kw_only=True):
    """Physical description: ``value`` "2 vol. (XII-340 p.)", ``illustrations``, ``format`` "in-4" or "26 cm", ``accompanying``."""

    value: str = ""
    illustrations: str = ""
    format: str = ""
    accompanying: str = ""
    place: str = ""


class Series(Part, frozen=True, kw_only=True):
    """The collection (series) in which the document appeared."""

    title: str
    volume: str = ""
    issn: str = ""
    place: str = ""


class Note(Part, frozen=True, kw_only=True):
    """A note. ``kind``: general, contents, summary, thesis, references, bibliography, edition, periodicity, language,
    responsibility, title, publication, physical, copy, provenance, binding, conservation, acquisition, access, rights, gaps, inventory.
    """

    value: str
    kind: NoteKind = always("general")
    copy: str = ""
    place: str = ""


class Subject(Part, frozen=True, kw_only=True):
    """What the document is about. ``kind``: topic, person, family, corporate, title, place, period, free, class.

    ``value`` is the heading as a reader sees it, its parts joined by " -- "; ``parts`` holds them apart; ``scheme``:
    rameau, lcsh, fmesh, ddc, udc, free….
    """

    value: str
    kind: SubjectKind = always("topic")
    parts: tuple[str, ...] = ()
    scheme: str = ""
    identifiers: tuple[Identifier, ...] = ()
    place: str = ""


class Genre(Part, frozen=True, kw_only=True):
    """What the document is: form or genre (UNIMARC 608, MARC 21 655)."""

    value: str
    scheme: str = ""
    identifiers: tuple[Identifier, ...] = ()
    place: str = ""


class Link(Part, frozen=True, kw_only=True):
    """Another document this one refers to.

    ``relation``: part_of, has_part, series, supplement, supplement_to, continues, continued_by, other_edition,
    translation_of, translated_as, reproduction_of, reproduced_as, bound_with, related; and of what is online without being the document for
    all: reserved_access, contents_or_cover, finding_aid.
    """

    relation: Relation
    title: str = ""
    volume: str = ""
    identifiers: tuple[Identifier, ...] = ()
    place: str = ""


class Feature(Part, frozen=True, kw_only=True):
    """A characteristic that the source gives as a code: ``code`` is one of ``catalogue.core.vocabularies.FEATURES``, its kind before the
    full stop ("technique.woodcut"). ``copy`` as in :class:`Note`.
    """

    code: str
    copy: str = ""
    place: str = ""


class Holding(Part, frozen=True, kw_only=True):
    """One copy (or one set) in one institution.

    ``institution`` is an RCR (9 characters) where the source gives one; else ``institution_name`` says what it gave.
    ``notes`` and ``former_owners`` (with binders, donors…) belong to this copy: provenance, binding, gaps, access…; what the
    source says of a copy it holds stands here and not in the description's own ``notes`` and ``agents``.
    """

    institution: str = ""
    institution_name: str = ""
    collection: str = ""
    call_number: str = ""
    identifier: str = ""
    barcode: str = ""
    access: str = ""
    statement: str = ""
    notes: tuple[Note, ...] = ()
    former_owners: tuple[Agent, ...] = ()
    place: str = ""
    features: tuple[Feature, ...] = ()


class DigitalCopy(Part, frozen=True, kw_only=True):
    """A digitisation that anybody can open; what opens for some only, or is not the document, is a :class:`Link`."""

    url: str = ""
    ark: str = ""
    manifest: str = ""
    thumbnail: str = ""
    rights: str = ""
    label: str = ""
    place: str = ""


class Description(Part, frozen=True, kw_only=True):
    """A heritage notice. ``titles[0].value`` is the title proper.

    ``identifier`` is the source's own (001 and its like). ``material`` (of what it is made): text, manuscript, score, map,
    image, sound, video, object, electronic, mixed. ``document_type`` (what a reader calls it), see
    ``catalogue.core.vocabularies.DOCUMENT_TYPES``. ``level``: monograph, serial, component, collection, integrating.
    ``deleted`` is true where the record itself says that it was withdrawn (leader position 5).
    """

    identifier: str = ""
    format: str = ""
    material: Material = ""
    document_type: DocumentType = ""
    level: Level = ""
    deleted: bool = False
    titles: tuple[Title, ...] = ()
    responsibility: tuple[Text, ...] = ()
    agents: tuple[Agent, ...] = ()
    publications: tuple[Publication, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    countries: tuple[str, ...] = ()
    production_places: tuple[Text, ...] = ()
    languages: tuple[Language, ...] = ()
    scripts: tuple[str, ...] = ()
    editions: tuple[Text, ...] = ()
    extents: tuple[Extent, ...] = ()
    series: tuple[Series, ...] = ()
    material_specific: tuple[Text, ...] = ()
    notes: tuple[Note, ...] = ()
    subjects: tuple[Subject, ...] = ()
    genres: tuple[Genre, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    links: tuple[Link, ...] = ()
    holdings: tuple[Holding, ...] = ()
    digital_copies: tuple[DigitalCopy, ...] = ()
    rights: tuple[Text, ...] = ()
    agency: str = ""
    features: tuple[Feature, ...] = ()

    @property
    def title(self) -> str:
        """The title proper, or an empty string."""
        return self.titles[0].value if self.titles else ""
