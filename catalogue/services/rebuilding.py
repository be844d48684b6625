"""What a rebuild is fed with: everything that is shown as an engine takes it, made by several processes where there is much to do."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import django
from django.db import connection

from catalogue.core import garbage
from catalogue.core.keys import Kind
from catalogue.search import engines
from catalogue.selectors import feeds
from catalogue.selectors.feeds import Documents, Feed

ALONE_UNTIL = 20_000  # documents of a kind: below, other processes take longer to start than they save
IDS_AT_ONCE = 1000
MOST_PROCESSES = 8
_AHEAD = 3  # batches under way for each process

_PLACE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")


def prepared(name: str, *, batch: int) -> Iterator[list[object]]:
    """Everything that is shown as :meth:`Engine.prepared` of that engine gives it, in the order of document keys, in batches.

    Raises :class:`SearchUnavailable` when there is no such engine.
    """
    for feed in feeds.all_of():
        first, last, count = feed.bounds()
        processes = min(os.cpu_count() or 1, MOST_PROCESSES)
        # A daemon, such as a worker of a task queue, may have no children.
        if count < ALONE_UNTIL or processes < 2 or multiprocessing.current_process().daemon:
            yield from _alone(name, feed, batch=batch)
        else:
            yield from _together(name, feed, range(first - 1, last, IDS_AT_ONCE), processes=processes)


def _alone(name: str, feed: Feed, *, batch: int) -> Iterator[list[object]]:
    engine, documents, last = engines.get(name), feed.documents(), 0
    while rows := feed.rows_after(last, limit=batch):
        yield [engine.prepared(document) for document in documents.of_rows(rows)]
        last = rows[-1][0]


def _together(name: str, feed: Feed, starts: range, *, processes: int) -> Iterator[list[object]]:
    place = {part: connection.settings_dict[part] for part in _PLACE}
    # Not forked: the engine's threads and this connection are no use to a copy of the process, and harm it.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup)
    under_way: deque[Future[list[object]]] = deque()
    try:
        for start in starts:
            under_way.append(pool.submit(_range, name, feed, place, start, start + IDS_AT_ONCE))
            if len(under_way) >= _AHEAD * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_documents: dict[Kind, Documents] = {}  # this process's, once it has made any


def _range(name: str, feed: Feed, place: dict[str, Any], after: int, until: int) -> list[object]:
    """The work of one of the other processes, on the parent's database."""
    if feed.kind not in _documents:
        connection.settings_dict.update(place)
        _documents[feed.kind] = feed.documents()
    engine = engines.get(name)
    with garbage.paused():
        return [engine.prepared(document) for document in _documents[feed.kind].of_rows(feed.rows_between(after, until))]
