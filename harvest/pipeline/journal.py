"""The journal's statements: what is overwritten is copied by the statement that overwrites it, and goes when it is old enough."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

PRUNED_AT_ONCE = 2000

KEEP = """
    INSERT INTO harvest_rawversion (raw_id, run_id, replaced_by, state, datestamp, digest, data, received_at, at)
    SELECT was.id, was.run_id, %(run)s, was.state, was.datestamp, was.digest, was.data, was.received_at, %(now)s
    FROM harvest_rawrecord AS was
"""
"""The versions of ``was`` that a statement of run ``run`` overwrites; the statement adds which. All parts of one statement see the
rows as they were before it (PostgreSQL, "Data-Modifying Statements in WITH").
"""
# The lowest numbers are the oldest, but for pages written at the same moment: those wait for the next call.
_PRUNE = """
    DELETE FROM harvest_rawversion
    WHERE id IN (SELECT id FROM harvest_rawversion ORDER BY id LIMIT %s) AND at < %s
"""
_OLDEST = "SELECT at FROM harvest_rawversion ORDER BY id LIMIT 1"


def is_kept() -> bool:
    """Whether earlier versions are kept at all."""
    return settings.RAW_VERSION_DAYS > 0


def prune(*, most: int = PRUNED_AT_ONCE) -> int:
    """Delete versions replaced more than ``RAW_VERSION_DAYS`` days ago, the oldest ``most`` at most; how many went.

    Asks for one row where nothing is old enough, so that it may be called every few seconds.
    """
    limit = timezone.now() - timedelta(days=settings.RAW_VERSION_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST)
        oldest = cursor.fetchone()
        if oldest is None or oldest[0] >= limit:
            return 0
        cursor.execute(_PRUNE, [most, limit])
        return cursor.rowcount
