"""Questions to one index, several in one request; an answer that is not whole is no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl.query import Query

from catalogue.core.messages import Message
from catalogue.search.engine import SearchUnavailable
from catalogue.search.engines.elasticsearch.client import reaching, reason_of
from catalogue.search.engines.elasticsearch.options import Options

_TRIES = 2  # an index that was switched away between two looks is asked for again
_FILTER = (
    "responses.timed_out,responses.status,responses.error,responses._shards.failed,responses.hits.total,responses.hits.hits._id,"
    "responses.hits.hits.sort,responses.hits.hits._source,responses.aggregations,responses.suggest"
)

Body = dict[str, Any]
Answer = Mapping[str, Any]


class Asking:
    """Asks ``index``; one that is not there answers with nothing."""

    def __init__(self, client: Elasticsearch, options: Options, index: str) -> None:
        self._client = client
        self._options = options
        self._index = index

    def body(self, query: Query | None, **rest: Any) -> Body:
        """A question: ``query`` and whatever else belongs to it, within the time that a search may take."""
        request = {"timeout": f"{int(self._options.seconds * 1000)}ms", **rest}
        return request | {"query": query.to_dict()} if query is not None else request

    def ask(self, bodies: Sequence[Body], *, preference: str = "") -> list[Answer]:
        """The answers to these questions, asked side by side; ``preference``: what is asked with the same goes to the same copies.

        Raises SearchUnavailable when one of the answers is not whole.
        """
        header = {"index": self._index, "ignore_unavailable": True, "allow_partial_search_results": False}
        header |= {"preference": preference} if preference else {}
        searches = [line for body in bodies for line in (header, body)]
        broken: Answer = {}
        for _ in range(_TRIES):
            with reaching(self._options):
                answers = self._client.msearch(searches=searches, filter_path=_FILTER).body["responses"]
            broken = next((answer for answer in answers if _is_broken(answer)), {})
            if not broken:
                return list(answers)
        code = "elasticsearch_slow" if broken.get("timed_out") else "elasticsearch_refused"
        raise SearchUnavailable(Message(code, {"reason": reason_of(broken), "address": ", ".join(self._options.urls)}))

    def rewritten(self, query: Query) -> list[str]:
        """What a query becomes for each part of the index, in Lucene's own words; raises SearchUnavailable."""
        with reaching(self._options):
            told = self._client.indices.validate_query(
                index=self._index, ignore_unavailable=True, query=query.to_dict(), rewrite=True, explain=True, all_shards=True
            ).body
        if told["_shards"]["failed"] or not told["valid"]:
            raise SearchUnavailable(Message("elasticsearch_refused", {"reason": reason_of(told), "address": ", ".join(self._options.urls)}))
        return [str(part["explanation"]) for part in told.get("explanations", ())]


def _is_broken(answer: Answer) -> bool:
    return bool("error" in answer or answer.get("timed_out") or answer.get("_shards", {}).get("failed"))


def hits_of(answer: Answer) -> list[Answer]:
    """The hits of an answer."""
    return list(answer.get("hits", {}).get("hits", ()))


def total_of(answer: Answer) -> int:
    """The number of documents that an answer is about, where it was asked to count them."""
    return int(answer["hits"]["total"]["value"]) if answer.get("hits") else 0


def buckets_of(answer: Answer) -> dict[str, Any]:
    """The buckets of each count of an answer."""
    return {name: aggregation["buckets"] for name, aggregation in answer.get("aggregations", {}).items()}
