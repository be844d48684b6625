"""Notes: all that are said of the edition, each once; notes of a copy stand with it."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.copies import holdings
from catalogue.clustering.merging.told import Told, Value, same_words
from catalogue.core.description import Note


def merge(told: Sequence[Told]) -> Value:
    """The notes of all but those that a copy has taken."""
    found: dict[tuple[str, str], Note] = {}
    for one in told:
        of_copies = {note for holding in holdings(one) for note in holding.notes}
        for note in one.description.notes:
            if note not in of_copies:
                found.setdefault((note.kind, same_words(note.value)), note)
    return Value({"notes": tuple(found.values())}, tuple(one.record for one in told if one.description.notes))
