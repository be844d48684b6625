"""The feed of notices: a search document for each edition, made of its records, in few statements and little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from catalogue.clustering.merging.merged import merged
from catalogue.clustering.merging.told import Told
from catalogue.core.isil import code_of
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.serialization import from_json
from catalogue.geography.departments import departments_of
from catalogue.geography.resolve import Gazetteer
from catalogue.models import Source
from catalogue.search.document import Provenance, SearchDocument, document_of
from catalogue.selectors import deposits, institutions, persons
from catalogue.selectors.editions import OLDER
from catalogue.selectors.feeds.base import Bounds, Documents, Feed, Row
from catalogue.selectors.feeds.stated import fetched

# The description goes from the server's text straight to the parser: the ORM would parse it, and make a model, for nothing.
_ROW = f"""
    SELECT record.id, record.source_id, record.description::text, extract(epoch FROM record.created_at)::bigint, ark.name
    FROM catalogue_record AS record
    JOIN catalogue_source AS source ON source.id = record.source_id
    LEFT JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.NOTICE)} AND ark.namespace = source.slug AND ark.identifier = record.identifier
"""  # noqa: S608 - a number of ours
_OF_THESE = """
    SELECT DISTINCT coalesce(
        (SELECT min(mate.record_id) FROM catalogue_clustermember AS mine
         JOIN catalogue_clustermember AS mate ON mate.cluster = mine.cluster
         JOIN catalogue_record AS shown ON shown.id = mate.record_id AND shown.state = 'active'
         WHERE mine.record_id = wanted),
        wanted)
    FROM unnest(%s::bigint[]) AS wanted
"""
_BY_ID = f"{_ROW} WHERE record.id IN ({_OF_THESE}) AND record.state = 'active'"
_FIRST = f"record.state = 'active' AND NOT {OLDER}"
_BETWEEN = f"{_ROW} WHERE record.id > %s AND record.id <= %s AND {_FIRST} ORDER BY record.id"
_AFTER = f"{_ROW} WHERE record.id > %s AND {_FIRST} ORDER BY record.id LIMIT %s"
_IDS_AFTER = f"SELECT record.id FROM catalogue_record AS record WHERE record.id > %s AND {_FIRST} ORDER BY record.id LIMIT %s"  # noqa: S608 - a condition of ours
_BOUNDS = f"SELECT coalesce(min(id), 0), coalesce(max(id), 0), count(*) FROM catalogue_record AS record WHERE {_FIRST}"  # noqa: S608 - a condition of ours
_MATES = """
    SELECT mine.record_id, record.id, record.source_id, record.description::text
    FROM catalogue_clustermember AS mine
    JOIN catalogue_clustermember AS mate ON mate.cluster = mine.cluster AND mate.record_id <> mine.record_id
    JOIN catalogue_record AS record ON record.id = mate.record_id AND record.state = 'active'
    WHERE mine.record_id = ANY(%s) ORDER BY record.id
"""


class NoticeDocuments(Documents):
    """Makes the search documents of notices. Holds the institutions, the sources, which records have pictures of their library,
    which forms of names are shown under another.
    """

    def __init__(self) -> None:
        self._institutions = institutions.facts()
        self._deposited = deposits.records()
        self._elsewhere = persons.headings_elsewhere()
        self._gazetteer = Gazetteer(found.code for found in departments_of(settings.REGION_CODE))
        self._sources = {id_: _Source(Provenance(slug, code_of(isil)), trust) for id_, slug, isil, trust in _sources().iterator()}

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of rows of (id, source, description, seconds, ark, the other records of the edition)."""
        for id_, source_id, description, received, ark, mates in rows:
            told = [self._told(id_, source_id, description), *(self._told(*mate) for mate in mates)]
            yield document_of(
                merged(told).description,
                key=DocumentKey(Kind.NOTICE, id_),
                ark=ark or "",
                received=received,
                provenance=self._source(source_id).provenance,
                institutions=self._institutions,
                gazetteer=self._gazetteer,
                also=[one.description for one in told] if mates else (),
                elsewhere=self._elsewhere,
                deposited=next((str(found) for one in told if (found := self._deposited.get(one.record))), ""),
            )

    def _told(self, record: int, source_id: int, description: str) -> Told:
        source = self._source(source_id)
        return Told(record, from_json(description), source.trust, source.provenance.institution)

    def _source(self, source_id: int) -> _Source:
        """Of a source, also of one that has come since."""
        found = self._sources.get(source_id)
        if found is None:
            _, slug, isil, trust = _sources().get(pk=source_id)
            found = self._sources[source_id] = _Source(Provenance(slug, code_of(isil)), trust)
        return found


class _Source(NamedTuple):
    provenance: Provenance
    trust: int


def _sources() -> QuerySet[Source, tuple[int, str, str, int]]:
    return Source.objects.values_list("id", "slug", "institution__isil", "trust")


class Notices(Feed):
    """The editions of the active records, each under its oldest one: see ``selectors.editions``."""

    kind = Kind.NOTICE

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """The editions that these records describe: a record that is not the oldest of its edition has no row of its own."""
        return _with_mates(fetched(_BY_ID, list(ids)))

    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ones."""
        return _with_mates(fetched(_AFTER, after, limit))

    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """Those of a range."""
        return _with_mates(fetched(_BETWEEN, after, until))

    def bounds(self) -> Bounds:
        """In one statement."""
        return Bounds(*fetched(_BOUNDS)[0])

    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ones, without their descriptions."""
        return [id_ for (id_,) in fetched(_IDS_AFTER, after, limit)]

    def documents(self) -> Documents:
        """With the institutions and sources of this moment."""
        return NoticeDocuments()


def _with_mates(rows: Sequence[Row]) -> list[Row]:
    """Each row with the other records of its edition, as (id, source, description); one statement, none for no row."""
    mates: dict[int, list[Row]] = {}
    for first, *mate in fetched(_MATES, [row[0] for row in rows]) if rows else ():
        mates.setdefault(first, []).append(tuple(mate))
    return [(*row, tuple(mates.get(row[0], ()))) for row in rows]
