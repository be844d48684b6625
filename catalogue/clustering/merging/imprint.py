"""Place, publisher and date: together, from one record, since a place of one and a year of another would make an edition that never was."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, taken
from catalogue.clustering.values import printed
from catalogue.core.description import Description

FIELDS = ("publications", "dates", "countries", "production_places")


def merge(told: Sequence[Told]) -> Value:
    """The imprint with its dates."""
    return taken(told, FIELDS, _said)


def _said(description: Description) -> str:
    imprint = printed("imprint", description)
    year = printed("year", description)
    return imprint if not year or year in imprint else ", ".join(filter(None, (imprint, year)))
