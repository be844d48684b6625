"""The series: as one record has it."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, taken
from catalogue.clustering.values import printed


def merge(told: Sequence[Told]) -> Value:
    """Series and number in it."""
    return taken(told, ("series",), lambda one: printed("series", one))
