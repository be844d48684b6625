"""Indexing: what changes is marked in the transaction that changes it, and the marks are drained to each engine.

A mark is deleted after the engine has committed what it stands for, and by nothing else; draining is done by one process at
a time for each engine, under an advisory lock that goes with the connection, so that any process may be killed at any moment.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import connection

from catalogue.core import garbage
from catalogue.search import engines
from catalogue.search.engine import Engine, EngineBusy, SearchUnavailable, Writer
from catalogue.selectors import indexing as selectors
from catalogue.selectors.indexing import Documents
from catalogue.services import changes, kept, rebuilding, sql
from catalogue.services.mark_statements import BACK_OF_THE_QUEUE, DRAINED, FORGET, HELD_BY, LAGS, MARK, MARK_ALL, TO_DRAIN

logger = structlog.get_logger(__name__)

BATCH = 5000
WORTH_A_COMMIT = 1000  # records
BUDGET_SECONDS = 20.0
REBUILD_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: ids of active records the engine does not have, ids of documents it has of no active record."""

    engine: str
    records: int
    documents: int
    missing: tuple[int, ...]
    surplus: tuple[int, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to repair."""
        return bool(self.missing or self.surplus)


def mark(record_ids: Sequence[int]) -> None:
    """Say that the engines have not seen the last state of these records; inside the caller's transaction, in one statement."""
    if record_ids:
        _execute(MARK, list(engines.names()), sql.number_array(record_ids))


def mark_held_by(rcr: str) -> int:
    """Mark the records that an institution holds or sends (its name or its department has changed); how many.

    Reads every description: seconds for a million. Inside the caller's transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY, [rcr, rcr])
        ids = [row[0] for row in cursor.fetchall()]
    mark(ids)
    return len(ids)


def lag() -> tuple[int, float]:
    """(records marked and waiting, age of the oldest mark in seconds), over all engines."""
    found = lags().values()
    return sum(count for count, _ in found), max((age for _, age in found), default=0.0)


def lags() -> dict[str, tuple[int, float]]:
    """The same for each engine that is kept, the one that serves first."""
    names = engines.names()
    with connection.cursor() as cursor:
        cursor.execute(LAGS, [list(names)])
        found = {name: (int(count), float(age)) for name, count, age in cursor.fetchall()}
    return {name: found.get(name, (0, 0.0)) for name in names}


def drain(engine_name: str | None = None, *, limit: int = BATCH, budget_seconds: float = BUDGET_SECONDS) -> int:
    """Send what is marked to one engine, or to each; how many marked records were honoured.

    Takes marks of ``limit`` records (or of the few more that the last one names) at a time and goes on while enough have come
    meanwhile to be worth a commit, and the budget lasts; a smaller rest waits for the next call, so that a harvest in full flow
    costs few commits. 0 as well when another process is draining. An engine that is down keeps its marks, and stops nothing else.
    """
    if gone := kept.keep(engines.names()):
        _execute(FORGET, list(gone))  # nobody honours them; should the engine come back, it begins again
    return sum(_drain_one(name, limit, budget_seconds) for name in ([engine_name] if engine_name else engines.names()))


def settle(*, seconds: float = 60.0) -> bool:
    """Drain until no mark waits, whoever drains it; whether that was reached in time (it is not while an engine is down)."""
    until = time.monotonic() + seconds
    while lag()[0]:
        if time.monotonic() > until:
            return False
        if not drain():
            time.sleep(0.2)
    return True


def _drain_one(name: str, limit: int, budget_seconds: float) -> int:
    until = time.monotonic() + budget_seconds
    drained = 0
    with _alone(name) as held:
        if not held:
            return 0
        try:
            engine = engines.get(name)
            if not engine.is_current() or kept.was_away(name):
                _begin_again(engine)
            taken = _waiting(name, limit)
            if not taken:
                return 0
            documents = Documents()
            with garbage.paused(), engine.writer() as writer:
                while taken:
                    drained += _apply(name, writer, documents, taken)
                    worth = 1 if _records_of(taken) >= limit else WORTH_A_COMMIT
                    taken = _waiting(name, limit) if time.monotonic() < until else []
                    taken = taken if _records_of(taken) >= worth else []
        except EngineBusy as busy:
            logger.info("index_drain_waits", engine=name, reason=busy.message.code)
        except SearchUnavailable as error:
            logger.warning("index_drain_failed", engine=name, reason=str(error))
    if drained:
        changes.tell()
    return drained


def _begin_again(engine: Engine) -> None:
    """The index is missing, of another form or of another time: begin an empty one, and mark everything for it."""
    with engine.rebuild():
        pass
    _execute(MARK_ALL, engine.name, engine.name)
    kept.filled(engine.name)
    logger.info("index_begun_again", engine=engine.name)


def _waiting(name: str, limit: int) -> list[tuple[int, list[int]]]:
    """The oldest marks, as (mark, records), of ``limit`` records together."""
    with connection.cursor() as cursor:
        cursor.execute(TO_DRAIN, [name, limit])
        return cursor.fetchall()


def _records_of(taken: list[tuple[int, list[int]]]) -> int:
    return sum(len(ids) for _, ids in taken)


def _apply(name: str, writer: Writer, documents: Documents, taken: list[tuple[int, list[int]]]) -> int:
    """Send the records of these marks as they are now, then delete the marks: these and no other."""
    marked = [record_id for _, record_ids in taken for record_id in record_ids]
    ids = list(dict.fromkeys(marked))
    rows = selectors.rows_of(ids)
    gone = set(ids).difference(row[0] for row in rows)
    refused = writer.apply(documents.of_rows(rows), gone)
    _execute(DRAINED, [mark_id for mark_id, record_ids in taken if refused.keys().isdisjoint(record_ids)])
    if refused:
        logger.error("index_refused", engine=name, records=sorted(refused)[:20], reason=next(iter(refused.values())))
        left = [mark_id for mark_id, record_ids in taken if not refused.keys().isdisjoint(record_ids)]
        _execute(BACK_OF_THE_QUEUE, left, sql.number_array(refused))
    return sum(record_id not in refused for record_id in marked)


def rebuild(name: str | None = None, *, batch: int = REBUILD_BATCH, on_progress: Callable[[int], None] | None = None) -> int:
    """Build the index of an engine anew beside the one that serves, switch, then drain what was marked meanwhile; how many records.

    Marks wait while it lasts, so that none is honoured in the old index only. ``on_progress`` is told how many are done.
    Raises :class:`EngineBusy` when it is being drained or rebuilt, :class:`SearchUnavailable` when the engine does not answer.
    """
    engine = engines.get(name) if name else engines.serving()
    done = 0

    def fed() -> Iterator[object]:
        nonlocal done
        for documents in rebuilding.prepared(engine.name, batch=batch):
            yield from documents
            done += len(documents)
            garbage.sweep()
            if on_progress is not None:
                on_progress(done)

    with _alone(engine.name, wait=True), garbage.paused(), engine.rebuild() as writer:
        if refused := writer.fill(fed()):
            logger.error("index_refused", engine=engine.name, records=sorted(refused)[:20])
            _execute(MARK, [engine.name], sql.number_array(refused))
    kept.filled(engine.name)
    changes.tell()
    while drain(engine.name):
        pass
    return done


def audit(name: str | None = None) -> Audit:
    """Compare an engine's documents with the active records, both read in the order of their ids.

    Marks that wait are drained first, so that work under way is no difference. Raises :class:`SearchUnavailable`.
    """
    engine = engines.get(name) if name else engines.serving()
    while drain(engine.name):
        pass
    records = documents = 0
    missing: list[int] = []
    surplus: list[int] = []
    for record_id, in_records, in_engine in _merged(_active_ids(), engine.ids()):
        records += in_records
        documents += in_engine
        if not in_engine:
            missing.append(record_id)
        elif not in_records:
            surplus.append(record_id)
    return Audit(engine.name, records, documents, tuple(missing), tuple(surplus))


def repair(audit: Audit) -> None:
    """Mark what an audit found to differ, and drain."""
    _execute(MARK, [audit.engine], sql.number_array([*audit.missing, *audit.surplus]))
    while drain(audit.engine):
        pass


def _active_ids() -> Iterator[int]:
    last = 0
    while ids := selectors.active_ids_after(last, limit=50_000):
        yield from ids
        last = ids[-1]


def _merged(left: Iterator[int], right: Iterator[int]) -> Iterator[tuple[int, bool, bool]]:
    """Each id of two ascending series, with whether it is in the first and in the second."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        found = min(id_ for id_ in (one, other) if id_ is not None)
        yield found, found == one, found == other
        one = next(left, None) if found == one else one
        other = next(right, None) if found == other else other


@contextmanager
def _alone(name: str, *, wait: bool = False) -> Iterator[bool]:
    """Be the only process to write to this engine; whether one is. With ``wait``, until one is.

    The lock belongs to the database session: when the process dies, it goes.
    """
    key = zlib.crc32(f"catalogue.indexing.{name}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)" if wait else "SELECT pg_try_advisory_lock(%s)", [key])
        held = wait or bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            _execute("SELECT pg_advisory_unlock(%s)", key)


def _execute(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
