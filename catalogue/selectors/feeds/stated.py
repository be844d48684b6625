"""A feed of what three statements read: by numbers, from a number on, between two."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from catalogue.selectors.feeds.base import Bounds, Feed, Row


class StatedFeed(Feed):
    """``by_id`` takes an array of numbers, ``after`` a number and how many, ``between`` two; each gives rows that begin with one."""

    by_id: ClassVar[str]
    after: ClassVar[str]
    between: ClassVar[str]

    @abstractmethod
    def shown(self) -> QuerySet[Any]:
        """What readers see, by its primary key: where only numbers are asked for."""

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """Those among these that are shown."""
        return self.completed(fetched(self.by_id, list(ids)))

    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ones."""
        return self.completed(fetched(self.after, after, limit))

    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """Those of a range."""
        return self.completed(fetched(self.between, after, until))

    def bounds(self) -> Bounds:
        """In one statement."""
        found = self.shown().aggregate(first=Min("pk"), last=Max("pk"), count=Count("pk"))
        return Bounds(found["first"] or 0, found["last"] or 0, found["count"])

    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ones, without what they say."""
        return list(self.shown().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])

    def completed(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows with what other statements read of them; as they are for most."""
        return rows


def fetched(statement: str, *values: Any) -> list[Row]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
