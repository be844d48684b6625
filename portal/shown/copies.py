"""Where to consult: one card per institution, with its copies, each with its own notes and former owners."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.http import int_to_base36
from django.utils.translation import gettext

from catalogue.core.description import Agent, Description, Holding, Note
from catalogue.core.headings import agent_label
from catalogue.core.isil import department_of, isil, unnamed
from catalogue.core.places import in_its_town
from catalogue.core.rules.copies import concerned
from catalogue.geography.departments import department
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.shown import scripts, words
from portal.shown.links import heading_page, web_address

SHOWN = 8
MOST_IN_A_FOLD = 40
ROOM_IN_A_FOLD = 25
_DIGITS = re.compile(r"\d{1,8}")


@dataclass(frozen=True, slots=True)
class Said:
    """Words about a copy; ``page``: the address of our page about whom they name, "" else."""

    words: scripts.Words
    page: str = ""


@dataclass(frozen=True, slots=True)
class CopyNote:
    """What is said of one copy: a label and its words, in several sentences where several say the same kind of thing."""

    label: str
    values: tuple[Said, ...]


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
    """An institution and its copies. ``access``, ``email``, ``website``… are what the institution says of itself; ``page`` is the
    address of its page here. ``key`` tells it from the others of the notice, in few letters.
    """

    name: str
    town: str
    rcr: str
    access: str
    email: str
    website: str
    copies: tuple[Copy, ...]
    key: str = ""
    page: str = ""
    department: str = ""
    address: str = ""
    telephone: str = ""
    hours: str = ""

    @property
    def placed(self) -> str:
        """The institution behind its town, as lists give it."""
        return in_its_town(self.name, self.town)


@dataclass(frozen=True, slots=True)
class Fold:
    """Cards that open together: those of a department, or of a part of its alphabet."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Every card: those shown at once, or, where they are many, in folds."""

    shown: tuple[Card, ...]
    folds: tuple[Fold, ...]
    copies: int

    @property
    def institutions(self) -> int:
        """How many institutions hold the document."""
        return len(self.all)

    @property
    def all(self) -> tuple[Card, ...]:
        """Every card in order."""
        return self.shown + tuple(card for fold in self.folds for card in fold.cards)


def cards(notice: ShownNotice, institutions: Mapping[str, KnownInstitution]) -> Cards:
    """The cards of a notice. Copies for which no source names anybody are ascribed to its keeper."""
    description, keeper = notice.description, notice.keeper
    grouped: dict[str, list[Copy]] = {}
    given: dict[str, tuple[str, str]] = {}
    for holding in notice.copies:
        rcr = holding.institution or ("" if holding.institution_name else keeper.code)
        key = rcr or holding.institution_name
        grouped.setdefault(key, []).append(_copy(holding, description))
        given.setdefault(key, (rcr, holding.institution_name))
    known = {keeper.code: keeper, **institutions}
    found = [_card(*given[key], known, tuple(copies)) for key, copies in grouped.items()]
    found.sort(key=lambda card: (_in_order(card.town) or "\uffff", _in_order(card.name)))
    if len(found) <= SHOWN:
        return Cards(tuple(found), (), len(notice.copies))
    return Cards((), _folds(found), len(notice.copies))


def card_key(rcr: str, name: str) -> str:
    """A few letters that tell an institution from the others that hold the same document."""
    return int_to_base36(zlib.crc32((rcr or name).encode()))


def _folds(cards: list[Card]) -> tuple[Fold, ...]:
    """The cards by department; a department that has very many of them by the parts of its alphabet."""
    grouped: dict[str, list[Card]] = {}
    for card in cards:
        known = department(card.department)
        grouped.setdefault(known.name if known else gettext("Elsewhere"), []).append(card)
    folds: list[Fold] = []
    for title, of_department in sorted(grouped.items()):
        if len(of_department) <= MOST_IN_A_FOLD:
            folds.append(Fold(title, tuple(of_department)))
            continue
        for start in range(0, len(of_department), ROOM_IN_A_FOLD):
            part = tuple(of_department[start : start + ROOM_IN_A_FOLD])
            ends = {"title": title, "first": part[0].town or part[0].name, "last": part[-1].town or part[-1].name}
            folds.append(Fold(gettext("%(title)s: from %(first)s to %(last)s") % ends, part))
    return tuple(folds)


def _in_order(text: str) -> str:
    return _DIGITS.sub(lambda found: found[0].zfill(8), text.casefold())


def _copy(holding: Holding, description: Description) -> Copy:
    notes = [note for note in description.notes if note.copy and concerned(note.copy, description.holdings) is holding]
    owners = [agent for agent in description.agents if agent.copy and concerned(agent.copy, description.holdings) is holding]
    said = [_owner(agent) for agent in dict.fromkeys((*holding.former_owners, *owners))]
    said += [_note(note) for note in dict.fromkeys((*holding.notes, *notes))]
    coded = words.features(feature.code for feature in holding.features)
    said += [(kind, Said(scripts.Words(value))) for kind, value in coded.items()]
    if holding.barcode:
        said.append((gettext("Barcode"), Said(scripts.Words(holding.barcode))))
    return Copy(holding.call_number, holding.collection, holding.access, holding.statement, _together(said))


def _together(said: Iterable[tuple[str, Said]]) -> tuple[CopyNote, ...]:
    """Each label once: a binding that is coded and described is one binding."""
    found: dict[str, dict[Said, None]] = {}
    for label, value in said:
        found.setdefault(label, {})[value] = None
    return tuple(CopyNote(label, tuple(values)) for label, values in found.items())


def _note(note: Note) -> tuple[str, Said]:
    return words.label("note_kind", note.kind), Said(scripts.words(note.value))


def _owner(agent: Agent) -> tuple[str, Said]:
    role = words.sentence(words.roles(agent.roles)).rstrip(".") or gettext("Former owner")
    page = heading_page("public:person", agent_label(agent))
    return role, Said(scripts.words(agent_name(agent)), page)


def agent_name(agent: Agent) -> str:
    """A name with what tells it from its namesakes: "Labé, Louise (1524?-1566)"."""
    aside = ", ".join(part for part in (agent.qualifier.strip("() "), agent.dates.strip("() ")) if part)
    return f"{agent.name} ({aside})" if aside else agent.name


def _card(rcr: str, given: str, known: Mapping[str, KnownInstitution], copies: tuple[Copy, ...]) -> Card:
    institution = known.get(rcr)
    key = card_key(rcr, given)
    if institution is None:
        name = given or gettext("Library %(rcr)s") % {"rcr": rcr}
        return Card(name, "", rcr, "", "", "", copies, key=key, department=department_of(isil(rcr)))
    return Card(
        name=given if given and institution.title == unnamed(institution.isil) else institution.title,
        town=institution.town,
        rcr=rcr,
        access=institution.access,
        email=institution.email,
        website=web_address(institution.website),
        copies=copies,
        key=key,
        page=addresses.institution(institution),
        department=institution.department or department_of(isil(rcr)),
        address=institution.address,
        telephone=institution.telephone,
        hours=institution.opening_hours,
    )


def keeper_card(keeper: KnownInstitution) -> Card:
    """The card of the institution that a record without copies comes from."""
    return _card(keeper.code, keeper.title, {keeper.code: keeper}, ())
