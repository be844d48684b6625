"""The nine fields that are compared, cheapest first, each by one function that gives a level."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalogue.clustering.levels import authors, extents, imprints, statements, titles, years
from catalogue.clustering.traits import Traits

Compare = Callable[[Traits, Traits], str]

FIELDS: dict[str, tuple[Compare, tuple[str, ...]]] = {
    "year": (years.year_level, years.LEVELS),
    "extent": (extents.extent_level, extents.LEVELS),
    "title": (titles.title_level, titles.LEVELS),
    "number": (statements.number_level, statements.NUMBER_LEVELS),
    "author": (authors.author_level, authors.LEVELS),
    "edition": (statements.edition_level, statements.EDITION_LEVELS),
    "series": (statements.series_level, statements.SERIES_LEVELS),
    "reprint": (statements.reprint_level, statements.REPRINT_LEVELS),
    "imprint": (imprints.imprint_level, imprints.LEVELS),
}
NAMES = tuple(FIELDS)
# A level that neither agrees nor disagrees stands apart from the order of the others.
UNSAID = "missing"


def compare(a: Traits, b: Traits) -> Iterator[tuple[str, str]]:
    """(field, level) for each field, in the order of :data:`FIELDS`, worked out as it is asked for."""
    for name, (level, _levels) in FIELDS.items():
        yield name, level(a, b)
