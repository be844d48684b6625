"""The title: that of the most trusted record, whole; titles of the others that read otherwise stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, taken
from catalogue.clustering.values import printed


def merge(told: Sequence[Told]) -> Value:
    """Titles and the statement of responsibility that goes with them."""
    found = taken(told, ("titles",), lambda one: printed("title", one))
    first = next((one for one in told if one.record in found.records[:1]), None)
    said = {"responsibility": first.description.responsibility} if first else {}
    return found._replace(fields={**found.fields, **said})
