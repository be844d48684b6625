"""Indexing: the marks of each engine are drained to it; its index is begun again, rebuilt, audited and repaired.

Whatever is indexed is read from the feed of its kind; see ``services.marks`` for what makes a drain safe.
"""

from __future__ import annotations

import heapq
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

import structlog

from catalogue.core import garbage
from catalogue.core.keys import DocumentKey, Kind
from catalogue.search import engines
from catalogue.search.engine import Engine, EngineBusy, SearchUnavailable, Writer
from catalogue.selectors import feeds
from catalogue.services import changes, kept, marks, rebuilding

logger = structlog.get_logger(__name__)

BUDGET_SECONDS = 20.0
REBUILD_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: how many things readers should find, how many documents the engine has; the keys of those that it has not,
    and of those that it has and should not.
    """

    engine: str
    shown: int
    documents: int
    missing: tuple[DocumentKey, ...]
    surplus: tuple[DocumentKey, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to repair."""
        return bool(self.missing or self.surplus)


def drain(engine_name: str | None = None, *, limit: int = marks.BATCH, budget_seconds: float = BUDGET_SECONDS) -> int:
    """Send what is marked to one engine, or to each; how many marked documents were honoured.

    In the batches of :func:`marks.batches`. 0 as well when another process is draining. An engine that is down keeps its marks, and
    stops nothing else.
    """
    marks.forget(kept.keep(engines.names()))
    return sum(_drain_one(name, limit, budget_seconds) for name in ([engine_name] if engine_name else engines.names()))


def settle(*, seconds: float = 60.0) -> bool:
    """Drain until no engine's mark waits, whoever drains it; whether that was reached in time (it is not while an engine is down)."""
    until = time.monotonic() + seconds
    while marks.lag(engines.names()).waiting:
        if time.monotonic() > until:
            return False
        if not drain():
            time.sleep(0.2)
    return True


def _drain_one(name: str, limit: int, budget_seconds: float) -> int:
    drained = 0
    with marks.alone(name) as held:
        if not held:
            return 0
        try:
            engine = engines.get(name)
            if not engine.is_current() or kept.was_away(name):
                _begin_again(engine)
            waiting = marks.batches(name, kinds=feeds.FEEDS, limit=limit, budget_seconds=budget_seconds)
            first = next(waiting, None)
            if first is None:
                return 0
            documents = _Documents()
            with garbage.paused(), engine.writer() as writer:
                for batch in chain([first], waiting):
                    drained += _apply(name, writer, documents, batch)
        except EngineBusy as busy:
            logger.info("index_drain_waits", engine=name, reason=busy.message.code)
        except SearchUnavailable as error:
            logger.warning("index_drain_failed", engine=name, reason=str(error))
    if drained:
        changes.tell()
    return drained


class _Documents(dict[Kind, feeds.Documents]):
    """What makes the documents of each kind, made when the first of that kind comes."""

    def __missing__(self, kind: Kind) -> feeds.Documents:
        made = self[kind] = feeds.of(kind).documents()
        return made


def _begin_again(engine: Engine) -> None:
    """The index is missing, of another form or of another time: begin an empty one, and mark everything for it."""
    with engine.rebuild():
        pass
    for feed in feeds.all_of():
        marks.mark_all(engine.name, feed.kind, feed.pages_of_ids())
    kept.filled(engine.name)
    logger.info("index_begun_again", engine=engine.name)


def _apply(name: str, writer: Writer, documents: _Documents, batch: marks.Batch) -> int:
    """Send what these marks name as it is now, then acknowledge them: these and no other."""
    refused: dict[DocumentKey, str] = {}
    for kind, ids in batch.ids().items():
        rows = feeds.of(kind).rows(ids)
        gone = set(ids).difference(row[0] for row in rows)
        refused |= writer.apply(documents[kind].of_rows(rows), [DocumentKey(kind, id_) for id_ in gone])
    _tell_refused(name, refused)
    asked = {DocumentKey(kind, id_) for kind, ids in batch.ids().items() for id_ in ids}
    _mark_for(name, refused.keys() - asked)  # of an edition that another of its records was marked for
    return marks.acknowledge(batch, refused=refused)


def _tell_refused(name: str, refused: Mapping[DocumentKey, str]) -> None:
    if refused:
        logger.error(
            "index_refused", engine=name, documents=[str(key) for key in sorted(refused)[:20]], reason=next(iter(refused.values()))
        )


def rebuild(name: str | None = None, *, batch: int = REBUILD_BATCH, on_progress: Callable[[int], None] | None = None) -> int:
    """Build the index of an engine anew beside the one that serves, switch, then drain what was marked meanwhile; how many documents.

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

    with marks.alone(engine.name, wait=True), garbage.paused(), engine.rebuild() as writer:
        if refused := writer.fill(fed()):
            _tell_refused(engine.name, refused)
            _mark_for(engine.name, refused)
    kept.filled(engine.name)
    changes.tell()
    while drain(engine.name):
        pass
    return done


def audit(name: str | None = None) -> Audit:
    """Compare an engine's documents with what is to be found, both read in the order of their packed keys.

    Marks that wait are drained first, so that work under way is no difference. Raises :class:`SearchUnavailable`.
    """
    engine = engines.get(name) if name else engines.serving()
    while drain(engine.name):
        pass
    shown = documents = 0
    missing: list[DocumentKey] = []
    surplus: list[DocumentKey] = []
    for key, is_shown, in_engine in _merged(_shown_keys(), engine.document_keys()):
        shown += is_shown
        documents += in_engine
        if not in_engine:
            missing.append(key)
        elif not is_shown:
            surplus.append(key)
    return Audit(engine.name, shown, documents, tuple(missing), tuple(surplus))


def repair(audit: Audit) -> None:
    """Mark what an audit found to differ, and drain."""
    _mark_for(audit.engine, [*audit.missing, *audit.surplus])
    while drain(audit.engine):
        pass


def _mark_for(name: str, keys: Iterable[DocumentKey]) -> None:
    by_kind: defaultdict[Kind, list[int]] = defaultdict(list)
    for key in keys:
        by_kind[key.kind].append(key.id)
    for kind, ids in by_kind.items():
        marks.mark_for(name, kind, ids)


def _shown_keys() -> Iterator[DocumentKey]:
    yield from heapq.merge(*map(_keys_of, feeds.all_of()), key=attrgetter("packed"))


def _keys_of(feed: feeds.Feed) -> Iterator[DocumentKey]:
    for ids in feed.pages_of_ids():
        yield from (DocumentKey(feed.kind, id_) for id_ in ids)


def _merged(left: Iterator[DocumentKey], right: Iterator[DocumentKey]) -> Iterator[tuple[DocumentKey, bool, bool]]:
    """Each key of two series in the order of packed keys, with whether it is in the first and in the second."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        lowest = min((key for key in (one, other) if key is not None), key=attrgetter("packed"))
        yield lowest, lowest == one, lowest == other
        one = next(left, None) if lowest == one else one
        other = next(right, None) if lowest == other else other
