"""Indexing: what changes is marked in the transaction that changes it, and the marks are drained to each engine."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from catalogue.search import engines

MARK = """
    INSERT INTO catalogue_indexmark (engine, record_id)
    SELECT engine, record_id FROM unnest(%s::text[]) AS engine, unnest(%s::bigint[]) AS record_id
"""


def mark(record_ids: Sequence[int]) -> None:
    """Say that the engines have not seen the last state of these records; inside the caller's transaction, in one statement."""
    if record_ids:
        with connection.cursor() as cursor:
            cursor.execute(MARK, [list(engines.names()), list(record_ids)])
