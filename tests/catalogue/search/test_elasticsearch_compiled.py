"""What is each node of a plan to the cluster, and in which fields does it look it up?"""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.search import plan
from catalogue.search.engines.elasticsearch import queries, schema
from catalogue.search.engines.elasticsearch.options import options_of
from catalogue.search.plan import Node
from tests.catalogue.search.told import Json

A, B = plan.Term("title", "a"), plan.Term("title", "b")
TERM_A, TERM_B = {"term": {"title": {"value": "a"}}}, {"term": {"title": {"value": "b"}}}


@pytest.mark.parametrize(
    ("node", "query"),
    [
        (plan.Everything(), {"match_all": {}}),
        (plan.Nothing(), {"match_none": {}}),
        (A, TERM_A),
        (plan.All((A, B)), {"bool": {"must": [TERM_A, TERM_B]}}),
        (plan.All((A, plan.Not(B)), (B,)), {"bool": {"must": [TERM_A], "must_not": [TERM_B], "should": [TERM_B]}}),
        (plan.All((plan.Not(B),)), {"bool": {"must": [{"match_all": {}}], "must_not": [TERM_B]}}),
        (plan.Any((A, B), 2), {"bool": {"should": [TERM_A, TERM_B], "minimum_should_match": 2}}),
        (plan.Not(A), {"bool": {"must": [{"match_all": {}}], "must_not": [TERM_A]}}),
        (plan.Stem(plan.ANYWHERE, "chevaux"), {"term": {"all_stem": {"value": "cheval"}}}),
        (plan.Stem("notes", "chevaux"), {"term": {"stems.notes": {"value": "cheval"}}}),
        (plan.English(plan.ANYWHERE, "libraries"), {"term": {"all_stem": {"value": "e:librari"}}}),
        (plan.English("title", "libraries"), {"term": {"stems.title": {"value": "e:librari"}}}),
        (plan.Early("lyon"), {"term": {"early": {"value": "lion"}}}),
        (
            plan.Early("gryphius"),
            {"bool": {"should": [{"term": {"early": {"value": each}}} for each in ("gripius", "griph")], "minimum_should_match": 1}},
        ),
        (plan.OneOf("languages", ("fre", "lat")), {"terms": {"languages": ["fre", "lat"]}}),
        (plan.Prefix("persons", "coste|"), {"prefix": {"persons": {"value": "coste|"}}}),
        (plan.Phrase("title", ("a", "b"), 2), {"match_phrase": {"title": {"query": "a b", "slop": 2}}}),
        (plan.Phrase("title", ("a",)), TERM_A),
        (plan.Range("year_from", 1500, None), {"range": {"year_from": {"gte": 1500}}}),
        (plan.Range("year_to", None, 10**9), {"range": {"year_to": {"lte": 10**6}}}),
        (plan.Range("year_to", -(10**9), 3), {"range": {"year_to": {"gte": -(10**6), "lte": 3}}}),
        (plan.BestOf((A, B), 0.3), {"dis_max": {"queries": [TERM_A, TERM_B], "tie_breaker": 0.3}}),
        (plan.Constant(A, 20.0), {"constant_score": {"filter": TERM_A, "boost": 20.0}}),
        (plan.Boosted(A, 6.0), {"term": {"title": {"value": "a", "boost": 6.0}}}),
        (plan.Boosted(plan.Boosted(A, 6.0), 0.5), {"term": {"title": {"value": "a", "boost": 3.0}}}),
        (plan.Boosted(plan.Phrase("title", ("a", "b")), 2.0), {"match_phrase": {"title": {"query": "a b", "slop": 0, "boost": 2.0}}}),
        (plan.Boosted(plan.BestOf((A,)), 0.3), {"bool": {"must": [{"dis_max": {"queries": [TERM_A], "tie_breaker": 0.0}}], "boost": 0.3}}),
    ],
)
def test_each_node_is_a_query_of_the_cluster(node: Node, query: Json) -> None:
    assert queries.compiled(node).to_dict() == query


def test_filters_leave_the_scores_alone() -> None:
    one, other = queries.compiled(A), queries.compiled(B)
    assert queries.narrowed(one, []).to_dict() == TERM_A
    assert queries.narrowed(one, iter([other])).to_dict() == {"bool": {"must": [TERM_A], "filter": [TERM_B]}}
    assert queries.counted(one, [other]).to_dict() == {"bool": {"filter": [TERM_A, TERM_B]}}


def test_the_fields_of_an_index() -> None:
    made = schema.mapping().to_dict()
    fields = made["properties"]
    text = {"type": "text", "analyzer": "whitespace"}
    named = {"type": "keyword", "ignore_above": 8000}
    assert made["dynamic"] == "strict" and fields["shown"] == {"type": "object", "enabled": False} and fields["id"] == {"type": "long"}
    assert fields["title"] == fields["call_numbers"] == {**text, "position_increment_gap": 1}
    assert fields["all_stem"] == fields["early"] == fields["names"] == {**text, "index_options": "docs"}
    stems = fields["stems"]["properties"]
    assert stems["title"] == {**text, "index_options": "docs", "norms": True} and stems["notes"] == {**stems["title"], "norms": False}
    assert fields["identifiers"] == fields["whole_titles"] == fields["sample"] == {**named, "doc_values": False}
    assert fields["languages"] == {**named, "eager_global_ordinals": True} and fields["persons"] == named
    assert fields["sort_title"] == {**named, "index": False}
    assert fields["year_to"] == fields["newest"] == {"type": "integer"} and fields["tie"] == fields["received"] == {
        "type": "long",
        "index": False,
    }
    shards = [schema.settings(options_of(("http://one.invalid",), folder=Path("unused"), shards=number)) for number in (0, 3)]
    assert [each["number_of_shards"] for each in shards] == [1, 3]
    assert {name: value for name, value in shards[1].items() if name != "number_of_shards"} == {
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": 10_000,
    }
