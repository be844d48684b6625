"""What a finding aid says: its header, and for its whole and each of its components one description of the same form."""

from __future__ import annotations

from catalogue.core.description import Agent, DateSpan, Language, Part, Subject
from catalogue.core.messages import Message

LEVELS = (
    "class", "collection", "file", "fonds", "item", "recordgrp", "series", "subfonds", "subgrp", "subseries", "otherlevel",
)  # fmt: skip
"""Values of @level, alike in EAD 2002 and EAD3."""


class UnitId(Part, frozen=True, kw_only=True):
    """A call number or another identifier of a unit; ``kind`` is what the file calls it: cote, ancienne cote, division…"""

    value: str
    kind: str = ""


class Extent(Part, frozen=True, kw_only=True):
    """One statement of physical description; ``unit`` and ``kind`` as the file gives them apart ("ml", "nombre de pièces")."""

    value: str
    unit: str = ""
    kind: str = ""


class Reference(Part, frozen=True, kw_only=True):
    """A link that a text makes: to an address, or to another unit of the same file (``target``, its id)."""

    text: str
    href: str = ""
    target: str = ""


class Note(Part, frozen=True, kw_only=True):
    """A narrative element (scopecontent, bioghist, accessrestrict …), named as in EAD 2002, with the heading that the file gives it.

    ``within`` is the element that encloses one of another name or heading ("accessrestrict" of a legal status).
    """

    kind: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    within: str = ""


class DigitalObject(Part, frozen=True, kw_only=True):
    """A ``dao``, or a ``daogrp`` (``daoset``) as one: ``parts`` holds (role, address) of each location of a group.

    ``href`` is what a reader opens, ``thumbnail`` a small image where a role says so. ``internal``: meant for staff, never shown.
    """

    href: str = ""
    title: str = ""
    role: str = ""
    thumbnail: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    internal: bool = False


class Unit(Part, frozen=True, kw_only=True):
    """One level of description: the whole (``archdesc``) or a component. Nothing of its ancestors is copied here.

    ``identifier``: the id that the file gives the element.
    """

    level: str = ""
    other_level: str = ""
    identifier: str = ""
    ids: tuple[UnitId, ...] = ()
    title: str = ""
    other_titles: tuple[str, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    extents: tuple[Extent, ...] = ()
    languages: tuple[Language, ...] = ()
    language_note: str = ""
    producers: tuple[Agent, ...] = ()
    repository: str = ""
    repository_code: str = ""
    location: str = ""
    containers: tuple[UnitId, ...] = ()
    terms: tuple[Subject, ...] = ()
    notes: tuple[Note, ...] = ()
    digital: tuple[DigitalObject, ...] = ()

    @property
    def call_number(self) -> str:
        """The call number, or an empty string: the identifier that the file calls so, else the first that is not called otherwise."""
        other = ("ancienne", "division", "former", "alternative")
        named = [each for each in self.ids if not each.kind.lower().startswith(other)]
        return next((each.value for each in named if each.kind.lower().startswith("cote")), named[0].value if named else "")


class Component(Part, frozen=True, kw_only=True):
    """A unit in its tree: ``first`` and ``last`` are the places of itself and of its last descendant in the order of the document.

    The whole is at 0 and has no parent (-1); a component without descendants has ``last`` = ``first``. ``key`` is what names it in its
    finding aid through all its versions: its id, or the way to it ("/2/1": first child of the second), and what is empty names the whole.
    ``internal``: itself or one above it is meant for staff (audience="internal") and never shown.
    """

    first: int
    last: int
    parent: int
    depth: int
    key: str
    internal: bool
    unit: Unit


class Header(Part, frozen=True, kw_only=True):
    """What a finding aid says of itself (``eadheader``, EAD3's ``control``)."""

    eadid: str = ""
    identifier: str = ""
    agency: str = ""
    country: str = ""
    url: str = ""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    creation: str = ""
    language: str = ""
    rules: str = ""
    revisions: tuple[str, ...] = ()


class FindingAid(Part, frozen=True, kw_only=True):
    """A finding aid that was read whole: given after its components, among which the last is the whole itself.

    ``dialect``: ead2002 or ead3. ``components`` counts those below the whole, ``digital_objects`` those of every level.
    """

    header: Header
    dialect: str
    components: int
    digital_objects: int
    depth: int
    warnings: tuple[Message, ...] = ()


class Refusal(Part, frozen=True, kw_only=True):
    """A finding aid of a file that cannot be taken, and why; what was given of its components since the one before is void."""

    reason: Message
    eadid: str = ""
