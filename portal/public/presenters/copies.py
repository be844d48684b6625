"""Where to consult: one card per institution, with its copies, each with its own notes and former owners."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.core.description import Agent, Description, Holding, Note
from catalogue.models import Institution
from portal.public.presenters import scripts, words
from portal.public.presenters.links import web_address

SHOWN = 6
_DIGITS = re.compile(r"\d{1,8}")


@dataclass(frozen=True, slots=True)
class CopyNote:
    """What is said of one copy: a label and its words."""

    label: str
    value: scripts.Words


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: how to ask for it and what makes it unlike the others."""

    call_number: str
    collection: str
    access: str
    statement: str
    notes: tuple[CopyNote, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An institution and its copies. ``access``, ``email`` and ``website`` are what the institution says of itself."""

    name: str
    town: str
    rcr: str
    access: str
    email: str
    website: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Every card, those shown at once and those behind "show all"."""

    shown: tuple[Card, ...]
    folded: tuple[Card, ...]
    copies: int

    @property
    def institutions(self) -> int:
        """How many institutions hold the document."""
        return len(self.shown) + len(self.folded)

    @property
    def all(self) -> tuple[Card, ...]:
        """Every card in order."""
        return self.shown + self.folded


def cards(description: Description, institutions: Mapping[str, Institution], *, keeper: Institution) -> Cards:
    """The cards of a notice. Copies for which the source names nobody are ascribed to ``keeper``, the source's institution."""
    grouped: dict[str, list[Copy]] = {}
    given: dict[str, tuple[str, str]] = {}
    for holding in description.holdings:
        rcr = holding.institution or ("" if holding.institution_name else str(keeper.rcr or ""))
        key = rcr or holding.institution_name
        grouped.setdefault(key, []).append(_copy(holding, description))
        given.setdefault(key, (rcr, holding.institution_name))
    known = {**institutions, **({str(keeper.rcr): keeper} if keeper.rcr else {})}
    found = [_card(*given[key], known, tuple(copies)) for key, copies in grouped.items()]
    found.sort(key=lambda card: (_in_order(card.town) or "\uffff", _in_order(card.name)))
    room = len(found) if len(found) <= SHOWN + 2 else SHOWN
    return Cards(tuple(found[:room]), tuple(found[room:]), len(description.holdings))


def _in_order(text: str) -> str:
    return _DIGITS.sub(lambda found: found[0].zfill(8), text.casefold())


def concerned(copy: str, holdings: tuple[Holding, ...]) -> Holding | None:
    """The holding that a ``copy`` (RCR, or ``RCR:call number``) speaks of; None where several or none could be meant."""
    if not copy:
        return None
    rcr, _, call_number = copy.partition(":")
    same = [holding for holding in holdings if rcr in (holding.institution, holding.identifier)]
    if call_number:
        exact = [holding for holding in same if holding.call_number.casefold() == call_number.strip().casefold()]
        same = exact or same
    return same[0] if len(same) == 1 else None


def _copy(holding: Holding, description: Description) -> Copy:
    notes = [note for note in description.notes if note.copy and concerned(note.copy, description.holdings) is holding]
    owners = [agent for agent in description.agents if agent.copy and concerned(agent.copy, description.holdings) is holding]
    said = [_owner(agent) for agent in dict.fromkeys((*holding.former_owners, *owners))]
    said += [_note(note) for note in dict.fromkeys((*holding.notes, *notes))]
    if holding.barcode:
        said.append(CopyNote(gettext("Barcode"), scripts.words(holding.barcode)))
    return Copy(holding.call_number, holding.collection, holding.access, holding.statement, tuple(said))


def _note(note: Note) -> CopyNote:
    return CopyNote(words.label("note_kind", note.kind), scripts.words(note.value))


def _owner(agent: Agent) -> CopyNote:
    role = words.sentence(words.roles(agent.roles)).rstrip(".") or gettext("Former owner")
    return CopyNote(role, scripts.words(agent_name(agent)))


def agent_name(agent: Agent) -> str:
    """A name with what tells it from its namesakes: "Labé, Louise (1524?-1566)"."""
    aside = ", ".join(part for part in (agent.qualifier.strip("() "), agent.dates.strip("() ")) if part)
    return f"{agent.name} ({aside})" if aside else agent.name


def _card(rcr: str, given: str, known: Mapping[str, Institution], copies: tuple[Copy, ...]) -> Card:
    institution = known.get(rcr)
    if institution is None:
        return Card(given or gettext("Library %(rcr)s") % {"rcr": rcr}, "", rcr, "", "", "", copies)
    name = given if institution.to_complete and given else institution.title
    website = web_address(institution.website)
    return Card(name, institution.town, rcr, institution.access, institution.email, website, copies)
