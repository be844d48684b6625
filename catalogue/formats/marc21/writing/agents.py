"""Names: 1XX and 7XX, their roles in $4 under the codes of MARC 21; 720 where nobody says whether it is a person."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Agent, Description
from catalogue.core.kinds import AgentKind
from catalogue.core.vocabularies import UNIMARC_TO_MARC21_RELATORS
from catalogue.formats.marc.making import authorities, made
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.other_script import SCRIPTS
from catalogue.formats.unimarc.languages import SCRIPTS as SCRIPTS_OF_UNIMARC
from catalogue.formats.unimarc.writing.scripts import script_of

_MOST_TIED = 100
_TAGS: dict[AgentKind, str] = {"person": "00", "family": "00", "corporate": "10", "meeting": "11"}


def agents(description: Description) -> Iterator[Field]:
    """The first main name in 1XX, others in 7XX."""
    main = next((agent for agent in description.agents if agent.rank == "main" and agent.kind in _TAGS and not agent.copy), None)
    if main is not None:
        yield from name(main, hundred="1", copy="", number=1)
    for number, agent in enumerate(description.agents, start=2):
        if agent is not main:
            yield from name(agent, hundred="7", copy=agent.copy.strip("?"), number=number)


def name(agent: Agent, *, hundred: str, copy: str, number: int = 0) -> Iterator[Field]:
    """The field of a name; its forms in other scripts stand in 880, tied to it by ``number``."""
    tag = f"{hundred}{_TAGS[agent.kind]}" if agent.kind in _TAGS else "720"
    body = agent.kind in ("corporate", "meeting")
    indicators = "2 " if body else ("3 " if agent.kind == "family" else ("1 " if "," in agent.name else "0 ")) if tag != "720" else "  "
    roles = [("4", UNIMARC_TO_MARC21_RELATORS.get(role, role)) for role in agent.roles]
    qualified = [("d", agent.dates), ("c", agent.qualifier)] if body else [("c", agent.qualifier), ("d", agent.dates)]
    paired = bool(agent.variants) and 0 < number < _MOST_TIED and tag != "720"
    tie = [("6", f"880-{number:02d}")] if paired else []
    yield from made(tag, indicators, *tie, ("a", agent.name), *qualified, *authorities(agent.identifiers, code="0"), *roles, ("5", copy))
    for other in agent.variants if paired else ():
        yield from made("880", indicators, ("6", f"{tag}-{number:02d}{_script(other)}"), ("a", other))


def _script(text: str) -> str:
    """The code of the script of an 880, behind a slash; nothing for one that has no code."""
    script = SCRIPTS_OF_UNIMARC.get(script_of(text))
    code = next((code for code, name in SCRIPTS.items() if name == script), "")
    return f"/{code}" if code else ""
