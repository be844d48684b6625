"""What can be chosen in the address of a search: filters, fields of the advanced form, orders, views; the words that addresses use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.search.facets import DATES, FACETS

_KEY = re.compile(r"[\w\-]{1,120}")


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet that values are chosen in: its name in the contract of search, its word in addresses, the shape of its values."""

    name: str
    parameter: str
    shape: re.Pattern[str]

    @property
    def attribute(self) -> str:
        """The attribute of the request that takes its values."""
        return FACETS[self.name].filter

    @property
    def numeric(self) -> bool:
        """Whether its values are whole numbers."""
        return FACETS[self.name].numeric

    @property
    def many(self) -> bool:
        """Whether it has too many values to be counted with every page."""
        return FACETS[self.name].many


FILTERS: dict[str, Filter] = {
    filter_.name: filter_
    for filter_ in (
        Filter("institution", "etablissement", re.compile(r"[0-9AB]{9}")),
        Filter("department", "departement", re.compile(r"\d{2,3}|2[AB]")),
        Filter("document_type", "type", re.compile(r"[a-z_]{1,30}")),
        Filter("century", "siecle", re.compile(r"-?\d{1,2}")),
        Filter("language", "langue", re.compile(r"[a-z]{3}")),
        Filter("commune", "commune", re.compile(r"\d[\dAB]\d{3}")),
        Filter("area", "territoire", re.compile(r"\d{2,3}|2[AB]")),
        Filter("place", "lieu", _KEY),
        Filter("person", "personne", _KEY),
        Filter("subject", "sujet", _KEY),
        Filter("owner", "possesseur", _KEY),
    )
}
BY_PARAMETER = {filter_.parameter: filter_.name for filter_ in FILTERS.values()}
# What is counted with every page of results: the facets of few values, and the decades of the timeline.
COUNTED = (*(name for name, filter_ in FILTERS.items() if not filter_.many), "digital")
WITH_TIMELINE = (*COUNTED, *(facet.name for facet in FACETS.values() if facet.filter == DATES))

FIELD_WORDS = {
    "title": "titre",
    "agents": "auteur",
    "subjects": "matiere",
    "places": "ville",
    "publishers": "editeur",
    "notes": "note",
    "call_numbers": "cote",
    "identifiers": "numero",
}
SORT_WORDS = {"relevance": "", "oldest": "ancien", "newest": "recent", "title": "titre", "recent": "arrivee"}
SORTS = {word: sort for sort, word in SORT_WORDS.items() if word}
LIST, GALLERY, MAP = "", "galerie", "carte"
VIEWS = (LIST, GALLERY, MAP)
LOGARITHMIC = "log"
