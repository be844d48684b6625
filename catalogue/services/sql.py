"""Statements of the harvest's hot path: bound by the server, arrays written as literals, results in binary.

Django's cursor quotes each element of an array in Python; with five hundred identifiers a page that costs more than the
query itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import psycopg
from django.db import connection


@contextmanager
def cursor() -> Iterator[psycopg.Cursor]:
    """A cursor of the current connection, inside the current transaction. Raises Django's errors, as any of its cursors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as bound:
        yield bound


@contextmanager
def copy_into(statement: str, types: Sequence[str]) -> Iterator[psycopg.Copy]:
    """A binary ``COPY … FROM STDIN`` whose rows are of these types. Raises Django's errors, at the latest when it ends."""
    with cursor() as bound, bound.copy(statement) as copy:
        copy.set_types(types)
        yield copy


def text_array(values: Iterable[str]) -> str:
    """The literal of a text[]: to be cast where it is used."""
    return "{" + ",".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values) + "}"


def number_array(values: Iterable[int]) -> str:
    """The literal of a bigint[]: to be cast where it is used."""
    return "{" + ",".join(map(str, values)) + "}"
