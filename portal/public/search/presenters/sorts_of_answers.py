"""What a search finds, told apart: "12 notices · 41 descriptions of finding aids", each one link away from the other."""

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
    """One sort of answers with how many there are; ``url`` is "" for the one that is listed."""

    label: str
    url: str


def told_apart(query: Query, result: SearchResult) -> tuple[Told, ...]:
    """The sorts of answers; nothing where the search finds notices alone, and lists them."""
    counts = {value.value: value.count for value in result.facets.get("kind", ())}
    components = result.total if query.of_components else counts.get(Kind.COMPONENT.word, 0)
    if not components and not query.of_components:
        return ()
    notices = _without(query)
    count = counts.get(Kind.NOTICE.word, 0) if query.of_components else result.total
    of_notices = ngettext("%(count)s record", "%(count)s records", count) % {"count": words.number(count)}
    said = ngettext("%(count)s description of a finding aid", "%(count)s descriptions of finding aids", components)
    of_components = said % {"count": words.number(components)}
    if query.of_components:
        within = bool(query.values("finding_aid"))
        first = () if within and not count else (Told(of_notices, notices.url()),)
        return (*first, Told(of_components, ""))
    chosen = replace(query, filters=(*query.filters, ("kind", Kind.COMPONENT.word)), view="", place="", most=query.most)
    return (Told(of_notices, ""), Told(of_components, chosen.url()))


def _without(query: Query) -> Query:
    """The same search among notices."""
    return replace(query, filters=tuple(pair for pair in query.filters if not FILTERS[pair[0]].apart), place="")
