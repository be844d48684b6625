"""Retire: records that the partner deleted, or serves no more, become tombstones; the guard asks before too many do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from catalogue.services import intake, withdrawal
from catalogue.services.stored import Known
from harvest.models import HarvestRun
from harvest.pipeline import journal
from harvest.protocols.base import Item

# EXCEPT is hashed or sorted whatever the planner knows of the tables; an anti-join on fresh ones was a nested loop.
VANISHED = """
    SELECT id FROM harvest_rawrecord WHERE source_id = %(source)s AND state = 'active'
    EXCEPT
    SELECT unnest(raw_ids) FROM harvest_seenpage WHERE run_id = %(run)s
"""
BURY = f"""
    WITH kept AS ({journal.KEEP}
        WHERE %(journal)s AND was.source_id = %(source)s AND was.identifier = ANY(%(identifiers)s::text[]) AND was.state <> 'tombstone'
    )
    INSERT INTO harvest_rawrecord (id, source_id, identifier, state, datestamp, sets, digest, data, run_id, received_at)
    SELECT new.id, %(source)s, new.identifier, 'tombstone', new.datestamp, '{{}}', ''::bytea, ''::bytea, %(run)s, %(now)s
    FROM unnest(%(ids)s::bigint[], %(identifiers)s::text[], %(datestamps)s::text[]) AS new (id, identifier, datestamp)
    ON CONFLICT (source_id, identifier) DO UPDATE
    SET state = 'tombstone', datestamp = excluded.datestamp, run_id = excluded.run_id, received_at = excluded.received_at
    WHERE harvest_rawrecord.state <> 'tombstone'
"""  # noqa: S608 - a statement of ours


def delete(run: HarvestRun, deleted: Sequence[tuple[Item, Known | None]], now: datetime) -> None:
    """What the partner announced as deleted, inside the caller's transaction; an identifier never met leaves a tombstone too."""
    news = [item for item, known in deleted if known is None or known.active]
    bury(run, [item.identifier for item in news], [item.datestamp for item in news], now)


def bury(run: HarvestRun, identifiers: Sequence[str], datestamps: Sequence[str], now: datetime) -> None:
    """Tombstones for these identifiers: raw records, records and quarantine together."""
    if not identifiers:
        return
    source_id = run.endpoint.source_id
    with connection.cursor() as cursor:
        cursor.execute(
            BURY,
            {
                "source": source_id,
                "run": run.pk,
                "now": now,
                "journal": journal.is_kept(),
                "ids": intake.next_ids("harvest_rawrecord", len(identifiers)),
                "identifiers": list(identifiers),
                "datestamps": [datestamp[:40] for datestamp in datestamps],
            },
        )
        cursor.execute("DELETE FROM harvest_quarantinedrecord WHERE source_id = %s AND key = ANY(%s)", [source_id, list(identifiers)])
    withdrawal.withdraw(source_id, identifiers, now=now)


def count_vanished(run: HarvestRun) -> tuple[int, int]:
    """(records that this full run did not meet, records that are active), for the guard."""
    parameters = {"source": run.endpoint.source_id, "run": run.pk}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({VANISHED}) AS vanished", parameters)  # noqa: S608
        vanished = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM harvest_rawrecord WHERE source_id = %(source)s AND state = 'active'", parameters)
        return vanished, cursor.fetchone()[0]


def count_unidentified(run: HarvestRun) -> int:
    """Records of this run that came without bytes, or that were never seen before and name no identifier: what a known record
    looks like when its reading fails.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM harvest_quarantinedrecord WHERE source_id = %s AND run_id = %s AND identifier = ''"
            " AND (data = ''::bytea OR first_seen_at = last_seen_at OR first_seen_at >= %s)",
            [run.endpoint.source_id, run.pk, run.created_at],
        )
        return cursor.fetchone()[0]


def withdraw_vanished(run: HarvestRun) -> int:
    """Tombstones for what this full run did not meet, quarantine included, inside the caller's transaction; how many records."""
    parameters = {"source": run.endpoint.source_id, "run": run.pk}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT identifier, datestamp, transaction_timestamp() FROM harvest_rawrecord WHERE id IN ({VANISHED})",  # noqa: S608
            parameters,
        )
        rows = cursor.fetchall()
        cursor.execute(
            "SELECT identifier, datestamp, transaction_timestamp() FROM harvest_quarantinedrecord"
            " WHERE source_id = %(source)s AND identifier <> '' AND run_id IS DISTINCT FROM %(run)s",
            parameters,
        )
        held = [row for row in cursor.fetchall() if row[0] not in {identifier for identifier, _, _ in rows}]
        cursor.execute(
            "DELETE FROM harvest_quarantinedrecord WHERE source_id = %(source)s AND identifier = '' AND run_id IS DISTINCT FROM %(run)s",
            parameters,
        )
    for batch in (rows, held):
        if batch:
            bury(run, [row[0] for row in batch], [row[1] for row in batch], batch[0][2])
    return len(rows)
