"""People and bodies: everybody whom a record names, once, with every role that somebody gives; names of one copy stay with that copy."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from catalogue.clustering.merging.told import Told, Value, same_words
from catalogue.core.description import Agent


def merge(told: Sequence[Told]) -> Value:
    """The agents of the work and of the edition."""
    found: dict[str, Agent] = {}
    for one in told:
        for agent in one.description.agents:
            if agent.copy:
                continue
            key = same_words(agent.name)
            known = found.get(key)
            found[key] = agent if known is None else _joined(known, agent)
    records = tuple(one.record for one in told if one.description.agents)
    return Value({"agents": tuple(found.values())}, records)


def _joined(known: Agent, other: Agent) -> Agent:
    return replace(
        known,
        roles=tuple(dict.fromkeys((*known.roles, *other.roles))),
        dates=known.dates or other.dates,
        identifiers=tuple(dict.fromkeys((*known.identifiers, *other.identifiers))),
        variants=tuple(dict.fromkeys((*known.variants, *other.variants))),
    )
