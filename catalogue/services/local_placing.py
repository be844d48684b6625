"""Whose queue a document of a curated source stands in: the communes that it names are read once, and again when it changes."""

from __future__ import annotations

import time
from typing import Final

from django.db import connection

from catalogue.core.serialization import from_json
from catalogue.models import LocalPlacing, Record
from catalogue.selectors.local_interest import communes_of

BATCH: Final = 500
_UNREAD: Final = """
    SELECT record.id, record.updated_at, record.description::text FROM catalogue_record AS record
    JOIN catalogue_source AS source ON source.id = record.source_id AND source.curated
    LEFT JOIN catalogue_localplacing AS placed ON placed.record_id = record.id
    WHERE record.state <> 'tombstone' AND (placed.record_id IS NULL OR placed.read_at < record.updated_at)
    LIMIT %s
"""


def place(*, budget_seconds: float) -> int:
    """Read the communes of what came or changed since; how many documents. What one call leaves the next one takes up."""
    ends = time.monotonic() + budget_seconds
    count = 0
    while (read := _batch()) and time.monotonic() < ends:
        count += read
    return count + read


def place_one(record: int) -> None:
    """Read those of one document at once, whose curator is looking at it."""
    found = Record.objects.get(pk=record)
    _write([LocalPlacing(record=found, read_at=found.updated_at, communes=list(communes_of(found.as_description)))])


def _batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [BATCH])
        found = cursor.fetchall()
    rows = [LocalPlacing(record_id=pk, read_at=changed, communes=list(communes_of(from_json(text)))) for pk, changed, text in found]
    _write(rows)
    return len(rows)


def _write(rows: list[LocalPlacing]) -> None:
    LocalPlacing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["record"], update_fields=["communes", "read_at"])
