"""The feed of notices: records as search documents, in few statements and little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from catalogue.core.isil import code_of
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.serialization import from_json
from catalogue.geography.departments import departments_of
from catalogue.geography.resolve import Gazetteer
from catalogue.models import Record, Source
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of
from catalogue.selectors import institutions
from catalogue.selectors.feeds.base import Bounds, Documents, Feed, Row

# The description goes from the server's text straight to the parser: the ORM would parse it, and make a model, for nothing.
_ROW = f"""
    SELECT record.id, record.source_id, record.description::text, extract(epoch FROM record.created_at)::bigint, ark.name
    FROM catalogue_record AS record
    JOIN catalogue_source AS source ON source.id = record.source_id
    LEFT JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.NOTICE)} AND ark.namespace = source.slug AND ark.identifier = record.identifier
"""  # noqa: S608 - a number of ours
_BY_ID = f"{_ROW} WHERE record.id = ANY(%s) AND record.state = %s"
_BETWEEN = f"{_ROW} WHERE record.id > %s AND record.id <= %s AND record.state = %s ORDER BY record.id"
_AFTER = f"{_ROW} WHERE record.id > %s AND record.state = %s ORDER BY record.id LIMIT %s"


class NoticeDocuments(Documents):
    """Makes the search documents of notices. Holds the institutions and sources."""

    def __init__(self) -> None:
        self._institutions: Mapping[str, InstitutionFacts] = {
            code: InstitutionFacts(*known) for code, known in institutions.facts().items()
        }
        self._gazetteer = Gazetteer(found.code for found in departments_of(settings.REGION_CODE))
        self._sources = {
            id_: Provenance(slug, code_of(isil)) for id_, slug, isil in Source.objects.values_list("id", "slug", "institution__isil")
        }

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of rows of (id, source, description, seconds, ark)."""
        for id_, source_id, description, received, ark in rows:
            yield document_of(
                from_json(description),
                key=DocumentKey(Kind.NOTICE, id_),
                ark=ark or "",
                received=received,
                provenance=self._sources.get(source_id) or self._source(source_id),
                institutions=self._institutions,
                gazetteer=self._gazetteer,
            )

    def _source(self, source_id: int) -> Provenance:
        """A source that has come since."""
        slug, isil = Source.objects.values_list("slug", "institution__isil").get(pk=source_id)
        found = self._sources[source_id] = Provenance(slug, code_of(isil))
        return found


class Notices(Feed):
    """The active records."""

    kind = Kind.NOTICE

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """The active records among these."""
        return _fetched(_BY_ID, list(ids), Record.State.ACTIVE)

    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ones."""
        return _fetched(_AFTER, after, Record.State.ACTIVE, limit)

    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """Those of a range."""
        return _fetched(_BETWEEN, after, until, Record.State.ACTIVE)

    def bounds(self) -> Bounds:
        """In one statement."""
        found = _active().aggregate(first=Min("id"), last=Max("id"), count=Count("id"))
        return Bounds(found["first"] or 0, found["last"] or 0, found["count"])

    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ones, without their descriptions."""
        return list(_active().filter(id__gt=after).order_by("id").values_list("id", flat=True)[:limit])

    def documents(self) -> Documents:
        """With the institutions and sources of this moment."""
        return NoticeDocuments()


def _active() -> QuerySet[Record]:
    return Record.objects.filter(state=Record.State.ACTIVE)


def _fetched(statement: str, *values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
