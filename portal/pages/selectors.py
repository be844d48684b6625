"""Exhibitions, paths and articles as readers may see them: by their ark, or in lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Left, Length

from catalogue.core.keys import Kind
from catalogue.models import Ark, Institution
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution
from portal.pages.events import Sort
from portal.pages.mediation import MEDIATIONS, Article, Mediation

NAMESPACE = "page"
MOST = 200
NEWEST = ("-first_published_at", "-pk")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that readers see, its ark ("NAAN/name", "" for a draft), the institution that shows it."""

    page: Mediation
    ark: str
    keeper: KnownInstitution | None


def by_ark(name: str) -> Shown | None:
    """What an ark names, None where that is not shown; four statements."""
    ark = Ark.objects.filter(name=name, kind__in=[model.kind for model in MEDIATIONS], namespace=NAMESPACE, replaced_by=None).first()
    model = _models().get(Kind(ark.kind)) if ark else None
    page = model.objects.live().filter(number=ark.identifier).first() if model and ark else None
    return next(iter(_shown([page], {page.number: name})), None) if page else None


def published(model: type[Mediation], *, most: int = MOST) -> list[Shown]:
    """Those of a type that readers see, the newest first; three statements."""
    return shown(seen(model.objects.all()).order_by(*NEWEST)[:most])


def arks_of(model: type[Mediation], *, most: int) -> list[str]:
    """The arks of those of a type that readers see, the newest first; one statement."""
    return list(seen(model.objects.all()).order_by(*NEWEST).values_list("ark", flat=True)[:most])


class Told(NamedTuple):
    """What a list of an institution says of a page. ``sort``: what an article is, "" for an exhibition or a path; ``begins``, ``ends``: the
    days of an event; ``at``: when readers first saw it.
    """

    ark: str
    title: str
    summary: str
    sort: str
    begins: date | None
    ends: date | None
    at: datetime

    @property
    def sort_name(self) -> str:
        """What an article is, in a word."""
        return str(Sort(self.sort).label) if self.sort else ""

    @property
    def is_dated(self) -> bool:
        """Whether it is an event, whose day counts more than that of its publication."""
        return self.sort == Sort.EVENT and self.begins is not None


def of_institution(isil: str) -> list[Told]:
    """What readers see of the pages of an institution, of each type, the newest first; one statement."""
    mine = Institution.objects.filter(isil=isil)
    first, *others = [_told(model, seen(under(model, mine))) for model in MEDIATIONS]
    return [Told(*row) for row in first.union(*others, all=True).order_by("-first_published_at")[:MOST]]


def _told(model: type[Mediation], pages: QuerySet[Any]) -> QuerySet[Any, Any]:
    """The columns of ``Told``."""
    if model is Article:
        said = pages.annotate(what=F("sort"), first=F("begins"), last=F("ends"))
    else:
        nothing = Cast(Value(None), DateField())  # PostgreSQL takes no bare NULL for a date of a union
        said = pages.annotate(what=Value(""), first=nothing, last=nothing)
    return said.values_list("ark", "title", "summary", "what", "first", "last", "first_published_at")


def draft(page: Mediation) -> Shown:
    """A page as it is being written, under the ark that it has, if any."""
    ark = Ark.objects.filter(kind=page.kind, namespace=NAMESPACE, identifier=page.number).values_list("name", flat=True).first()
    return next(iter(_shown([page], {page.number: ark or ""})))


def ark_of(page: Mediation) -> str:
    """The name of the ark of a page, "" where it was never published."""
    return Ark.objects.filter(kind=page.kind, namespace=NAMESPACE, identifier=page.number).values_list("name", flat=True).first() or ""


def named(pages: QuerySet[Any]) -> QuerySet[Any]:
    """The same pages, each with its ``ark``, None where it was never published."""
    mine = Ark.objects.filter(kind=pages.model.kind, namespace=NAMESPACE, identifier=OuterRef("number"))
    return pages.annotate(ark=Subquery(mine.values("name")[:1]))


def seen(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of them that readers see, each with its ``ark``."""
    return named(pages.filter(live=True)).exclude(ark=None)


def under(model: type[Mediation], institutions: QuerySet[Institution]) -> QuerySet[Any]:
    """The pages of a type that stand under some institutions, drafts too; no statement yet."""
    pages = model.objects.annotate(above=Left("path", Length("path") - model.steplen))
    return pages.filter(above__in=institutions.values("path"))


def _models() -> dict[Kind, type[Mediation]]:
    return {model.kind: model for model in MEDIATIONS}


def shown(pages: Iterable[Any]) -> list[Shown]:
    """Pages with their arks (``named``), each with who shows it; two statements."""
    listed = list(pages)
    return _shown(listed, {page.number: page.ark for page in listed})


def _shown(pages: Sequence[Mediation], arks: dict[str, str]) -> list[Shown]:
    keepers = _keepers(pages)
    return [Shown(page, arks[page.number], keepers.get(_above(page))) for page in pages]


def _above(page: Mediation) -> str:
    return page.path[: -page.steplen]


def _keepers(pages: Iterable[Mediation]) -> dict[str, KnownInstitution]:
    """By the place of the page under which each stands."""
    isils = dict(Institution.objects.filter(path__in={_above(page) for page in pages}).values_list("path", "isil"))
    known = {one.isil: one for one in institutions.by_code(isils.values()).values()}
    return {path: known[isil] for path, isil in isils.items() if isil in known}
