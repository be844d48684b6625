"""Former owners: who among the names of a record once had one of its copies, and under which number an agency knows somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalogue.core.description import Agent, Description
from catalogue.core.headings import agent_label, heading_key
from catalogue.core.rules.copies import concerned
from catalogue.core.rules.provenance import named_in
from catalogue.core.text import fold

# UNIMARC relator codes: former owner, donor, author of an inscription in the copy. A binder and the maker of a bookplate owned nothing.
OWNING = frozenset({"390", "320", "450"})
# The agencies whose numbers name one person, the one that French catalogues follow first.
AGENCIES = ("idref", "bnf", "ark", "isni", "viaf", "wikidata")


class Owned(NamedTuple):
    """Somebody, and the copy once owned: its ``position`` in the record (from 1), 0 where nobody says which."""

    position: int
    agent: Agent


def owners_of(description: Description) -> Iterator[Owned]:
    """The former owners that a record names, those of each copy in order, then those of no known copy; then those whom its notes of
    provenance name (:mod:`core.rules.provenance`) and no heading of it does.
    """
    yield from _under_headings(description)
    yield from owners_in_notes(description)


def owners_in_notes(description: Description) -> Iterator[Owned]:
    """Those whom the notes of provenance name and no heading does."""
    noted = [one for one in _in_notes(description) if heading_of(one.agent)]
    known = [set(fold(one.agent.name).split()) for one in _under_headings(description)] if noted else []
    for one in noted:
        words = set(fold(one.agent.name).split())
        if not any(words <= others or others <= words for others in known):
            yield one


def _under_headings(description: Description) -> Iterator[Owned]:
    for position, holding in enumerate(description.holdings, start=1):
        yield from (Owned(position, agent) for agent in holding.former_owners if is_owner(agent))
    for agent in description.agents:
        if agent.copy and is_owner(agent):
            yield Owned(_position(agent.copy, description), agent)


def _in_notes(description: Description) -> Iterator[Owned]:
    for position, holding in enumerate(description.holdings, start=1):
        for note in holding.notes:
            if note.kind == "provenance":
                yield from (Owned(position, agent) for agent in named_in(note.value, place=note.place))
    for note in description.notes:
        if note.kind == "provenance":
            yield from (Owned(_position(note.copy, description), agent) for agent in named_in(note.value, place=note.place))


def _position(copy: str, description: Description) -> int:
    """The place from 1 of the copy that a heading or a note speaks of; 0 where nobody says which of several."""
    found = concerned(copy, description.holdings)
    if found is None:
        return 0
    return next(place for place, holding in enumerate(description.holdings, start=1) if holding is found)


def is_owner(agent: Agent) -> bool:
    """Whether a name that concerns a copy is that of somebody who had it: so it is where no role says more."""
    return bool(heading_of(agent)) and (not agent.roles or not OWNING.isdisjoint(agent.roles))


def heading_of(agent: Agent) -> str:
    """The key of the heading of somebody, as pages of persons have it in their addresses; "" where the name has no word."""
    return heading_key(agent_label(agent))


def authority_of(agent: Agent) -> str:
    """``scheme:number`` by which an agency tells somebody from all others, "" without one; a number of the source's own tells nobody."""
    numbers = {one.scheme: one.value.strip() for one in reversed(agent.identifiers) if one.value.strip()}
    return next((f"{scheme}:{numbers[scheme]}" for scheme in AGENCIES if scheme in numbers), "")


def rank_of(authority: str) -> tuple[int, str]:
    """What sorts authorities, that of the first agency first."""
    scheme = authority.partition(":")[0]
    return (AGENCIES.index(scheme) if scheme in AGENCIES else len(AGENCIES), authority)
