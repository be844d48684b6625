"""What a statement of ours finds, where the query maker of Django cannot say it."""

from __future__ import annotations

from typing import Any

from django.db import connection


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Its rows; ``values`` by the names that it gives them. Raises Django's errors."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
