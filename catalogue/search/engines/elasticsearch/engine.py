"""The engine itself: searches, writes, builds beside, and says how it does."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from catalogue.core.keys import DocumentKey
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine, EngineBusy, Health, SearchUnavailable
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.elasticsearch.answers import Answers
from catalogue.search.engines.elasticsearch.asking import Asking
from catalogue.search.engines.elasticsearch.client import IndexMissing, connect, reaching
from catalogue.search.engines.elasticsearch.generations import Generations
from catalogue.search.engines.elasticsearch.near import known, near
from catalogue.search.engines.elasticsearch.options import Options
from catalogue.search.engines.elasticsearch.suggest import suggest
from catalogue.search.engines.elasticsearch.vocabulary import begun
from catalogue.search.engines.elasticsearch.writer import ElasticsearchWriter, operation_of
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult, Suggestion
from catalogue.search.suggestions import DEFAULT_SIZE, read_beginning
from catalogue.search.words import read_request, understood

_KEPT = "2m"  # how long the cluster keeps the state of the index that a walk through the ids looks at, from one step to the next


class ElasticsearchEngine(Engine):
    """Elasticsearch 8 or 9, reached as ``options`` say."""

    name = "elasticsearch"

    def __init__(self, options: Options) -> None:
        self._options = options
        self._client = connect(options)
        self._generations = Generations(self._client, options)
        self._asking = Asking(self._client, options, self._generations.alias)

    def search(self, request: SearchRequest) -> SearchResult:
        """See :meth:`Engine.search`."""
        started = time.perf_counter()
        words = read_request(request)
        read = understood(request, words)
        return Answers(self._asking, request, words).result(read, started=started)

    def keys(self, request: SearchRequest, *, most: int) -> tuple[DocumentKey, ...]:
        """See :meth:`Engine.keys`."""
        return Answers(self._asking, request, read_request(request)).keys(most)

    def suggest(self, typed: str, *, size: int = DEFAULT_SIZE) -> tuple[Suggestion, ...]:
        """See :meth:`Engine.suggest`."""
        beginning = read_beginning(typed)
        return suggest(self._asking, beginning, size=size) if beginning else ()

    def near_words(self, words: Iterable[str]) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """See :meth:`Engine.near_words`."""
        return near(self._asking, words)

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        """See :meth:`Engine.known_words`."""
        return known(self._asking, words)

    def words_begun(self, field: str, beginning: str, *, size: int) -> tuple[str, ...]:
        """See :meth:`Engine.words_begun`: the first ones in their order."""
        return begun(self._asking, field, beginning, size=size)

    @contextmanager
    def writer(self) -> Iterator[ElasticsearchWriter]:
        """See :meth:`Engine.writer`; an index that is missing, or of another form, is begun empty."""
        with self._generations.writing():
            if not self.is_current():
                with self.rebuild():
                    pass
            else:
                self._clean_up()
            yield ElasticsearchWriter(self._client, self._options, self._generations.alias, living=True)

    @contextmanager
    def rebuild(self) -> Iterator[ElasticsearchWriter]:
        """See :meth:`Engine.rebuild`; what a killed process left of an earlier one goes first."""
        with self._generations.building():
            with reaching(self._options):
                self._generations.sweep()
                name = self._generations.create()
            try:
                yield ElasticsearchWriter(self._client, self._options, name, living=False)
            except BaseException:
                self._try_to_sweep()
                raise
            with reaching(self._options):
                self._generations.switch(name)

    def _clean_up(self) -> None:
        """Drop what a killed rebuild left, unless one is under way. Raises SearchUnavailable."""
        with suppress(EngineBusy), self._generations.building(), reaching(self._options):
            self._generations.sweep()

    def _try_to_sweep(self) -> None:
        """Drop what was built in vain; a cluster that is down keeps it until the next rebuild."""
        try:
            with reaching(self._options):
                self._generations.sweep()
        except SearchUnavailable:
            return

    def prepared(self, document: SearchDocument) -> object:
        """See :meth:`Engine.prepared`: the operation that writes it."""
        return operation_of(document)

    def is_current(self) -> bool:
        """See :meth:`Engine.is_current`. Raises SearchUnavailable."""
        with reaching(self._options):
            return bool(self._generations.name())

    def count(self) -> int:
        """See :meth:`Engine.count`."""
        try:
            with reaching(self._options):
                return int(self._client.count(index=self._generations.alias)["count"])
        except IndexMissing:
            return 0

    def document_keys(self) -> Iterator[DocumentKey]:
        """See :meth:`Engine.document_keys`; the index is seen as it was at the beginning, whatever is written meanwhile."""
        try:
            with reaching(self._options):
                state = self._client.open_point_in_time(index=self._generations.alias, keep_alive=_KEPT)["id"]
        except IndexMissing:
            return
        try:
            last = -1
            while True:
                with reaching(self._options):
                    answer = (
                        self._client.options(request_timeout=60.0)
                        .search(
                            pit={"id": state, "keep_alive": _KEPT},
                            size=schema.WINDOW,
                            sort=[{schema.ID: "asc"}],
                            search_after=[last],
                            source=False,
                            track_total_hits=False,
                            allow_partial_search_results=False,
                            filter_path="pit_id,hits.hits.sort",
                        )
                        .body
                    )
                state = answer["pit_id"]
                numbers = [hit["sort"][0] for hit in answer.get("hits", {}).get("hits", ())]
                if not numbers:
                    return
                yield from map(DocumentKey.unpack, numbers)
                last = numbers[-1]
        finally:
            self._forget(state)

    def _forget(self, state: str) -> None:
        try:
            with reaching(self._options):
                self._client.close_point_in_time(id=state)
        except SearchUnavailable:
            return  # it ends by itself

    def health(self) -> Health:
        """See :meth:`Engine.health`."""
        try:
            with reaching(self._options):
                name = self._generations.name()
                told = self._client.cluster.health(index=name or None)
        except SearchUnavailable as error:
            return Health(ready=False, details={"error": error.message.code})
        details = {"index": name, "status": told["status"], "nodes": told["number_of_nodes"]}
        if not name or told["status"] == "red":
            return Health(ready=False, details=details)
        return Health(ready=True, documents=self.count(), details=details)
