"""Withdrawal: records become tombstones, keep their last description, and are marked for the engines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from catalogue.services import indexing


def withdraw(source_id: int, identifiers: Sequence[str], *, now: datetime) -> int:
    """Turn the active records of these identifiers into tombstones, inside the caller's transaction; how many."""
    if not identifiers:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalogue_record SET state = 'tombstone', updated_at = %s"
            " WHERE source_id = %s AND identifier = ANY(%s) AND state = 'active' RETURNING id",
            [now, source_id, list(identifiers)],
        )
        ids = [row[0] for row in cursor.fetchall()]
    indexing.mark(ids)
    return len(ids)
