"""Producers and index terms: each name in the element of its kind, with its number in a file of authorities."""

from __future__ import annotations

from catalogue.core.description import Agent, Identifier, Subject
from catalogue.formats.authorities import authority
from catalogue.formats.ead.kept import keeping
from catalogue.formats.ead.writing.markup import around, element, is_token

_AGENTS = {"person": "persname", "family": "famname", "corporate": "corpname"}
_TERMS = frozenset({
    "persname", "famname", "corpname", "geogname", "subject", "title", "name", "function", "genreform", "occupation",
})  # fmt: skip
_OF_KINDS = {"person": "persname", "family": "famname", "corporate": "corpname", "place": "geogname", "topic": "subject", "title": "title"}
_OTHERWISE = "name"


def producer(agent: Agent) -> str:
    """``origination`` of one who made or gathered what is described."""
    name = _AGENTS.get(agent.kind, "name")
    number = {} if not agent.identifiers else _number(agent.identifiers[0], source="")
    return around("origination", element(name, agent.name, role=agent.qualifier, **number))


def term(subject: Subject) -> tuple[str, str]:
    """Where an index term stands ("controlaccess" or "physdesc"), and its element."""
    place, _, name = subject.place.partition("/")
    if name not in _TERMS:
        name = _OF_KINDS.get(subject.kind, _OTHERWISE)
    token = is_token(subject.scheme)
    number = {} if not subject.identifiers else _number(subject.identifiers[0], source=subject.scheme)
    held = {**number, "altrender": number.get("altrender", "")}
    if subject.scheme and not token:
        held["altrender"] = keeping(source=subject.scheme, scheme=subject.identifiers[0].scheme if subject.identifiers else "")
    return "physdesc" if place == "physdesc" else "controlaccess", element(
        name, subject.value, source=subject.scheme if token else "", **held
    )


def _number(identifier: Identifier, *, source: str) -> dict[str, str]:
    """The number of an authority as it reads back: bare where its form says whose it is, else with its file kept beside."""
    scheme, number = authority(identifier.value)
    if scheme == "local":
        scheme = source.lower() or scheme
    alike = (scheme, number) == (identifier.scheme, identifier.value)
    return {"authfilenumber": identifier.value, "altrender": "" if alike else keeping(scheme=identifier.scheme)}
