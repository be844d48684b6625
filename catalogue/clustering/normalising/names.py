"""Names of authors for matching: the surname with the initials of the forenames, bodies by their words."""

from __future__ import annotations

import re

from catalogue.clustering.normalising.words import important, plain, words_of
from catalogue.core.description import Agent, Description
from catalogue.core.text import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PARTICLES = _set("de du des la le les d van von der den ten ter di da del della do dos y et")
_TITLES = _set("sir lord saint abbe dom pere mme mr mr dr prof comte marqui baron duc ste")
_DIGITS = re.compile(r"\d")
# Roles of those who made the text: author, adapter, compiler, editor, translator and their like (UNIMARC, appendix C).
AUTHORS = _set("070 010 020 030 040 050 060 080 090 100 110 170 190 200 205 210 212 220 230 240 245 330 340 360 440 600 651 730")


def surname_of(name: str) -> str:
    """The surname of a person as matching compares it, without particles: "La Fontaine, Jean de" gives "fontaine"."""
    before, comma, _after = name.partition(",")
    words = [plain(word) for word in fold(_DIGITS.sub(" ", before)).split()]
    kept = [word for word in words if word not in _PARTICLES and word not in _TITLES] or words
    if not kept:
        return ""
    return "".join(kept) if comma else kept[-1]


def initials_of(name: str) -> str:
    """The initials of the forenames, in order; "" where there are none."""
    _before, comma, after = name.partition(",")
    if not comma:
        return "".join(plain(word)[0] for word in fold(name).split()[:-1] if word not in _PARTICLES)
    words = [word for word in fold(_DIGITS.sub(" ", after)).split() if word not in _PARTICLES and plain(word) not in _TITLES]
    return "".join(plain(word)[0] for word in words)


def _key(agent: Agent) -> str:
    if agent.kind in ("person", "family", "unknown"):
        surname = surname_of(agent.name)
        return f"{surname},{initials_of(agent.name)[:2]}" if surname else ""
    return " ".join(important(words_of(agent.name)))


def authors_of(description: Description) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the authors, and of everybody named: ``surname,initials`` for a person, the important words of a body.

    Authors are the main entries, else all who made the text.
    """
    keyed = [(agent, key) for agent in description.agents if not agent.copy and (key := _key(agent))]
    everybody = tuple(dict.fromkeys(key for _, key in keyed))
    main = tuple(dict.fromkeys(key for agent, key in keyed if agent.rank in ("main", "joint")))
    return main or tuple(dict.fromkeys(key for agent, key in keyed if not agent.roles or AUTHORS.intersection(agent.roles))), everybody
