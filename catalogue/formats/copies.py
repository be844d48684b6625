"""The copies a record speaks of: holdings under construction, and which of them a note or a former owner belongs to.

Records name a copy in $5, in three ways: ``RCR``, ``RCR:number of the copy`` (Sudoc, BnF) and ``RCR:call number`` (UNIMARC manual).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, get_args

from msgspec.structs import replace

from catalogue.core.description import Agent, Feature, Holding, Note
from catalogue.core.isil import institution_code
from catalogue.core.kinds import NoteKind
from catalogue.formats.cleaning import clean
from catalogue.formats.marc.record import Field

if TYPE_CHECKING:
    from catalogue.formats.draft import Draft


Belonging = TypeVar("Belonging", Note, Feature, Agent)


# UNIMARC 703, 713 and 723 name people of a copy, even where the record does not say of which one.
_PROVENANCE = frozenset({"703", "713", "723"})
UNNAMED = "?"
# What tables of subfields call a kind of note.
NOTES: dict[str, NoteKind] = {f"note:{kind}": kind for kind in get_args(NoteKind)}


class Copy:
    """A holding under construction."""

    __slots__ = ("access", "barcode", "call_number", "collection", "features", "former_owners", "identifier", "institution",
                 "institution_name", "notes", "place", "statement")  # fmt: skip

    def __init__(self, *, place: str) -> None:
        self.place = place
        self.institution = self.institution_name = self.collection = self.call_number = self.identifier = ""
        self.barcode = self.access = self.statement = ""
        self.notes: list[Note] = []
        self.former_owners: list[Agent] = []
        self.features: list[Feature] = []

    def set(self, name: str, value: str) -> None:
        """Give the attribute ``name`` a value unless it has one; a further, different text is added after " ; "."""
        known = getattr(self, name)
        if not known:
            setattr(self, name, value)
        elif value and name in ("statement", "access") and value not in known:
            setattr(self, name, f"{known} ; {value}")

    def locate(self, text: str) -> None:
        """Say whose the copy is: an RCR, another number or its ISIL becomes ``institution``, any other text ``institution_name``."""
        if not text:
            return
        if code := institution_code(text):
            self.institution = self.institution or code
        elif not self.institution_name:
            self.institution_name = text

    def number(self, text: str, *, called_elsewhere: bool = False) -> None:
        """Take what stands after the colon of a $5: figures are the copy's own number, anything else its call number.

        Short figures may be either, unless the field says the call number itself (``called_elsewhere``).
        """
        if text.isascii() and text[:-1].isdigit() and (len(text) >= 9 or called_elsewhere):
            self.identifier = self.identifier or text
        elif not self.call_number:
            self.call_number = text

    def freeze(self) -> Holding:
        """The finished holding."""
        return Holding(
            institution=self.institution, institution_name=self.institution_name, collection=self.collection,
            call_number=self.call_number, identifier=self.identifier, barcode=self.barcode, access=self.access,
            statement=self.statement, notes=tuple(self.notes), former_owners=tuple(self.former_owners), place=self.place,
            features=tuple(self.features),
        )  # fmt: skip


def split_copy(text: str) -> tuple[str, str]:
    """What stands before and after the colon of a $5: (RCR or other code, number or call number)."""
    owner, _, number = text.partition(":")
    owner = owner.strip()
    return institution_code(owner) or owner, number.strip()


def hold(field: Field, draft: Draft) -> None:
    """850: the institutions that hold the document, and nothing of their copies."""
    draft.holders += [(text, field.place) for code, raw in field.subfields if code == "a" and (text := clean(raw))]


def locate_holders(draft: Draft) -> None:
    """A copy for each institution of 850 of which no other field has told one."""
    if not draft.holders:
        return
    known = {name for copy in draft.copies.values() for name in (copy.institution, copy.institution_name)}
    for holder, place in draft.holders:
        code = institution_code(holder) or holder
        if code not in known:
            known.add(code)
            draft.copy(f"850 {holder}", place=place).locate(holder)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


class _Copies:
    """The copies of a draft, found by what a $5 says of them."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._by_owner: dict[str, list[Copy]] = {}
        self._by_number: dict[tuple[str, str], Copy] = {}
        for copy in draft.copies.values():
            self._index(copy)

    def _index(self, copy: Copy) -> None:
        for owner in {copy.institution, copy.institution_name} - {""}:
            self._by_owner.setdefault(owner, []).append(copy)
            for number in (copy.call_number, copy.identifier):
                if number:
                    self._by_number.setdefault((owner, _fold(number)), copy)

    def find(self, key: str) -> Copy | None:
        """The copy a $5 speaks of; a new one where it names a copy unknown so far; None where nobody can tell."""
        copies = self._draft.copies
        if not key:
            return next(iter(copies.values())) if len(copies) == 1 else None
        if key in copies:
            return copies[key]
        owner, number = split_copy(key)
        if number:
            return self._by_number.get((owner, _fold(number))) or self._new(key, owner, number)
        in_institution = self._by_owner.get(owner, [])
        if not in_institution:
            return self._new(key, owner, number)
        return in_institution[0] if len(in_institution) == 1 else None

    def _new(self, key: str, owner: str, number: str) -> Copy:
        copy = self._draft.copy(key, place="")
        copy.locate(owner)
        copy.number(number)
        self._index(copy)
        return copy


def attach(draft: Draft) -> None:
    """Give copy notes, coded characteristics, former owners, binders to their copy; those of no known copy stay with the description."""
    owners = [agent for agent in draft.copy_agents if agent.place[:3] in _PROVENANCE and not agent.copy]
    if owners and not draft.copies:
        draft.copy("", place=owners[0].place)  # the source's own copy: whose else would have had an owner?
    copies = _Copies(draft)
    _share(draft.copy_notes, copies, of_copy="notes", otherwise=draft.notes)
    _share(draft.copy_features, copies, of_copy="features", otherwise=draft.features)
    _share(draft.copy_agents, copies, of_copy="former_owners", otherwise=draft.agents)


def _share(values: list[Belonging], copies: _Copies, *, of_copy: str, otherwise: list[Belonging]) -> None:
    for value in values:
        copy = copies.find(value.copy)
        if copy is None:
            unnamed = isinstance(value, Agent) and value.place[:3] in _PROVENANCE and not value.copy
            otherwise.append(replace(value, copy=UNNAMED) if unnamed else value)
        else:
            getattr(copy, of_copy).append(value)
            copy.place = copy.place or value.place
