"""Names and publication: "Hugo, Victor (1802-1885). Auteur", "Perrin (Lyon)", dates as written."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Agent, Description
from catalogue.core.kinds import DateKind
from catalogue.core.vocabularies import relator_label_fr
from catalogue.formats.dublin_core.writing.element import Element

_REFINED: dict[DateKind, str] = {"publication": "issued", "creation": "created", "copyright": "dateCopyrighted"}
_NOT_OF_THE_DOCUMENT = frozenset({"coverage", "original"})


def elements(description: Description) -> Iterator[Element]:
    """creator, contributor, publisher, date."""
    for agent in description.agents:
        yield Element("contributor" if agent.rank == "other" else "creator", _name(agent))
    for statement in description.publications:
        place = ", ".join(statement.places)
        names = " ; ".join(statement.names)
        if names:
            yield Element("publisher", f"{names} ({place})" if place else names)
    for date in description.dates:
        if date.kind not in _NOT_OF_THE_DOCUMENT and date.display:
            yield Element("date", date.display, refined=_REFINED.get(date.kind, ""))


def _name(agent: Agent) -> str:
    dated = f"{agent.name} ({agent.dates})" if agent.dates else agent.name
    role = relator_label_fr(agent.roles[0]) if agent.roles else ""
    return f"{dated}. {role}" if role else dated
