"""Writes documents in bulk, several requests on their way at once; every item of every answer is read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import Any, NamedTuple, cast

from elasticsearch import Elasticsearch

from catalogue.core.keys import DocumentKey
from catalogue.core.messages import N_, Message, declare
from catalogue.search.document import SearchDocument
from catalogue.search.engine import SearchUnavailable, Writer
from catalogue.search.engines.elasticsearch.client import reaching, reason_of, status_of
from catalogue.search.engines.elasticsearch.documents import to_json
from catalogue.search.engines.elasticsearch.options import Options

declare(
    {
        "elasticsearch_overloaded": N_("Elasticsearch takes no more documents for now: %(reason)s"),
        "elasticsearch_answer_incomplete": N_("Elasticsearch answered for %(answered)s documents of %(sent)s."),
    }
)

AT_ONCE = 3  # requests on their way: the cluster works while the next documents are made
MOST_BYTES = 2_000_000  # of one request
MOST_OPERATIONS = 500
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before each new try of what was turned away for now
_PATIENT = 60.0
_FILTER = "errors,items.*._id,items.*.status,items.*.error"
_FOR_NOW = frozenset({429, 502, 503, 504})


class Operation(NamedTuple):
    """One line or two of a request: what to do with a document, and the document."""

    key: DocumentKey
    lines: tuple[bytes, ...]


class ElasticsearchWriter(Writer):
    """Writes to ``index``, which must be an alias when it is ``living``: then what was written is shown at once."""

    def __init__(self, client: Elasticsearch, options: Options, index: str, *, living: bool) -> None:
        self._client = client.options(request_timeout=_PATIENT)
        self._options = options
        self._index = index
        self._living = living

    def apply(self, documents: Iterable[SearchDocument], deleted: Iterable[DocumentKey] = ()) -> Mapping[DocumentKey, str]:
        """See :meth:`Writer.apply`; each key once in a call."""
        deletions = (Operation(key, (b'{"delete":{"_id":"%d"}}' % key.packed,)) for key in deleted)
        return self._write(chain(deletions, map(operation_of, documents)))

    def fill(self, prepared: Iterable[object]) -> Mapping[DocumentKey, str]:
        """See :meth:`Writer.fill`: operations."""
        return self._write(cast(Iterable[Operation], prepared))

    def _write(self, operations: Iterable[Operation]) -> Mapping[DocumentKey, str]:
        refused: dict[DocumentKey, str] = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            under_way: list[Future[dict[DocumentKey, str]]] = []
            try:
                for group in requests(operations):
                    under_way.append(pool.submit(self._send, group))
                    if len(under_way) > AT_ONCE:
                        refused |= under_way.pop(0).result()
                for sent in under_way:
                    refused |= sent.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        if self._living:
            with reaching(self._options):
                self._client.indices.refresh(index=self._index)
        return refused

    def _send(self, operations: Sequence[Operation]) -> dict[DocumentKey, str]:
        """One request, and again for what was turned away for now; the keys refused for good, with their reasons.

        Raises SearchUnavailable when the cluster is not reached, or still turns something away after the last try.
        """
        refused: dict[DocumentKey, str] = {}
        reason = ""
        for wait in (0.0, *WAITS):
            time.sleep(wait)
            try:
                items = self._ask(operations)
            except SearchUnavailable as error:
                if status_of(error) not in _FOR_NOW:
                    raise
                reason = str(error)
                continue
            new, operations, reason = read_items(operations, items)
            refused |= new
            if not operations:
                return refused
        raise SearchUnavailable(Message("elasticsearch_overloaded", {"reason": reason}))

    def _ask(self, operations: Sequence[Operation]) -> list[dict[str, Any]]:
        body = b"\n".join([line for operation in operations for line in operation.lines]) + b"\n"
        with reaching(self._options):
            # The client takes lines that are written already; its types know sequences alone.
            answer = self._client.bulk(operations=cast(Any, body), index=self._index, require_alias=self._living, filter_path=_FILTER)
        items: list[dict[str, Any]] = answer.body.get("items", [])
        return items


def read_items(operations: Sequence[Operation], items: Sequence[Mapping[str, Any]]) -> tuple[dict[DocumentKey, str], list[Operation], str]:
    """What an answer says of each operation: (keys refused for good with their reasons, operations to send again, why those).

    A document that the index cannot take is refused (status 400); a document to delete that is not there is deleted. Whatever
    else went wrong (a shard that moves, a full queue, a full disk) will pass. Raises SearchUnavailable when an answer is missing.
    """
    if len(items) != len(operations):
        raise SearchUnavailable(Message("elasticsearch_answer_incomplete", {"answered": len(items), "sent": len(operations)}))
    refused: dict[DocumentKey, str] = {}
    again: list[Operation] = []
    reason = ""
    for operation, item in zip(operations, items, strict=True):
        [(_action, told)] = item.items()
        if "error" not in told and (told["status"] < 300 or told["status"] == 404):
            continue
        reason = reason_of({"error": told.get("error", told["status"])})
        if told["status"] == 400:
            refused[operation.key] = reason
        else:
            again.append(operation)
    return refused, again, reason


def requests(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """The operations in their order, in groups that one request carries."""
    group: list[Operation] = []
    size = 0
    for operation in operations:
        length = sum(map(len, operation.lines))
        if group and (len(group) >= MOST_OPERATIONS or size + length > MOST_BYTES):
            yield group
            group, size = [], 0
        group.append(operation)
        size += length
    if group:
        yield group


def operation_of(document: SearchDocument) -> Operation:
    """What writes ``document``."""
    return Operation(document.key, (b'{"index":{"_id":"%d"}}' % document.key.packed, to_json(document)))
