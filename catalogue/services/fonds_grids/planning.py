"""What a grid would do, line by line: which fonds each is of, where it stands, what it changes, what is wrong of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import msgspec

from catalogue.core.isil import normalise_isil, of_spreadsheet
from catalogue.core.messages import N_, Message, declare
from catalogue.core.vocabularies import fold
from catalogue.formats.fonds_grid.columns import ABOVE, BY_FIELD, FIELDS, KEEPER, KEY, PUBLISHED
from catalogue.formats.fonds_grid.files import Line, Trouble
from catalogue.models import Fonds, Institution
from catalogue.selectors.fonds_standing import STEP, Keeper, Standing, StandingFonds, once_each, said_by
from catalogue.services.fonds_grids.judging import troubles_of

NEW, CHANGED, UNCHANGED, ERROR = "new", "changed", "unchanged", "error"
Status = Literal["new", "changed", "unchanged", "error"]
_OF_A_GRID: Final = uuid.UUID("6f1ad6c8-6a1b-4a56-8df1-2f1d2b0b6f42")
_NUMBER_LENGTH = 32
DEEPEST: Final = 20  # levels of sous-fonds; a page's address has room for some sixty

declare(
    {
        "grid_keeper_unknown": N_("“%(value)s” is none of your institutions."),
        "grid_keeper_wanted": N_("Say which institution keeps it, by its RCR or its ISIL."),
        "grid_number_unknown": N_("No fonds of your institutions has this identifier."),
        "grid_number_elsewhere": N_("The fonds of this identifier stands under another institution now: give the new one another."),
        "grid_above_unknown": N_("“%(value)s” is neither an identifier or a title of this file, of one line alone, nor one of your fonds."),
        "grid_above_wrong": N_("It stands under line %(line)d, which cannot be taken."),
        "grid_above_itself": N_("It would stand under itself."),
        "grid_above_elsewhere": N_("What it stands under is kept by another institution."),
        "grid_moved": N_("It stands elsewhere: move it in the tree of pages."),
        "grid_too_deep": N_("It would stand more than %(limit)d levels deep."),
        "grid_twice": N_("Line %(line)d is of the same fonds."),
        "grid_title_several": N_("Several fonds there have this title: give the identifier."),
    }
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A line as it is told and kept. ``changes``: (column, before, after) in words; ``troubles``: (column, message); ``depth`` from 0.

    ``above`` is the title of what it stands under, "" for the institution itself; ``keeper`` the key of the institution's page.
    """

    line: int
    status: Status
    title: str
    number: str = ""
    keeper: int = 0
    institution: str = ""
    above: str = ""
    depth: int = 0
    publish: bool = False
    changes: list[tuple[str, str, str]] = []
    troubles: list[tuple[str, dict[str, Any]]] = []


@dataclass(slots=True)
class Work:
    """A line being planned. ``values``: all that the fonds would say; ``parent``: the number of the fonds that it stands under, or ""."""

    line: Line
    number: str = ""
    keeper: Keeper | None = None
    parent: str = ""
    there: Standing | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] | None = None
    troubles: list[Trouble] = field(default_factory=list)
    depth: int = 0

    @property
    def publish(self) -> bool:
        """Whether readers are to see it."""
        return bool(self.line.values.get(PUBLISHED))

    @property
    def changed(self) -> list[str]:
        """The fields of which the line says something else than the fonds."""
        before = self.before
        return [name for name, value in self.values.items() if before is None or before[name] != value]

    @property
    def status(self) -> Status:
        """What the line would do."""
        if self.troubles:
            return "error"
        if self.there is None:
            return "new"
        return "changed" if self.changed or (self.publish and not self.there.shown) else "unchanged"


