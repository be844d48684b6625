"""The facets a result may come with, and which filter of the request each one offers."""

from __future__ import annotations

from dataclasses import dataclass

MAX_VALUES = 500


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a result. ``filter`` is the attribute of the request whose values it offers, and ``field`` the
    filter of the document that it counts.

    ``numeric`` values are whole numbers; they are given as text all the same.
    """

    name: str
    filter: str
    field: str
    numeric: bool = False


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("institution", "institutions", "institutions"),
        Facet("department", "departments", "departments"),
        Facet("document_type", "document_types", "document_type"),
        Facet("century", "centuries", "centuries", numeric=True),
        Facet("language", "languages", "languages"),
        Facet("digital", "digital_only", "digital", numeric=True),
    )
}
