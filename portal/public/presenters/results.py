"""Results as a page shows them: lines, facets with their counts, the search as understood, the ways to other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

from catalogue.search.result import FacetValue, Fragment, Hit, SearchResult
from portal.public.presenters import scripts, words
from portal.public.query import FILTERS, SORT_WORDS, Query

SHOWN = 5
WAYS_OUT = 3
FACET_TITLES = {
    "institution": gettext_lazy("Institution"),
    "document_type": gettext_lazy("Type of document"),
    "century": gettext_lazy("Century"),
    "language": gettext_lazy("Language"),
}
SORT_TITLES = {
    "relevance": gettext_lazy("Most relevant"),
    "oldest": gettext_lazy("Oldest first"),
    "newest": gettext_lazy("Newest first"),
    "title": gettext_lazy("By title"),
}
FIELD_TITLES = {
    "title": gettext_lazy("Title"),
    "agents": gettext_lazy("Author or contributor"),
    "subjects": gettext_lazy("Subject"),
    "places": gettext_lazy("Place"),
    "publishers": gettext_lazy("Publisher or printer"),
    "notes": gettext_lazy("Note"),
    "call_numbers": gettext_lazy("Call number"),
    "identifiers": gettext_lazy("Number"),
}
_SEEN_IN_THE_LINE = ("title", "agents", "publishers")


@dataclass(frozen=True, slots=True)
class Context:
    """The passage that answers the search: the name of its field, its pieces with the matched words told apart."""

    field: str
    pieces: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in a list. ``where`` is a library's name or how many there are; ``title`` is in pieces for the matched words."""

    record_id: int
    type: str
    century: str
    title: scripts.Words
    title_pieces: tuple[Fragment, ...]
    rest: scripts.Words
    agents: str
    imprint: str
    context: Context | None
    where: str
    call_number: str
    digital: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, with the address that takes it or lets it go."""

    label: str
    count: int
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet: the values shown, and the address of the page with all of them where there are more."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    all_url: str
    hidden: int


@dataclass(frozen=True, slots=True)
class Removable:
    """One part of the search as understood, and the address of the search without it."""

    label: str
    url: str


def value_label(facet: str, value: str, names: Mapping[str, str]) -> str:
    """A facet's value in words. ``names`` gives the names of institutions by RCR."""
    if facet == "institution":
        return names.get(value) or gettext("Library %(rcr)s") % {"rcr": value}
    if facet == "century":
        return words.century(int(value))
    return words.language(value) if facet == "language" else words.label(facet, value)


def lines(hits: Iterable[Hit]) -> tuple[Line, ...]:
    """The hits of a result, ready to be laid out."""
    return tuple(_line(hit) for hit in hits)


def _line(hit: Hit) -> Line:
    display = hit.display
    title = display.get("title", "") or gettext("Untitled document")
    year = display.get("year_from")
    holdings = display.get("holdings", [])
    count = display.get("institutions_count", 0)
    first = holdings[0] if holdings else ["", "", ""]
    several = ngettext("%(count)s institution", "%(count)s institutions", count) % {"count": words.number(count)}
    return Line(
        record_id=hit.record_id,
        type=words.label("document_type", display.get("document_type", "")),
        century=words.century(words.century_of(year)) if year is not None else "",
        title=scripts.words(title),
        title_pieces=_title_pieces(hit, title),
        rest=scripts.words(display.get("title_rest", "")),
        agents=" ; ".join(display.get("agents", [])),
        imprint=display.get("imprint", "") or display.get("date", ""),
        context=_context(hit),
        where=several if count > 1 else first[1],
        call_number=first[2] if count <= 1 and len(holdings) == 1 else "",
        digital=bool(display.get("digital")),
    )


def _title_pieces(hit: Hit, title: str) -> tuple[Fragment, ...]:
    for highlight in hit.highlights:
        if highlight.field == "title" and "".join(piece.text for piece in highlight.snippet) == title:
            return highlight.snippet
    return (Fragment(title, False),)


