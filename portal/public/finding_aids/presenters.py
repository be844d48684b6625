"""The page of a component: where it lies in its finding aid, what it says, what lies in it, where to consult it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.formats.ead.model import Note, Unit
from catalogue.selectors.finding_aids import Around, Children, Line, ShownComponent
from portal.public import addresses
from portal.shown import scripts
from portal.shown.units import level_name, title_of

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
