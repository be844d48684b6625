"""The directory of published fonds: institution by institution, a page at a time, with how many every choice would leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from django.db.models import Case, Count, Q, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from wagtail.models import Page

from catalogue.core.text import fold
from catalogue.selectors import fonds, institutions
from catalogue.selectors.fonds import ShownFonds, Wanted
from catalogue.selectors.fonds_searched import meant
from catalogue.selectors.institutions import KnownInstitution

SIZE = 100
_PLACE = re.compile(r"([A-Za-z0-9:/-]{1,16})\.([0-9A-Z]{4,255})")  # in the list: the ISIL of a keeper, the place of a fonds in the tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reader asks of the directory. ``keepers``: the ISILs of some institutions, () for all; ``after``: where a page goes on, as
    ``Directory.following`` says it; "" from the beginning.
    """

    words: str = ""
    keepers: tuple[str, ...] = ()
    department: str = ""
    category: str = ""
    state: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fonds of one institution, in their tree; the first ``repeated`` of them stood on the page before: those that follow are theirs."""

    isil: str
    keeper: KnownInstitution | None
    fonds: tuple[ShownFonds, ...]
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of the directory. ``total``: the fonds of all pages; ``departments``, ``categories``, ``states``: how many each value leaves
    with the other choices as they are; ``spelling`` and ``beginnings`` as in ``fonds_searched.Meant``.
    """

    groups: tuple[Group, ...]
    total: int
    departments: Mapping[str, int]
    categories: Mapping[str, int]
    states: Mapping[str, int]
    following: str = ""
    spelling: str = ""
    beginnings: bool = False


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many fonds there are of one keeper, one state and the same categories."""

    keeper: str
    state: str
    categories: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the fonds of some words are, department by department, whatever else is chosen."""

    counted: Sequence[_Counted]
    department_of: Callable[[str], str]

    def kept(self, choice: Choice) -> Iterator[_Counted]:
        """Those that a choice keeps."""
        for one in self.counted:
            if choice.department and self.department_of(one.keeper) != choice.department:
                continue
            if choice.keepers and one.keeper not in choice.keepers:
                continue
            if (not choice.category or choice.category in one.categories) and choice.state in {"", one.state}:
                yield one

    def by(self, choice: Choice, values: Callable[[_Counted], Iterable[str]]) -> Counter[str]:
        """How many fonds a choice keeps of each value."""
        count = Counter[str]()
        for one in self.kept(choice):
            for value in values(one):
                count[value] += one.count
        return count


def place_in(typed: str) -> str:
    """A place in the list as ``Directory.following`` says it; "" for anything else."""
    return typed if _PLACE.fullmatch(typed) else ""


def directory(choice: Choice, *, size: int = SIZE) -> Directory:
    """The page of the directory that is asked for, institutions by their towns and names; three statements at most."""
    taken = meant(Wanted(words=choice.words))
    counted = _counted(taken.wanted)
    isil, _, after = choice.after.partition(".")
    known = {one.isil: one for one in institutions.by_code({isil, *(one.keeper for one in counted)}).values()}
    counts = _Counts(counted, lambda code: known[code].department if code in known else "")
    keepers = counts.by(choice, lambda one: (one.keeper,))
    wanted = replace(taken.wanted, category=choice.category, state=choice.state)
    here = isil if isil in keepers else ""  # one that the choice leaves out has nothing more to show
    rows = _rows(wanted, _coming(keepers, known, isil, size=size), here, after, size=size)
    above = [one for one in rows if one.keeper == here and one.path <= after]
    page = rows[len(above) :][:size]
    return Directory(
        groups=tuple(_grouped(page, _repeated(above, page), known)),
        total=keepers.total(),
        departments=counts.by(replace(choice, department=""), lambda one: (counts.department_of(one.keeper),)),
        categories=counts.by(replace(choice, category=""), lambda one: one.categories),
        states=counts.by(replace(choice, state=""), lambda one: (one.state,)),
        following=f"{page[-1].keeper}.{page[-1].path}" if len(rows) - len(above) > size else "",
        spelling=taken.spelling,
        beginnings=taken.beginnings,
    )


def _counted(wanted: Wanted) -> list[_Counted]:
    state = KeyTextTransform("state", KeyTransform("census", "description"))
    categories = KeyTransform("categories", "description")
    rows = fonds.matching(wanted).values_list("keeper", state, categories).annotate(count=Count("pk")).order_by()
    return [_Counted(keeper, said or "", tuple(named or ()), count) for keeper, said, named, count in rows]


def _coming(keepers: Mapping[str, int], known: Mapping[str, KnownInstitution], isil: str, *, size: int) -> list[str]:
    """The keepers that follow one in the order of the list, as many as fill a page and one fonds more."""

    def place(code: str) -> tuple[str, str]:
        return (fold(known[code].placed) if code in known else code), code

    coming, room = list[str](), size + 1
    for code in sorted(keepers, key=place):
        if room > 0 and (not isil or place(code) > place(isil)):
            coming.append(code)
            room -= keepers[code]
    return coming


def _rows(wanted: Wanted, coming: Sequence[str], isil: str, after: str, *, size: int) -> list[ShownFonds]:
    """Of one keeper the fonds that the last of a page stands under, itself, those that follow it; then those of the keepers that come."""
    above = [after[:end] for end in range(Page.steplen, len(after) + 1, Page.steplen)]
    here = Q(keeper=isil) & (Q(path__in=above) | Q(path__gt=after))
    ranks = [When(keeper=code, then=Value(rank)) for rank, code in enumerate([isil, *coming])]
    rows = fonds.matching(wanted).filter(here | Q(keeper__in=coming)).order_by(Case(*ranks), "path")
    return fonds.shown(rows[: size + 1 + len(above)])


def _repeated(above: Sequence[ShownFonds], page: Sequence[ShownFonds]) -> list[ShownFonds]:
    """Of the fonds of the page before, those that the first of a page stands under."""
    return [one for one in above if page and page[0].path.startswith(one.path)]


def _grouped(page: Sequence[ShownFonds], repeated: Sequence[ShownFonds], known: Mapping[str, KnownInstitution]) -> Iterator[Group]:
    deepened = fonds.deepened([*repeated, *page])
    first = len(repeated)
    for isil, group in groupby(deepened, key=attrgetter("keeper")):
        yield Group(isil, known.get(isil), tuple(group), first)
        first = 0
