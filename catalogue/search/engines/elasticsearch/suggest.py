"""Suggestions: the headings of the documents that have the words typed are counted, of a part of them where they are many."""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import A, Q
from elasticsearch.dsl.query import Bool, Query

from catalogue.core.headings import SEPARATOR
from catalogue.core.keys import DocumentKey
from catalogue.search.apart import KINDS
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.elasticsearch.asking import Asking, Body, buckets_of, hits_of, total_of
from catalogue.search.engines.elasticsearch.documents import from_source
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import (
    COUNTED,
    HEADINGS,
    MOST_COUNTED,
    TITLES,
    Beginning,
    Candidate,
    answers,
    chosen,
    first_answers,
)

_Values = list[tuple[str, str, str]]  # (field, key of a heading, its label)


def suggest(asking: Asking, beginning: Beginning, *, size: int) -> tuple[Suggestion, ...]:
    """The headings and titles that answer ``beginning``, ``size`` at most. Three requests, however many documents there are."""
    kinds = {kind: _having(beginning, words) for kind, (words, _) in HEADINGS.items()}
    titles = _titles(asking, beginning)
    answered = asking.ask([*titles, *(_size(asking, query) for query in kinds.values())])
    named, sizes = answered[: len(titles)], answered[len(titles) :]
    parts = {
        kind: query if total_of(size) <= MOST_COUNTED else _part(query) for (kind, query), size in zip(kinds.items(), sizes, strict=True)
    }
    counted = asking.ask([_counts(asking, query, HEADINGS[kind][1]) for kind, query in parts.items()])
    values: dict[str, _Values] = {}
    for kind, answer in zip(parts, counted, strict=True):
        buckets, fields = buckets_of(answer), HEADINGS[kind][1]
        place, found = first_answers(([str(bucket["key"]) for bucket in buckets.get(field, ())] for field in fields), beginning)
        values[kind] = [(fields[place], key, label) for key, label in found.items()]
    offered = _candidates(asking, values)
    offered["title"] = _named([hit for answer in named for hit in hits_of(answer)], beginning)
    return chosen(offered, beginning, size=size)


def _having(beginning: Beginning, field: str) -> Query:
    ending = [Q("prefix", **{field: beginning.last})] if beginning.has_end else []
    others = Q("terms", kinds=[kind.word for kind in KINDS])
    return Bool(filter=[*(Q("term", **{field: word}) for word in beginning.words), *ending], must_not=[others])


def _part(query: Query) -> Query:
    return Bool(filter=[query, Q("term", **{schema.SAMPLE: "0"})])


def _size(asking: Asking, query: Query) -> Body:
    return asking.body(query, size=0, track_total_hits=MOST_COUNTED + 1)


def _counts(asking: Asking, query: Query, fields: tuple[str, ...]) -> Body:
    aggs = {field: A("terms", field=field, size=COUNTED).to_dict() for field in fields}
    return asking.body(query, size=0, track_total_hits=False, aggs=aggs)


def _candidates(asking: Asking, values: dict[str, _Values]) -> dict[str, list[Candidate]]:
    """The headings with the number of all the notices that have them, however each writes them."""
    wanted = [(kind, *value) for kind, found in values.items() for value in found]
    offered: dict[str, list[Candidate]] = {kind: [] for kind in values}
    if wanted:
        queries = [Q("prefix", **{field: f"{key}{SEPARATOR}"}) for _kind, field, key, _label in wanted]
        bodies = [asking.body(query, size=0, track_total_hits=True) for query in queries]
        for (kind, _field, key, label), answer in zip(wanted, asking.ask(bodies), strict=True):
            offered[kind].append(Candidate(key, label, total_of(answer)))
    return offered


def _titles(asking: Asking, beginning: Beginning) -> list[Body]:
    """Titles that are just that, that begin so, that have the words."""
    whole = beginning.whole
    queries = [Q("term", **{schema.TITLES: whole}), Q("prefix", **{schema.TITLES: whole}), _having(beginning, "title")]
    order, shown = [{schema.TIE: "asc"}, {schema.ID: "asc"}], [f"{schema.SHOWN}.display"]
    return [asking.body(Bool(filter=[query]), size=TITLES, track_total_hits=False, sort=order, _source=shown) for query in queries]


def _named(hits: list[Any], beginning: Beginning) -> list[Candidate]:
    """Each title once; it leads to one notice."""
    titles: dict[str, Candidate] = {}
    for hit in hits:
        display, _texts = from_source(hit["_source"])
        title = display.get("title", "")
        if answers(title, beginning):
            titles.setdefault(title, Candidate(str(DocumentKey.unpack(int(hit["_id"]))), title, 1))
    return list(titles.values())
