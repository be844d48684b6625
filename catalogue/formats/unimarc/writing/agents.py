"""Names: 70X persons, 71X bodies and meetings, 716 trademarks, 72X families, 730 names as they stand; 702 with $5 for those of a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.core.description import Agent, Description
from catalogue.core.kinds import AgentKind, Rank
from catalogue.formats.marc.making import authorities, made
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.writing.scripts import script_of

_BLOCKS: dict[AgentKind, str] = {"person": "70", "corporate": "71", "meeting": "71", "family": "72"}
_RANKS: dict[Rank, str] = {"main": "0", "joint": "1", "other": "2"}
_INVERTED = re.compile(r"([^,]+), ([^,\s].*)")
_OF_A_COPY = "3"
_UNNAMED = "?"


def agents(description: Description) -> Iterator[Field]:
    """The names of the edition, and those of a copy that the source does not name."""
    for position, agent in enumerate(description.agents, start=1):
        yield from name(agent, copy="" if agent.copy == _UNNAMED else agent.copy, link=f"a{position:02d}"[-3:])


def name(agent: Agent, *, copy: str, link: str = "") -> Iterator[Field]:
    """The field of a name; its forms in other scripts are fields of the same tag, linked by $6, their script in $7."""
    tag = _tag(agent)
    shared = [*authorities(agent.identifiers, code="3"), *(("4", role) for role in agent.roles), ("5", copy)]
    paired = bool(agent.variants and link and tag != "716")
    signs = [("6", link), ("7", script_of(agent.name))] if paired else []
    yield from made(tag, _indicators(agent), *signs, *_words(agent), *shared)
    for other in agent.variants if paired else ():
        yield from made(tag, _indicators(agent), ("6", link), ("7", script_of(other)), ("a", other))


def _tag(agent: Agent) -> str:
    if agent.kind == "trademark":
        return "716"
    block = _BLOCKS.get(agent.kind)
    if block is None:
        return "730"
    return block + (_OF_A_COPY if agent.copy == _UNNAMED else _RANKS[agent.rank])


def _indicators(agent: Agent) -> str:
    if agent.kind == "person":
        return " 1" if _INVERTED.fullmatch(agent.name) else " 0"
    if agent.kind in ("corporate", "meeting"):
        return "12" if agent.kind == "meeting" else "02"
    return "  "


def _words(agent: Agent) -> list[tuple[str, str]]:
    inverted = _INVERTED.fullmatch(agent.name) if agent.kind == "person" else None
    named = [("a", inverted[1]), ("b", inverted[2])] if inverted else [("a", agent.name)]
    return [*named, ("c", agent.qualifier), ("f", agent.dates)]
