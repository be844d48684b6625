"""What the migrations wrote, for the tests that come after one that commits: such a test leaves every table empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

NO_ROW = b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"\xff\xff"  # PostgreSQL's manual, COPY, "Binary Format": a header, then the trailer


@dataclass(frozen=True)
class FirstRows:
    """The rows of each table that had some, as PostgreSQL copies them, and the test database that they are of."""

    database: str
    tables: Mapping[str, bytes]


def names() -> list[str]:
    """Every table of the models."""
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def every_table() -> dict[str, bytes]:
    """The rows of every table as they are in this transaction."""
    rows: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in names():
            with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))) as copy:
                rows[table] = b"".join(bytes(piece) for piece in copy)
    return rows


def copy_in(cursor: Any, table: str, rows: bytes) -> None:
    """Add rows to a table, as :func:`every_table` gave them."""
    with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))) as copy:
        copy.write(rows)


def remember() -> FirstRows:
    """What the test database holds before the first test."""
    return FirstRows(str(connection.settings_dict["NAME"]), {table: rows for table, rows in every_table().items() if rows != NO_ROW})


def write_again(rows: FirstRows) -> None:
    """Put the rows back. The flush that ended the test made content types and permissions under other numbers: these go first.

    Does nothing once the test database is gone: the connection then leads to the one that DATABASE_URL names, which is no test's.
    """
    if connection.settings_dict["NAME"] != rows.database:
        return
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it commits
        for table, data in rows.tables.items():
            copy_in(cursor, table, data)
    ContentType.objects.clear_cache()
