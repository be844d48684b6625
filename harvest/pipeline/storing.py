"""Storing: a page is written to PostgreSQL in a thread while the next one is read and sorted; one page at a time, in their order.

Two processors are then at work on one harvest, this process's and the database's. What is written is the same: each page is still
one transaction, and its checkpoint goes with it.
"""

from __future__ import annotations

import contextvars
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from django.db import DataError, IntegrityError, connection

from catalogue.core import garbage
from catalogue.core.messages import Message
from harvest.models import HarvestRun, Window
from harvest.pipeline import load
from harvest.pipeline.sort import Note, Refused, Sorted, look_again, make_storable
from harvest.protocols.base import Page

# A thread that comes back from a statement waits for the interpreter this long; by default five milliseconds, thirty times a page.
SWITCH_SECONDS = 0.0005
SWEEP_EVERY = 16  # pages: the objects of the one in hand are looked through as well


class Storing:
    """Stores the pages of one run. Inside a caller's transaction (a test), and for a replay, it stores at once and in this thread:
    another connection would not see what was written, or would change what is being read.
    """

    def __init__(self, run: HarvestRun) -> None:
        self._run = run
        self._pool: ThreadPoolExecutor | None = None
        self._in_hand: Future[None] | None = None
        self._identifiers: frozenset[str] = frozenset()
        self._pages_since_sweep = 0
        self._beside = not connection.in_atomic_block and run.kind != HarvestRun.Kind.REPLAY

    def __enter__(self) -> Self:
        self._switch_seconds = sys.getswitchinterval()
        if self._beside:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="store")
            sys.setswitchinterval(SWITCH_SECONDS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """The page in hand is written, or has failed, before the run is given to another."""
        if self._pool is not None:
            self._pool.submit(_close)
            self._pool.shutdown(wait=True)
            sys.setswitchinterval(self._switch_seconds)

    def before(self, page: Page) -> None:
        """To be called before ``page`` is sorted: waits for the page in hand where the two name the same record."""
        make_storable(page.items)
        if self._in_hand is not None and not self._identifiers.isdisjoint([item.identifier for item in page.items]):
            self.settle()

    def put(self, window: Window, page: Page, found: Sorted) -> None:
        """Store a sorted page once the one before it is. Raises what that one raised: LeaseLost, Django's errors."""
        self.settle()
        self._sweep(found)
        if self._pool is None:
            _store(self._run, window, page, found)
            return
        self._identifiers = frozenset([item.identifier for item in page.items])
        self._in_hand = self._pool.submit(contextvars.copy_context().run, _store, self._run, window, page, found)

    def _sweep(self, found: Sorted) -> None:
        """Look for cycles: at once where records were refused, since what holds an error may hold the page; else now and then."""
        self._pages_since_sweep += 1
        if found.refused or self._pages_since_sweep >= SWEEP_EVERY:
            garbage.sweep()
            self._pages_since_sweep = 0

    def settle(self) -> None:
        """Wait for the page in hand. Raises what storing it raised: LeaseLost, Django's errors."""
        in_hand, self._in_hand = self._in_hand, None
        if in_hand is not None:
            in_hand.result()


def _close() -> None:
    """Close the connection of this very thread."""
    connection.close()


def _store(run: HarvestRun, window: Window, page: Page, found: Sorted) -> None:
    try:
        load.store(run, window, page, found)
    except DataError:
        _refuse_offenders(run, found)
        load.store(run, window, page, found)
    except IntegrityError:
        look_again(run, found)
        load.store(run, window, page, found)


def _refuse_offenders(run: HarvestRun, found: Sorted) -> None:
    """The database refused the page: find which records it does not take, and put these alone into quarantine."""
    kept = []
    for entry in found.accepted:
        error = load.rehearse(run, entry)
        if error is None:
            kept.append(entry)
            continue
        found.counters["new" if entry.known is None else "changed"] -= 1
        found.counters["refused"] += 1
        reason = Message("database_refuses", {"error": error})
        found.refused.append(Refused(entry.item, reason, entry.known))
        found.notes.append(Note.of(entry.item, "error", reason))
        found.readable.remove(entry.item.identifier)
    found.accepted = kept