def _context(hit: Hit) -> Context | None:
    for highlight in hit.highlights:
        if highlight.field not in _SEEN_IN_THE_LINE and any(piece.matched for piece in highlight.snippet):
            return Context(str(FIELD_TITLES.get(highlight.field, "")), highlight.snippet)
    return None


def facet_choices(query: Query, name: str, values: Iterable[FacetValue], names: Mapping[str, str]) -> list[Choice]:
    """Every value of one facet with its address; values chosen that no longer count anything are kept, so that they can go."""
    chosen = query.values(name)
    counted = [value for value in values if FILTERS[name].shape.fullmatch(value.value)]
    missing = [FacetValue(value, 0) for value in chosen if value not in {found.value for found in counted}]
    return [
        Choice(value_label(name, value, names), count, query.toggled(name, value).url(), value in chosen)
        for value, count, _ in (*missing, *counted)
    ]


def facet_boxes(query: Query, result: SearchResult, names: Mapping[str, str]) -> tuple[FacetBox, ...]:
    """The facets beside a list: five values each, the chosen ones always among them."""
    boxes = []
    for name, title in FACET_TITLES.items():
        choices = facet_choices(query, name, result.facets.get(name, ()), names)
        room = 12 if name == "century" else SHOWN
        shown = [choice for choice in choices if choice.active]
        shown += [choice for choice in choices if not choice.active][: max(room - len(shown), 0)]
        if name == "century":
            shown = [choice for choice in choices if choice in shown]
        if shown:
            hidden = len(choices) - len(shown)
            all_url = query.changed().url("public:facet", facet=FILTERS[name].parameter) if hidden else ""
            boxes.append(FacetBox(name, str(title), tuple(shown), all_url, hidden))
    return tuple(boxes)


def understood(query: Query, names: Mapping[str, str]) -> tuple[Removable, ...]:
    """The search in words, each part with the way to do without it."""
    parts = []
    if query.words:
        parts.append(Removable(gettext("“%(words)s”") % {"words": query.words}, query.changed(words="").url()))
    parts += [Removable(value_label(name, value, names), query.toggled(name, value).url()) for name, value in query.filters]
    if query.date_from is not None or query.date_to is not None:
        parts.append(Removable(period(query.date_from, query.date_to), query.changed(date_from=None, date_to=None).url()))
    if query.digital:
        parts.append(Removable(gettext("Digitised"), query.changed(digital=False).url()))
    return tuple(parts)


def period(start: int | None, end: int | None) -> str:
    """Two years in words, either of which may be open."""
    if start is not None and end is not None:
        if start == end:
            return str(start)
        return gettext("between %(start)s and %(end)s") % {"start": start, "end": end}
    if start is not None:
        return gettext("from %(start)s on") % {"start": start}
    return gettext("until %(end)s") % {"end": end}


def sorts(query: Query) -> tuple[Choice, ...]:
    """The orders one can ask for."""
    return tuple(
        Choice(str(SORT_TITLES[sort]), 0, query.changed(sort=sort).url(), query.sort == sort)
        for sort in SORT_WORDS
        if sort != "relevance" or query.words
    )


def ways_out(query: Query, result: SearchResult, names: Mapping[str, str]) -> tuple[Removable, ...]:
    """Searches near one that found nothing: without a filter that empties it, without any filter, with one of its words alone.

    What each facet counted without its own filter tells which filters are worth dropping; no other search is made.
    """
    worth_dropping = {name for name in result.facets if name in FILTERS and query.values(name) and any(result.facets[name])}
    found = []
    for name in worth_dropping:
        dropped = ", ".join(value_label(name, value, names) for value in query.values(name))
        found.append(Removable(gettext("Without “%(filter)s”") % {"filter": dropped}, query.without(name).url()))
    if query.active > 1 and len(worth_dropping) != 1:
        found.append(Removable(gettext("Without any filter"), Query(words=query.words).url()))
    words = sorted((word for word in query.words.split() if len(word) > 2), key=len, reverse=True)
    if len(words) > 1:
        found += [Removable(gettext("Only “%(word)s”") % {"word": word}, Query(words=word).url()) for word in words[:3]]
    return tuple(found[:WAYS_OUT])
