"""Rows that a fixture writes the same for every test: made by the models once in a process, then copied back.

Two institutions with their pages take a third of a second to make (Wagtail indexes each page and its references); PostgreSQL
copies their rows back in a hundredth of one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from psycopg import sql

from tests import first_rows

Made = TypeVar("Made")


@dataclass(frozen=True)
class _Kept:
    """What was made, the rows of each table that it changed, and how many rows these tables had before."""

    made: Any
    tables: Mapping[str, bytes]
    before: Mapping[str, int]


_kept: dict[tuple[str, str], _Kept] = {}


def once(name: str, make: Callable[[], Made]) -> Made:
    """What ``make`` gives, with its rows in the test's transaction; another copy of it for each test.

    Where the tables that it writes to hold something else than they did the first time, the models make it again.
    """
    key = (str(connection.settings_dict["NAME"]), name)
    kept = _kept.get(key)
    if kept is None:
        return _first(key, make)
    if _lengths(kept.before) != kept.before:
        return make()
    _write(kept.tables)
    return copy.deepcopy(kept.made)  # type: ignore[no-any-return]


def _first(key: tuple[str, str], make: Callable[[], Made]) -> Made:
    before, lengths = first_rows.every_table(), _lengths(first_rows.names())
    made = make()
    changed = {table: rows for table, rows in first_rows.every_table().items() if rows != before[table]}
    _kept[key] = _Kept(copy.deepcopy(made), changed, {table: lengths[table] for table in changed})
    return made


def _lengths(tables: Iterable[str]) -> dict[str, int]:
    """How many rows each table has, in one question."""
    names = list(tables)
    counts = sql.SQL(", ").join(sql.SQL("(SELECT count(*) FROM {})").format(sql.Identifier(name)) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}").format(counts))
        return dict(zip(names, cursor.fetchone(), strict=True))


def _write(tables: Mapping[str, bytes]) -> None:
    """The rows instead of those that are there. Foreign keys are looked at when the transaction ends, the test's or this one."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table, rows in tables.items():
            first_rows.copy_in(cursor, table, rows)
