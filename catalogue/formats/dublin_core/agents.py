"""Names and publication: creator, contributor, publisher, date and its refinements."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Publication
from catalogue.core.kinds import AgentKind, DateKind, Rank
from catalogue.core.vocabularies import fold, relator_code
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core.statement import Statement

# Gallica and BnF write "Hugo, Victor (1802-1885). Auteur du texte".
_DATED = re.compile(r"(.+?)\s*\(([^()]*\d[^()]*|\?[^()]*)\)\s*(?:[.,;:]\s*(.*))?$")
# As MARC 21 becomes Dublin Core (Library of Congress): "Hugo, Victor, 1802-1885", "Dupont, Jean, 1950-, editor".
_YEARS = r"(?:ca\.? |active |b\.? |d\.? )\d{3,4}\??(?:-(?:ca\.? )?\d{3,4}\??)?|\d{3,4}\??-(?:ca\.? )?(?:\d{3,4}\??)?"
_DATED_LAST = re.compile(rf"([^,]+(?:, [^,]+)*?), ({_YEARS})(?:, ([^,]+))?\.?")
_ROLE = re.compile(r"(.+?\S{2})[.]\s+([^.]{4,60})\.?$")
_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]$")
_ROLE_WORDS = {
    "auteur du texte": "070", "auteur de lettres": "070", "auteur presume du texte": "330", "destinataire de lettres": "660",
    "editeur scientifique": "340", "editeur commercial": "650", "imprimeur-libraire": "610", "photographe": "600",
    "dessinateur": "040", "peintre": "040", "auteur": "070", "directeur de publication": "651", "ancien possesseur": "390",
}  # fmt: skip
_DATE_KINDS: dict[str, DateKind] = {
    "date": "publication", "issued": "publication", "created": "creation", "copyrighted": "copyright", "dateCopyrighted": "copyright",
    "dateSubmitted": "creation", "temporal": "coverage",
}  # fmt: skip


def _role(text: str) -> str:
    return _ROLE_WORDS.get(fold(text), "") or relator_code(text)


def read_name(text: str) -> tuple[str, str, tuple[str, ...]]:
    """(name, dates, roles) of a name as it stands: "Hugo, Victor (1802-1885). Auteur du texte" has all three."""
    if dated := _DATED.fullmatch(text):
        role = _role(dated[3]) if dated[3] else ""
        return dated[1], dated[2].strip(), (role,) if role else ()
    if (dated := _DATED_LAST.fullmatch(text)) and (not dated[3] or _role(dated[3])):
        return dated[1], dated[2], (_role(dated[3]),) if dated[3] else ()
    if ended := _ROLE.fullmatch(text):
        role = _role(ended[2])
        if role:
            return ended[1], "", (role,)
    if bracketed := _IN_BRACKETS.fullmatch(text):
        role = _role(bracketed[2])
        if role:
            return bracketed[1], "", (role,)
    return text, "", ()


def _agent(rank: Rank) -> Callable[[Statement, Draft], None]:
    def handler(statement: Statement, draft: Draft) -> None:
        name, dates, roles = read_name(statement.text)
        kind: AgentKind = "person" if dates or re.match(r"[^,\d]{2,60}, \S", name) else "unknown"
        agent = Agent(
            name=name, kind=kind, roles=roles, rank=rank, dates=dates, qualifier="", identifiers=(), copy="", place=statement.place
        )
        if roles == ("390",):
            draft.copy_agents.append(agent)
        elif draft.first_time("agent", name, roles):
            draft.agents.append(agent)

    return handler


def read_publisher(text: str) -> tuple[str, str]:
    """(name, place, "" where none is said): BnF puts the place in brackets after the name, "Impr. Rey (Lyon)"."""
    placed = _IN_BRACKETS.fullmatch(text)
    return (placed[1], placed[2]) if placed and not any(char.isdigit() for char in placed[2]) else (text, "")


def _publisher(statement: Statement, draft: Draft) -> None:
    name, place = read_publisher(statement.text)
    draft.publications.append(
        Publication(kind="publication", places=(place,) if place else (), names=(name,), date="", place=statement.place)
    )


def _date(statement: Statement, draft: Draft) -> None:
    kind = _DATE_KINDS[statement.name]
    if statement.text.startswith("info:"):
        return  # "info:eu-repo/date/embargoEnd/2025-01-01": when a text opens, not when it was published
    if draft.first_time("date", statement.text, kind):
        draft.dates.append(parse(statement.text, kind=kind, place=statement.place, w3c=True))


HANDLERS = {"creator": _agent("main"), "contributor": _agent("other"), "publisher": _publisher, **dict.fromkeys(_DATE_KINDS, _date)}
