"""Load: one page, one transaction: raw records, records, marks, quarantine, messages, counters, checkpoint, together.

What is new goes in by COPY, what changed by one UPDATE from arrays; a page in which nothing changed writes its
checkpoint and its counters only.
"""

from __future__ import annotations

from typing import Any

from django.db import DataError, connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from catalogue.services import intake, register, sql
from catalogue.services.stored import Known
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, RawRecord, Window
from harvest.pipeline import inventories, journal, lease, log, quarantine, retire
from harvest.pipeline.sort import Accepted, Note, Sorted
from harvest.protocols.base import Page

RAW_COLUMNS = ("id", "source_id", "identifier", "state", "datestamp", "sets", "digest", "data", "run_id", "received_at")
RAW_TYPES = ("int8", "int8", "text", "varchar", "varchar", "text[]", "bytea", "bytea", "int8", "timestamptz")
COPY_RAW = f"COPY harvest_rawrecord ({', '.join(RAW_COLUMNS)}) FROM STDIN (FORMAT BINARY)"
UPDATE_RAW = f"""
    WITH kept AS ({journal.KEEP}
        JOIN unnest(%(ids)s::bigint[], %(digests)s::bytea[]) AS coming (id, digest) ON coming.id = was.id
        WHERE %(journal)s AND (was.digest <> coming.digest OR was.state <> 'active')
    )
    UPDATE harvest_rawrecord AS raw
    SET state = 'active', datestamp = new.datestamp, sets = string_to_array(new.sets, E'\\x1f'), digest = new.digest,
        data = new.data, run_id = %(run)s, received_at = %(now)s
    FROM unnest(%(ids)s::bigint[], %(datestamps)s::text[], %(sets)s::text[], %(digests)s::bytea[], %(data)s::bytea[])
        AS new (id, datestamp, sets, digest, data)
    WHERE raw.id = new.id
"""  # noqa: S608 - a statement of ours
DATESTAMP_LIMIT = 40


def store(run: HarvestRun, window: Window, page: Page, found: Sorted) -> None:
    """Write a sorted page and the checkpoint after it, in one transaction. Raises LeaseLost without a trace left."""
    seen = found.unchanged + [refused.known.id for refused in found.refused if refused.known is not None]
    if not (found.accepted or found.refused or found.deleted or found.notes or quarantine.holds_any(run)):
        _advance(run, window, page, found.counters, seen)
        return
    with transaction.atomic():
        lease.hold(run)
        now = sql.moment()
        register.meet(_institutions(found.accepted))
        _store_inventories(run, found)
        seen += _store_accepted(run, found.accepted, now)
        retire.delete(run, found.deleted, now)
        quarantine.keep(run, found.refused, now)
        quarantine.clear(run, found.readable)
        log.write(run, found.notes)
        _advance(run, window, page, found.counters, seen)


def _institutions(accepted: list[Accepted]) -> dict[str, str]:
    """The institutions that a page's records name, with the first name given to each."""
    named: dict[str, str] = {}
    for entry in accepted:
        for holding in entry.reading.description.holdings if entry.reading.description else ():
            if holding.institution and not named.get(holding.institution):
                named[holding.institution] = holding.institution_name
    return named


def _store_accepted(run: HarvestRun, accepted: list[Accepted], now: Any) -> list[int]:
    if not accepted:
        return []
    fresh = [entry for entry in accepted if entry.known is None]
    again = [(entry, entry.known) for entry in accepted if entry.known is not None]
    ids = _insert_raw(run, fresh, now)
    _update_raw(run, again, now)
    intake.store(run.endpoint.source_id, [arrival for entry in accepted if (arrival := _arrival(entry))], now=now)
    return ids + [known.id for _, known in again]


def _arrival(entry: Accepted) -> intake.Arrival | None:
    """What is to be stored of an entry's description; None where it has none, or says what is stored already."""
    if entry.reading.description is None or entry.says_the_same:
        return None
    return intake.Arrival(
        identifier=entry.item.identifier,
        format=entry.reading.format,
        charset=entry.reading.charset,
        digest=entry.description_digest,
        description=entry.description,
        holdings=entry.reading.description.holdings,
        record_id=entry.record.id if entry.record else None,
        withdrawn=entry.record is not None and not entry.record.active,
    )


def take_in(source_id: int, entry: Accepted) -> int:
    """Store one record that no run brought, or brings back one that was withdrawn, inside the caller's transaction; its number."""
    now, item = sql.moment(), entry.item
    received = {"state": RawRecord.State.ACTIVE, "digest": entry.digest, "data": item.data, "run_id": None, "received_at": now}
    register.meet(_institutions([entry]))
    RawRecord.objects.update_or_create(source_id=source_id, identifier=item.identifier, defaults=received)
    QuarantinedRecord.objects.filter(source_id=source_id, key=item.identifier).delete()
    return intake.store(source_id, list(filter(None, [_arrival(entry)])), now=now)[0]


