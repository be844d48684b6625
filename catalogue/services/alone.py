"""One process at a time for a piece of work, whichever machine it runs on."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(work: str, *, wait: bool = False) -> Iterator[bool]:
    """Be the only process that does this work; whether one is. With ``wait``, until one is.

    The lock belongs to the database session: when the process dies, it goes.
    """
    key = zlib.crc32(work.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)" if wait else "SELECT pg_try_advisory_lock(%s)", [key])
        held = wait or bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
