"""What is the cluster asked for one search, and how is its answer read? No cluster is needed here."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.elasticsearch.answers import Answers
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue, SearchResult
from catalogue.search.words import read_request, understood
from tests.catalogue.search.told import Told, asking, counts, hit, hits

NOTICES_ALONE = {"bool": {"must": [{"match_all": {}}], "must_not": [{"terms": {"kinds": ["fonds", "component"]}}]}}


def answer(client: Told, words: str = "", **rest: Any) -> SearchResult:
    request = SearchRequest(words=words, **rest)
    read = read_request(request)
    return Answers(asking(client), request, read).result(understood(request, read), started=0.0)


def test_hits_come_with_their_marks_and_the_way_to_their_neighbours() -> None:
    client = Told(hits(total=25), hits(hit(7), hit(8)))
    found = answer(client, "lyon", size=2, page=2)
    assert (found.total, found.first, found.next, found.previous) == (25, 3, "o4", "o0")
    assert [each.key for each in found.hits] == [DocumentKey(Kind.NOTICE, 7), DocumentKey(Kind.NOTICE, 8)]
    assert [each.field for each in found.hits[0].highlights] == ["agents", "notes"] and found.hits[0].display["title"] == "Titre"
    total, page = client.asked
    assert (total["size"], total["track_total_hits"], "aggs" in total) == (0, True, False)
    assert (page["size"], page["from"], page["track_total_hits"], page["_source"]) == (2, 2, False, ["shown"])
    assert page["sort"] == [{"_score": "desc"}, {"tie": "asc"}, {"id": "asc"}] and page["query"]["bool"]["filter"] == [NOTICES_ALONE]
    assert "dis_max" in str(page["query"]) and "dis_max" not in str(total["query"])
    assert {header["preference"] for header in client.headers} == {"w1140588367"}
    plain = Told(hits(total=2), hits(hit(7), hit(8)))
    last = answer(plain, "lyon", size=2, sort="oldest", highlight=False)
    assert (last.next, last.previous, last.first, last.hits[0].highlights) == (None, None, 1, ())
    assert plain.asked[1]["_source"] == ["shown.display"] and "dis_max" not in str(plain.asked[1]["query"])


def test_words_of_the_form_are_marked_too() -> None:
    found = answer(Told(hits(total=1), hits(hit(7))), fields=(("notes", "vue"),))
    assert [each.field for each in found.hits[0].highlights] == ["notes"]
    assert answer(Told(hits(total=1), hits(hit(7)))).hits[0].highlights == ()


def test_each_facet_is_counted_without_its_own_filter() -> None:
    client = Told(
        {**hits(total=4), **counts(century=[("19", 1), ("16", 3)])},
        counts(language=[("fre", 2), ("lat", 2), ("eng", 9)]),
        counts(person=[("coste-jean|Coste, Jean", 2), ("coste-jean|COSTE", 1), ("coste-a|Coste, A.", 3)]),
        counts(**{"chosen person coste-jean": [("coste-jean|Coste, Jean", 2)]}),
    )
    chosen = (("person", "coste-jean"), ("language", "fre"))
    found = answer(client, filters=chosen, facets=("person", "language", "century", "inconnu"), facet_prefix="Co", size=0)
    assert dict(found.facets) == {
        "person": (FacetValue("coste-a", 3, "Coste, A."), FacetValue("coste-jean", 3, "Coste, Jean")),
        "language": (FacetValue("eng", 9), FacetValue("fre", 2), FacetValue("lat", 2)),
        "century": (FacetValue("16", 3), FacetValue("19", 1)),
    }
    assert found.understood.headings == (("person", "coste-jean", "Coste, Jean"),) and (found.hits, found.first) == ((), 0)
    everything, persons, languages, written = client.asked
    by_person, by_language = {"prefix": {"persons": {"value": "coste-jean|"}}}, {"terms": {"languages": ["fre"]}}
    assert everything["aggs"] == {"century": {"terms": {"field": "centuries", "size": 500}}}
    assert everything["query"]["bool"]["filter"][1:] == [NOTICES_ALONE, by_language, by_person]
    within = {next(iter(asked["aggs"])): asked for asked in (persons, languages, written)}
    assert within["person"]["aggs"]["person"] == {"terms": {"field": "persons", "size": 500, "include": "co.*"}}
    assert by_person not in within["person"]["query"]["bool"]["filter"] and by_language in within["person"]["query"]["bool"]["filter"]
    assert within["language"]["query"]["bool"]["filter"][1:] == [NOTICES_ALONE, by_person]
    assert within["chosen person coste-jean"] == {
        "timeout": "1500ms",
        "size": 0,
        "track_total_hits": False,
        "query": by_person,
        "aggs": {
            "chosen person coste-jean": {"terms": {"field": "persons", "include": "coste-jean\\|.*", "size": 1, "order": {"_key": "asc"}}}
        },
    }


def test_the_headings_of_a_list_that_was_cut_are_counted_again_by_key() -> None:
    cut = {**hits(total=9), **counts(person=[("coste|Coste", 2)])}
    again = {"aggregations": {"person": {"buckets": {"coste": {"doc_count": 5}}}}}
    client = Told(cut, again)
    found = answer(client, facets=("person",), facet_size=1, size=0)
    assert found.facets["person"] == (FacetValue("coste", 5, "Coste"),) and client.requests == 2
    by_key = {"filters": {"filters": {"coste": {"prefix": {"persons": {"value": "coste|"}}}}}}
    assert (client.asked[1]["aggs"], client.asked[1]["size"], client.asked[1]["track_total_hits"]) == ({"person": by_key}, 0, False)
    assert answer(Told(cut), facets=("person",), facet_size=2, size=0).facets["person"] == (FacetValue("coste", 2, "Coste"),)


def test_an_index_that_is_not_there_answers_with_nothing() -> None:
    found = answer(Told(), "lyon", facets=("century", "inconnu"))
    assert (found.total, found.hits, found.first, found.next, found.previous) == (0, (), 0, None, None)
    assert dict(found.facets) == {"century": (), "inconnu": ()} and found.took_ms > 0


def test_from_beyond_the_end_the_last_page_is_the_one_before() -> None:
    assert answer(Told(hits(total=25), hits()), size=10, page=9).previous == "o20"
    assert answer(Told(hits(total=20), hits()), size=10, page=9).previous == "o10"
    assert answer(Told(hits(total=20), hits()), size=10, page=3).previous == "o10"
    assert answer(Told(hits(total=0), hits()), size=10, page=3).previous is None


def far(client: Told, page: int, monkeypatch: pytest.MonkeyPatch, **rest: Any) -> SearchResult:
    monkeypatch.setattr(schema, "WINDOW", 10)
    return answer(client, sort="oldest", size=3, page=page, **rest)


def test_a_page_far_from_both_ends_is_counted_off_from_the_nearer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = hits(hit(10, sort=(1700, 5, 10)))
    passed["hits"]["hits"] *= 10
    near_start = Told(hits(total=100), passed, hits(hit(11), hit(12), hit(13), hit(14), hit(15)))
    found = far(near_start, 5, monkeypatch)
    assert [each.key.id for each in found.hits] == [13, 14, 15] and found.first == 13
    _total, walk, page = near_start.asked
    assert (walk["size"], walk["from"], walk["_source"]) == (10, 0, False)
    assert (page["size"], page["search_after"], "from" in page) == (5, [1700, 5, 10], False)
    near_end = Told(hits(total=100), hits(hit(3), hit(2), hit(1)))
    found = far(near_end, 33, monkeypatch)
    assert [each.key.id for each in found.hits] == [1, 2, 3] and near_end.asked[1]["sort"][0] == {"oldest": "desc"}
    assert (near_end.asked[1]["from"], near_end.asked[1]["size"]) == (1, 3)
    gone = Told(hits(total=100), hits())
    assert far(gone, 6, monkeypatch).hits == ()
    assert far(Told(hits(total=100)), 60, monkeypatch).hits == ()