def _store_inventories(run: HarvestRun, found: Sorted) -> None:
    """The finding aids of a page; none where the point gives notices."""
    if run.endpoint.format != Endpoint.Format.EAD:
        return
    for entry in found.accepted:
        if said := inventories.store(run.endpoint.source, entry.item, eadid=entry.reading.identifier):
            found.notes.append(Note.of(entry.item, "warning", said))


def _insert_raw(run: HarvestRun, fresh: list[Accepted], now: Any) -> list[int]:
    if not fresh:
        return []
    ids = intake.next_ids("harvest_rawrecord", len(fresh))
    items = [entry.item for entry in fresh]
    memberships = {sets: sql.texts(sets) for sets in {item.sets for item in items}}
    sql.copy_columns(
        COPY_RAW,
        (
            [sql.int8(id_) for id_ in ids],
            sql.int8(run.endpoint.source_id),
            [item.identifier.encode() for item in items],
            b"active",
            [item.datestamp[:DATESTAMP_LIMIT].encode() for item in items],
            [memberships[item.sets] for item in items],
            [entry.digest for entry in fresh],
            [item.data for item in items],
            sql.int8(run.pk),
            sql.timestamp(now),
        ),
    )
    return ids


def _update_raw(run: HarvestRun, again: list[tuple[Accepted, Known]], now: Any) -> None:
    if not again:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            UPDATE_RAW,
            {
                "run": run.pk,
                "now": now,
                "journal": journal.is_kept(),
                "ids": [known.id for _, known in again],
                "datestamps": [entry.item.datestamp[:DATESTAMP_LIMIT] for entry, _ in again],
                "sets": ["\x1f".join(entry.item.sets) for entry, _ in again],
                "digests": [entry.digest for entry, _ in again],
                "data": [entry.item.data for entry, _ in again],
            },
        )


ADVANCE = """
    WITH held AS (
        UPDATE harvest_harvestrun
        SET read = read + %(read)s, new = new + %(new)s, changed = changed + %(changed)s, unchanged = unchanged + %(unchanged)s,
            deleted = deleted + %(deleted)s, refused = refused + %(refused)s, let_go = let_go + %(let_go)s,
            lease_until = clock_timestamp() + make_interval(secs => %(seconds)s),
            first_response_date = coalesce(first_response_date, %(response_date)s::timestamptz)
        WHERE id = %(run)s AND lease = %(lease)s AND state = 'running'
        RETURNING id
    ), seen AS (
        INSERT INTO harvest_seenpage (run_id, raw_ids) SELECT id, %(seen)s::bigint[] FROM held WHERE %(noted)s AND %(seen)s <> '{}'
    )
    UPDATE harvest_window AS window_
    SET read = read + %(read)s, new = new + %(new)s, changed = changed + %(changed)s, unchanged = unchanged + %(unchanged)s,
        deleted = deleted + %(deleted)s, refused = refused + %(refused)s, let_go = let_go + %(let_go)s, pages = pages + 1, tries = 0,
        checkpoint = %(checkpoint)s::jsonb, state = %(state)s, total = coalesce(%(total)s::int, total)
    FROM held WHERE window_.id = %(window)s
"""


def _advance(run: HarvestRun, window: Window, page: Page, counters: dict[str, int], seen: list[int]) -> None:
    """Counters, what was seen, checkpoint and lease in one statement: all that a page without news needs."""
    with sql.cursor() as cursor:
        cursor.execute(
            ADVANCE,
            {
                **counters,
                "run": run.pk,
                "lease": run.lease,
                "seconds": lease.SECONDS,
                "response_date": page.first_response_date or page.response_date,
                "seen": sql.number_array(seen),
                "noted": run.kind != HarvestRun.Kind.REPLAY,
                "checkpoint": Jsonb(page.checkpoint) if page.checkpoint is not None else None,
                "state": Window.State.RUNNING.value if page.checkpoint is not None else Window.State.DONE.value,
                "total": page.total,
                "window": window.pk,
            },
        )
        if cursor.rowcount != 1:
            raise lease.LeaseLost


def rehearse(run: HarvestRun, entry: Accepted) -> str | None:
    """Store one entry and undo it: the name of the error the database answers, or None when it takes it."""
    try:
        with transaction.atomic():
            _store_inventories(run, Sorted(accepted=[entry]))
            _store_accepted(run, [entry], timezone.now())
            transaction.set_rollback(True)
    except DataError as error:
        return type(error.__cause__ or error).__name__
    return None
