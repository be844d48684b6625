"""The copies: every copy of every record, each with what is said of it alone: binding, provenance, gaps, former owners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from catalogue.clustering.merging.told import Told, Value, same_words
from catalogue.core.description import Description, Holding
from catalogue.core.rules.copies import OF_A_COPY, concerned


def merge(told: Sequence[Told]) -> Value:
    """The holdings of all. Two sources that speak of the same call number in the same place speak of one copy; two copies of one source are
    two, whatever they are called.
    """
    found: list[tuple[int, Holding]] = []
    for one in told:
        for holding in holdings(one):
            place = next((place for place, known in enumerate(found) if known[0] != one.record and _same(known[1], holding)), None)
            if place is None:
                found.append((one.record, holding))
            else:
                found[place] = (found[place][0], _joined(found[place][1], holding))
    return Value({"holdings": tuple(holding for _, holding in found)}, tuple(one.record for one in told))


def holdings(told: Told) -> Iterator[Holding]:
    """The copies of one record, each named by who keeps it and with the notes and owners that its record gives for it elsewhere; a record
    that names no copy has one, at its keeper's.
    """
    description = told.description
    only = len(description.holdings) == 1
    for holding in description.holdings or (Holding(),):
        notes = [
            note
            for note in description.notes
            if note.kind in OF_A_COPY or note.copy
            if (only and not note.copy) or concerned(note.copy, description.holdings) is holding
        ]
        owners = [agent for agent in description.agents if agent.copy and _of(agent.copy, description, holding)]
        named = holding.institution or holding.institution_name
        yield replace(
            holding,
            institution=holding.institution if named else told.keeper,
            notes=tuple(dict.fromkeys((*holding.notes, *notes))),
            former_owners=tuple(dict.fromkeys((*holding.former_owners, *owners))),
        )


def _of(copy: str, description: Description, holding: Holding) -> bool:
    return concerned(copy, description.holdings) is holding or (copy == "?" and len(description.holdings) == 1)


def _same(one: Holding, other: Holding) -> bool:
    call_number = same_words(one.call_number)
    return bool(call_number and one.institution) and (one.institution, call_number) == (other.institution, same_words(other.call_number))


def _joined(one: Holding, other: Holding) -> Holding:
    return replace(
        one,
        notes=tuple(dict.fromkeys((*one.notes, *other.notes))),
        former_owners=tuple(dict.fromkeys((*one.former_owners, *other.former_owners))),
        features=tuple(dict.fromkeys((*one.features, *other.features))),
        collection=one.collection or other.collection,
        access=one.access or other.access,
        statement=one.statement or other.statement,
    )
