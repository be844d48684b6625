"""Publication: 205 edition, 214 (210 $e $g $h for a printer), 620 places."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Publication
from catalogue.core.kinds import DateKind, PublicationKind
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.publications import KINDS_214
from catalogue.formats.unimarc.writing.coded import CODED_PLACES

_SECOND = {kind: code for code, kind in KINDS_214.items()}
_OF_DATES: dict[DateKind, PublicationKind] = {"publication": "publication", "creation": "production", "copyright": "copyright"}


def editions(description: Description) -> Iterator[Field]:
    """205."""
    for text in description.editions:
        yield from made("205", "  ", ("a", text.value))


def publications(description: Description) -> Iterator[Field]:
    """214 by kind; what a printer did stands in 210, which alone has subfields for it."""
    for statement in description.publications:
        if statement.kind == "printing":
            yield from made("210", "  ", *_subfields(statement, "egh"))
        else:
            yield from made("214", f" {_SECOND[statement.kind]}", *_subfields(statement, "acd"))
    yield from _dates_alone(description)


def _dates_alone(description: Description) -> Iterator[Field]:
    """A date that no statement of publication holds, as Dublin Core gives them, stands in a 214 of its own."""
    told = {statement.date for statement in description.publications}
    for span in description.dates:
        kind = _OF_DATES.get(span.kind)
        if kind and span.display not in told and not span.place.startswith(CODED_PLACES):
            yield from made("214", f" {_SECOND[kind]}", ("d", span.display))


def _subfields(statement: Publication, codes: str) -> list[tuple[str, str]]:
    places, names = [(codes[0], place) for place in statement.places], [(codes[1], name) for name in statement.names]
    return [*places, *names, (codes[2], statement.date)]


def production_places(description: Description) -> Iterator[Field]:
    """620: the narrowest place, in $d."""
    for text in description.production_places:
        yield from made("620", "  ", ("d", text.value))