class Plan:
    """The lines of a grid in the order of their tree, planned against what stands under a person's institutions."""

    def __init__(self, lines: Iterable[Line], keepers: Iterable[Institution]) -> None:
        self.standing = StandingFonds(keepers)
        self.works = [Work(line, troubles=list(line.troubles)) for line in lines]
        self._named = {key: work for work in reversed(self.works) if (key := work.line.values.get(KEY, ""))}
        self._titled = once_each((fold(title), work) for work in self.works if (title := work.line.values.get("title", "")))
        self._met: set[int] = set()
        self._placed: set[int] = set()
        for work in self.works:
            self._place(work)
        self._refuse_twice()
        self._say()
        self.works = _in_tree(self.works, self.standing)
        self._refuse_below_errors()

    def told(self) -> list[Told]:
        """Every line, as it is kept."""
        titles = {work.number: work.values.get("title", "") for work in self.works if work.number}
        return [self._told(work, titles) for work in self.works]

    def _place(self, work: Work) -> None:
        """Which fonds, of which institution, under which; what it stands under is placed before."""
        chain = []
        above: Work | None = work
        while above is not None and above.line.number not in self._met:
            self._met.add(above.line.number)
            chain.append(above)
            above = self._line_above(above)
        for one in reversed(chain):
            parent = self._line_above(one)
            if parent is not None and parent.line.number not in self._placed:
                one.troubles.append(_trouble(ABOVE, "grid_above_itself"))
                parent = None
            one.keeper = self._keeper(one, parent)
            if one.keeper is not None:
                self._identify(one, parent, one.keeper)
            self._placed.add(one.line.number)

    def _line_above(self, work: Work) -> Work | None:
        """The line that it stands under: by its identifier, else by a title that one line alone has."""
        said = work.line.values.get(ABOVE, "")
        if said in self._named or said in self.standing.by_number:
            return self._named.get(said)
        return self._titled.get(fold(said)) if said else None

    def _standing_above(self, work: Work) -> str:
        """The number of the fonds of before that it stands under: that number, or a title that one fonds alone has; "" for none."""
        said = work.line.values.get(ABOVE, "")
        return said if said in self.standing.by_number else self.standing.by_title.get(fold(said), "") if said else ""

    def _keeper(self, work: Work, parent: Work | None) -> Keeper | None:
        said, key = work.line.values.get(KEEPER, ""), work.line.values.get(KEY, "")
        if said:
            found = self.standing.by_code.get(normalise_isil(said) or of_spreadsheet(said))
            if found is None:
                work.troubles.append(_trouble(KEEPER, "grid_keeper_unknown", value=said[:40]))
            return found
        if key in self.standing.by_number:
            return self.standing.keeper_of(key)
        if parent is not None:
            return parent.keeper
        if above := self._standing_above(work):
            return self.standing.keeper_of(above)
        if len(self.standing.keepers) == 1:
            return next(iter(self.standing.keepers.values()))
        work.troubles.append(_trouble(KEEPER, "grid_keeper_wanted"))
        return None

    def _identify(self, work: Work, parent: Work | None, keeper: Keeper) -> None:
        key, said = (work.line.values.get(name, "") for name in (KEY, ABOVE))
        if parent is not None:
            work.parent = parent.number
            if not parent.number:
                work.troubles.append(_trouble(ABOVE, "grid_above_wrong", line=parent.line.number))
            if parent.keeper and parent.keeper != keeper:
                work.troubles.append(_trouble(ABOVE, "grid_above_elsewhere"))
        elif above := self._standing_above(work):
            work.parent = above
            if self.standing.keeper_of(above) != keeper:
                work.troubles.append(_trouble(ABOVE, "grid_above_elsewhere"))
        elif said and self._line_above(work) is None:
            work.troubles.append(_trouble(ABOVE, "grid_above_unknown", value=said[:40]))
        work.number = self._number(work, key, keeper)
        if work.number in self.standing.elsewhere:
            work.troubles.append(_trouble(KEY, "grid_number_elsewhere"))
            work.number = ""
        work.there = self.standing.by_number.get(work.number)
        if work.there is not None:
            self._stays(work, work.there, keeper)

    def _number(self, work: Work, key: str, keeper: Keeper) -> str:
        """The number of the fonds of a line: its identifier, or made of it for ever; of its place and its title where it gives none."""
        if key in self.standing.by_number:
            return key
        if key:
            if len(key) == _NUMBER_LENGTH and all(sign in "0123456789abcdef" for sign in key):
                work.troubles.append(_trouble(KEY, "grid_number_unknown"))
                return ""
            return uuid.uuid5(_OF_A_GRID, f"{keeper.isil}/{key}").hex
        title = work.line.values.get("title", "")
        there = self.standing.by_number.get(work.parent) if work.parent else None
        path = there.path if there else "" if work.parent else keeper.path
        found = self.standing.titled.get((path, fold(title)), [])
        if len(found) > 1:
            work.troubles.append(_trouble("title", "grid_title_several"))
        if found:
            return found[0].number
        return uuid.uuid5(_OF_A_GRID, f"{keeper.isil}/{work.parent}/{fold(title)}").hex

    def _stays(self, work: Work, there: Standing, keeper: Keeper) -> None:
        parent = self.standing.parent_of(there)
        number = parent.number if parent else ""
        elsewhere = ABOVE in work.line.values and work.parent != number
        if elsewhere or keeper != self.standing.keeper_of(there.number):
            work.troubles.append(_trouble(ABOVE if elsewhere else KEEPER, "grid_moved"))
        work.parent = number

    def _refuse_twice(self) -> None:
        first: dict[str, int] = {}
        for work in self.works:
            if work.number and first.setdefault(work.number, work.line.number) != work.line.number:
                work.troubles.append(_trouble(KEY, "grid_twice", line=first[work.number]))

    def _say(self) -> None:
        """All that each fonds would say, and what is wrong of that."""
        said = said_by({work.there for work in self.works if work.there is not None})
        bare = _of_nothing()
        wrong = {work.line.number: {one.column for one in work.troubles} for work in self.works}
        for work in self.works:
            work.before = said.get(work.there.number) if work.there else None
            given = {column.field: work.line.values[column.field] for column in FIELDS if column.field in work.line.values}
            work.values = {**(work.before or bare), **given}
            found = troubles_of(work.values, work.before)
            work.troubles += [one for one in found if one.column not in wrong[work.line.number]]

    def _refuse_below_errors(self) -> None:
        """What stands under a line that cannot be taken cannot be either; the lines above come first."""
        by_number = {work.number: work for work in reversed(self.works) if work.number}
        for work in self.works:
            above = by_number.get(work.parent)
            if above is not None and above.there is None and above.troubles and not work.troubles:
                work.troubles.append(_trouble(ABOVE, "grid_above_wrong", line=above.line.number))
            if work.depth > DEEPEST:
                work.troubles.append(_trouble(ABOVE, "grid_too_deep", limit=DEEPEST))

    def _told(self, work: Work, titles: dict[str, str]) -> Told:
        above = self.standing.by_number.get(work.parent)
        changed = work.changed if work.there else []
        return Told(
            line=work.line.number,
            status=work.status,
            title=work.values.get("title", ""),
            number=work.number,
            keeper=work.keeper.pk if work.keeper else 0,
            institution=work.keeper.title if work.keeper else "",
            above=above.title if above else titles.get(work.parent, ""),
            depth=work.depth,
            publish=work.publish,
            changes=[self._change(work, name) for name in changed],
            troubles=[(one.column, one.message.as_json()) for one in work.troubles],
        )

    def _change(self, work: Work, name: str) -> tuple[str, str, str]:
        column = BY_FIELD[name]
        return column.heading, column.kind.write((work.before or {})[name]), column.kind.write(work.values[name])


