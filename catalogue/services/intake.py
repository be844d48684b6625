"""Intake: descriptions become records, with their copies, by COPY for the new and one UPDATE for the changed, and are marked for whoever
wants to know.

Runs inside the caller's transaction, so that a page of a harvest is all there or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from psycopg.types.json import Jsonb

from catalogue.core.description import Holding
from catalogue.core.keys import Kind
from catalogue.selectors.disseminated import DIGITISED_ELSEWHERE
from catalogue.services import arks, holdings, marks, sql
from catalogue.services.consumers import Origin
from catalogue.services.holdings import Held, Keeper

RECORD_COLUMNS = ("id", "source_id", "identifier", "state", "format", "charset", "digest", "description", "created_at", "updated_at")
RECORD_TYPES = ("int8", "int8", "text", "varchar", "varchar", "varchar", "bytea", "jsonb", "timestamptz", "timestamptz")
COPY_RECORD = f"COPY catalogue_record ({', '.join(RECORD_COLUMNS)}) FROM STDIN (FORMAT BINARY)"
# What a record was and is no more is kept, for harvesters of a set that it leaves.
UPDATE_RECORD = f"""
    WITH rewritten AS (DELETE FROM catalogue_holding WHERE record_id = ANY(%(ids)s::bigint[]) RETURNING record_id, institution),
    new AS MATERIALIZED (
        SELECT id, format, charset, digest, description::jsonb AS description
        FROM unnest(%(ids)s::bigint[], %(formats)s::text[], %(charsets)s::text[], %(digests)s::bytea[], %(descriptions)s::text[])
            AS came (id, format, charset, digest, description)
    ),
    former AS (
        INSERT INTO catalogue_formertrait (aspect, value, record_id)
        SELECT 'institution', institution, record_id FROM rewritten
        WHERE institution <> '' AND (record_id, institution) NOT IN (SELECT * FROM unnest(%(held)s::bigint[], %(codes)s::text[]))
        UNION
        SELECT had.aspect, had.value, record.id FROM new JOIN catalogue_record AS record ON record.id = new.id, LATERAL (VALUES
            ('document_type', record.description ->> 'document_type', new.description ->> 'document_type'),
            ('format', record.format, new.format)) AS had (aspect, value, now)
        WHERE had.value <> '' AND had.value IS DISTINCT FROM had.now
        UNION
        SELECT 'digitised_elsewhere', '', record.id FROM new JOIN catalogue_record AS record ON record.id = new.id
        WHERE {DIGITISED_ELSEWHERE} AND NOT EXISTS (SELECT FROM (SELECT new.description) AS record WHERE {DIGITISED_ELSEWHERE})
        ON CONFLICT DO NOTHING
    )
    UPDATE catalogue_record AS record
    SET state = %(state)s, format = new.format, charset = new.charset, digest = new.digest,
        description = new.description, updated_at = %(now)s
    FROM new WHERE record.id = new.id
"""  # noqa: S608 - a condition of ours
SEQUENCES = {"harvest_rawrecord": "harvest_rawrecord_id_seq", "catalogue_record": "catalogue_record_id_seq"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A description to store, and the copies it names. ``record_id`` is None when the source never gave this identifier before;
    ``withdrawn`` says that the record it names was a tombstone until now.
    """

    identifier: str
    format: str
    charset: str
    digest: bytes
    description: bytes
    holdings: Sequence[Holding]
    record_id: int | None = None
    withdrawn: bool = False


def next_ids(table: str, count: int) -> list[int]:
    """``count`` identifiers taken from the table's sequence, so that COPY can be told them."""
    with sql.cursor() as cursor:
        cursor.execute(
            "SELECT ARRAY(SELECT nextval(%s::regclass) FROM generate_series(1, %s::int))", [SEQUENCES[table], count], binary=True
        )
        return cursor.fetchall()[0][0]


def _as_is(text: bytes) -> bytes:
    return text


def jsonb(text: bytes) -> Jsonb:
    """JSON that is written already, for a jsonb column."""
    return Jsonb(text, dumps=_as_is)


def store(source_id: int, arrivals: Sequence[Arrival], *, now: datetime) -> list[int]:
    """Store the arrivals of one source with their copies and the arks of the new ones, and mark them; the ids of their records, new
    ones first.
    """
    if not arrivals:
        return []
    fresh = [arrival for arrival in arrivals if arrival.record_id is None]
    again = [arrival for arrival in arrivals if arrival.record_id is not None]
    keeper = holdings.keeper_of(source_id)
    ids = _insert(source_id, fresh, now, shown=keeper.shown) + _update(again, now, keeper=keeper)
    held = [Held(record_id, arrival.holdings) for record_id, arrival in zip(ids, [*fresh, *again], strict=True)]
    holdings.write(held, keeper=keeper)
    marks.mark(Kind.NOTICE, ids, origin=Origin.INTAKE)
    return ids


def _insert(source_id: int, fresh: Sequence[Arrival], now: datetime, *, shown: bool) -> list[int]:
    if not fresh:
        return []
    ids = next_ids("catalogue_record", len(fresh))
    moment = sql.timestamp(now)
    sql.copy_columns(
        COPY_RECORD,
        (
            [sql.int8(id_) for id_ in ids],
            sql.int8(source_id),
            [arrival.identifier.encode() for arrival in fresh],
            b"active" if shown else b"hidden",
            [arrival.format.encode() for arrival in fresh],
            [arrival.charset.encode() for arrival in fresh],
            [arrival.digest for arrival in fresh],
            [sql.jsonb(arrival.description) for arrival in fresh],
            moment,
            moment,
        ),
    )
    arks.mint_notices(source_id, [arrival.identifier for arrival in fresh])
    return ids


def _update(again: Sequence[Arrival], now: datetime, *, keeper: Keeper) -> list[int]:
    if not again:
        return []
    ids = [arrival.record_id for arrival in again if arrival.record_id is not None]
    held = [Held(record_id, arrival.holdings) for record_id, arrival in zip(ids, again, strict=True)]
    kept = holdings.codes_of(held, keeper=keeper)
    with connection.cursor() as cursor:
        cursor.execute(
            UPDATE_RECORD,
            {
                "now": now,
                "state": "active" if keeper.shown else "hidden",
                "ids": ids,
                "held": [record_id for record_id, _ in kept],
                "codes": [code for _, code in kept],
                "formats": [arrival.format for arrival in again],
                "charsets": [arrival.charset for arrival in again],
                "digests": [arrival.digest for arrival in again],
                "descriptions": [arrival.description.decode() for arrival in again],
            },
        )
    if not keeper.shown:
        return ids
    arks.revive([arrival.record_id for arrival in again if arrival.withdrawn and arrival.record_id is not None])
    return ids
