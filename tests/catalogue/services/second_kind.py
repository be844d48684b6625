"""A second kind of things that are indexed: fonds that live in a table of the tests, with their feed, for what must serve every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.document import Provenance, SearchDocument, document_of
from catalogue.selectors.feeds import Bounds, Documents, Feed, Row
from catalogue.services import marks
from catalogue.services.consumers import Origin
from tests.contracts.notices import INSTITUTIONS, LYON, description

TABLE = "test_institution"


class FondsDocuments(Documents):
    """A document for each title."""

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of rows of (id, title)."""
        for id_, title in rows:
            yield document_of(
                description(title),
                key=DocumentKey(Kind.INSTITUTION, id_),
                provenance=Provenance("archives", LYON),
                institutions=INSTITUTIONS,
            )


class Fonds(Feed):
    """The fonds of the table."""

    kind = Kind.INSTITUTION

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """Those among these."""
        return run(f"SELECT id, title FROM {TABLE} WHERE id = ANY(%s)", list(ids))

    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ones."""
        return run(f"SELECT id, title FROM {TABLE} WHERE id > %s ORDER BY id LIMIT %s", after, limit)

    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """Those of a range."""
        return run(f"SELECT id, title FROM {TABLE} WHERE id > %s AND id <= %s ORDER BY id", after, until)

    def bounds(self) -> Bounds:
        """In one statement."""
        return Bounds(*run(f"SELECT coalesce(min(id), 0), coalesce(max(id), 0), count(*) FROM {TABLE}")[0])

    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ones' ids."""
        return [id_ for (id_,) in run(f"SELECT id FROM {TABLE} WHERE id > %s ORDER BY id LIMIT %s", after, limit)]

    def documents(self) -> Documents:
        """Nothing is shared."""
        return FondsDocuments()


def run(statement: str, *values: Any) -> list[Row]:
    """A statement's rows, none where it gives none."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def receive(**titles: str) -> None:
    """Fonds come, or change, and are marked: ``receive(f1="Titre")``."""
    numbers = {int(name.removeprefix("f")): title for name, title in titles.items()}
    for number, title in numbers.items():
        run(f"INSERT INTO {TABLE} VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET title = excluded.title", number, title)
    marks.mark(Kind.INSTITUTION, list(numbers), origin=Origin.INTAKE)


def withdraw(*numbers: int) -> None:
    """Fonds go, and are marked."""
    run(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", list(numbers))
    marks.mark(Kind.INSTITUTION, numbers, origin=Origin.WITHDRAWAL)
