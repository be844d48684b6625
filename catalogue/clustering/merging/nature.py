"""What kind of thing it is, in which languages and scripts: as the first record says that says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.clustering.merging.told import Told, Value

FIELDS = ("material", "document_type", "level", "languages", "scripts", "material_specific")


def merge(told: Sequence[Told]) -> Value:
    """Each of these fields alone."""
    fields: dict[str, Any] = {}
    records: dict[int, None] = {}
    for field in FIELDS:
        saying = next((one for one in told if getattr(one.description, field)), None)
        if saying is not None:
            fields[field] = getattr(saying.description, field)
            records[saying.record] = None
    return Value(fields, tuple(records))
