"""The compiler of plans into this engine's queries: how each node is looked up here, and nothing of what a search means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any as AnyType

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, MatchAll, MatchNone, Query

from catalogue.search import plan
from catalogue.search.engines import stems
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.plan import Node

_FARTHEST = 10**6  # years beyond are no number that the index could hold
_STEMMED = {plan.ANYWHERE: schema.STEMMED}


def compiled(node: Node) -> Query:
    """The query of a node."""
    return _COMPILED[type(node)](node)


def narrowed(query: Query, within: Iterable[Query]) -> Query:
    """``query`` within every filter; filters leave the scores alone."""
    kept = list(within)
    return Bool(must=[query], filter=kept) if kept else query


def counted(query: Query, within: Iterable[Query]) -> Query:
    """``query`` within every filter, for a question whose answer has no order: nothing is scored."""
    return Bool(filter=[query, *within])


def _all(node: plan.All) -> Query:
    must = [compiled(part) for part in node.parts if not isinstance(part, plan.Not)] or [MatchAll()]
    must_not = [compiled(part.part) for part in node.parts if isinstance(part, plan.Not)]
    return Bool(must=must, must_not=must_not, should=[compiled(part) for part in node.better])


def _any(node: plan.Any) -> Query:
    return Bool(should=[compiled(part) for part in node.parts], minimum_should_match=node.least)


def _term(node: plan.Term) -> Query:
    return Q("term", **{node.field: {"value": node.value}})


def _stem(node: plan.Stem) -> Query:
    field = _STEMMED.get(node.field) or schema.stems_of(node.field)
    return Q("term", **{field: {"value": stems.stem(node.word)}})


def _english(node: plan.English) -> Query:
    field = _STEMMED.get(node.field) or schema.stems_of(node.field)
    return Q("term", **{field: {"value": stems.english_stem(node.word)}})


def _early(node: plan.Early) -> Query:
    terms = [Q("term", **{schema.EARLY: {"value": term}}) for term in stems.early_terms(node.word)]
    return terms[0] if len(terms) == 1 else Bool(should=terms, minimum_should_match=1)


def _prefix(node: plan.Prefix) -> Query:
    return Q("prefix", **{node.field: {"value": node.beginning}})


def _phrase(node: plan.Phrase) -> Query:
    if len(node.words) == 1:
        return _term(plan.Term(node.field, node.words[0]))
    return Q("match_phrase", **{node.field: {"query": " ".join(node.words), "slop": node.slop}})


def _range(node: plan.Range) -> Query:
    bounds = {"gte": node.start, "lte": node.end}
    return Q("range", **{node.field: {name: min(max(year, -_FARTHEST), _FARTHEST) for name, year in bounds.items() if year is not None}})


def _boosted(node: plan.Boosted) -> Query:
    """Its own boost where it is one word, which costs a cluster less than a query around a query."""
    query = compiled(node.part)
    [(kind, asked)] = query.to_dict().items()
    if kind in ("term", "match_phrase"):
        [(field, value)] = asked.items()
        return Q(kind, **{field: {**value, "boost": value.get("boost", 1) * node.factor}})
    return Bool(must=[query], boost=node.factor)


_COMPILED: Mapping[type, Callable[[AnyType], Query]] = {
    plan.Everything: lambda _node: MatchAll(),
    plan.Nothing: lambda _node: MatchNone(),
    plan.All: _all,
    plan.Any: _any,
    plan.Not: lambda node: Bool(must=[MatchAll()], must_not=[compiled(node.part)]),
    plan.Term: _term,
    plan.Stem: _stem,
    plan.English: _english,
    plan.Early: _early,
    plan.OneOf: lambda node: Q("terms", **{node.field: list(node.values)}),
    plan.Prefix: _prefix,
    plan.Phrase: _phrase,
    plan.Range: _range,
    plan.BestOf: lambda node: DisMax(queries=[compiled(part) for part in node.parts], tie_breaker=node.others),
    plan.Constant: lambda node: ConstantScore(filter=compiled(node.part), boost=node.score),
    plan.Boosted: _boosted,
}
