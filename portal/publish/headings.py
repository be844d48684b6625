"""Persons and former owners by a name as somebody wrote it: those whose heading is near to it, the nearest first."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz import fuzz

from catalogue.core.headings import bare_label
from catalogue.core.text import fold
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue
from catalogue.selectors import named, search

LEAST = 60  # of a score: what is farther is nobody meant
A_PART = 80.0  # of a score: every word that was typed is one of the heading, which has others ("Coste")
_FIELD = {"person": "agents"}  # where the names of a facet are words of a field of their own


class Meant(NamedTuple):
    """A heading: its key, as it is written, how many notices have it, and how near it is to what was typed (0 to 100)."""

    key: str
    label: str
    notices: int
    score: float


def owners(typed: str) -> list[tuple[Meant, str]]:
    """The former owners that a name may mean, each with its ark ("NAAN/name"), once under the nearest form of its name; one call of the
    engine, one statement. Raises SearchUnavailable.
    """
    found = meant("owner", typed)
    arks = named.arks_of([one.key for one in found])
    nearest: dict[str, Meant] = {}
    for one in found:
        if one.key in arks:
            nearest.setdefault(arks[one.key], one)
    return [(one, ark) for ark, one in nearest.items()]


def meant(facet: str, typed: str) -> list[Meant]:
    """The headings of a facet ("person", "owner") that a name may mean; one call of the engine. Raises SearchUnavailable.

    Where no year is typed, a heading is compared without its dates: namesakes are then equally near.
    """
    folded = fold(typed)
    words = " ".join(word for word in folded.split() if not any(sign.isdigit() for sign in word))
    if not words:
        return []
    asked = {"fields": ((_FIELD[facet], words),)} if facet in _FIELD else {"words": words}
    result = search.search(SearchRequest(**asked, facets=(facet,), size=0, highlight=False, dashes=False, strict=True))  # type: ignore[arg-type]
    dated = words != folded

    def near(value: FacetValue) -> float:
        label = fold(value.label if dated else bare_label(value.label))
        whole = round(fuzz.token_sort_ratio(folded, label), 1)
        return max(whole, A_PART) if set(folded.split()) <= set(label.split()) else whole

    found = [Meant(value.value, value.label, value.count, near(value)) for value in result.facets.get(facet, ())]
    return sorted((one for one in found if one.score >= LEAST), key=lambda one: (-one.score, -one.notices))
