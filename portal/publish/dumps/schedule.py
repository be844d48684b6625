"""When a dump is due, and that two of them are never written at once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import connection
from django.utils import timezone

from portal.publish.dumps import manifest, writing

logger = structlog.get_logger(__name__)
EVERY = timedelta(days=7)
_LOCK = 7_201_404  # a number of ours among PostgreSQL's advisory locks


def write_if_due() -> bool:
    """Write a dump where the last one is a week old, and nobody is writing one; whether one was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (alone,) = cursor.fetchone()
        if not alone:
            return False
        try:
            if not _is_due():
                return False
            folder = writing.write()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    logger.info("dump_written", folder=folder.name)
    return True


def _is_due() -> bool:
    last = next(iter(manifest.standing()), None)
    return last is None or manifest.read(last).made + EVERY <= timezone.now()
