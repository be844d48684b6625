"""Towns and publishers for matching: Latin and foreign names of towns in French, printers' addresses reduced to their names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from catalogue.clustering.normalising.words import TABLES, important, listed, plain, words_of
from catalogue.core.description import Description
from catalogue.core.places import modern_places, places_named
from catalogue.core.tables import rows

_NOWHERE = re.compile(
    r"\bs\.?\s?[ln]\b\.?|sine (?:loco|nomine)|lieu non|place of publication|publisher not|not identified|sans (?:lieu|nom)", re.IGNORECASE
)
# What follows the name in a printer's address: his street, his sign, to whom he prints.
_ADDRESS = re.compile(
    r",?\s+(?:rue|ru[ëe]|quai|quay|place|pont|au palais|[àa] l['’]enseigne|proche|devant|vis-[àa]-vis|pr[èe]s|imprimeurs?|libraires?"
    r"|marchands?|impr\.|libr\.|typograph\w*|bibliopol\w*|sub signo|et se vend|se vend|sold by|printed by|at the)\b.*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\W*(?:chez|apud|ex (?:officina|typographia|typis)|sumptibus|par|pour|printed (?:by|for)|bei|presso|per|impensis"
    r"|in (?:officina|aedibus))\s+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[;/&|]|\bet\b|\band\b|\bund\b", re.IGNORECASE)
_AT = frozenset(("a", "in", "at", "zu", "etc"))


@cache
def _towns() -> dict[str, str]:
    return {
        " ".join(words_of(form)): " ".join(words_of(row["town"]))
        for row in rows("towns", folder=TABLES)
        for form in row["forms"].split("|")
    }


@lru_cache(maxsize=16384)
def towns_in(text: str) -> tuple[str, ...]:
    """The towns that a place of publication names, under one name each: "Lugduni" and "A Lyon" give "lion", "London" gives "londre"."""
    if _NOWHERE.search(text):
        return ()
    found: dict[str, None] = {}
    for part in (part for named in places_named(text) for part in _SEVERAL.split(named)):
        latin = modern_places(part)
        words = [word for word in words_of(part.partition(",")[0].partition("(")[0]) if word not in _AT]
        name = " ".join(words_of(latin[0])) if latin else " ".join(words)
        if name and not any(char.isdecimal() for char in name):
            found[_towns().get(name, name)] = None
    return tuple(found)


@lru_cache(maxsize=16384)
def publisher_words(text: str) -> tuple[str, ...]:
    """The words of a publisher's name that tell him from others: "chez Desaint, rue S. Jean de Beauvais" gives
    "desaint", "University Press" nothing."""
    if _NOWHERE.search(text):
        return ()
    bare = _ADDRESS.sub("", _BY.sub("", text))
    words = important(words_of(bare))
    return tuple(word for word in words if word not in listed("printer") and word not in listed("unnamed"))


def towns_and_publishers(description: Description) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The towns and the words of the publishers of a description, each once."""
    towns: dict[str, None] = {}
    publishers: dict[str, None] = {}
    for statement in description.publications:
        for place in statement.places:
            towns.update(dict.fromkeys(towns_in(place)))
        for name in statement.names:
            publishers.update(dict.fromkeys(publisher_words(name)))
    return tuple(towns), tuple(publishers)


def initials(words: tuple[str, ...]) -> str:
    """The initials of words, as bodies shorten themselves: "government printing office" gives "gpo"."""
    return "".join(plain(word)[0] for word in words)
