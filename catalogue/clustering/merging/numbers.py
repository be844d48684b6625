"""Numbers, links, digital copies, rights: all that lead anywhere, each once."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, same_words, united
from catalogue.core.description import DigitalCopy, Identifier, Link, Text
from catalogue.core.rules.copies import copy_key


def merge(told: Sequence[Told]) -> Value:
    """Identifiers of the edition, links to others, digital copies and their rights."""
    found = (
        united(told, "identifiers", _identifier),
        united(told, "links", _link),
        united(told, "digital_copies", _copy),
        united(told, "rights", _text),
    )
    fields = {name: value for each in found for name, value in each.fields.items()}
    return Value(fields, tuple(dict.fromkeys(record for each in found for record in each.records)))


def _identifier(part: Identifier) -> object:
    return part.scheme, part.value


def _link(part: Link) -> object:
    return part.relation, same_words(part.title), part.volume, part.identifiers


def _copy(part: DigitalCopy) -> object:
    return copy_key(part)


def _text(part: Text) -> object:
    return same_words(part.value)
