"""Writes documents to one generation; every call ends in a commit, so that what returned is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import cast

import tantivy
from tantivy import Order, Query

from catalogue.core.keys import DocumentKey
from catalogue.core.messages import N_, Message, declare
from catalogue.search.document import SearchDocument
from catalogue.search.engine import EngineBusy, SearchUnavailable, Writer
from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.documents import to_json

declare(
    {
        "search_index_busy": N_("Another process is writing to the search index."),
        "search_index_failed": N_("The search index cannot be written: %(reason)s"),
    }
)

HEAP = 96_000_000
AT_ONCE = 500  # documents made, then given: one at a time, the engine's thread is woken for each, which costs as much as a tenth of it
THREADS = 1  # one is enough to keep up with the process that feeds it, and leaves fewer segments to merge


class TantivyWriter(Writer):
    """``last`` is the highest packed key of the index: those above it, most of those of a first harvest, have nothing to write over."""

    def __init__(self, inner: tantivy.IndexWriter, *, last: int) -> None:
        self._inner = inner
        self._last = last

    def apply(self, documents: Iterable[SearchDocument], deleted: Iterable[DocumentKey] = ()) -> Mapping[DocumentKey, str]:
        """See :meth:`Writer.apply`; a document the index cannot take is refused alone."""
        return self._write(((document.key.packed, to_json(document)) for document in documents), (key.packed for key in deleted))

    def fill(self, prepared: Iterable[object]) -> Mapping[DocumentKey, str]:
        """See :meth:`Writer.fill`: packed keys and JSON."""
        return self._write(cast(Iterable[tuple[int, str]], prepared))

    def _write(self, documents: Iterable[tuple[int, str]], deleted: Iterable[int] = ()) -> Mapping[DocumentKey, str]:
        refused: dict[int, str] = {}
        try:
            for id_ in deleted:
                self._inner.delete_documents_by_term(schema.ID, id_)
            prepared = iter(documents)
            while some := list(islice(prepared, AT_ONCE)):
                refused |= self._add(some)
            self._inner.commit()
        except (ValueError, OSError) as error:
            raise SearchUnavailable(Message("search_index_failed", {"reason": str(error)})) from error
        return {DocumentKey.unpack(id_): reason for id_, reason in refused.items()}

    def _add(self, documents: list[tuple[int, str]]) -> dict[int, str]:
        refused: dict[int, str] = {}
        for id_, text in documents:
            if id_ <= self._last:
                self._inner.delete_documents_by_term(schema.ID, id_)
            else:
                self._last = id_
            try:
                self._inner.add_json(text)
            except ValueError as error:
                if "could not be parsed" not in str(error):
                    raise
                refused[id_] = str(error)
        return refused


@contextmanager
def writing(path: Path) -> Iterator[TantivyWriter]:
    """The writer of the generation in ``path``; on leaving, merges that were begun are finished.

    Raises EngineBusy when another process has it.
    """
    try:
        index = schema.register(tantivy.Index.open(str(path)))
        inner = index.writer(HEAP, THREADS)
    except ValueError as error:
        if "LockBusy" in str(error):
            raise EngineBusy(Message("search_index_busy")) from None
        raise SearchUnavailable(Message("search_index_failed", {"reason": str(error)})) from error
    try:
        yield TantivyWriter(inner, last=last_id(index.searcher()))
    finally:
        with suppress(ValueError):  # a writer whose thread has died says so again here
            inner.wait_merging_threads()


def last_id(searcher: tantivy.Searcher, *, order: Order = Order.Desc) -> int:
    """The highest packed key there is (the lowest, ascending); 0 where there is none."""
    hits = searcher.search(Query.all_query(), 1, count=False, order_by_field=schema.ID, order=order).hits
    return hits[0][0] if hits else 0
