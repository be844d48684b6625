"""Headings: the names of persons, subjects and places under a key that addresses, filters and counts share."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.core.description import Agent
from catalogue.core.text import fold

LONGEST_KEY = 120
SEPARATOR = "|"
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")


@lru_cache(maxsize=65536)
def heading_key(label: str) -> str:
    """The key of a heading, for addresses: ``labe-louise-1524-1566`` for "Labé, Louise (1524?-1566)"; "" where it has no word.

    Accents, capitals and punctuation change nothing, so that the same heading from two libraries has one key.
    """
    return fold(label).replace(" ", "-").replace(SEPARATOR, "")[:LONGEST_KEY].strip("-")


def heading_value(label: str) -> str:
    """What an engine keeps to count and filter by: the key, then the heading as written; "" where there is no key."""
    key = heading_key(label)
    return f"{key}{SEPARATOR}{label}" if key else ""


def split_heading(value: str) -> tuple[str, str]:
    """(key, heading as written) of what :func:`heading_value` made."""
    key, _, label = value.partition(SEPARATOR)
    return key, label


def person_label(name: str, dates: str) -> str:
    """The heading of a person or a body: "Labé, Louise (1524?-1566)"; dates already in the name are not repeated."""
    return f"{name} ({dates})" if dates and dates not in name else name


def agent_label(agent: Agent) -> str:
    """The heading of somebody whom a record names; a body or a family with what tells it from those of its name: "Jésuites (Lyon)".

    What tells a person beside her dates ("évêque de Grenoble") each cataloguer writes otherwise: it is left out.
    """
    dates = agent.dates.strip("() ")
    if agent.kind in ("person", "unknown"):
        return person_label(agent.name, dates)
    told = (part for part in (agent.qualifier.strip("() "), dates) if part and part not in agent.name)
    return person_label(agent.name, ", ".join(told))


def bare_label(label: str) -> str:
    """A heading without the qualifier at its end: "Paris" for "Paris (France)"."""
    return _QUALIFIER.sub("", label)
