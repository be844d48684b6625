"""The longest time that PostgreSQL spends on one statement of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection, connections
from psycopg.errors import QueryCanceled

BACK_OFFICE_TIMES = 12


def bound(seconds: int) -> None:
    """Have the connections that this process opens from now on give up a statement after ``seconds``; 0: never.

    Called by the web's own entry point, so that harvests and commands keep all the time they need.
    """
    if not seconds:
        return
    for database in connections.settings.values():
        options = database.setdefault("OPTIONS", {})
        wanted = f"-c statement_timeout={seconds * 1000}"
        if wanted not in options.get("options", ""):
            options["options"] = f"{options.get('options', '')} {wanted}".strip()


@contextmanager
def patience() -> Iterator[None]:
    """Twelve times the bound for the length of the block: a librarian's publication may touch every notice she holds."""
    if not settings.STATEMENT_SECONDS:
        yield
        return
    _set(f"{settings.STATEMENT_SECONDS * BACK_OFFICE_TIMES}s")
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            _set(f"{settings.STATEMENT_SECONDS}s")


def _set(duration: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [duration])


def was_too_long(error: Exception) -> bool:
    """Whether a database error is a statement that took longer than it may."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled)
