"""Former owners: who among the names of a record once had one of its copies, and under which number an agency knows somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalogue.core.description import Agent, Description
from catalogue.core.headings import agent_label, heading_key
from catalogue.core.rules.copies import concerned

# UNIMARC relator codes: former owner, donor, author of an inscription in the copy. A binder and the maker of a bookplate owned nothing.
OWNING = frozenset({"390", "320", "450"})
# The agencies whose numbers name one person, the one that French catalogues follow first.
AGENCIES = ("idref", "bnf", "ark", "isni", "viaf", "wikidata")


class Owned(NamedTuple):
    """Somebody, and the copy once owned: its ``position`` in the record (from 1), 0 where nobody says which."""

    position: int
    agent: Agent


def owners_of(description: Description) -> Iterator[Owned]:
    """The former owners that a record names, those of each copy in order, then those of no known copy."""
    for position, holding in enumerate(description.holdings, start=1):
        yield from (Owned(position, agent) for agent in holding.former_owners if is_owner(agent))
    for agent in description.agents:
        if agent.copy and is_owner(agent):
            found = concerned(agent.copy, description.holdings)
            yield Owned(0 if found is None else description.holdings.index(found) + 1, agent)


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