def _of_nothing() -> dict[str, Any]:
    """What a fonds says of which nobody has said anything: what a form begins with."""
    blank = Fonds()
    return {one.field: one.kind.of_page(() if one.names else getattr(blank, one.field)) for one in FIELDS}


def _trouble(name: str, code: str, **arguments: Any) -> Trouble:
    return Trouble(BY_FIELD[name].heading, Message(code, arguments))


def _in_tree(works: list[Work], standing: StandingFonds) -> list[Work]:
    """Each line after that of what it stands under, else in the order of the file; with its depth, what is there already counted."""
    mine = {work.number for work in works if work.number}
    below: dict[str, list[Work]] = {}
    for work in works:
        below.setdefault(work.parent if work.parent in mine else "", []).append(work)
    ordered: list[Work] = []
    waiting = [(work, _depth(work, standing)) for work in reversed(below.pop("", []))]
    while waiting:
        work, work.depth = waiting.pop()
        ordered.append(work)
        if work.number:
            waiting += [(one, work.depth + 1) for one in reversed(below.pop(work.number, []))]
    return [*ordered, *(work for left in below.values() for work in left)]


def _depth(work: Work, standing: StandingFonds) -> int:
    """How far below its institution a line begins whose fonds above is not in the file."""
    above = standing.by_number.get(work.parent)
    if above is None:
        return 0
    return (len(above.path) - len(standing.keeper_of(above.number).path)) // STEP
