"""How a place is worded in an imprint: several towns in one text, the province beside a name, names that were cut short."""

from __future__ import annotations

import re

from catalogue.core.places import is_address, places_named
from catalogue.core.text import fold
from catalogue.geography.departments import areas, provinces

EVERYWHERE = frozenset({"france"})
CHIEF_TOWNS = frozenset({"paris"})  # that share their name with their department
_COMMA = re.compile(r"\s*,\s*")
_PROVINCE = re.compile(r"(?P<name>.+?)\s+(?:en|au pays de|du|dans le|dans la)\s+(?P<province>[^\W\d_][\w’'-]+(?: [A-Z][\w’'-]+)?)\s*")
_AU = re.compile(r"^(\s*\[?\s*)au\s+(?=[A-ZÉÈ])", re.IGNORECASE)
_SAINT = re.compile(r"(?<![^\W_])S\.\s+(?=[A-ZÉ])")


def plainly(text: str) -> str:
    """The place with its name in full: "Au Puy" is Le Puy, "S. Étienne" Saint-Étienne, "Vienne en Dauphiné" Vienne (Dauphiné)."""
    text = _SAINT.sub("Saint-", _AU.sub(r"\1Le ", text))
    found = _PROVINCE.fullmatch(text)
    return f"{found['name']} ({found['province']})" if found and fold(found["province"]) in provinces() else text


def towns(text: str) -> tuple[str, ...]:
    """The towns that a text may name one after the other, up to an address, without where the book is sold; () where it says but one place,
    or where one is: "Valence, Drôme".
    """
    if re.search(r"[(\[]", text.strip(" [()]")):
        return ()
    parts = [part for piece in places_named(text) for part in _COMMA.split(piece) if part.strip(" []") and not is_address(part)]
    if not {fold(part) for part in parts[1:]}.isdisjoint((EVERYWHERE | areas().keys() | provinces().keys()) - CHIEF_TOWNS):
        return ()
    return tuple(parts) if len(parts) > 1 or parts != [text.strip()] else ()
