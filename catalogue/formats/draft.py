"""A description under construction: the lists that the mapping functions fill, and the copies their notes are to join."""

from __future__ import annotations

from catalogue.core.description import (
    Agent,
    DateSpan,
    Description,
    DigitalCopy,
    Extent,
    Feature,
    Genre,
    Identifier,
    Language,
    Link,
    Note,
    Publication,
    Series,
    Subject,
    Text,
    Title,
)  # fmt: skip
from catalogue.core.kinds import DocumentType, Level, Material
from catalogue.formats.copies import Copy, attach
from catalogue.formats.marc.record import MarcRecord

_LISTS = (
    "titles", "responsibility", "agents", "publications", "dates", "countries", "production_places", "languages", "scripts", "editions",
    "extents", "series", "material_specific", "notes", "subjects", "genres", "identifiers", "links", "digital_copies", "rights",
    "features",
)  # fmt: skip


class Draft:
    """What is known so far of one record. The mapping functions append to its lists; :meth:`finish` freezes it."""

    __slots__ = (
        *_LISTS, "agency", "copies", "copy_agents", "copy_features", "copy_notes", "digital", "document_type", "format", "holders",
        "identifier", "known", "level", "linked", "material", "record", "system",
    )  # fmt: skip

    def __init__(self, record: MarcRecord | None = None, *, format: str) -> None:
        self.record = record if record is not None else MarcRecord("", [])
        self.format = format
        self.identifier = self.agency = self.system = ""
        self.material: Material = ""
        self.document_type: DocumentType = ""
        self.level: Level = ""
        self.titles: list[Title] = []
        self.responsibility: list[Text] = []
        self.agents: list[Agent] = []
        self.publications: list[Publication] = []
        self.dates: list[DateSpan] = []
        self.countries: list[str] = []
        self.production_places: list[Text] = []
        self.languages: list[Language] = []
        self.scripts: list[str] = []
        self.editions: list[Text] = []
        self.extents: list[Extent] = []
        self.series: list[Series] = []
        self.material_specific: list[Text] = []
        self.notes: list[Note] = []
        self.subjects: list[Subject] = []
        self.genres: list[Genre] = []
        self.identifiers: list[Identifier] = []
        self.known: set[tuple[object, ...]] = set()
        self.links: list[Link] = []
        self.digital_copies: list[DigitalCopy] = []
        self.rights: list[Text] = []
        self.features: list[Feature] = []
        self.copies: dict[str, Copy] = {}
        self.holders: list[tuple[str, str]] = []  # who holds the document, with the place that says so and no more
        self.copy_notes: list[Note] = []
        self.copy_agents: list[Agent] = []
        self.copy_features: list[Feature] = []
        self.linked: dict[str, int] = {}
        self.digital = False  # the source says that what it describes is a file

    def first_time(self, *said: object) -> bool:
        """Whether ``said`` was not said before; remembers it. Lists stay free of repeats without being read over again."""
        if said in self.known:
            return False
        self.known.add(said)
        return True

    def identify(self, scheme: str, value: str, *, qualifier: str = "", place: str = "") -> None:
        """Add an identifier, once."""
        if value and scheme and self.first_time("identifier", scheme, value):
            self.identifiers.append(Identifier(scheme=scheme, value=value, qualifier=qualifier, place=place))

    def copy(self, key: str, *, place: str) -> Copy:
        """The copy called ``key`` in the source ($5), made at its first mention; an empty key makes a copy of its own."""
        key = key or f"#{place}"
        copy = self.copies.get(key)
        if copy is None:
            copy = self.copies[key] = Copy(place=place)
        return copy

    def finish(self, *, deleted: bool) -> Description:
        """The description, its copy notes and former owners joined to their copies."""
        if self.copy_notes or self.copy_agents or self.copy_features:
            attach(self)
        lists = {name: tuple(values) for name in _LISTS if (values := getattr(self, name))}
        return Description(
            identifier=self.identifier,
            format=self.format,
            material=self.material,
            document_type=self.document_type,
            level=self.level,
            deleted=deleted,
            holdings=tuple(copy.freeze() for copy in self.copies.values()) if self.copies else (),
            agency=self.agency,
            **lists,
        )
