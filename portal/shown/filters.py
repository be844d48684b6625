"""What can be chosen in the address of a search: filters, fields of the advanced form, orders, views; the words that addresses use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.search.apart import KINDS
from catalogue.search.facets import FACETS

_KEY = re.compile(r"[\w\-]{1,120}")


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet that values are chosen in: its name in the contract of search, its word in addresses, the shape of its values."""

    name: str
    parameter: str
    shape: re.Pattern[str]

    @property
    def apart(self) -> bool:
        """Whether it says which sort of things are looked for."""
        return FACETS[self.name].apart

    @property
    def many(self) -> bool:
        """Whether it has too many values to be counted with every page."""
        return FACETS[self.name].many


# The words that addresses use, and the shapes of values, of the facets that were given some; another facet goes by its own name.
_PARAMETERS = {
    "institution": "etablissement",
    "department": "departement",
    "document_type": "type",
    "century": "siecle",
    "language": "langue",
    "commune": "commune",
    "area": "territoire",
    "place": "lieu",
    "person": "personne",
    "subject": "sujet",
    "owner": "possesseur",
    "kind": "nature",
    "finding_aid": "inventaire",
}
_SHAPES = {
    "institution": re.compile(r"[0-9AB]{9}|[A-Z]{1,4}-[A-Za-z0-9:/-]{1,11}"),
    "department": re.compile(r"\d{2,3}|2[AB]"),
    "document_type": re.compile(r"[a-z_]{1,30}"),
    "century": re.compile(r"-?\d{1,2}"),
    "language": re.compile(r"[a-z]{3}"),
    "commune": re.compile(r"\d[\dAB]\d{3}"),
    "area": re.compile(r"\d{2,3}|2[AB]"),
    "kind": re.compile("|".join(kind.word for kind in KINDS)),
    "finding_aid": re.compile(r"[0-9a-z]{1,40}"),
}


FILTERS: dict[str, Filter] = {
    name: Filter(name, _PARAMETERS.get(name, name), _SHAPES.get(name, _KEY)) for name, facet in FACETS.items() if facet.chosen_by_value
}
BY_PARAMETER = {filter_.parameter: filter_.name for filter_ in FILTERS.values()}
# What is counted with every page of results: the facets of few values, and the decades of the timeline.
COUNTED = (*(name for name, filter_ in FILTERS.items() if not filter_.many), "digital")
WITH_TIMELINE = (*COUNTED, *(facet.name for facet in FACETS.values() if facet.of_the_period))

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
