"""Statements of the harvest's hot path: bound by the server, arrays written as literals, results in binary.

Django's cursor quotes each element of an array in Python; with five hundred identifiers a page that costs more than the
query itself.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain, islice, repeat

import psycopg
from django.db import connection

# PostgreSQL, COPY, "Binary Format": signature, flags and length of an extension that is not there; each row is the number of its
# columns, then each value after its length; -1 ends the rows.
_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = b"\xff\xff"
_ROWS_AT_ONCE = 32  # pieces of some hundred kB: memory for a whole page at once costs more than the page
_LENGTH = struct.Struct(">i").pack
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_TEXT_OID = 25

int8: Callable[[int], bytes] = struct.Struct(">q").pack
"""A bigint as COPY takes it."""


@contextmanager
def cursor() -> Iterator[psycopg.Cursor]:
    """A cursor of the current connection, inside the current transaction. Raises Django's errors, as any of its cursors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as bound:
        yield bound


@contextmanager
def sent_ahead() -> Iterator[None]:
    """Statements inside are sent without waiting for the answers of those before them; each is waited for where its rows are fetched.
    Raises Django's errors, where they are waited for.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


@contextmanager
def copy_into(statement: str, types: Sequence[str]) -> Iterator[psycopg.Copy]:
    """A binary ``COPY … FROM STDIN`` whose rows are of these types. Raises Django's errors, at the latest when it ends."""
    with cursor() as bound, bound.copy(statement) as copy:
        copy.set_types(types)
        yield copy


def copy_columns(statement: str, columns: Sequence[bytes | Sequence[bytes]]) -> None:
    """A binary ``COPY … FROM STDIN`` of a page at once, column by column; one value in place of a column is the same in every row.

    Three times as fast as row by row. At least one column is a list; the values are as PostgreSQL's binary format has them.
    Raises Django's errors.
    """
    parts: list[Iterable[bytes]] = []
    same = struct.pack(">h", len(columns))
    for column in columns:
        if isinstance(column, bytes):
            same += _LENGTH(len(column)) + column
            continue
        parts += [repeat(same), map(_LENGTH, map(len, column)), column]
        same = b""
    rows = zip(*parts, repeat(same), strict=False)
    with cursor() as bound, bound.copy(statement) as copy:
        copy.write(_COPY_HEAD)
        # Queued by libpq, which sends what the socket takes; Copy.write would wait for the socket at every 32 kB.
        put = bound.connection.pgconn.put_copy_data
        while piece := b"".join(chain.from_iterable(islice(rows, _ROWS_AT_ONCE))):
            put(piece)
        put(_COPY_END)


def timestamp(moment: datetime) -> bytes:
    """A timestamptz as COPY takes it: microseconds from the year 2000."""
    return int8((moment - _EPOCH) // timedelta(microseconds=1))


def jsonb(text: bytes) -> bytes:
    """A jsonb as COPY takes it: the version of the format, then JSON."""
    return b"\x01" + text


def texts(values: Sequence[str]) -> bytes:
    """A text[] as COPY takes it."""
    if not values:
        return struct.pack(">iii", 0, 0, _TEXT_OID)
    encoded = [value.encode() for value in values]
    head = struct.pack(">iiiii", 1, 0, _TEXT_OID, len(encoded), 1)
    return head + b"".join(_LENGTH(len(value)) + value for value in encoded)


def text_array(values: Iterable[str]) -> str:
    """The literal of a text[]: to be cast where it is used."""
    return "{" + ",".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values) + "}"


def number_array(values: Iterable[int]) -> str:
    """The literal of a bigint[]: to be cast where it is used."""
    return "{" + ",".join(map(str, values)) + "}"


def pages(statement: str, *, size: int) -> Iterator[list[int]]:
    """The numbers that a statement gives in order, at most ``size`` at once: those after ``%(after)s``, ``%(limit)s`` of them."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"after": last, "limit": size})
            found = [number for (number,) in cursor.fetchall()]
        if not found:
            return
        yield found
        last = found[-1]


def moment() -> datetime:
    """This very moment, by the database's clock, for what changes in this transaction to bear.

    From it on the transaction is known to write (it has a number): no list given meanwhile reaches beyond its beginning
    (``selectors.disseminated.horizon``), however long it waited for a lock before, or will go on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() FROM pg_current_xact_id()")
        now: datetime = cursor.fetchone()[0]
        return now
