"""The edition statement: as one record transcribes it."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, taken
from catalogue.clustering.values import printed


def merge(told: Sequence[Told]) -> Value:
    """The edition statement."""
    return taken(told, ("editions",), lambda one: printed("edition", one))
