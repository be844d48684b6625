"""The queue of marks: what changes is marked in the transaction that changes it, and each consumer drains its own marks.

A mark is deleted after its consumer has done what it stands for, and by nothing else; one process at a time drains for a consumer,
under an advisory lock that goes with the connection, so that any process may be killed at any moment.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, transaction

from catalogue.core.keys import DocumentKey, Kind
from catalogue.services import alone as processes
from catalogue.services import consumers, sql
from catalogue.services.consumers import Origin
from catalogue.services.mark_statements import BACK_OF_THE_QUEUE, DRAINED, FORGET, LAGS, MARK, SUPERSEDE, TO_DRAIN

WORTH_A_BATCH = 1000  # ids
BATCH = 5000


class Marked(NamedTuple):
    """One mark: its own number, the kind of what it names, the numbers of these."""

    mark_id: int
    kind: Kind
    ids: list[int]


class Lag(NamedTuple):
    """How far a consumer is behind: how many ids wait (each as often as it was marked), and for how many seconds the first does."""

    waiting: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Batch:
    """Marks taken together, the oldest first; they stay in the queue until :func:`acknowledge`."""

    marks: tuple[Marked, ...]

    @property
    def size(self) -> int:
        """How many ids they name, each as often as it was marked."""
        return sum(len(mark.ids) for mark in self.marks)

    def ids(self) -> dict[Kind, list[int]]:
        """What they name, each once, in the order in which it was first marked."""
        by_kind: dict[Kind, dict[int, None]] = {}
        for mark in self.marks:
            by_kind.setdefault(mark.kind, {}).update(dict.fromkeys(mark.ids))
        return {kind: list(ids) for kind, ids in by_kind.items()}


def mark(kind: Kind, ids: Sequence[int], *, origin: Origin) -> None:
    """Say that these have changed, to every consumer that wants to know; inside the caller's transaction, in one statement."""
    if ids:
        _mark(consumers.wanting(kind, origin), kind, ids)


def mark_for(consumer: str, kind: Kind, ids: Iterable[int]) -> None:
    """Say to one consumer that it has not these as they are."""
    _mark([consumer], kind, ids)


def mark_all(consumer: str, kind: Kind, pages: Iterable[Sequence[int]]) -> None:
    """Mark everything of a kind, given in pages of ids, for a consumer that begins again; its marks of that kind are superseded.

    All of it or nothing. ``pages`` is read after the older marks are gone, so that what changes meanwhile is in one or the other.
    """
    with transaction.atomic():
        _execute(SUPERSEDE, consumer, kind)
        for ids in pages:
            _mark([consumer], kind, ids)


def _mark(names: list[str], kind: Kind, ids: Iterable[int]) -> None:
    _execute(MARK, kind.value, names, sql.number_array(ids))


def lags(names: Sequence[str] | None = None) -> dict[str, Lag]:
    """The lag of each of these consumers, or of all that are kept; one statement."""
    wanted = consumers.names() if names is None else names
    with connection.cursor() as cursor:
        cursor.execute(LAGS, [list(wanted)])
        waiting = {name: Lag(int(count), float(seconds)) for name, count, seconds in cursor.fetchall()}
    return {name: waiting.get(name, Lag(0, 0.0)) for name in wanted}


def lag(names: Sequence[str] | None = None) -> Lag:
    """The lags of :func:`lags` together: all that wait, and the age of the oldest."""
    each = lags(names).values()
    return Lag(sum(one.waiting for one in each), max((one.seconds for one in each), default=0.0))


def batches(
    consumer: str, *, kinds: Collection[Kind], limit: int = BATCH, budget_seconds: float, worth: int = WORTH_A_BATCH
) -> Iterator[Batch]:
    """The marks of these kinds, the oldest first, in batches of ``limit`` ids (or of the few more that the last mark names).

    The first batch is given however small it is. Then it goes on while the budget lasts and batches are full, or enough has come
    meanwhile to be ``worth`` one; a smaller rest waits for the next call, so that a change in full flow costs few batches.
    Acknowledge each before the next is asked for. To be used under :func:`alone`.
    """
    until = time.monotonic() + budget_seconds
    batch = _take(consumer, kinds, limit)
    while batch.marks:
        yield batch
        wanted = 1 if batch.size >= limit else worth
        if time.monotonic() >= until:
            return
        batch = _take(consumer, kinds, limit)
        if batch.size < wanted:
            return


def _take(consumer: str, kinds: Collection[Kind], limit: int) -> Batch:
    with connection.cursor() as cursor:
        cursor.execute(TO_DRAIN, [consumer, [kind.value for kind in kinds], limit])
        return Batch(tuple(Marked(mark_id, Kind(kind), ids) for mark_id, kind, ids in cursor.fetchall()))


def acknowledge(batch: Batch, *, refused: Collection[DocumentKey] = ()) -> int:
    """Delete these marks and no other: the consumer has seen what they name, ``refused`` excepted. How many ids were honoured.

    A mark that names something refused goes to the back of the queue for that alone, as old as it was, and stops no other.
    """
    keys = frozenset(refused)
    left = [mark for mark in batch.marks if any((mark.kind, id_) in keys for id_ in mark.ids)] if keys else []
    put_back(left, keys)
    kept = {mark.mark_id for mark in left}
    _execute(DRAINED, [mark.mark_id for mark in batch.marks if mark.mark_id not in kept])
    return batch.size - sum((mark.kind, id_) in keys for mark in left for id_ in mark.ids)


def put_back(marks: Sequence[Marked], keys: Collection[DocumentKey]) -> None:
    """Replace these marks by marks of the ``keys`` among what they name, at the back of the queue and as old as they were."""
    for kind in {mark.kind for mark in marks}:
        numbers = sql.number_array(key.id for key in keys if key.kind == kind)
        _execute(BACK_OF_THE_QUEUE, [mark.mark_id for mark in marks if mark.kind == kind], numbers)


def forget(names: Collection[str]) -> None:
    """Delete the marks of consumers that are no longer kept: nobody honours them; should one come back, it begins again."""
    if names:
        _execute(FORGET, list(names))


def alone(consumer: str, *, wait: bool = False) -> AbstractContextManager[bool]:
    """Be the only process that works for this consumer, as :func:`catalogue.services.alone.alone` says."""
    return processes.alone(f"catalogue.indexing.{consumer}", wait=wait)


def _execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
