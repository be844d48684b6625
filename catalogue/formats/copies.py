"""The copies a record speaks of: holdings under construction, and which of them a note or a former owner belongs to.

Records name a copy in $5, in three ways: ``RCR``, ``RCR:number of the copy`` (Sudoc, BnF) and ``RCR:call number`` (UNIMARC manual).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.core.description import Agent, Holding, Note
from catalogue.core.identifiers import normalise_rcr

if TYPE_CHECKING:
    from catalogue.formats.draft import Draft


class Copy:
    """A holding under construction."""

    __slots__ = ("access", "barcode", "call_number", "collection", "former_owners", "identifier", "institution", "institution_name",
                 "notes", "place", "statement")  # fmt: skip

    def __init__(self, *, place: str) -> None:
        self.place = place
        self.institution = self.institution_name = self.collection = self.call_number = self.identifier = ""
        self.barcode = self.access = self.statement = ""
        self.notes: list[Note] = []
        self.former_owners: list[Agent] = []

    def set(self, name: str, value: str) -> None:
        """Give the attribute ``name`` a value unless it has one; a further, different text is added after " ; "."""
        known = getattr(self, name)
        if not known:
            setattr(self, name, value)
        elif value and name in ("statement", "access") and value not in known:
            setattr(self, name, f"{known} ; {value}")

    def locate(self, text: str) -> None:
        """Say whose the copy is: an RCR or an ISIL of one becomes ``institution``, any other text ``institution_name``."""
        if not text:
            return
        if rcr := normalise_rcr(text):
            self.institution = self.institution or rcr
        elif not self.institution_name:
            self.institution_name = text

    def number(self, text: str) -> None:
        """Take what stands after the colon of a $5: figures are the copy's own number, anything else its call number."""
        if text.isascii() and text[:-1].isdigit() and len(text) >= 9:
            self.identifier = self.identifier or text
        elif not self.call_number:
            self.call_number = text

    def freeze(self) -> Holding:
        """The finished holding."""
        return Holding(
            self.institution, self.institution_name, self.collection, self.call_number, self.identifier, self.barcode, self.access,
            self.statement, tuple(self.notes), tuple(self.former_owners), self.place,
        )  # fmt: skip


def split_copy(text: str) -> tuple[str, str]:
    """What stands before and after the colon of a $5: (RCR or other code, number or call number)."""
    owner, _, number = text.partition(":")
    owner = owner.strip()
    return normalise_rcr(owner) or owner, number.strip()


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold().split() == other.casefold().split()


def _find(draft: Draft, key: str) -> Copy | None:
    """The copy a $5 speaks of; a new one where it names a copy unknown so far; None where nobody can tell."""
    if not key:
        return next(iter(draft.copies.values())) if len(draft.copies) == 1 else None
    if key in draft.copies:
        return draft.copies[key]
    owner, number = split_copy(key)
    in_institution = [copy for copy in draft.copies.values() if owner in (copy.institution, copy.institution_name)]
    if number:
        named = next((copy for copy in in_institution if _same(number, copy.call_number) or _same(number, copy.identifier)), None)
        return named or _new(draft, key, owner, number)
    if not in_institution:
        return _new(draft, key, owner, number)
    return in_institution[0] if len(in_institution) == 1 else None


def _new(draft: Draft, key: str, owner: str, number: str) -> Copy:
    copy = draft.copy(key, place="")
    copy.locate(owner)
    copy.number(number)
    return copy


def attach_notes(draft: Draft) -> None:
    """Give each copy note to its copy; those of no known copy stay notes of the description."""
    for note in draft.copy_notes:
        copy = _find(draft, note.copy)
        if copy is None:
            draft.notes.append(note)
        else:
            copy.notes.append(note)
            copy.place = copy.place or note.place


def attach_agents(draft: Draft) -> None:
    """Give former owners, binders and the like to their copy; those of no known copy stay agents of the description."""
    for agent in draft.copy_agents:
        copy = _find(draft, agent.copy)
        if copy is None:
            draft.agents.append(agent)
        else:
            copy.former_owners.append(agent)
            copy.place = copy.place or agent.place
