"""Names of a description sorted by what their bearers did, and taken apart as citations need them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.citations.cleaning import line
from catalogue.core.description import Agent

# Relator codes of UNIMARC (appendix C).
AUTHORS = frozenset({"010", "030", "040", "070", "090", "180", "220", "230", "305", "330", "475", "520", "600", "690"})
MAKERS = frozenset({"170", "350", "360", "430", "510", "530", "700", "705", "760"})
EDITORS = frozenset({"340", "651"})
TRANSLATORS = frozenset({"730"})
ILLUSTRATORS = frozenset({"440"})
RECIPIENTS = frozenset({"660"})
PRINTERS = frozenset({"160", "610", "650"})
_NEVER_FIRST = (
    EDITORS | TRANSLATORS | ILLUSTRATORS | RECIPIENTS | PRINTERS | frozenset({"110", "280", "310", "320", "390", "620", "723", "727"})
)
_ELIDED = ("'", "’")
_KING = re.compile(r"^[IVX]+\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: ``family`` and ``given``, or ``literal`` alone for bodies and for persons who have one name only."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def inverted(self) -> str:
        """ "Labé, Louise", as lists are sorted."""
        return self.literal or f"{self.family}, {self.given}"

    @property
    def natural(self) -> str:
        """ "Louise Labé", "Honoré d'Urfé", as a person is called."""
        return self.literal or f"{self.given}{'' if self.given.endswith(_ELIDED) else ' '}{self.family}"

    @property
    def sorted_by(self) -> str:
        """The word that a bibliography sorts by."""
        return self.literal or self.family

    @property
    def initials(self) -> str:
        """ "J.-B." for "Jean-Baptiste"; particles stay whole."""
        return " ".join("-".join(_initial(piece) for piece in word.split("-")) for word in self.given.split())


@dataclass(frozen=True, slots=True)
class People:
    """Who made a document, in the order of the record."""

    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    illustrators: tuple[Name, ...] = ()
    recipients: tuple[Name, ...] = ()


def people(agents: Iterable[Agent]) -> People:
    """The agents of a work by what they did; owners and binders of a copy, printers and sellers are left out."""
    of_the_work = [agent for agent in agents if not agent.copy and line(agent.name).strip(" ,;")]
    return People(
        authors=_names(_authors(of_the_work)),
        editors=_names(agent for agent in of_the_work if EDITORS & set(agent.roles)),
        translators=_names(agent for agent in of_the_work if TRANSLATORS & set(agent.roles)),
        illustrators=_names(agent for agent in of_the_work if ILLUSTRATORS & set(agent.roles)),
        recipients=_names(agent for agent in of_the_work if RECIPIENTS & set(agent.roles)),
    )


def name_of(agent: Agent) -> Name:
    """The name of an agent: taken apart at its first comma for a person, whole for a body."""
    name = line(agent.name).strip(" ,;")
    family, comma, given = (part.strip() for part in name.partition(","))
    if agent.kind in ("person", "unknown") and comma and family and given:
        return Name(family=family, given=given)
    if agent.kind == "person" and _KING.match(agent.qualifier):
        name = f"{name} {line(agent.qualifier).partition(',')[0]}"
    return Name(literal=name)


def _authors(agents: list[Agent]) -> list[Agent]:
    """Those said to be authors; else those the record puts first; else those whose hand it is."""
    said = [agent for agent in agents if AUTHORS & set(agent.roles) or (not agent.roles and agent.rank in ("main", "joint"))]
    first = [agent for agent in agents if agent.rank in ("main", "joint") and not _NEVER_FIRST & set(agent.roles)]
    return said or first or [agent for agent in agents if MAKERS & set(agent.roles)]


def _names(agents: Iterable[Agent]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(name_of(agent) for agent in agents))


def _initial(piece: str) -> str:
    if not piece or piece[0].islower() or not piece[0].isalpha():
        return piece
    return f"{piece[0]}."
