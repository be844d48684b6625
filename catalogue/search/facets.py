"""The facets a result may come with, and which filter of the request each one offers."""

from __future__ import annotations

from dataclasses import dataclass

MAX_VALUES = 500
DATES = "dates"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a result, by its ``name``: the filters of a request are (name, value) pairs. ``field``: the field of the document
    (``SearchDocument.aggregate``) that is counted and filtered by.

    ``numeric`` values are whole numbers; they are given as text all the same. ``heading`` values are kept as
    ``core.headings.heading_value`` makes them, filtered by their key, and given with their label. ``many``: of too many values to
    be counted with every page; counted when a reader opens them. ``flag``: its one value is "1". ``of_the_period``: narrowed by the
    years of the request and by nothing else. ``apart``: it says which sort of things are looked for, and
    stands in no list of ways to narrow.
    """

    name: str
    field: str
    numeric: bool = False
    heading: bool = False
    many: bool = False
    flag: bool = False
    of_the_period: bool = False
    apart: bool = False

    @property
    def left_out(self) -> str:
        """The name of the filter that this facet is counted without: its own."""
        return DATES if self.of_the_period else self.name

    @property
    def chosen_by_value(self) -> bool:
        """Whether a reader chooses among its values."""
        return not (self.flag or self.of_the_period)


# A facet more is one line here, and its values in ``SearchDocument.aggregate``: indexes, filters, counts and addresses follow.
FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        Facet("institution", "institutions"),
        Facet("department", "departments"),
        Facet("document_type", "document_type"),
        Facet("century", "centuries", numeric=True),
        Facet("language", "languages"),
        Facet("digital", "digital", numeric=True, flag=True),
        Facet("kind", "kinds", apart=True),
        Facet("finding_aid", "finding_aids", many=True, apart=True),
        Facet("decade", "decades", numeric=True, of_the_period=True),
        Facet("sure_decade", "sure_decades", numeric=True, of_the_period=True),
        Facet("commune", "communes", many=True),
        Facet("area", "areas", many=True),
        Facet("place", "place_headings", heading=True, many=True),
        Facet("person", "persons", heading=True, many=True),
        Facet("subject", "subject_headings", heading=True, many=True),
        Facet("owner", "owners", heading=True, many=True),
    )
}
DIGITAL = ("digital", "1")  # the filter that keeps what can be read on line
