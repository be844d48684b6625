"""Publication: 250, 264 by kind, 752 places; a printer's work is manufacture."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.kinds import DateKind, PublicationKind
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.publications import KINDS_264

_SECOND = {kind: code for code, kind in KINDS_264.items()} | {"printing": "3"}
_OF_DATES: dict[DateKind, PublicationKind] = {"publication": "publication", "creation": "production", "copyright": "copyright"}
_CODED = ("100", "008")


def editions(description: Description) -> Iterator[Field]:
    """250."""
    for text in description.editions:
        yield from made("250", "  ", ("a", text.value))


def publications(description: Description) -> Iterator[Field]:
    """264; a date that no statement holds stands in one of its own."""
    for each in description.publications:
        places, names = [("a", place) for place in each.places], [("b", name) for name in each.names]
        yield from made("264", f" {_SECOND[each.kind]}", *places, *names, ("c", each.date))
    told = {each.date for each in description.publications}
    for span in description.dates:
        kind = _OF_DATES.get(span.kind)
        if kind and span.display not in told and not span.place.startswith(_CODED):
            yield from made("264", f" {_SECOND[kind]}", ("c", span.display))


def production_places(description: Description) -> Iterator[Field]:
    """752, the place as it is named."""
    for text in description.production_places:
        yield from made("752", "  ", ("d", text.value))
