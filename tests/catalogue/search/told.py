"""A cluster's client that answers what it is told to, and keeps what it was asked: no cluster is needed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from elasticsearch import Elasticsearch

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.engines.elasticsearch.asking import Asking
from catalogue.search.engines.elasticsearch.options import options_of

Json = dict[str, Any]


class Told:
    """A client that answers each question with the next of ``answers``, nothing where there is none; and keeps the questions."""

    def __init__(self, *answers: Json) -> None:
        self.answers, self.asked, self.headers = list(answers), list[Json](), list[Json]()
        self.requests = 0

    def msearch(self, *, searches: list[Json], filter_path: str) -> SimpleNamespace:
        self.requests += 1
        self.headers += searches[::2]
        self.asked += searches[1::2]
        assert {"responses.hits.total", "responses.aggregations", "responses.hits.hits._source"} <= set(filter_path.split(","))
        return SimpleNamespace(body={"responses": [self.answers.pop(0) if self.answers else {} for _ in searches[::2]]})


def asking(client: Told) -> Asking:
    made = options_of(("http://one.invalid", "http://two.invalid"), folder=Path("unused"), seconds=1.5)
    return Asking(cast(Elasticsearch, client), made, "notices")


def hits(*found: Json, total: int | None = None) -> Json:
    return {"hits": {"hits": list(found), **({"total": {"value": total}} if total is not None else {})}}


def hit(number: int, title: str = "Titre", *, sort: tuple[object, ...] = ()) -> Json:
    display = {"title": title, "agents": ["Lyon, Jean"]}
    shown = {"display": display, "texts": {"notes": ["Vue de Lyon"]}}
    return {"_id": str(DocumentKey(Kind.NOTICE, number).packed), "_source": {"shown": shown}, "sort": list(sort)}


def counts(**buckets: list[tuple[str, int]]) -> Json:
    listed = {name: {"buckets": [{"key": key, "doc_count": count} for key, count in found]} for name, found in buckets.items()}
    return {"aggregations": listed}
