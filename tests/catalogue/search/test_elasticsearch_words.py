"""What is the cluster asked for a beginning or a word misspelt, and how is its answer read? No cluster is needed here."""

from __future__ import annotations

import pytest

from catalogue.search.engine import SearchUnavailable
from catalogue.search.engines.elasticsearch.near import known, near
from catalogue.search.engines.elasticsearch.suggest import suggest
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import read_beginning
from tests.catalogue.search.told import Json, Told, asking, counts, hit, hits

NO_NOTICE = [{"terms": {"kinds": ["fonds", "component"]}}]


def test_questions_go_together_to_the_copies_that_answered_before() -> None:
    client = Told(hits(total=3), {})
    bodies = [{"size": 1}, {"size": 2}]
    assert asking(client).ask(bodies, preference="w1") == [hits(total=3), {}] and client.asked == bodies and client.requests == 1
    assert client.headers == 2 * [
        {"index": "notices", "ignore_unavailable": True, "allow_partial_search_results": False, "preference": "w1"}
    ]
    asking(client).ask(bodies[:1])
    assert "preference" not in client.headers[-1]
    assert asking(client).body(None, size=0) == {"timeout": "1500ms", "size": 0}


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"error": {"reason": "no such field"}}, "elasticsearch_refused"),
        ({"timed_out": True}, "elasticsearch_slow"),
        ({"_shards": {"failed": 1}}, "elasticsearch_refused"),
    ],
)
def test_an_answer_that_is_not_whole_is_asked_for_once_more(broken: Json, code: str) -> None:
    assert asking(Told(broken, hits(total=1))).ask([{}]) == [hits(total=1)]
    client = Told({}, broken, {}, broken)
    with pytest.raises(SearchUnavailable) as failed:
        asking(client).ask([{}, {}])
    assert failed.value.message.code == code and client.requests == 2
    assert failed.value.message.args["address"] == "http://one.invalid:9200, http://two.invalid:9200"


# Words that look alike


def test_known_words_are_those_that_something_has() -> None:
    client = Told(hits(total=1), hits(total=0))
    assert known(asking(client), ["lyon", "lyom", "lyon"]) == {"lyon"} and len(client.asked) == 2
    fields = ("title", "agents", "subjects", "places", "publishers")
    found = {"bool": {"should": [{"terms": {field: ["lyon"]}} for field in fields], "minimum_should_match": 1}}
    assert client.asked[0] == {"timeout": "1500ms", "size": 0, "track_total_hits": 1, "query": {"bool": {"filter": [found]}}}
    assert known(asking(client), []) == frozenset() and near(asking(client), []) == {} and client.requests == 1


def test_the_speller_is_asked_for_words_that_may_hold_a_mistake() -> None:
    client = Told()
    assert near(asking(client), ["ain", "grenobe", "ain"]) == {"ain": (), "grenobe": ()}
    short, long = client.asked
    assert "suggest" not in short and (short["size"], short["track_total_hits"]) == (0, False)
    fields = ("title", "agents", "subjects", "places", "publishers")
    assert short["aggs"] == {f"{field} ain": {"filter": {"term": {field: "ain"}}} for field in fields}
    assert long["suggest"]["places"] == {
        "text": "grenobe",
        "term": {
            "field": "places",
            "analyzer": "keyword",
            "suggest_mode": "always",
            "max_edits": 2,
            "prefix_length": 0,
            "min_word_length": 4,
            "size": 50,
            "sort": "frequency",
            "max_term_freq": 10**9,
            "min_doc_freq": 0,
            "shard_size": 200,
        },
    }
    assert {"title grenobe", "title grennobe", "publishers grenobe"} <= set(long["aggs"])


