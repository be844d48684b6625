"""Suggestions: the headings of the documents that have the words typed are counted, of a part of them where they are many."""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import A, Q
from elasticsearch.dsl.query import Bool, Query

from catalogue.core.headings import split_heading
from catalogue.core.keys import DocumentKey
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.elasticsearch.asking import Asking, Body, buckets_of, hits_of, total_of
from catalogue.search.engines.elasticsearch.documents import from_source
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import Beginning, Candidate, answers, chosen, merged

# kind → the text field where its words stand, and the fields that hold its headings
_HEADINGS = {
    "person": ("agents", ("persons", "owners")),
    "place": ("places", ("place_headings",)),
    "subject": ("subjects", ("subject_headings",)),
}
_MOST_COUNTED = 20_000  # documents whose headings are counted; of more, a part is
_COUNTED_HEADINGS = 40
_TITLES = 20
_ENDINGS = 50  # words that the last one may become

_Values = list[tuple[str, str]]  # (field, heading with its key)


def suggest(asking: Asking, beginning: Beginning, *, size: int) -> tuple[Suggestion, ...]:
    """The headings and titles that answer ``beginning``, ``size`` at most. Three requests, however many documents there are."""
    kinds = {kind: _having(beginning, words) for kind, (words, _) in _HEADINGS.items()}
    titles, *sizes = asking.ask([_titles(asking, beginning), *(_size(asking, query) for query in kinds.values())])
    parts = {
        kind: query if total_of(size) <= _MOST_COUNTED else _part(query) for (kind, query), size in zip(kinds.items(), sizes, strict=True)
    }
    counted = asking.ask([_counts(asking, query, _HEADINGS[kind][1]) for kind, query in parts.items()])
    values: dict[str, _Values] = {}
    for kind, answer in zip(parts, counted, strict=True):
        found = [(field, str(bucket["key"])) for field, buckets in buckets_of(answer).items() for bucket in buckets]
        values[kind] = [(field, value) for field, value in found if answers(split_heading(value)[1], beginning)][: 2 * size]
    offered = _candidates(asking, values)
    offered["title"] = _named(hits_of(titles), beginning)
    return chosen(offered, beginning, size=size)


def _having(beginning: Beginning, field: str) -> Query:
    return Bool(filter=[*(Q("term", **{field: word}) for word in beginning.words), Q("prefix", **{field: beginning.last})])


def _part(query: Query) -> Query:
    return Bool(filter=[query, Q("term", **{schema.SAMPLE: "0"})])


def _size(asking: Asking, query: Query) -> Body:
    return asking.body(query, size=0, track_total_hits=_MOST_COUNTED + 1)


def _counts(asking: Asking, query: Query, fields: tuple[str, ...]) -> Body:
    aggs = {field: A("terms", field=field, size=_COUNTED_HEADINGS).to_dict() for field in fields}
    return asking.body(query, size=0, track_total_hits=False, aggs=aggs)


def _candidates(asking: Asking, values: dict[str, _Values]) -> dict[str, list[Candidate]]:
    """The headings with the number of all the notices that have them."""
    pairs = [(kind, field, value) for kind, found in values.items() for field, value in found]
    offered: dict[str, list[Candidate]] = {kind: [] for kind in values}
    if pairs:
        bodies = [asking.body(Q("term", **{field: value}), size=0, track_total_hits=True) for _, field, value in pairs]
        for (kind, _, value), answer in zip(pairs, asking.ask(bodies), strict=True):
            offered[kind].append(Candidate(*split_heading(value), total_of(answer)))
    return {kind: merged(found) for kind, found in offered.items()}


def _titles(asking: Asking, beginning: Beginning) -> Body:
    """Titles by closeness."""
    ending = Q("prefix", title={"value": beginning.last, "rewrite": f"top_terms_{_ENDINGS}"})
    just_so = [Q("match_phrase_prefix", title=" ".join(beginning.spoken))] if len(beginning.spoken) > 1 else []
    query = Bool(must=[*(Q("term", title=word) for word in beginning.words), ending], should=just_so)
    return asking.body(query, size=_TITLES, track_total_hits=False, _source=[f"{schema.SHOWN}.display"])


def _named(hits: list[Any], beginning: Beginning) -> list[Candidate]:
    """Each title once; it leads to one notice."""
    titles: dict[str, Candidate] = {}
    for hit in hits:
        display, _texts = from_source(hit["_source"])
        title = display.get("title", "")
        if answers(title, beginning):
            titles.setdefault(title, Candidate(str(DocumentKey.unpack(int(hit["_id"]))), title, 1))
    return list(titles.values())
