"""Two engines as one: the second answers readers while the first does not, and the first is not waited for again and again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TypeVar

import structlog

from catalogue.core.keys import DocumentKey
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine, Health, SearchRefused, SearchUnavailable, Writer
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult, Suggestion
from catalogue.search.suggestions import DEFAULT_SIZE

logger = structlog.get_logger(__name__)

REST_SECONDS = 10.0

Found = TypeVar("Found")


class Breaker:
    """Whether an engine is worth asking: after a failure it rests, then one caller tries it for all.

    Each process learns by itself; safe between threads.
    """

    def __init__(self, *, rest_seconds: float = REST_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._rest = rest_seconds
        self._clock = clock
        self._until: float | None = None
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether the last try failed."""
        return self._until is not None

    def lets_through(self) -> bool:
        """Whether this caller may try; of those that come once the rest is over, the first one."""
        with self._lock:
            if self._until is None:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._rest
            return True

    def failed(self) -> None:
        """Let it rest."""
        with self._lock:
            self._until = self._clock() + self._rest

    def worked(self) -> None:
        """It answers: everybody may ask again."""
        with self._lock:
            self._until = None


class WithStandby(Engine):
    """``first``, and ``second`` to answer readers in its place; writing, counting and auditing are the first one's.

    The second serves only with an index of the present form: half a catalogue is not shown as the whole.
    """

    def __init__(self, first: Engine, second: Engine, *, breaker: Breaker | None = None) -> None:
        self.name = first.name
        self._first = first
        self._second = second
        self._breaker = breaker or Breaker()
        self._reason: SearchUnavailable | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        """See :meth:`Engine.search`."""
        return self._answer(lambda engine: engine.search(request))

    def keys(self, request: SearchRequest, *, most: int) -> tuple[DocumentKey, ...]:
        """See :meth:`Engine.keys`."""
        return self._answer(lambda engine: engine.keys(request, most=most))

    def suggest(self, typed: str, *, size: int = DEFAULT_SIZE) -> tuple[Suggestion, ...]:
        """See :meth:`Engine.suggest`."""
        return self._answer(lambda engine: engine.suggest(typed, size=size))

    def near_words(self, words: Iterable[str]) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """See :meth:`Engine.near_words`."""
        wanted = tuple(words)
        return self._answer(lambda engine: engine.near_words(wanted))

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        """See :meth:`Engine.known_words`."""
        wanted = tuple(words)
        return self._answer(lambda engine: engine.known_words(wanted))

    def words_begun(self, field: str, beginning: str, *, size: int) -> tuple[str, ...]:
        """See :meth:`Engine.words_begun`."""
        return self._answer(lambda engine: engine.words_begun(field, beginning, size=size))

    def _answer(self, ask: Callable[[Engine], Found]) -> Found:
        """What the first engine answers, or the second where it does not. Raises the first one's SearchUnavailable where neither does."""
        if self._breaker.lets_through():
            try:
                answer = ask(self._first)
            except SearchRefused:
                raise
            except SearchUnavailable as error:
                if not self._breaker.is_open:
                    logger.warning("search_standby_serves", engine=self._first.name, standby=self._second.name, reason=str(error))
                self._breaker.failed()
                self._reason = error
            else:
                self._breaker.worked()
                return answer
        try:
            if self._second.is_current():
                return ask(self._second)
        except SearchUnavailable as error:
            logger.warning("search_standby_failed", engine=self._second.name, reason=str(error))
        reason = self._reason
        if reason is None:  # another thread has just found the first one well again
            return ask(self._first)
        raise SearchUnavailable(reason.message) from reason

    def health(self) -> Health:
        """See :meth:`Engine.health`: of the engine that serves, named in the details."""
        first = self._first.health()
        if first.ready and not self._breaker.is_open:
            return Health(True, first.documents, {**first.details, "serves": self._first.name})
        second = self._second.health()
        details = {**second.details, "serves": self._second.name, f"{self._first.name}_ready": int(first.ready)}
        return Health(second.ready, second.documents, details)

    def writer(self) -> AbstractContextManager[Writer]:
        """See :meth:`Engine.writer`."""
        return self._first.writer()

    def rebuild(self) -> AbstractContextManager[Writer]:
        """See :meth:`Engine.rebuild`."""
        return self._first.rebuild()

    def prepared(self, document: SearchDocument) -> object:
        """See :meth:`Engine.prepared`."""
        return self._first.prepared(document)

    def is_current(self) -> bool:
        """See :meth:`Engine.is_current`."""
        return self._first.is_current()

    def count(self) -> int:
        """See :meth:`Engine.count`."""
        return self._first.count()

    def document_keys(self) -> Iterator[DocumentKey]:
        """See :meth:`Engine.document_keys`."""
        return self._first.document_keys()
