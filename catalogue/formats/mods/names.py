"""name: who did what, with the numbers of authority files, under the relators of MARC."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Agent, Description
from catalogue.core.kinds import AgentKind
from catalogue.core.vocabularies import UNIMARC_TO_MARC21_RELATORS, relator_label_fr
from catalogue.formats.mods.element import group, leaf

TYPES: dict[AgentKind, str] = {"person": "personal", "family": "family", "corporate": "corporate", "meeting": "conference"}


def names(description: Description) -> Iterator[str]:
    """Those of the edition; the names of one copy stand in its notes (``location``)."""
    main = next((agent for agent in description.agents if agent.rank == "main" and not agent.copy), None)
    for agent in description.agents:
        if not agent.copy:
            yield name(agent, usage="primary" if agent is main else "")


def name(agent: Agent, *, usage: str = "") -> str:
    """One name."""
    inside = [leaf("namePart", agent.name), leaf("namePart", agent.qualifier, type_="termsOfAddress")]
    inside += [leaf("namePart", agent.dates, type_="date")]
    inside += [_role(role) for role in agent.roles]
    inside += [leaf("nameIdentifier", each.value, type_=each.scheme) for each in agent.identifiers]
    inside += [group("alternativeName", (leaf("namePart", variant),)) for variant in agent.variants]
    return group("name", inside, type_=TYPES.get(agent.kind, ""), usage=usage)


def _role(role: str) -> str:
    code = UNIMARC_TO_MARC21_RELATORS.get(role, "")
    told = leaf("roleTerm", relator_label_fr(role), type_="text", xml_lang="fr")
    return group("role", (leaf("roleTerm", code, type_="code", authority="marcrelator"), told))
