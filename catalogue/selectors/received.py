"""What became of records that a source sent: whether readers see them, what they are called, under which ark."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from catalogue.models import Record
from catalogue.selectors import arks


@dataclass(frozen=True, slots=True)
class Received:
    """A record as it is stored: ``shown`` to readers, ``hidden`` with the whole of its source, or neither: withdrawn."""

    title: str
    shown: bool
    hidden: bool
    ark: str


def of_sources(sources: Collection[int], identifiers: Collection[str]) -> dict[tuple[int, str], Received]:
    """The records of these sources that have one of these identifiers, by source and identifier; two statements."""
    stored = list(Record.objects.filter(source__in=sources, identifier__in=identifiers)) if identifiers else []
    names = arks.of_records(one.pk for one in stored)
    return {(one.source_id, one.identifier): _received(one, names.get(one.pk, "")) for one in stored}


def _received(record: Record, ark: str) -> Received:
    titles = record.as_description.titles
    state = record.state
    return Received(titles[0].value if titles else "", state == Record.State.ACTIVE, state == Record.State.HIDDEN, ark)
