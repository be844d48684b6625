"""What a search finds beside what it lists, told apart: "12 notices", then "3 fonds", "41 descriptions of finding aids", a link each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from catalogue.core.keys import Kind
from catalogue.search.result import SearchResult
from portal.shown import words
from portal.shown.filters import FILTERS
from portal.shown.query import Query


@dataclass(frozen=True, slots=True)
class Told:
    """One sort of answers beside those that are listed, with how many there are."""

    label: str
    url: str


def told_apart(query: Query, result: SearchResult) -> tuple[Told, ...]:
    """The sorts of answers that the engine counted beside what is listed, of which the heading says the number."""
    counts = {value.value: value.count for value in result.facets.get("kind", ())}
    if query.of_components:
        count = counts.get(Kind.NOTICE.word, 0)
        if query.values("finding_aid") and not count:
            return ()
        said = ngettext("%(count)s record", "%(count)s records", count)
        return (Told(said % {"count": words.number(count)}, _without(query).url()),)
    if not (count := counts.get(Kind.COMPONENT.word, 0)):
        return ()
    said = ngettext("%(count)s description of a finding aid", "%(count)s descriptions of finding aids", count)
    chosen = replace(query, filters=(*query.filters, ("kind", Kind.COMPONENT.word)), view="", place="", most=query.most)
    return (Told(said % {"count": words.number(count)}, chosen.url()),)


def of_fonds(count: int, url: str) -> Told:
    """The fonds that have the words of a search."""
    return Told(ngettext("%(count)s fonds", "%(count)s fonds and sub-fonds", count) % {"count": words.number(count)}, url)


def _without(query: Query) -> Query:
    """The same search among notices."""
    return replace(query, filters=tuple(pair for pair in query.filters if not FILTERS[pair[0]].apart), place="")
