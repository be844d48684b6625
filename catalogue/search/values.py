"""The headings of a description: what pages of persons, places and subjects count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from catalogue.core.description import Agent, Description
from catalogue.core.headings import agent_label, heading_value, split_heading
from catalogue.core.places import modern_places, places_named
from catalogue.core.rules.owners import owners_in_notes

# « Et se trouve à Paris », « puis] à Paris », « A Lyon » : what stands before the name, and the brackets around it.
_AROUND_A_PLACE = re.compile(
    r"^[\s\[(]*(?:(?:et|puis|se (?:trouve|vend|vendent))\b[\s\])]*)*(?:(?:a|à|in)\s+(?=[A-ZÉÈÀ]))?|[\s\])?,;:.]+$", re.IGNORECASE
)
_AFTER_A_PLACE = re.compile(r"\s*[\[(,:;].*$")
_NOWHERE_ELSE: Mapping[str, str] = {}
_NOWHERE = re.compile(r"^\W*s\.?\s*l\W*$|^\W*$|lieu", re.IGNORECASE)


def headings_of(description: Description, elsewhere: Mapping[str, str] = _NOWHERE_ELSE) -> dict[str, list[str]]:
    """The headings (``core.headings.heading_value``) of a description, for each of the facets of ``search.facets`` that counts them.

    ``persons``: who made it, bodies and families included; ``owners``: whose copy it was; ``subject_headings``: what it is about;
    ``place_headings``: where it was published or made, under the town's French name. ``elsewhere``: of the key of a form of a name that is
    shown under another, the heading of that one.
    """
    persons: list[str] = []
    owners: list[str] = []
    for agent in description.agents:
        (owners if agent.copy else persons).append(_person(agent))
    for holding in description.holdings:
        owners += [_person(agent) for agent in holding.former_owners]
    owners += [_person(one.agent) for one in owners_in_notes(description)]
    places = [place for publication in description.publications for place in publication.places]
    places += [text.value for text in description.production_places]
    return {
        "persons": _once(_shown(persons, elsewhere)),
        "owners": _once(_shown(owners, elsewhere)),
        "subject_headings": _once(heading_value(subject.value) for subject in description.subjects if subject.kind != "class"),
        "place_headings": _once(heading_value(name) for place in places for name in place_names(place)),
    }


@lru_cache(maxsize=16384)
def place_names(text: str) -> tuple[str, ...]:
    """The towns that a statement of place names: "A Lyon" and "Lugduni" give Lyon; () for "[S.l.]"."""
    return tuple(dict.fromkeys(name for piece in places_named(text) for name in _names(piece)))


def _names(said: str) -> tuple[str, ...]:
    if modern := modern_places(said):
        return modern
    plain = _AFTER_A_PLACE.sub("", _AROUND_A_PLACE.sub("", said)).strip(" []()?.,;:")
    return () if _NOWHERE.search(plain) else (plain[:1].upper() + plain[1:],)


def _person(agent: Agent) -> str:
    return heading_value(agent_label(agent))


def _shown(values: Iterable[str], elsewhere: Mapping[str, str]) -> Iterator[str]:
    for value in values:
        yield elsewhere.get(split_heading(value)[0], value)


def _once(values: Iterable[str]) -> list[str]:
    """Each heading once, by its key: two ways to write it are one heading of the notice, counted once."""
    by_key = {split_heading(value)[0]: value for value in reversed(list(values)) if value}
    return list(reversed(by_key.values()))
