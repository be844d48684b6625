"""How a place is worded in an imprint: several towns in one text, where a book is sold, the province beside the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.core.text import fold
from catalogue.geography.departments import areas, provinces

EVERYWHERE = frozenset({"france"})
CHIEF_TOWNS = frozenset({"paris"})  # that share their name with their department
_SEVERAL = re.compile(r"\s*[;/,]\s*(?:(?:et|&)\s+)?|\s+(?:et|&)\s+", re.IGNORECASE)
_PARTED = re.compile(r"\s*[;/]\s*(?:(?:et|&)\s+)?|,?\s+(?:et|&)\s+", re.IGNORECASE)  # by what never stands before a qualifier
_SALE = re.compile(
    r"^\s*(?:(?:et|&)\s+)?(?:se\s+(?:vend(?:ent)?|trouve(?:nt)?|débite|distribue)|s[’']y\s+(?:vend|trouve)|venit|veneunt|prostant?|sold)\b\s*",
    re.IGNORECASE,
)
_ETC = re.compile(r"\W*etc\W*$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:chez|rue|quai|place|imprimerie|impr|librairie|par|au|aux|et|dans|sous|pres|proche|devant|derriere|vis a vis|avec|pour"
    r"|en la|en l|en rue|a la|a l|apud|ex|per|typis|sumptibus|impensis|expensis|excudebat|in aedibus|in officina|in vico)\b"
)
_PROVINCE = re.compile(r"(?P<name>.+?)\s+(?:en|au pays de|du|dans le|dans la)\s+(?P<province>[^\W\d_][\w’'-]+(?: [A-Z][\w’'-]+)?)\s*")
_AU = re.compile(r"^(\s*\[?\s*)au\s+(?=[A-ZÉÈ])", re.IGNORECASE)
_SAINT = re.compile(r"(?<![^\W_])S\.\s+(?=[A-ZÉ])")


def plainly(text: str) -> str:
    """The place with its name in full: "Au Puy" is Le Puy, "S. Étienne" Saint-Étienne, "Vienne en Dauphiné" Vienne (Dauphiné)."""
    text = _SAINT.sub("Saint-", _AU.sub(r"\1Le ", text))
    found = _PROVINCE.fullmatch(text)
    return f"{found['name']} ({found['province']})" if found and fold(found["province"]) in provinces() else text


def is_address(part: str) -> bool:
    """Whether a part of an imprint says where in the town, or from whom: "rue Mercière", "chez l’auteur", "apud Gryphium"."""
    bare = part.strip()
    return (bare[:1].islower() or bare[:1] == "&") and _ADDRESS.match(fold(bare)) is not None


class Towns(NamedTuple):
    """The towns that an imprint names one after the other: those of which it is dated, and those where the book is sold besides."""

    first: tuple[str, ...] = ()
    sold: tuple[str, ...] = ()


def towns(text: str) -> Towns:
    """The towns that a text may name, up to an address; none where it says but one place, or where one is: "Valence, Drôme"."""
    if re.search(r"[(\[]", text.strip(" [()]")):
        return Towns()
    found = _before_an_address(_SEVERAL.split(text))
    sold = tuple(plain for part in found if (plain := _SALE.sub("", part)) != part)
    first = tuple(part for part in found if not _SALE.match(part))
    if not {fold(part) for part in first[1:]}.isdisjoint((EVERYWHERE | areas().keys() | provinces().keys()) - CHIEF_TOWNS):
        return Towns()
    return Towns(first, sold) if len(first) > 1 or sold else Towns()


def statements(text: str) -> tuple[str, ...]:
    """What an imprint says of each town, one after the other, each with its own address: "A Lyon et Paris" says two, "A Lyon, chez Benoist
    et Rigaud" one, "A Lyon, et se trouve à Paris" two.
    """
    return tuple(_SALE.sub("", part) for part in _before_an_address(_PARTED.split(text)))


def _before_an_address(parts: list[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if not part.strip(" []") or _ETC.match(part):
            continue
        if found and is_address(part):
            break
        found.append(part)
        if any(map(is_address, part.split(",")[1:])):
            break
    return found
