"""Results as a page shows them: a line or a picture for each notice, the orders, the views, the ways to other pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

from catalogue.search.result import Fragment, Hit, SearchResult
from portal.public.fast import url
from portal.public.filters import GALLERY, LIST, MAP, SORT_WORDS
from portal.public.presenters import scripts, words
from portal.public.presenters.cover import Cover, cover
from portal.public.presenters.fields import FIELD_TITLES
from portal.public.query import Query

SORT_TITLES = {
    "relevance": gettext_lazy("Most relevant"),
    "oldest": gettext_lazy("Oldest first"),
    "newest": gettext_lazy("Newest first"),
    "title": gettext_lazy("By title"),
    "recent": gettext_lazy("Last received"),
}
VIEW_TITLES = {LIST: gettext_lazy("List"), GALLERY: gettext_lazy("Gallery"), MAP: gettext_lazy("Map")}
LONGEST = 200  # characters of the names and of the imprint of a line
LONGEST_REST = 140
_SEEN_IN_THE_LINE = ("title", "agents", "publishers")
_NUMBERED = 10_000  # hits within which a page is addressed by its number; past it by the engine's cursor, which costs less


@dataclass(frozen=True, slots=True)
class Context:
    """The passage that answers the search: the name of its field, its pieces with the matched words told apart."""

    field: str
    pieces: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in a list or a gallery. ``where`` is a library's name or how many there are; ``title`` is in pieces for the
    matched words; ``thumbnail`` is the address of a picture on this site, "" where ``cover`` stands for it.
    """

    record_id: int
    type: str
    century: str
    title: scripts.Words
    title_pieces: tuple[Fragment, ...]
    rest: scripts.Words
    agents: str
    imprint: str
    date: str
    context: Context | None
    where: str
    call_number: str
    digital: bool
    thumbnail: str
    cover: Cover


@dataclass(frozen=True, slots=True)
class Way:
    """One of several ways to see a result."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where this page stands among those of a result; addresses are empty where there is nothing to go to."""

    current: int
    last: int
    first_url: str
    previous_url: str
    next_url: str
    last_url: str


def lines(hits: Iterable[Hit]) -> tuple[Line, ...]:
    """The hits of a result, ready to be laid out."""
    return tuple(_line(hit) for hit in hits)


def _line(hit: Hit) -> Line:
    display = hit.display
    title = display.get("title", "") or gettext("Untitled document")
    holdings = display.get("holdings", [])
    count = display.get("institutions_count", 0)
    first = holdings[0] if holdings else ["", "", ""]
    several = ngettext("%(count)s institution", "%(count)s institutions", count) % {"count": words.number(count)}
    document_type, date = display.get("document_type", ""), display.get("date", "")
    century = words.centuries(display.get("year_from"), display.get("year_to"))
    imprint = display.get("imprint", "") or date
    return Line(
        record_id=hit.record_id,
        type=words.label("document_type", document_type),
        century=century,
        title=scripts.words(title),
        title_pieces=_title_pieces(hit, title),
        rest=scripts.words(_cut(display.get("title_rest", ""), LONGEST_REST)),
        agents=_cut(" ; ".join(display.get("agents", [])), LONGEST),
        imprint="" if imprint.strip("[]") == century else _cut(imprint, LONGEST),
        date=date,
        context=_context(hit, f"{title} {display.get('imprint', '')}"),
        where=several if count > 1 else first[1],
        call_number=first[2] if count <= 1 and len(holdings) == 1 else "",
        digital=bool(display.get("digital")),
        thumbnail=_thumbnail(hit),
        cover=cover(title=title, document_type=document_type, year=display.get("year_from"), date=date),
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _thumbnail(hit: Hit) -> str:
    position = hit.display.get("picture")
    return "" if position is None else url("public:digital-thumbnail", hit.record_id, position)


def _title_pieces(hit: Hit, title: str) -> tuple[Fragment, ...]:
    for highlight in hit.highlights:
        if highlight.field == "title" and "".join(piece.text for piece in highlight.snippet) == title:
            return highlight.snippet
    return (Fragment(title, False),)


def _context(hit: Hit, shown: str) -> Context | None:
    """The first passage that tells more than what the line ``shown`` says already: « Lieu : Lyon » under « Lyon : Gryphe » does not."""
    for highlight in hit.highlights:
        passage = "".join(piece.text for piece in highlight.snippet)
        seen = highlight.field in _SEEN_IN_THE_LINE or passage in shown
        if not seen and any(piece.matched for piece in highlight.snippet):
            return Context(str(FIELD_TITLES.get(highlight.field, "")), highlight.snippet)
    return None


def sorts(query: Query) -> tuple[Way, ...]:
    """The orders one can ask for."""
    return tuple(
        Way(str(SORT_TITLES[sort]), query.changed(sort=sort).url(), query.sort == sort)
        for sort in SORT_WORDS
        if sort != "relevance" or query.has_words
    )


def views(query: Query) -> tuple[Way, ...]:
    """The three ways to look at the same result."""
    return tuple(Way(str(label), query.changed(view=view).url(), query.view == view) for view, label in VIEW_TITLES.items())


def pages(query: Query, result: SearchResult, *, size: int) -> Pages:
    """The ways to the first, previous, next and last pages of ``size`` notices."""
    last = -(-result.total // size)
    current = (result.first - 1) // size + 1 if result.first else 0
    if not result.total:
        return Pages(0, 0, "", "", "", "")
    previous = _to(query, current - 1, result.previous, size=size) if result.previous else ""
    following = _to(query, current + 1, result.next, size=size) if result.next else ""
    return Pages(
        current=current,
        last=last,
        first_url=query.changed().url() if current > 2 or not current else "",
        previous_url=previous,
        next_url=following,
        last_url=query.changed(place=str(last)).url() if following and current < last - 1 else "",
    )


def _to(query: Query, number: int, cursor: str, *, size: int) -> str:
    if number == 1:
        return query.changed().url()
    numbered = 0 < number <= _NUMBERED // size
    return query.changed(place=str(number) if numbered else cursor).url()
