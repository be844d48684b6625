"""What every search engine must do: one suite, run by each of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.search.engine import Engine
from catalogue.search.facets import DIGITAL, FACETS
from catalogue.search.request import MAX_SIZE, SearchRequest
from catalogue.search.result import SearchResult
from tests.contracts.notices import GRENOBLE, LYON, NOTICES, PRIVAS


def found(engine: Engine, words: str = "", **rest: object) -> list[int]:
    """The ids of the first page."""
    return [hit.key.id for hit in engine.search(SearchRequest(words=words, **rest)).hits]  # type: ignore[arg-type]


def counts(result: SearchResult, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in result.facets[facet]}


# Words


def test_a_reader_finds_tours_before_tour(filled: Engine) -> None:
    assert found(filled, "tours") == [1, 2, 8]
    assert found(filled, "tour")[0] == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l'histoire", 1),
        ("L’HISTOIRE", 1),
        ("histoires", 1),
        ("oeuvres completes", 4),
        ("ŒUVRES", 4),
        ("universite", 3),
        ("l'Université des estudes", 3),
        ("vniuersité", 3),
        ("Ravot", 3),
        ("Jean Ravot", 3),
        ("rabelais lyon", 4),
        ("st étienne", 5),
        ("saint etienne plan", 5),
        ("voyage tome 4", 2),
        ("voyages tome iv", 2),
        ("relie", 2),
        ("cheval", 8),
        ("Gryphium Lyon", 3),
        ("monde hachette 1860", 2),
    ],
)
def test_a_reader_finds_a_notice_however_she_types_it(filled: Engine, typed: str, expected: int) -> None:
    assert found(filled, typed)[0] == expected


def test_every_word_is_required_but_the_little_ones(filled: Engine) -> None:
    assert found(filled, "histoire paris") == []
    assert found(filled, "plan dans la ville") == [5]
    assert found(filled, "le") != [], "little words alone are looked for"


def test_words_between_quotes_stay_together(filled: Engine) -> None:
    assert found(filled, '"tour du monde"') == [2]
    assert found(filled, "« monde tour »") == []


def test_a_word_after_a_dash_is_left_out(filled: Engine) -> None:
    assert set(found(filled, "tour -monde")) == {1, 8}
    assert 2 not in found(filled, "-monde")
    assert len(found(filled, "-monde")) == len(NOTICES) - 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Rés. 317 920", 1),
        ("res 317-920", 1),
        ("RES317/920", 1),
        ("MS 123", 2),
        ("ms0123", 2),
        ("manuscrit n° 123", 2),
        ("A4-12", 3),
        ("9782070368228", 1),
        ("978-2-07-036822-8", 1),
        ("2 07 036822 X", 1),
        ("ISBN 2-07-036822-X", 1),
        ("ark:/12148/cb36646150b", 1),
        ("https://catalogue.bnf.fr/ark:/12148/cb36646150b", 1),
        ("cb36646150b", 1),
        ("PPN 012345672", 1),
    ],
)
def test_a_call_number_or_an_identifier_is_found_in_any_form(filled: Engine, typed: str, expected: int) -> None:
    assert found(filled, typed)[:1] == [expected]


def test_a_call_number_does_not_find_its_neighbour(filled: Engine) -> None:
    assert found(filled, "Ms 124") == [6]
    assert found(filled, "A 41-2") == []


@pytest.mark.parametrize(
    "typed", ['"', "-", '-"', "(((", "a:b AND [x TO *]", "\\", "???", "+ - * ~ ^", "\x00", "é" * 3000, "mot " * 500, "\ud800"]
)
def test_nothing_typed_is_an_error(filled: Engine, typed: str) -> None:
    result = filled.search(SearchRequest(words=typed, facets=tuple(FACETS)))
    assert result.total == len(result.hits) == 0 or typed.strip("- ") == ""


def test_a_search_too_long_is_cut_and_says_so(filled: Engine) -> None:
    assert filled.search(SearchRequest(words="tours " * 40)).understood.cut
    assert not filled.search(SearchRequest(words="tours " * 20)).understood.cut


def test_the_form_looks_in_one_field(filled: Engine) -> None:
    assert found(filled, fields=(("title", "Tours"),)) == [1, 2], "as typed before its stem"
    assert set(found(filled, fields=(("title", "tour"),))) == {1, 2}
    assert found(filled, fields=(("places", "tours"),)) == [1]
    assert found(filled, fields=(("places", "Lyon"), ("agents", "rabelais"))) == [4]
    assert found(filled, fields=(("title", "université"),)) == [3]
    assert found(filled, fields=(("agents", "ravot"),)) == [3]
    assert found(filled, fields=(("subjects", "satires"),)) == [4]
    assert found(filled, fields=(("publishers", "hachette"),)) == [2]
    assert found(filled, fields=(("notes", '"toile verte"'),)) == [2]
    assert found(filled, fields=(("notes", "cartes -toile"),)) == [8]
    assert found(filled, fields=(("call_numbers", "ms 123"),)) == [2]
    assert found(filled, fields=(("identifiers", "2-07-036822-X"),)) == [1]
    assert found(filled, "monde", fields=(("places", "tours"),)) == []


def test_latin_places_are_found_by_their_french_name(filled: Engine) -> None:
    assert set(found(filled, fields=(("places", "lyon"),))) == {3, 4}
    assert found(filled, "lugduni") == [3, 4], "the Latin name first, then the French one"
    assert found(filled, fields=(("places", "lugduni"),)) == [3]


# Filters and facets


def chosen(facet: str, *values: str) -> tuple[tuple[str, str], ...]:
    """The filter that keeps these values of a facet."""
    return tuple((facet, value) for value in values)


def test_filters_narrow_to_any_of_their_values_and_all_of_the_filters(filled: Engine) -> None:
    assert set(found(filled, filters=chosen("institution", GRENOBLE))) == {1, 4}
    assert set(found(filled, filters=chosen("institution", GRENOBLE, PRIVAS))) == {1, 3, 4, 6, 7}
    assert set(found(filled, filters=(*chosen("institution", GRENOBLE, PRIVAS), ("language", "lat")))) == {3}
    assert set(found(filled, filters=chosen("department", "07"))) == {3, 6, 7}
    assert set(found(filled, filters=chosen("document_type", "map", "newspaper"))) == {5, 7}
    assert found(filled, filters=(DIGITAL, *chosen("century", "19"))) == [2]
    assert found(filled, filters=chosen("price", "3")) == found(filled), "what is no facet filters nothing"


def test_a_period_keeps_the_notices_that_may_be_of_it(filled: Engine) -> None:
    assert set(found(filled, date_from=1860, date_to=1870)) == {2, 4}, "a newspaper begun in 1830 is not known to go on"
    assert set(found(filled, date_to=1600)) == {3}
    assert set(found(filled, date_from=1898, date_to=1899)) == {8}, "vers 1900 may be 1898"
    assert 6 not in found(filled, date_from=-9999, date_to=9999)


def test_facets_count_what_is_found(filled: Engine) -> None:
    result = filled.search(SearchRequest(facets=tuple(FACETS)))
    assert result.total == len(NOTICES)
    assert counts(result, "institution") == {LYON: 4, PRIVAS: 3, GRENOBLE: 2}
    assert counts(result, "department") == {"69": 4, "07": 3, "38": 2}
    assert counts(result, "document_type") == {"book": 5, "map": 1, "manuscript": 1, "newspaper": 1}
    assert [value.value for value in result.facets["century"]] == ["16", "19", "20"]
    assert counts(result, "century") == {"16": 1, "19": 6, "20": 1}
    assert counts(result, "language") == {"fre": 6, "eng": 1, "lat": 1}
    assert counts(result, "digital") == {"1": 1}


def test_a_facet_in_use_still_offers_its_other_values(filled: Engine) -> None:
    result = filled.search(SearchRequest(filters=chosen("institution", GRENOBLE), facets=("institution", "document_type")))
    assert result.total == 2
    assert counts(result, "institution") == {LYON: 4, PRIVAS: 3, GRENOBLE: 2}
    assert counts(result, "document_type") == {"book": 2}


def test_only_the_facets_asked_for_are_counted(filled: Engine) -> None:
    result = filled.search(SearchRequest(words="tours", facets=("century", "no_such_facet")))
    assert dict(result.facets) == {"century": (("19", 3, ""), ("20", 1, ""))}


# Order and pages


def test_sorts(filled: Engine) -> None:
    assert found(filled, sort="oldest")[:3] == [3, 1, 7]
    assert found(filled, sort="newest")[0] == 8
    assert found(filled, sort="oldest")[-1] == 6 == found(filled, sort="newest")[-1], "no date comes last both ways"
    by_title = found(filled, sort="title")
    assert by_title.index(2) > by_title.index(6), "« La » is skipped: tour du monde comes after recueil"


def test_a_form_filled_beyond_reason_is_cut(filled: Engine) -> None:
    fields = (("title", "tour " * 60), ("notes", "voyages " * 60), ("places", "Tours"))
    request = SearchRequest(fields=fields, filters=(("language", "fre"),) * 9999)
    assert sum(len(words) for _, words in request.fields) == 500
    assert request.filters == (("language", "fre"),)
    assert filled.search(request).total == 1


def test_pages_lead_to_the_last_hit_and_back(filled: Engine) -> None:
    seen: list[int] = []
    cursor, last = "", None
    while True:
        result = filled.search(SearchRequest(size=3, sort="oldest", cursor=cursor))
        assert result.first == len(seen) + 1
        seen += [hit.key.id for hit in result.hits]
        last = result
        if result.next is None:
            break
        cursor = result.next
    assert sorted(seen) == [notice.key.id for notice in NOTICES]
    assert last.previous is not None
    back = filled.search(SearchRequest(size=3, sort="oldest", cursor=last.previous))
    assert [hit.key.id for hit in back.hits] == seen[3:6]
    assert filled.search(SearchRequest(size=3, sort="oldest", page=2)).hits == back.hits


def test_a_page_past_the_end_is_empty_and_leads_back(filled: Engine) -> None:
    result = filled.search(SearchRequest(size=3, page=10**9, facets=("century",)))
    assert (result.hits, result.total, result.first, result.next) == ((), len(NOTICES), 0, None)
    assert result.previous is not None
    assert filled.search(SearchRequest(size=3, cursor=result.previous)).hits
    assert filled.search(SearchRequest(cursor="no cursor of ours")).first == 1


def test_a_request_out_of_range_is_brought_back(filled: Engine) -> None:
    request = SearchRequest(size=10**6, page=-3, sort="price", fields=(("nothing", "x"), ("title", " ")))
    assert (request.size, request.page, request.sort, request.fields) == (MAX_SIZE, 1, "relevance", ())
    assert filled.search(replace(request, size=0)).total == len(NOTICES)
    assert filled.search(replace(request, size=0)).hits == ()


# What is shown


def test_a_hit_has_what_a_result_line_needs(filled: Engine) -> None:
    [hit] = filled.search(SearchRequest(words="hachette")).hits
    assert hit.display["title"] == "La tour du monde"
    assert hit.display["agents"] == ["Charton, Édouard"]
    assert hit.display["imprint"] == "Paris : Hachette, 1860"
    assert hit.display["date"] == "1860"
    assert hit.display["document_type"] == "book"
    assert hit.display["holdings"] == [[LYON, "Bibliothèque de Lyon", "Ms. 0123", "Lyon"]]
    assert hit.display["digital"] is True
    assert hit.display["digital_url"] == "https://numerique.invalid/tour"
    assert hit.display["source"] == "essai"


def test_highlights_mark_the_words_as_written(filled: Engine) -> None:
    [hit] = filled.search(SearchRequest(words="estudes universite")).hits
    [title] = [highlight for highlight in hit.highlights if highlight.field == "title"]
    assert "".join(piece.text for piece in title.snippet) == "De l’Vniuersité & des estudes"
    assert [piece.text for piece in title.snippet if piece.matched] == ["Vniuersité", "estudes"]
    [hit] = filled.search(SearchRequest(words="voyage toile")).hits
    [note] = [highlight for highlight in hit.highlights if highlight.field == "notes"]
    assert [piece.text for piece in note.snippet if piece.matched] == ["voyages", "toile"]
    assert filled.search(SearchRequest(words="voyage toile", highlight=False)).hits[0].highlights == ()


def test_the_search_as_understood(filled: Engine) -> None:
    understood = filled.search(SearchRequest(words='Tours "la ville" -guerre', fields=(("title", "x"),))).understood
    assert understood.words == ("Tours",)
    assert understood.phrases == ("la ville",)
    assert understood.excluded == ("guerre",)
    assert understood.fields == (("title", "x"),)


def test_a_person_is_found_by_her_key_whatever_her_library_writes(filled: Engine) -> None:
    result = filled.search(SearchRequest(filters=chosen("person", "charton-edouard"), facets=("person", "place", "decade"), size=5))
    assert [hit.key.id for hit in result.hits] == [2]
    assert ("charton-edouard", 1, "Charton, Édouard") in result.facets["person"]
    assert result.facets["place"] == (("paris", 1, "Paris"),)
    assert result.facets["decade"] == (("1860", 1, ""),)


def test_the_timeline_keeps_its_other_decades(filled: Engine) -> None:
    everything = filled.search(SearchRequest(facets=("decade",)))
    narrowed = filled.search(SearchRequest(date_from=1860, date_to=1869, facets=("decade",)))
    assert narrowed.facets["decade"] == everything.facets["decade"]
    assert {value: count for value, count, _ in everything.facets["decade"]}["1860"] == narrowed.total


def test_the_last_received_come_first(filled: Engine) -> None:
    ids = [hit.key.id for hit in filled.search(SearchRequest(sort="recent", size=100)).hits]
    assert ids == sorted(ids) and len(ids) > 3, "see tests.contracts.notices: the higher the number, the earlier it came"


@pytest.mark.parametrize("typed", ["gryphe", "gryphius", "Gryphium"])
def test_a_printer_is_found_under_any_ending_of_his_latin_name(filled: Engine, typed: str) -> None:
    assert 3 in found(filled, typed), "the imprint says « apud Sebastianum Gryphium »"
