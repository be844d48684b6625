"""What the migrations wrote, for the tests that come after one that commits: such a test leaves every table empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql


@dataclass(frozen=True)
class FirstRows:
    """The rows of each table that had some, as PostgreSQL copies them, and the test database that they are of."""

    database: str
    tables: Mapping[str, bytes]


def remember() -> FirstRows:
    """What the test database holds before the first test."""
    rows: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))) as copy:
                data = b"".join(bytes(piece) for piece in copy)
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
            if cursor.fetchone()[0]:
                rows[table] = data
    return FirstRows(str(connection.settings_dict["NAME"]), rows)


def write_again(rows: FirstRows) -> None:
    """Put the rows back. The flush that ended the test made content types and permissions under other numbers: these go first.

    Does nothing once the test database is gone: the connection then leads to the one that DATABASE_URL names, which is no test's.
    """
    if connection.settings_dict["NAME"] != rows.database:
        return
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it commits
        for table, data in rows.tables.items():
            with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))) as copy:
                copy.write(data)
    ContentType.objects.clear_cache()
