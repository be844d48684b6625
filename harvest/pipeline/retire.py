"""Retire: records that the partner deleted, or serves no more, become tombstones; the guard asks before too many do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from catalogue.services import harvested_finding_aids, intake, withdrawal
from catalogue.services.stored import Known
from harvest.models import AnnouncedDeletion, Endpoint, HarvestRun, RawRecord
from harvest.pipeline import journal, twice
from harvest.protocols.base import Item

# What no run brought to a curated source, a curator's own find, no run misses.
# EXCEPT is hashed or sorted whatever the planner knows of the tables; an anti-join on fresh ones was a nested loop.
VANISHED = """
    SELECT id FROM harvest_rawrecord WHERE source_id = %(source)s AND state = 'active'
      AND (run_id IS NOT NULL OR NOT (SELECT curated FROM catalogue_source WHERE id = %(source)s))
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


ANNOUNCE = """
    INSERT INTO harvest_announceddeletion (run_id, identifier, datestamp)
    SELECT %s, new.identifier, new.datestamp FROM unnest(%s::text[], %s::text[]) AS new (identifier, datestamp)
    ON CONFLICT (run_id, identifier) DO UPDATE SET datestamp = greatest(harvest_announceddeletion.datestamp, excluded.datestamp)
"""
# Of one identifier twice in a list the latest datestamp wins, whatever the order.
ANNOUNCED = f"""
    SELECT said.identifier, said.datestamp, transaction_timestamp() FROM harvest_announceddeletion AS said
    JOIN harvest_rawrecord AS raw ON raw.source_id = %(source)s AND raw.identifier = said.identifier AND raw.state = 'active'
    WHERE said.run_id = %(run)s
      AND (said.datestamp = '' OR said.datestamp >= raw.datestamp COLLATE "C" OR NOT {twice.MET})
    ORDER BY said.id
"""  # noqa: S608 - a statement of ours


def delete(run: HarvestRun, deleted: Sequence[tuple[Item, Known | None]], now: datetime) -> None:
    """What the partner announced as deleted, inside the caller's transaction: an identifier never met leaves a tombstone at once, a
    known record goes when the run ends, by :func:`withdraw_announced`.
    """
    strangers = [item for item, known in deleted if known is None]
    bury(run, [item.identifier for item in strangers], [item.datestamp for item in strangers], now)
    known_ones = {item.identifier: item.datestamp[:40] for item, known in deleted if known is not None and known.active}
    if known_ones:
        with connection.cursor() as cursor:
            cursor.execute(ANNOUNCE, [run.pk, list(known_ones), list(known_ones.values())])


def announced(run: HarvestRun) -> list[tuple[str, str, datetime]]:
    """(identifier, datestamp, now) of the active records that the partner announced as deleted during this run."""
    with connection.cursor() as cursor:
        cursor.execute(ANNOUNCED, {"source": run.endpoint.source_id, "run": run.pk})
        return cursor.fetchall()


def withdraw_announced(run: HarvestRun) -> None:
    """Tombstones for what the partner announced as deleted, inside the caller's transaction."""
    rows = announced(run)
    if rows:
        bury(run, [row[0] for row in rows], [row[1] for row in rows], rows[0][2])
    AnnouncedDeletion.objects.filter(run=run).delete()


def vanished_identifiers(run: HarvestRun, *, limit: int) -> list[str]:
    """The first identifiers, in their order, of what this full run did not meet."""
    parameters = {"source": run.endpoint.source_id, "run": run.pk}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT identifier FROM harvest_rawrecord WHERE id IN ({VANISHED}) ORDER BY identifier LIMIT {limit:d}",  # noqa: S608
            parameters,
        )
        return [row[0] for row in cursor.fetchall()]


def count_active(run: HarvestRun) -> int:
    """The records of the run's source that are not withdrawn."""
    return RawRecord.objects.filter(source_id=run.endpoint.source_id, state=RawRecord.State.ACTIVE).count()


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
    if run.endpoint.format == Endpoint.Format.EAD:
        harvested_finding_aids.withdraw_named(run.endpoint.source, identifiers)


def count_vanished(run: HarvestRun) -> tuple[int, int]:
    """(records that this full run did not meet, records that are active), for the guard."""
    parameters = {"source": run.endpoint.source_id, "run": run.pk}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({VANISHED}) AS vanished", parameters)  # noqa: S608
        vanished = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM harvest_rawrecord WHERE source_id = %(source)s AND state = 'active'", parameters)
        return vanished, cursor.fetchone()[0]


def count_distinct(run: HarvestRun) -> int:
    """Under how many identifiers this full run met its records."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT raw_id) FROM harvest_seenpage, unnest(raw_ids) AS raw_id WHERE run_id = %s", [run.pk])
        return cursor.fetchone()[0]


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
