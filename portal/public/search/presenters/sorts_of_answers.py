"""What a search finds beside what it lists, told apart: "12 notices", then "3 fonds", "41 descriptions of finding aids", a link each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from catalogue.core.keys import Kind
from catalogue.search.apart import KINDS
from catalogue.search.result import SearchResult
from portal.shown import words
from portal.shown.query import Query


@dataclass(frozen=True, slots=True)
class Told:
    """One sort of answers beside those that are listed, with how many there are."""

    label: str
    url: str


def of_kind(kind: Kind, result: SearchResult) -> int:
    """How many answers of a sort the engine counted."""
    return next((value.count for value in result.facets.get("kind", ()) if value.value == kind.word), 0)


def told_apart(query: Query, result: SearchResult) -> tuple[Told, ...]:
    """The sorts of answers that the engine counted beside what is listed, of which the heading says the number."""
    found = []
    for kind in (Kind.NOTICE, *KINDS):
        count = of_kind(kind, result)
        if kind is query.kind or not (count or (kind is Kind.NOTICE and not query.values("finding_aid"))):
            continue
        found.append(Told(said(kind, count), replace(query.of_kind(kind), most=query.most).url()))
    return tuple(found)


def said(kind: Kind, count: int) -> str:
    """So many answers of a sort, in words."""
    if kind is Kind.FONDS:
        told = ngettext("%(count)s fonds", "%(count)s fonds and sub-fonds", count)
    elif kind is Kind.COMPONENT:
        told = ngettext("%(count)s description of a finding aid", "%(count)s descriptions of finding aids", count)
    else:
        told = ngettext("%(count)s record", "%(count)s records", count)
    return told % {"count": words.number(count)}
