"""What indexing reads: records as search documents, in few statements and little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min

from catalogue.geography.departments import departments_of
from catalogue.geography.resolve import Gazetteer
from catalogue.models import Institution, Record, Source
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of

# The description goes from the server's text straight to the parser: the ORM would parse it, and make a model, for nothing.
_BY_ID = "SELECT id, source_id, description::text FROM catalogue_record WHERE id = ANY(%s) AND state = %s"
_BETWEEN = "SELECT id, source_id, description::text FROM catalogue_record WHERE id > %s AND id <= %s AND state = %s ORDER BY id"
_AFTER = "SELECT id, source_id, description::text FROM catalogue_record WHERE id > %s AND state = %s ORDER BY id LIMIT %s"


class Row(NamedTuple):
    """A record as read for indexing."""

    id: int
    source_id: int
    description: str


class Documents:
    """Makes search documents. Holds the institutions and sources as they were when it was made: make one for each batch of work."""

    def __init__(self) -> None:
        self._institutions: Mapping[str, InstitutionFacts] = {
            rcr: InstitutionFacts(title, town, department)
            for rcr, title, town, department in Institution.objects.exclude(rcr=None).values_list("rcr", "title", "town", "department")
        }
        self._gazetteer = Gazetteer(found.code for found in departments_of(settings.REGION_CODE))
        self._sources = {
            id_: Provenance(slug, rcr or "") for id_, slug, rcr in Source.objects.values_list("id", "slug", "institution__rcr")
        }

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of ``rows``, one at a time."""
        for id_, source_id, description in rows:
            yield document_of(
                orjson.loads(description),
                record_id=id_,
                provenance=self._sources.get(source_id) or self._source(source_id),
                institutions=self._institutions,
                gazetteer=self._gazetteer,
            )

    def _source(self, source_id: int) -> Provenance:
        """A source that has come since."""
        slug, rcr = Source.objects.values_list("slug", "institution__rcr").get(pk=source_id)
        found = self._sources[source_id] = Provenance(slug, rcr or "")
        return found


def rows_of(record_ids: Sequence[int]) -> list[Row]:
    """The active records among ``record_ids``."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_ID, [list(record_ids), Record.State.ACTIVE])
        return cursor.fetchall()


def rows_after(record_id: int, *, limit: int) -> list[Row]:
    """The next ``limit`` active records in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER, [record_id, Record.State.ACTIVE, limit])
        return cursor.fetchall()


def rows_between(after: int, until: int) -> list[Row]:
    """The active records with an id above ``after``, up to ``until``, in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN, [after, until, Record.State.ACTIVE])
        return cursor.fetchall()


def active_bounds() -> tuple[int, int, int]:
    """(lowest id, highest id, number) of the active records; zeros where there is none."""
    found = Record.objects.filter(state=Record.State.ACTIVE).aggregate(first=Min("id"), last=Max("id"), count=Count("id"))
    return found["first"] or 0, found["last"] or 0, found["count"]


def active_ids_after(record_id: int, *, limit: int) -> list[int]:
    """The next ``limit`` ids of active records."""
    return list(Record.objects.filter(id__gt=record_id, state=Record.State.ACTIVE).order_by("id").values_list("id", flat=True)[:limit])
