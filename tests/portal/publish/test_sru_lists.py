"""The terms of an index around a point (scan) and the facets of an answer, at the portal's SRU address."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from catalogue.core.headings import heading_key
from catalogue.search import browsing
from catalogue.search.cql.planning import INDEXES, TEXT
from portal.publish.sru import facets, words
from tests.portal.public import samples
from tests.portal.publish.test_sru import Ask, ask, nearby, number, search, texts
from tests.selections import some

__all__ = ["ask"]

V12 = {"version": "1.2", "operation": "scan"}
PERSONS = "bib.nameany"


def scanned(ask: Ask, clause: str, **parameters: str) -> list[str]:
    return texts(ask(**V12, scanClause=clause, **parameters), "value")


@pytest.fixture
def persons(ask: Ask) -> list[str]:
    """Every name that the samples have, in order."""
    return scanned(ask, f'{PERSONS} = ""', maximumTerms="100")


def test_the_terms_of_an_index_come_in_their_order_from_the_point_on(ask: Ask, persons: list[str]) -> None:
    assert len(persons) == 4 and [*map(heading_key, persons)] == sorted(map(heading_key, persons))
    assert scanned(ask, f'{PERSONS} = "{persons[1]}"', maximumTerms="2") == persons[1:3]
    assert scanned(ask, f'{PERSONS} = "{persons[1].upper()}"', maximumTerms="1") == persons[1:2]
    nobody = f"{heading_key(persons[0])}zzz"
    assert scanned(ask, f'{PERSONS} = "{nobody}"', maximumTerms="2") == [one for one in persons if heading_key(one) > nobody][:2]


@pytest.mark.parametrize(("position", "first"), [("1", 2), ("2", 1), ("0", 3), ("3", 0)])
def test_the_point_stands_where_it_is_asked_to(ask: Ask, persons: list[str], position: str, first: int) -> None:
    found = scanned(ask, f'{PERSONS} = "{persons[2]}"', responsePosition=position, maximumTerms="2")
    assert found == persons[first : first + 2]


def test_each_term_finds_as_many_notices_as_it_says(ask: Ask) -> None:
    for name in (PERSONS, "bib.subjectany", "bib.originplace", "dc.type", "dc.language", "bib.rcr"):
        answer = ask(**V12, scanClause=f'{name} = ""', maximumTerms="50")
        terms = list(zip(texts(answer, "value"), texts(answer, "numberOfRecords"), strict=True))
        assert terms, name
        for value, records in terms[:6]:
            quoted = value.replace('"', '\\"')
            assert texts(search(ask, f'{name} == "{quoted}"', maximumRecords="0"), "numberOfRecords") == [records], (name, value)


TEXTS = [index.name for index in INDEXES if index.kind == TEXT]


@pytest.mark.parametrize("name", TEXTS)
def test_each_word_finds_as_many_notices_as_it_says_and_none_is_left_out(ask: Ask, name: str) -> None:
    """Walked from the first to the last, thirty at a time, in their order."""
    told: dict[str, str] = {}
    start, places = "", [""]
    while places[-1] not in ("last", "only"):
        answer = ask(**V12, scanClause=f'{name} = "{start}"', maximumTerms="100", responsePosition="0" if start else "1")
        places = some(texts(answer, "whereInList"))
        told |= dict(zip(texts(answer, "value"), texts(answer, "numberOfRecords"), strict=True))
        start = list(told)[-1]
    assert list(told) == sorted(told) and "0" not in told.values()
    for word in some(list(told)[::7] or told):
        assert texts(search(ask, f'{name} = "{word}"', maximumRecords="0"), "numberOfRecords") == [told[word]], (name, word)
    if name in ("dc.title", "cql.anywhere"):
        assert {"jardin", "soyeux", "bulletin", samples.RIGHT_TO_LEFT.title.split()[0]} <= told.keys()


def test_words_stand_around_the_one_that_is_asked_for(ask: Ask) -> None:
    whole = scanned(ask, 'dc.title = ""', maximumTerms="30")
    assert scanned(ask, f'dc.title = "{whole[4]}"', maximumTerms="5", responsePosition="3") == whole[2:7]
    assert scanned(ask, f'dc.title = "{whole[4]}"', maximumTerms="3", responsePosition="0") == whole[5:8]
    assert scanned(ask, "dc.title = JÀRDIN", maximumTerms="1") == ["jardin"]
    assert scanned(ask, "jardin", maximumTerms="1") == scanned(ask, "cql.anywhere any jardin", maximumTerms="1") == ["jardin"]


def test_an_answer_of_words_costs_a_bounded_number_of_searches(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    real = words.search.search
    monkeypatch.setattr(words.search, "search", lambda request: asked.append(request) or real(request))  # type: ignore[func-returns-value]
    assert len(scanned(ask, 'cql.anywhere = "l"', maximumTerms="100", responsePosition="50")) == words.MOST
    assert words.MOST <= len(asked) <= words.MOST + 4
    monkeypatch.setattr(words, "_LOOKED_AT", 3)
    answer = ask(**V12, scanClause='cql.anywhere = "a"', maximumTerms="10")
    assert len(texts(answer, "value")) == 3 and texts(answer, "whereInList")[-1] == "inner"


def test_a_term_says_where_it_stands_in_the_whole_list(ask: Ask, persons: list[str]) -> None:
    whole = texts(ask(**V12, scanClause=f'{PERSONS} = ""', maximumTerms="100"), "whereInList")
    assert whole == ["first", *["inner"] * (len(persons) - 2), "last"]
    assert texts(ask(**V12, scanClause=f'{PERSONS} = "{persons[1]}"', maximumTerms="1"), "whereInList") == ["inner"]
    types = ask(**V12, scanClause="dc.type = book", maximumTerms="1")
    assert texts(types, "value") == ["book"] and texts(types, "displayTerm") == ["Livre"]
    assert not scanned(ask, f'{PERSONS} = "תתתת"')


def test_a_long_list_is_walked_letter_by_letter(ask: Ask, persons: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "ENOUGH", 2)
    assert scanned(ask, f'{PERSONS} = ""', maximumTerms="100") == persons
    assert scanned(ask, f'{PERSONS} = "{persons[3]}"', responsePosition="3", maximumTerms="3") == persons[1:4]


_SCAN = {**V12, "scanClause": f'{PERSONS} = "a"'}
WRONG: list[tuple[dict[str, str], int]] = [
    (V12, 7), ({**V12, "scanClause": ""}, 10), ({**V12, "scanClause": f"{PERSONS} ="}, 10),
    ({**V12, "scanClause": "cql.allRecords = 1"}, 16),
    ({**V12, "scanClause": "dc.date = 1562"}, 16), ({**V12, "scanClause": "dc.identifier = 1"}, 16),
    ({**V12, "scanClause": "dc.title == a"}, 22), ({**V12, "scanClause": "dc.title <> a"}, 22),
    ({**V12, "scanClause": "dc.type = a and dc.type = b"}, 48),
    ({**V12, "scanClause": "dc.type = a sortBy dc.title"}, 48), ({**V12, "scanClause": "foo.bar = a"}, 15),
    ({**V12, "scanClause": "dc.type ~ a"}, 19), ({**V12, "scanClause": "dc.type <> a"}, 22),
    ({**V12, "scanClause": "dc.type within a"}, 22),
    (_SCAN | {"responsePosition": "22"}, 120), (_SCAN | {"responsePosition": "3", "maximumTerms": "1"}, 120),
    (_SCAN | {"responsePosition": "-1"}, 6), (_SCAN | {"responsePosition": "x"}, 6), (_SCAN | {"maximumTerms": "0"}, 6),
    (_SCAN | {"maximumTerms": "x"}, 6), (_SCAN | {"query": "a"}, 8), (_SCAN | {"startRecord": "1"}, 8), (_SCAN | {"stylesheet": "a"}, 110),
    ({"operation": "scan", "scanClause": "dc.type = a"}, 7), ({**_SCAN, "version": "3.0"}, 5),
    ({"scanClause": "dc.date = 1562"}, 16), ({"scanClause": "dc.type = a", "maximumTerms": "0"}, 6),
    ({"query": "a", "facetLimit": "x"}, 6), ({"query": "a", "facetLimit": "0"}, 6), ({"query": "a", "facetLimit": "10:"}, 6),
    ({"query": "a", "facetLimit": "501"}, 6), ({"query": "a", "facetLimit": ""}, 6), ({"query": "a", "facetLimit": "5:dc.title"}, 16),
    ({"query": "a", "facetLimit": "5:dc.foo"}, 16), ({"query": "a", "facetLimit": "5:foo.bar"}, 15),
    ({"query": "a", "facetStart": "0"}, 6), ({"query": "a", "facetStart": "495:dc.type", "facetLimit": "10:dc.type"}, 6),
    ({"query": "a", "facetSort": "size"}, 6), ({"query": "a", "facetSort": "recordCount,ascending"}, 6),
    ({"query": "a", "facetCount": "1"}, 8),
    ({"query": "a", "facetLimit": "٣"}, 6),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "expected"), WRONG)
def test_a_wrong_request_is_told_by_its_diagnostic(ask: Ask, parameters: dict[str, str], expected: int) -> None:
    answer = ask(**parameters)
    assert number(answer) == expected and texts(answer, "message")[0] not in ("", "General system error")


def counts(answer: etree._Element, name: str) -> dict[str, int]:
    for facet in answer.iterfind(".//{*}facetedResults/{*}facet"):
        if facet.findtext("{*}index") == name:
            return dict(zip(texts(facet, "actualTerm"), map(int, texts(facet, "count")), strict=True))
    return {}


def test_an_answer_comes_with_the_facets_that_are_asked_for(ask: Ask) -> None:
    answer = ask(query="cql.allRecords = 1", facetLimit="2:dc.type,100:bib.nameany", maximumRecords="1")
    assert [each.findtext("{*}index") for each in answer.iterfind(".//{*}facetedResults/{*}facet")] == ["dc.type", "bib.nameany"]
    types = counts(answer, "dc.type")
    assert len(types) == 2 and list(types.values()) == sorted(types.values(), reverse=True) and "book" in types
    assert len(texts(answer, "recordPosition")) == 1
    assert texts(answer, "facetParameters") == ["facetLimit=2:dc.type,100:bib.nameany"]
    every = ask(query="cql.allRecords = 1", facetLimit="1")
    assert len(every.findall(".//{*}facetedResults/{*}facet")) >= 6
    assert not ask(query="inexistant", facetLimit="5").findall(".//{*}facetedResults")


def test_the_query_of_a_term_finds_what_its_count_says(ask: Ask) -> None:
    answer = ask(query="cql.allRecords = 1", facetLimit="4")
    for term in some(answer.iterfind(".//{*}facetedResults//{*}term")):
        narrowed = ask(query=term.findtext("{*}query") or "", maximumRecords="0")
        assert texts(narrowed, "numberOfRecords") == [term.findtext("{*}count")], term.findtext("{*}query")
    assert not ask(query="cql.allRecords = 1 sortBy dc.date", facetLimit="4:dc.type").findall(".//{*}facetedResults//{*}query")


def test_facets_are_paged_and_put_in_the_order_of_letters(ask: Ask, persons: list[str]) -> None:
    by_letter = {"query": "cql.allRecords = 1", "facetSort": "alphanumeric"}
    assert list(counts(ask(**by_letter, facetLimit=f"3:{PERSONS}"), PERSONS)) == persons[:3]
    assert list(counts(ask(**by_letter, facetLimit=f"3:{PERSONS}", facetStart="3"), PERSONS)) == persons[2:4]
    backwards = by_letter | {"facetSort": "alphanumeric,descending"}
    assert list(counts(ask(**backwards, facetLimit=f"2:{PERSONS}", facetStart=f"2:{PERSONS}"), PERSONS)) == persons[2:0:-1]
    most = list(counts(ask(query="cql.allRecords = 1", facetLimit=f"5:{PERSONS}"), PERSONS))
    assert list(counts(ask(query="cql.allRecords = 1", facetLimit=f"2:{PERSONS}", facetStart="2"), PERSONS)) == most[1:3]


def test_facets_cost_no_search_more(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    real = facets.search.search
    monkeypatch.setattr(facets.search, "search", lambda request: asked.append(request) or real(request))  # type: ignore[func-returns-value]
    ask(query="cql.allRecords = 1", facetLimit="10")
    assert len(asked) == 1


def test_scan_and_facets_say_when_no_engine_answers(ask: Ask, engine_down: None) -> None:
    assert number(ask(**_SCAN)) == 2 and number(ask(query="a", facetLimit="2")) == 2


@pytest.mark.shared
def test_scan_and_facets_are_valid_by_the_schemas_of_the_standard(ask: Ask, shared_data: Any, tmp_path: Any) -> None:
    for path in (shared_data / "schemas/sru").glob("*.xsd"):
        (tmp_path / path.name).write_text(nearby(path.read_text(encoding="utf-8")), encoding="utf-8")
    answers = etree.XMLSchema(etree.parse(tmp_path / "sruResponse.xsd"))
    for parameters in ({"facetLimit": "3"}, {"facetLimit": "2:dc.type", "facetSort": "alphanumeric,descending"}):
        answers.assertValid(ask(query="cql.allRecords = 1", **parameters))
    scans = etree.XMLSchema(etree.parse(tmp_path / "scan.xsd"))
    for clause in (f'{PERSONS} = ""', "dc.type = book", "dc.title = a", f'{PERSONS} = "תתתת"'):
        scans.assertValid(ask(scanClause=clause))
