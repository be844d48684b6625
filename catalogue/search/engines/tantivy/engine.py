"""The engine itself: searches, writes, builds beside, and says how it does."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy
from tantivy import FieldType, Order, Query

from catalogue.core.keys import KIND_BITS, DocumentKey, Kind
from catalogue.core.messages import N_, Message, declare
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine, Health, SearchUnavailable
from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.answers import Answers
from catalogue.search.engines.tantivy.documents import to_json
from catalogue.search.engines.tantivy.generations import Generations
from catalogue.search.engines.tantivy.near import is_known, near
from catalogue.search.engines.tantivy.reader import Reader
from catalogue.search.engines.tantivy.suggest import Suggestions
from catalogue.search.engines.tantivy.writer import TantivyWriter, last_id, writing
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult, Suggestion
from catalogue.search.suggestions import DEFAULT_SIZE, read_beginning
from catalogue.search.words import read_request, understood

declare({"search_index_unreadable": N_("The search index cannot be read: %(reason)s")})

_IDS_AT_ONCE = 100_000
_SUGGESTIONS_KEPT = 2_000  # many readers type the same beginnings


class TantivyEngine(Engine):
    """tantivy, in the folder ``root``."""

    name = "tantivy"

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._reader = Reader(self._generations)
        self._suggested: dict[object, tuple[Suggestion, ...]] = {}

    def search(self, request: SearchRequest) -> SearchResult:
        """See :meth:`Engine.search`."""
        started = time.perf_counter()
        words = read_request(request)
        searcher = self._searcher()
        read = understood(request, words)
        if searcher is None:
            return SearchResult(hits=(), total=0, facets=dict.fromkeys(request.facets, ()), understood=read)
        with _readable():
            return Answers(searcher, request, words).result(read, started=started)

    def keys(self, request: SearchRequest, *, most: int) -> tuple[DocumentKey, ...]:
        """See :meth:`Engine.keys`."""
        searcher = self._searcher()
        if searcher is None:
            return ()
        with _readable():
            return Answers(searcher, request, read_request(request)).keys(most)

    def suggest(self, typed: str, *, size: int = DEFAULT_SIZE) -> tuple[Suggestion, ...]:
        """See :meth:`Engine.suggest`."""
        beginning, searcher = read_beginning(typed), self._searcher()
        if beginning is None or searcher is None:
            return ()
        key = (self._reader.state(), beginning, size)
        if (known := self._suggested.get(key)) is None:
            with _readable():
                known = Suggestions(searcher).suggest(beginning, size=size)
            if len(self._suggested) >= _SUGGESTIONS_KEPT:
                self._suggested.clear()
            self._suggested[key] = known
        return known

    def near_words(self, words: Iterable[str]) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """See :meth:`Engine.near_words`."""
        searcher = self._searcher()
        if searcher is None:
            return {}
        with _readable():
            return {word: near(searcher, word) for word in words}

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        """See :meth:`Engine.known_words`."""
        searcher = self._searcher()
        if searcher is None:
            return frozenset()
        with _readable():
            return frozenset(word for word in words if is_known(searcher, word))

    def words_begun(self, field: str, beginning: str, *, size: int) -> tuple[str, ...]:
        """See :meth:`Engine.words_begun`: the most frequent ones."""
        searcher = self._searcher()
        if searcher is None:
            return ()
        with _readable():
            return tuple(word for word, _ in searcher.terms_with_prefix(field, beginning, limit=size))

    @contextmanager
    def writer(self) -> Iterator[TantivyWriter]:
        """See :meth:`Engine.writer`; an index that is missing, or of another form, is begun empty."""
        if not self.is_current():
            with self.rebuild():
                pass
        path = self._generations.current()
        if path is None:
            raise SearchUnavailable(Message("search_index_unreadable", {"reason": self._generations.name()}))
        with writing(path) as writer:
            yield writer

    @contextmanager
    def rebuild(self) -> Iterator[TantivyWriter]:
        """See :meth:`Engine.rebuild`."""
        with self._generations.building():
            path = self._generations.create()
            try:
                with writing(path) as writer:
                    yield writer
            except BaseException:
                self._generations.sweep()
                raise
            self._generations.switch(path)

    def prepared(self, document: SearchDocument) -> object:
        """See :meth:`Engine.prepared`: its packed key and its JSON."""
        return document.key.packed, to_json(document)

    def is_current(self) -> bool:
        """See :meth:`Engine.is_current`."""
        return self._generations.current() is not None

    def count(self) -> int:
        """See :meth:`Engine.count`."""
        searcher = self._searcher()
        return searcher.num_docs if searcher else 0

    def document_keys(self) -> Iterator[DocumentKey]:
        """See :meth:`Engine.document_keys`; read range by range, so that a million fit in little memory."""
        searcher = self._searcher()
        if searcher is None or not searcher.num_docs:
            return
        first, last = last_id(searcher, order=Order.Asc), last_id(searcher)
        for start in range(first, last + 1, _IDS_AT_ONCE << KIND_BITS):
            within = Query.range_query(schema.SCHEMA, schema.ID, FieldType.Integer, start, start + (_IDS_AT_ONCE << KIND_BITS) - 1)
            answer = searcher.search(within, _IDS_AT_ONCE * len(Kind), count=False, order_by_field=schema.ID, order=Order.Asc)
            yield from (DocumentKey.unpack(packed) for packed, _address in answer.hits)

    def health(self) -> Health:
        """See :meth:`Engine.health`."""
        with suppress(SearchUnavailable, OSError):
            searcher = self._searcher()
            if searcher is not None:
                details: dict[str, str | int | float] = {"generation": self._generations.name(), "segments": searcher.num_segments}
                return Health(ready=True, documents=searcher.num_docs, details=details)
        return Health(ready=False, details={"generation": self._generations.name()})

    def _searcher(self) -> tantivy.Searcher | None:
        with _readable():
            return self._reader.searcher()


@contextmanager
def _readable() -> Iterator[None]:
    """What the library says of a file it cannot read, as our own exception."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise SearchUnavailable(Message("search_index_unreadable", {"reason": str(error)})) from error
