"""The page of a component: where it lies in its finding aid, what it says, what lies in it, where to consult it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from catalogue.formats.ead.model import Note, Unit
from catalogue.selectors.finding_aids import Around, Children, Line, ShownComponent
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown import citing, scripts
from portal.shown.units import level_name

MOST_CRUMBS = 4
_RULES = ("accessrestrict", "userestrict", "legalstatus")


@dataclass(frozen=True, slots=True)
class Row:
    """A component in a list or in the tree; ``here``: the one whose page this is."""

    words: scripts.Words
    url: str
    level: str
    call_number: str
    dates: str
    below: int
    digital: bool
    here: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the tree: what stands before the way down, the way itself, what stands after it."""

    before: tuple[Row, ...]
    on_the_way: Row
    after: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A list of components, and the places of the pages before and after it."""

    rows: tuple[Row, ...]
    previous: int | None
    next: int | None


def row(line: Line, *, here: bool = False) -> Row:
    """A component as a line."""
    return Row(
        words=scripts.words(title_of(line)),
        url=addresses.of_ark(line.ark),
        level=level_name(line.level),
        call_number="" if line.call_number == line.title else line.call_number,
        dates=line.dates,
        below=line.below,
        digital=line.digital_objects > 0,
        here=here,
    )


def title_of(line: Line) -> str:
    """What a component is called: its title, else its call number, its dates, or a word that says that it has no title."""
    return line.title or line.call_number or line.dates or gettext("Without a title")


def way_down(found: ShownComponent, around: Around) -> tuple[Level, ...]:
    """The tree as it is open here: each ancestor, then the component between its neighbours."""
    above = tuple(Level((), row(line), ()) for line in around.path)
    here = Level(tuple(map(row, around.before)), row(found.line, here=True), tuple(map(row, around.after)))
    return (*above, here)


def crumbs(around: Around) -> tuple[Row | None, ...]:
    """The path above a component, whose middle (None) is left to the tree where it is long."""
    path = tuple(map(row, around.path))
    return path if len(path) <= MOST_CRUMBS else (*path[:1], None, *path[-2:])


def listed(children: Children) -> Page:
    """What lies in a component."""
    return Page(tuple(map(row, children.lines)), children.previous, children.next)


def own_notes(unit: Unit) -> tuple[Note, ...]:
    """The texts of a unit but for those that say how to consult it."""
    return tuple(note for note in unit.notes if note.kind not in _RULES)


def rules(unit: Unit, around: Around) -> tuple[Note, ...]:
    """What is said of access and use: by the component itself, else by the nearest above that says it."""
    own = tuple(note for note in unit.notes if note.kind in _RULES)
    said = {note.kind for note in own}
    return own + _nearest(note for note in reversed(around.rules) if note.kind not in said)


def _nearest(notes: Iterable[Note]) -> tuple[Note, ...]:
    found: dict[str, Note] = {}
    for note in notes:
        found.setdefault(note.kind, note)
    return tuple(found.values())


def json_ld(found: ShownComponent, keeper: KnownInstitution | None, around: Around, *, site: str) -> SafeString:
    """What programs read (schema.org, ArchiveComponent): its name, what it is part of, who keeps it and where it stands."""
    address = f"{site}{addresses.of_ark(found.line.ark)}"
    parent = around.path[-1] if around.path else None
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Collection", "ArchiveComponent"] if found.line.below else "ArchiveComponent",
        "@id": address,
        "url": address,
        "identifier": [addresses.identifier_of(found.line.ark), *filter(None, (found.line.call_number,))],
        "name": title_of(found.line),
        "temporalCoverage": "; ".join(_covered(found.unit)),
        "description": " ".join(text for note in found.unit.notes if note.kind in ("scopecontent", "abstract") for text in note.paragraphs),
        "creator": [{"@type": _CREATORS.get(agent.kind, "Organization"), "name": agent.name} for agent in found.unit.producers],
        "about": [{"@type": "Thing", "name": term.value} for term in found.unit.terms],
        "inLanguage": [scripts.tag(language.code) for language in found.unit.languages if scripts.tag(language.code)],
        "isPartOf": {"@type": "ArchiveComponent", "@id": f"{site}{addresses.of_ark(parent.ark)}", "name": parent.title} if parent else "",
        "holdingArchive": _keeper(keeper, site=site) if keeper else "",
        "itemLocation": found.line.call_number,
    }
    return citing.as_data({name: value for name, value in said.items() if value})


_CREATORS = {"person": "Person", "family": "Organization", "corporate": "Organization"}


def _covered(unit: Unit) -> Iterable[str]:
    for date in unit.dates:
        if date.start is not None and date.start > 0:
            end = date.end if date.end is not None else date.start
            yield f"{date.start:04d}" if end == date.start else f"{date.start:04d}/{end:04d}"


def _keeper(keeper: KnownInstitution, *, site: str) -> dict[str, Any]:
    return {"@type": "ArchiveOrganization", "name": keeper.placed, "url": f"{site}{addresses.institution(keeper)}"}
