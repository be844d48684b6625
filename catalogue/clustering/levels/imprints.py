"""Imprints: town and publisher speak together."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.clustering.normalising.imprints import initials
from catalogue.clustering.traits import Traits

LEVELS = ("both", "publisher", "town", "missing", "town_differs", "publisher_differs", "differ")
_SPELT = 5
_MOSTLY = 0.6


def imprint_level(a: Traits, b: Traits) -> str:
    """How the imprints of two documents compare: "town" and "town_differs" are said where one names no publisher."""
    towns = _agree_towns(a.towns, b.towns) if a.towns and b.towns else None
    publishers = _agree_publishers(a, b) if a.publishers and b.publishers else None
    if publishers is None:
        return "missing" if towns is None else "town" if towns else "town_differs"
    if publishers:
        return "both" if towns else "publisher"
    if _is_named(a, b) or _is_named(b, a):
        return "town" if towns else "missing"
    return "differ" if towns is False else "publisher_differs"


def _is_named(a: Traits, b: Traits) -> bool:
    """Whether the other names the publisher elsewhere: as author, in its series, in its title."""
    return sum(word in b.statement for word in a.publishers) >= max(1, _MOSTLY * len(a.publishers))


def _agree_towns(towns: tuple[str, ...], others: tuple[str, ...]) -> bool:
    if any(town in others for town in towns):
        return True
    return any(town.startswith(other) or other.startswith(town) for town in towns for other in others if len(town) > 3 < len(other))


def _agree_publishers(a: Traits, b: Traits) -> bool:
    if any(word in b.publishers for word in a.publishers):
        return True
    if _shortened(a.publishers, b.publishers) or _shortened(b.publishers, a.publishers):
        return True
    return any(
        len(word) >= _SPELT and process.extractOne(word, b.publishers, scorer=OSA.distance, score_cutoff=1) is not None
        for word in a.publishers
    )


def _shortened(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one of ``words`` shortens ``others``: "gpo", "govt", "univ"."""
    letters = initials(others)
    return any((len(word) > 2 and word in letters) or (len(word) > 3 and any(other.startswith(word) for other in others)) for word in words)
