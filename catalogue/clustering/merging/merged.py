"""The description of an edition: field by field, by the rules of this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from catalogue.clustering.merging import copies, edition, extent, imprint, nature, notes, numbers, people, series, subjects, titles
from catalogue.clustering.merging.told import Rule, Told, Value, by_trust
from catalogue.core.description import Description

RULES: dict[str, Rule] = {
    "title": titles.merge,
    "author": people.merge,
    "imprint": imprint.merge,
    "edition": edition.merge,
    "extent": extent.merge,
    "series": series.merge,
    "nature": nature.merge,
    "subjects": subjects.merge,
    "numbers": numbers.merge,
    "notes": notes.merge,
    "copies": copies.merge,
}


class Merged(NamedTuple):
    """What records say together. ``values``: by the name of its rule, each field's value, who says it and what others say."""

    description: Description
    values: Mapping[str, Value]


def merged(told: Iterable[Told]) -> Merged:
    """The description of an edition that these records describe, at least one; the same in whatever order they are given."""
    ordered = by_trust(told)
    first = ordered[0].description
    if len(ordered) == 1:
        return Merged(first, {})
    values = {name: rule(ordered) for name, rule in RULES.items()}
    fields: dict[str, Any] = {field: value for each in values.values() for field, value in each.fields.items()}
    return Merged(replace(first, **fields), values)
