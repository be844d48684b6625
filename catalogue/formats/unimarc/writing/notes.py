"""Notes: 3XX by kind, the first tag that the readers know for the kind; 300 where UNIMARC has no field for it."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Note
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.tables import rows

_GENERAL = "300"
# Kind → the field that says it; a binding is described in 316, and the numbering of a serial's gaps among its copies.
_TAGS = {"binding": "316", **{row["kind"]: row["tag"] for row in reversed(rows("unimarc_notes"))}}


def notes(description: Description) -> Iterator[Field]:
    """The notes of the edition, those of a copy that no holding answers for with their $5."""
    for note in description.notes:
        yield from of(note, copy=note.copy)


def of(note: Note, *, copy: str) -> Iterator[Field]:
    """The field of a note; ``copy`` is what its $5 says."""
    yield from made(_TAGS.get(note.kind, _GENERAL), "  ", ("a", note.value), ("5", copy))
