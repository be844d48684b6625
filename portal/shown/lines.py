"""Notices in a list: a line or a picture for each, as the engine's answer holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, ngettext

from catalogue.core.fonds import label as fonds_label
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.places import in_its_town
from catalogue.search.document import Display, HeldCopy
from catalogue.search.result import Fragment, Hit
from portal.public import addresses
from portal.shown import dates, scripts, words
from portal.shown.cover import Cover, cover
from portal.shown.fields import FIELD_TITLES

LONGEST = 200  # characters of the names and of the imprint of a line
LONGEST_REST = 140
TOWNS = 3
_SEEN_IN_THE_LINE = ("title", "agents", "publishers")


@dataclass(frozen=True, slots=True)
class Context:
    """The passage that answers the search: the name of its field, its pieces with the matched words told apart."""

    field: str
    pieces: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in a list or a gallery. ``where`` is a library behind its town, or how many there are, in the first ``towns``; ``copies``
    are the first of them, each with its call number; ``title`` is in pieces for the matched words; ``thumbnail`` is the address of a
    picture on this site, "" where ``cover`` stands for it. ``path`` has the titles above a fonds or a description of a finding aid,
    neither of which is a notice (``of_notice``).
    """

    key: DocumentKey
    ark: str
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
    towns: str
    copies: tuple[tuple[str, str], ...]
    call_number: str
    digital: bool
    thumbnail: str
    cover: Cover
    path: tuple[str, ...] = ()
    of_notice: bool = True

    @property
    def url(self) -> str:
        """The path of the notice's page."""
        return addresses.notice(self)

    @property
    def says_its_type(self) -> bool:
        """Whether its title begins with its type, as "Fonds Coste" does: a label before it would say it twice."""
        return self.title.text.casefold().startswith(f"{self.type} ".casefold())

    @property
    def unapi(self) -> str:
        """What unAPI calls the notice by."""
        return addresses.identifier(self)


def lines(hits: Iterable[Hit]) -> tuple[Line, ...]:
    """The hits of a result, ready to be laid out."""
    return tuple(_line(hit) for hit in hits)


def _line(hit: Hit) -> Line:
    display = hit.display
    title = display.get("title", "") or gettext("Untitled document")
    copies = tuple((in_its_town(held.name, held.town), held.call_number) for held in map(_held, display.get("holdings", ())))
    count = display.get("institutions_count", 0)
    several = ngettext("%(count)s institution", "%(count)s institutions", count) % {"count": words.number(count)}
    document_type, date = display.get("document_type", ""), display.get("date", "")
    century = words.centuries(display.get("year_from"), display.get("year_to"))
    imprint = dates.imprint_in_words(display.get("imprint", "") or date)
    return Line(
        key=hit.key,
        ark=hit.ark,
        type=_kind_of(hit),
        century=century,
        title=scripts.words(title, language=next(iter(display.get("languages", ())), "")),
        title_pieces=_title_pieces(hit, title),
        rest=scripts.words(_cut(display.get("title_rest", ""), LONGEST_REST)),
        agents=_cut(" ; ".join(display.get("agents", [])), LONGEST),
        imprint="" if imprint.strip("[]") == century else _cut(imprint, LONGEST),
        date=dates.said(date),
        context=_context(hit, f"{title} {display.get('imprint', '')}"),
        where=several if count > 1 else copies[0][0] if copies else "",
        towns=_towns(display) if count > 1 else "",
        copies=copies,
        call_number=copies[0][1] if count <= 1 and len(copies) == 1 else "",
        digital=bool(display.get("digital")),
        thumbnail=_thumbnail(hit),
        cover=cover(title=title, document_type=document_type, year=display.get("year_from"), date=date),
        path=tuple(display.get("path", ())),
        of_notice=hit.key.kind is Kind.NOTICE,
    )


def _kind_of(hit: Hit) -> str:
    """What the line says it is: the type of a document, the level of a fonds, or that it is part of a finding aid, and its level."""
    level = hit.display.get("level", "")
    if hit.key.kind is Kind.FONDS:
        return gettext(fonds_label("fonds_level", level))
    if hit.key.kind is not Kind.COMPONENT:
        return words.label("document_type", hit.display.get("document_type", ""))
    said = gettext("From a finding aid") if hit.display.get("path") else gettext("Finding aid")
    return f"{said} · {words.label('archival_level', level)}" if level else said


def _towns(display: Display) -> str:
    """The first towns where it is held, in alphabetical order; "…" where there may be others."""
    held = [town for copy in display.get("holdings", ()) if (town := _held(copy).town)]
    towns = sorted(dict.fromkeys(held))
    more = len(towns) > TOWNS or display.get("holdings_count", 0) > len(display.get("holdings", ()))
    return ", ".join(towns[:TOWNS]) + ("…" if more and towns else "")


def _held(copy: list[str]) -> HeldCopy:
    return HeldCopy(*copy)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _thumbnail(hit: Hit) -> str:
    picture, deposit = hit.display.get("picture"), hit.display.get("deposit")
    if picture is None:
        return addresses.deposited("front", UUID(deposit)) if deposit else ""
    return addresses.digital("thumbnail", hit, picture)


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
