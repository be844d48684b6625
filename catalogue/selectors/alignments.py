"""Notices of a source as tables to align, and its alignments as UNIMARC; rows are read a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from catalogue.core.aligning import ALIGNED, own_ark
from catalogue.core.description import Description
from catalogue.formats import bibliostratus
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.messages import CannotHold
from catalogue.formats.unimarc.patching import patch
from catalogue.models import Alignment, Record

_AT_ONCE: Final = 500


def table_of(source_id: int, table: bibliostratus.Table, *, without_ark: bool) -> Iterator[str]:
    """The lines of a table, its head first: every living notice of that kind, or those for which no ark of the BnF is known."""
    yield bibliostratus.head(table)
    after = 0
    rows = Record.objects.filter(source=source_id).exclude(state=Record.State.TOMBSTONE).order_by("pk")
    while found := list(rows.filter(pk__gt=after)[:_AT_ONCE]):
        for record in found:
            description = record.as_description
            if bibliostratus.table_of(description) == table and not (without_ark and _has_ark(description)):
                yield bibliostratus.row(description, description.identifier or record.identifier)
        after = found[-1].pk


def _has_ark(description: Description) -> bool:
    return bool(own_ark(description)) or any(one.qualifier == ALIGNED and one.scheme == "ark" for one in description.identifiers)


def patches_of(source_id: int, *, file: int | None = None) -> Iterator[bytes]:
    """A UNIMARC record for each alignment that stands, of one file or of all; a number too long for the format is left out."""
    rows = Alignment.objects.filter(source=source_id, current=True).order_by("pk")
    if file is not None:
        rows = rows.filter(file=file)
    after = 0
    while found := list(rows.filter(pk__gt=after)[:_AT_ONCE]):
        for one in found:
            try:
                yield write_iso2709(patch(one.number, one.value))
            except CannotHold:
                continue
        after = found[-1].pk
