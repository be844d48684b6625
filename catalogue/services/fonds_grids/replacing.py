"""Words replaced in the fonds of some institutions: each place told before, those that are chosen handed in as a grid."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from catalogue.core.replacing import Wanted, places, replaced
from catalogue.formats.fonds_grid.cells import LINE, LINES, TEXT
from catalogue.formats.fonds_grid.columns import COLUMNS as COLUMNS_OF_GRID
from catalogue.formats.fonds_grid.columns import FIELDS, KEY, PARTS, PUBLISHED, Column, cells_of
from catalogue.formats.fonds_grid.files import write_csv
from catalogue.models import FondsBatch, Institution
from catalogue.selectors.fonds_standing import Keeper, Standing, StandingFonds, said_by
from catalogue.selectors.statements import slices
from catalogue.services.fonds_grids import applying

_FREE: Final = (TEXT, LINE, LINES)
# Of what is said several times, the names of what is free text; addresses and numbers of authority files are not.
_FREE_PARTS: Final = {
    field: [place for place, (name, kind) in enumerate(parts) if kind in (TEXT, LINE) and name not in ("url", "number")]
    for field, parts in PARTS.items()
}
COLUMNS: Final = tuple(column for column in FIELDS if column.kind in _FREE or _FREE_PARTS.get(column.field))
"""The columns that hold words of people, and not of a closed list."""
AROUND: Final = 60  # characters told before and after a place


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the words stand. ``key`` is another once the text has changed; ``before``, ``found``, ``after``: the text around."""

    key: str
    fonds: Standing
    keeper: Keeper
    column: Column
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a fonds: what it says of a column, the number of the thing and of its part where the column has several."""

    fonds: Standing
    column: Column
    thing: int
    part: int
    text: str

    def key(self, number: int) -> str:
        """Of a place of this text."""
        said = f"{self.fonds.number}/{self.column.field}/{self.thing}/{self.part}/{number}/{self.text}"
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def found(wanted: Wanted, *, fields: Collection[str], keepers: Iterable[Institution]) -> Iterator[Place]:
    """Every place, by fonds in the order of the tree; what the last version of each says, readers' or a draft."""
    standing = StandingFonds(keepers)
    for _values, texts in _texts(standing, fields):
        for one in texts:
            for number, (start, end) in enumerate(places(one.text, wanted)):
                yield Place(
                    key=one.key(number),
                    fonds=one.fonds,
                    keeper=standing.keeper_of(one.fonds.number),
                    column=one.column,
                    before=_cut(one.text[:start], last=True),
                    found=one.text[start:end],
                    after=_cut(one.text[end:], last=False),
                )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which places are to change: their keys. ``publish``: what readers see in its last version, they are to see changed."""

    keys: Collection[str]
    publish: bool


def hand_in(
    wanted: Wanted, choice: Choice, *, fields: Collection[str], keepers: Iterable[Institution], author: str, name: str
) -> FondsBatch | None:
    """A grid of the fonds that change by the chosen places, to be written as any other; None where one of these is there no more, or
    nothing would change.
    """
    keepers = list(keepers)
    left = set(choice.keys)
    changed: dict[str, tuple[Standing, dict[str, Any]]] = {}
    for values, texts in _texts(StandingFonds(keepers), fields):
        for one in texts:
            numbers = {number for number in range(len(places(one.text, wanted))) if one.key(number) in left}
            left -= {one.key(number) for number in numbers}
            if numbers:
                _put(values, one, replaced(one.text, wanted, numbers))
                changed[one.fonds.number] = one.fonds, values
    if left or not changed:
        return None
    names = (KEY, *dict.fromkeys(fields), *([PUBLISHED] if choice.publish else []))
    columns = [column for column in COLUMNS_OF_GRID if column.field in names]
    lines = [cells_of({**values, KEY: fonds.number, PUBLISHED: fonds.shown}) for fonds, values in changed.values()]
    return applying.receive("".join(write_csv(lines, columns)).encode(), name=name, keepers=keepers, author=author)


def _texts(standing: StandingFonds, fields: Collection[str]) -> Iterator[tuple[dict[str, Any], list[_Text]]]:
    """What each fonds says, and its texts in these fields, by places in the tree; some statements for five hundred."""
    columns = [column for column in COLUMNS if column.field in fields]
    listed = sorted(standing.by_number.values(), key=lambda one: one.path)
    for some in slices(listed):
        said = said_by(some)
        for fonds in some:
            values = said[fonds.number]
            yield values, [text for column in columns for text in _of_column(fonds, column, values[column.field])]


def _of_column(fonds: Standing, column: Column, value: Any) -> Iterator[_Text]:
    if not column.names:
        yield _Text(fonds, column, 0, 0, value)
        return
    for thing, parts in enumerate(value):
        for part in _FREE_PARTS[column.field]:
            yield _Text(fonds, column, thing, part, parts[part])


def _put(values: dict[str, Any], one: _Text, text: str) -> None:
    """Put a text in the place of another."""
    name = one.column.field
    if not one.column.names:
        values[name] = text
        return
    things = [list(parts) for parts in values[name]]
    things[one.thing][one.part] = text
    values[name] = tuple(tuple(parts) for parts in things)


def _cut(text: str, *, last: bool) -> str:
    """What stands beside a place, some words of it, none of them cut but one that is longer than all that is told."""
    if len(text) <= AROUND:
        return text
    told = text[-AROUND:] if last else text[:AROUND]
    whole = told.partition(" ")[2] if last else told.rpartition(" ")[0]
    return f"…{whole or told}" if last else f"{whole or told}…"
