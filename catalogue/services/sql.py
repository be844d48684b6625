"""Statements of the harvest's hot path: bound by the server, arrays written as literals, results in binary.

Django's cursor quotes each element of an array in Python; with five hundred identifiers a page that costs more than the
query itself.
"""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
from django.db import connection


def cursor() -> psycopg.Cursor:
    """A cursor of the current connection, inside the current transaction, whose results come in binary."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection)


def text_array(values: Iterable[str]) -> str:
    """The literal of a text[]: to be cast where it is used."""
    return "{" + ",".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values) + "}"


def number_array(values: Iterable[int]) -> str:
    """The literal of a bigint[]: to be cast where it is used."""
    return "{" + ",".join(map(str, values)) + "}"
