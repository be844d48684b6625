"""The facets a result may come with, and which filter of the request each one offers."""

from __future__ import annotations

from dataclasses import dataclass

MAX_VALUES = 500
DATES = "dates"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a result. ``filter`` is the attribute of the request whose values it offers, and ``field`` the
    filter of the document that it counts.

    ``numeric`` values are whole numbers; they are given as text all the same. ``heading`` values are kept as
    ``core.headings.heading_value`` makes them, filtered by their key, and given with their label. ``many``: of too many values to
    be counted with every page; counted when a reader opens them. A facet whose ``filter`` is "dates" is narrowed by the period.
    """

    name: str
    filter: str
    field: str
    numeric: bool = False
    heading: bool = False
    many: bool = False

    @property
    def left_out(self) -> str:
        """The name of the filter that this facet is counted without: its own."""
        return DATES if self.filter == DATES else self.name


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("institution", "institutions", "institutions"),
        Facet("department", "departments", "departments"),
        Facet("document_type", "document_types", "document_type"),
        Facet("century", "centuries", "centuries", numeric=True),
        Facet("language", "languages", "languages"),
        Facet("digital", "digital_only", "digital", numeric=True),
        Facet("decade", DATES, "decades", numeric=True),
        Facet("commune", "communes", "communes", many=True),
        Facet("area", "areas", "areas", many=True),
        Facet("place", "places", "place_headings", heading=True, many=True),
        Facet("person", "persons", "persons", heading=True, many=True),
        Facet("subject", "subjects", "subject_headings", heading=True, many=True),
        Facet("owner", "owners", "owners", heading=True, many=True),
    )
}