def test_what_looks_like_a_word_is_counted_where_it_is_most_frequent() -> None:
    def option(text: str, freq: int) -> Json:
        return {"text": text, "freq": freq}

    spelt = {"title": [{"options": [option("grenoble", 5), option("grenobo", 2)]}], "places": [{"options": [option("grenoble", 9)]}]}
    counted = {"title grenobe": {"doc_count": 1}, "places grenobe": {"doc_count": 3}, "title grenoble": {"doc_count": 7}}
    counted["title rien"] = {"doc_count": 0}
    answer = {"suggest": spelt, "aggregations": counted}
    assert near(asking(Told(answer)), ["grenobe"]) == {"grenobe": (("grenoble", 9), ("grenobe", 3), ("grenobo", 2))}
    many = [{"options": [option(f"grenob{number:02d}", 9) for number in range(60)]}]
    [given] = near(asking(Told({"suggest": {"title": many}, "aggregations": counted})), ["grenobe"]).values()
    assert len(given) == 50 and given[-1] == ("grenobe", 3) and given[0] == ("grenob00", 9)


# Suggestions


def test_a_beginning_is_answered_in_three_requests() -> None:
    read = read_beginning("plans lyo")
    assert read is not None
    titles = [hits(), hits(hit(1, "Plans de Lyon")), hits(hit(2, "Plans de Lyon"), hit(3, "Lyon : plans"), hit(4, "Plans du Rhône"))]
    sizes = [hits(total=2000), hits(total=2001), hits(total=0)]
    counted = [
        counts(persons=[("autre|Autre", 9)], owners=[("plans-lyon|Plans Lyon", 2), ("plans-lyon|PLANS LYON", 1)]),
        counts(place_headings=[("lyon-plans|Lyon plans", 3)]),
        counts(subject_headings=[]),
    ]
    client = Told(*titles, *sizes, *counted, hits(total=11), hits(total=12))
    assert suggest(asking(client), read, size=9) == (
        Suggestion("person", "plans-lyon", "Plans Lyon", 11),
        Suggestion("title", "notice:1", "Plans de Lyon", 1),
        Suggestion("title", "notice:3", "Lyon : plans", 1),
        Suggestion("place", "lyon-plans", "Lyon plans", 12),
    )
    assert client.requests == 3
    having = {name: {"bool": {"filter": [{"term": {name: "plans"}}, {"prefix": {name: "lyo"}}], "must_not": NO_NOTICE}}
              for name in ("title", "agents", "places", "subjects")}  # fmt: skip
    common = {"timeout": "1500ms", "size": 12, "track_total_hits": False, "sort": [{"tie": "asc"}, {"id": "asc"}]}
    whole = ({"term": {"whole_titles": "= plans lyo"}}, {"prefix": {"whole_titles": "= plans lyo"}}, having["title"])
    assert client.asked[:3] == [{**common, "_source": ["shown.display"], "query": {"bool": {"filter": [query]}}} for query in whole]
    assert client.asked[3] == {"timeout": "1500ms", "size": 0, "track_total_hits": 2001, "query": having["agents"]}
    terms = {name: {"terms": {"field": name, "size": 24}} for name in ("persons", "owners")}
    assert client.asked[6] == {"timeout": "1500ms", "size": 0, "track_total_hits": False, "aggs": terms, "query": having["agents"]}
    assert client.asked[7]["query"] == {"bool": {"filter": [having["places"], {"term": {"sample": "0"}}]}}, "of many, a part is counted"
    owners = {"prefix": {"owners": "plans-lyon|"}}
    assert client.asked[9] == {"timeout": "1500ms", "size": 0, "track_total_hits": True, "query": owners}


def test_one_letter_after_a_word_is_not_looked_for() -> None:
    read = read_beginning("plans l")
    assert read is not None
    client = Told(hits(), hits(), hits(hit(1, "Plans de Lyon"), hit(2, "Plans du Rhône")))
    assert [one.label for one in suggest(asking(client), read, size=5)] == ["Plans de Lyon"], "the letter is read in what is found"
    assert client.asked[3]["query"]["bool"]["filter"] == [{"term": {"agents": "plans"}}]
