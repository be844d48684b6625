"""Published fonds: one of them with its tree, those of an institution, those that words find; never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec
from django.db.models import QuerySet

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.core.text import fold
from catalogue.models import Ark, PublishedFonds
from catalogue.models.ark import FONDS

MOST = 500
EVERY = 20_000  # more than a region has: of those who count
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class ShownFonds:
    """A fonds as it was published. ``keeper``: the ISIL of the institution; ``depth`` counts from 0, that of what stands under no other."""

    pk: int
    keeper: str
    path: str
    top: str
    description: FondsDescription
    depth: int = 0

    @property
    def ark(self) -> str:
        """The name of its ark."""
        return self.description.ark

    @property
    def title(self) -> str:
        """Its title."""
        return self.description.title


def by_ark(name: str) -> ShownFonds | None:
    """The fonds of an ark ("NAAN/name"); None where it names none that is published."""
    try:
        name = parse(name).name
    except NotAnArk:
        return None
    number = Ark.objects.filter(name=name, kind=Kind.FONDS, namespace=FONDS).values("identifier")
    found = shown(PublishedFonds.objects.filter(number__in=number)[:1])
    return found[0] if found else None


def by_arks(names: Iterable[str]) -> list[ShownFonds]:
    """The fonds of some arks ("NAAN/name"), those that are published, in the order of their tree; one statement."""
    numbers = Ark.objects.filter(name__in=list(names), kind=Kind.FONDS, namespace=FONDS).values("identifier")
    return shown(PublishedFonds.objects.filter(number__in=numbers).order_by("path"))


def tree_of(fonds: ShownFonds) -> list[ShownFonds]:
    """The fonds that it belongs to and all that stands under it, in their order, each with its depth; one statement."""
    return deepened(shown(PublishedFonds.objects.filter(top=fonds.top).order_by("path")[:MOST]))


def below(fonds: ShownFonds) -> list[ShownFonds]:
    """What stands under it, in its order; one statement."""
    return shown(PublishedFonds.objects.filter(path__startswith=fonds.path).exclude(pk=fonds.pk).order_by("path")[:EVERY])


def of_institution(isil: str) -> list[ShownFonds]:
    """The fonds of an institution with their sous-fonds, in their order, each with its depth; one statement."""
    return deepened(shown(PublishedFonds.objects.filter(keeper=isil).order_by("path")[:MOST]))


def first_of(isils: Iterable[str], *, most: int) -> tuple[list[ShownFonds], int]:
    """The first fonds of some institutions, ``most`` at most, each with its depth, and how many they have in all; a statement, one more
    where they have more.
    """
    kept = PublishedFonds.objects.filter(keeper__in=list(isils))
    found = deepened(shown(kept.order_by("path")[:most]))
    return found, len(found) if len(found) < most else kept.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which fonds: those that have words which begin so, of a category, in a state of the census, kept by some institutions (None: by
    any), whose places in the tree follow ``after``; ``among``: of these pages, by their keys (None: of all).
    """

    words: str = ""
    category: str = ""
    state: str = ""
    keepers: tuple[str, ...] | None = None
    after: str = ""
    among: tuple[int, ...] | None = None


def found(wanted: Wanted, *, most: int = MOST) -> list[ShownFonds]:
    """The fonds that are wanted, by their places in the tree, at most ``most``; one statement."""
    return deepened(shown(matching(wanted).order_by("path")[:most]))


def described() -> int:
    """How many fonds are published, sous-fonds among them; one statement."""
    return PublishedFonds.objects.count()


def matching(wanted: Wanted) -> QuerySet[PublishedFonds]:
    """The rows of the fonds that are wanted, in no order."""
    rows = PublishedFonds.objects.all()
    for word in fold(wanted.words).split()[:MOST_WORDS]:
        rows = rows.filter(words__contains=f" {word}")
    if wanted.category:
        rows = rows.filter(description__categories__contains=[wanted.category])
    if wanted.state:
        rows = rows.filter(description__census__state=wanted.state)
    if wanted.among is not None:
        rows = rows.filter(pk__in=wanted.among)
    if wanted.after:
        rows = rows.filter(path__gt=wanted.after)
    return rows if wanted.keepers is None else rows.filter(keeper__in=wanted.keepers)


def shown(rows: Iterable[PublishedFonds]) -> list[ShownFonds]:
    """Fonds as their rows have them; one statement."""
    return [
        ShownFonds(row.pk, row.keeper, row.path, row.top, msgspec.convert(row.description, FondsDescription, strict=False)) for row in rows
    ]


def deepened(listed: Iterable[ShownFonds]) -> list[ShownFonds]:
    """Each with how many of those before it it stands under: a sous-fonds whose fonds is not published stands alone."""
    above: list[str] = []
    deep = []
    for one in listed:
        while above and not one.path.startswith(above[-1]):
            above.pop()
        deep.append(replace(one, depth=len(above)))
        above.append(one.path)
    return deep
