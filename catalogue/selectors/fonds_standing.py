"""The fonds that stand under some institutions, as a grid meets them: their place, their number, what their last version says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from wagtail.models import Revision

from catalogue.core.vocabularies import fold
from catalogue.formats.fonds_grid.columns import values_of
from catalogue.models import Fonds, Institution

STEP: Final = 4  # characters of a level of a page's path


@dataclass(frozen=True, slots=True)
class Keeper:
    """An institution whose fonds a person may write. ``placed``: its name behind that of its town."""

    pk: int
    isil: str
    title: str
    path: str
    placed: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A fonds that is there. ``shown``: readers see its last version."""

    pk: int
    number: str
    title: str
    path: str
    live: bool
    shown: bool
    last: int | None

    @property
    def above(self) -> str:
        """The path of the page that it stands under."""
        return self.path[:-STEP]


Thing = TypeVar("Thing")


def once_each(named: Iterable[tuple[str, Thing]]) -> dict[str, Thing]:
    """Things by their names, those whose name another has left out."""
    listed = list(named)
    counts = Counter(name for name, _thing in listed)
    return {name: thing for name, thing in listed if name and counts[name] == 1}


class StandingFonds:
    """The fonds of some institutions, by number, by path, by title within the page above, by a title that one alone has; three statements.

    ``elsewhere``: the numbers of all others, which no new fonds may have.
    """

    def __init__(self, keepers: Iterable[Institution]) -> None:
        self.keepers = {one.pk: Keeper(one.pk, one.isil, one.title, one.path, one.placed) for one in keepers}
        self.by_code = {code: one for one in self.keepers.values() for code in (one.isil, one.isil.removeprefix("FR-"))}
        mine = {one.path: one for one in self.keepers.values()}
        length = {len(path) for path in mine}
        rows = Fonds.objects.order_by("path").values_list(
            "pk", "number", "title", "path", "live", "has_unpublished_changes", "latest_revision_id"
        )
        self._keeper: dict[str, Keeper] = {}
        self.by_number: dict[str, Standing] = {}
        self.elsewhere: set[str] = set()
        self.by_path: dict[str, Standing] = {}
        self.titled: dict[tuple[str, str], list[Standing]] = {}
        for pk, number, title, path, live, pending, last in rows.iterator():
            keeper = next((mine[path[:size]] for size in length if path[:size] in mine), None)
            if keeper is None:
                self.elsewhere.add(number)
                continue
            one = Standing(pk, number, title, path, live, live and not pending, last)
            self._keeper[number] = keeper
            self.by_number[number] = self.by_path[path] = one
            self.titled.setdefault((one.above, fold(title)), []).append(one)
        self.by_title = once_each((fold(one.title), one.number) for one in self.by_number.values())

    def keeper_of(self, number: str) -> Keeper:
        """The institution of a fonds that is there."""
        return self._keeper[number]

    def parent_of(self, one: Standing) -> Standing | None:
        """The fonds that it stands under; None where that is the institution."""
        return self.by_path.get(one.above)


def said_by(found: Iterable[Standing]) -> dict[str, dict[str, Any]]:
    """What the last version of each says, by number and field; two statements, and some for each that has no version."""
    listed = list(found)
    versions = {one.last: one.number for one in listed if one.last is not None}
    said: dict[str, dict[str, Any]] = {}
    for pk, content in Revision.objects.filter(pk__in=versions).values_list("pk", "content"):
        said[versions[pk]] = values_of(_plain(content))
    bare = {one.pk: one.number for one in listed if one.number not in said}
    for page in Fonds.objects.filter(pk__in=bare):
        said[bare[page.pk]] = values_of(_plain(page.serializable_data()))
    return said


def _plain(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Days as text, whoever wrote the version."""
    plain: Mapping[str, Any] = json.loads(json.dumps(content, default=str))
    return plain
