"""The physical description: as one record counts it."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, taken
from catalogue.clustering.values import printed


def merge(told: Sequence[Told]) -> Value:
    """Extent, illustrations, format."""
    return taken(told, ("extents",), lambda one: printed("extent", one))
