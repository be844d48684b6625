"""What a statement of ours finds, where the query maker of Django cannot say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeVar

from django.db import connection

Thing = TypeVar("Thing")
AT_ONCE: Final = 500  # rows of a statement; PostgreSQL takes 65 535 values in one


def slices(listed: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """As many things as one statement takes, in their order."""
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Its rows; ``values`` by the names that it gives them. Raises Django's errors."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
