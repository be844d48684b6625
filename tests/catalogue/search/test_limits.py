"""What is kept of a request out of reason and of a long document; in which order do notices come where nothing parts them?"""

from __future__ import annotations

import zlib

import orjson
import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.document import SearchDocument
from catalogue.search.engines.elasticsearch import documents as cluster_documents
from catalogue.search.engines.tantivy import documents, schema
from catalogue.search.facets import FACETS
from catalogue.search.plan import All, Any, Everything, Not, Nothing, Term, all_of, any_of
from catalogue.search.request import MAX_FORM_CHARACTERS, MAX_VALUES, SearchRequest
from catalogue.search.ties import tie_of, within_a_year
from tests.contracts.notices import LYON, document

# Requests


def test_numbers_are_brought_back_into_what_can_be_asked() -> None:
    low, high = SearchRequest(size=-1, page=0, facet_size=0), SearchRequest(size=101, page=7, facet_size=501)
    assert (low.size, low.page, low.facet_size) == (0, 1, 1) and (high.size, high.page, high.facet_size) == (100, 7, 500)
    usual = SearchRequest()
    assert (usual.size, usual.page, usual.facet_size, usual.sort, usual.highlight, usual.dashes, usual.strict) == (
        *(20, 1, 500, "relevance", True, True, False),
    )
    assert SearchRequest(sort="recent").sort == "recent" and SearchRequest(sort="prix").sort == "relevance"


def test_the_fields_of_a_form_share_its_room() -> None:
    whole = "a" * MAX_FORM_CHARACTERS
    assert SearchRequest(fields=(("title", whole), ("notes", "b"))).fields == (("title", whole),)
    assert SearchRequest(fields=(("title", whole[1:]), ("notes", "bc"))).fields == (("title", whole[1:]), ("notes", "b"))
    assert SearchRequest(fields=(("title", "  "), ("price", "3"), ("identifiers", "x"))).fields == (("identifiers", "x"),)


def test_the_values_of_a_facet_are_each_one_and_fifty_at_most() -> None:
    many = tuple(("commune", str(number)) for number in range(60))
    kept = SearchRequest(filters=(*many, many[0], ("language", "fre"), ("decade", "1500"), ("price", "3"))).filters
    assert kept == (*many[:MAX_VALUES], ("language", "fre")), "the years of a period are no filter by decade"
    request = SearchRequest(filters=(("language", "fre"), ("institution", LYON), ("language", "lat")))
    assert request.chosen() == {"institution": (LYON,), "language": ("fre", "lat")} and next(iter(request.chosen())) == "institution"


def test_what_a_request_says_of_itself() -> None:
    assert SearchRequest(filters=(("kind", "component"),)).names_a_kind and SearchRequest(filters=(("finding_aid", "a"),)).names_a_kind
    assert not SearchRequest(filters=(("language", "fre"),)).names_a_kind
    assert SearchRequest(words=" a").has_words and SearchRequest(fields=(("title", "a"),)).has_words
    assert not SearchRequest(words="  ").has_words
    assert FACETS["century"].left_out == "century" and FACETS["decade"].left_out == "dates"
    assert [FACETS[name].chosen_by_value for name in ("century", "decade", "digital")] == [True, False, False]


def test_a_plan_of_few_parts_is_those_parts() -> None:
    one, other = Term("title", "a"), Term("title", "b")
    assert (any_of([]), any_of([one]), any_of([one, other])) == (Nothing(), one, Any((one, other)))
    assert (all_of([]), all_of([one]), all_of([one, other])) == (Nothing(), one, All((one, other)))
    assert all_of([Not(one)]) == All((Not(one),)) and all_of([Everything()]) == Everything()


# Long documents


def long(count: int, letter: str = "n") -> SearchDocument:
    return document(1, "Titre", notes=tuple(f"{number:02d}{letter * 998}" for number in range(count)))


@pytest.mark.parametrize("of", ["tantivy", "elasticsearch"])
def test_of_a_long_document_the_first_texts_are_quoted(of: str) -> None:
    def texts(kept: SearchDocument) -> dict[str, list[str]]:
        if of == "tantivy":
            display, found = documents.from_stored(documents._stored(kept))
        else:
            display, found = cluster_documents.from_source(orjson.loads(cluster_documents.to_json(kept)))
        assert display == kept.display
        return dict(found)

    assert texts(long(7)) == dict(long(7).texts), "what is short enough is kept whole"
    cut = texts(long(20))
    assert cut["title"] == ["Titre"] and len(cut["notes"]) == 8
    assert [len(note) for note in cut["notes"]] == [1000] * 7 + [8000 - 7000 - sum(map(len, ["Titre"]))]
    exact = document(1, "Titre", notes=("n" * 3995, "m" * 4000, "o"))
    assert texts(document(1, "Titre", notes=("n" * 3995, "m" * 4000, "o" * 999)))["notes"] == ["n" * 3995, "m" * 4000]
    assert len(exact.texts["notes"]) == 3


def test_what_the_index_is_given_of_a_notice() -> None:
    notice = document(5, "La tour", nonsorting=3, date="1547", received=9, holdings=((LYON, "Ms 12"),), identifiers=(("ppn", "012345672"),))
    given = orjson.loads(documents.to_json(notice))
    tie = notice.filter["tie"]
    assert given["id"] == notice.key.packed and given["sample"] == "5" and given["tie"] == tie
    assert (given["title"], given["call_numbers"], given["identifiers"], given["call_number_keys"]) == (
        *(["la tour"], ["ms 12"], ["012345672"], ["ms12"]),
    )
    assert given["sort_title"] == schema.title("tour", tie) and given["received"] == schema.received(9, notice.key)
    assert (given["year_from"], given["year_to"], given["institutions"], given["centuries"]) == (1547, 1547, [LYON], ["16"])
    assert (given["oldest"], given["newest"]) == (schema.oldest(1547, tie), schema.newest(1547, tie))
    assert "early" in given and set(given["title_stem"].split()) == {"la", "tour"} and given["whole_titles"] == notice.filter["titles"]
    undated = orjson.loads(documents.to_json(document(5, "La tour")))
    assert "year_from" not in undated and "year_to" not in undated and undated["oldest"] == schema.oldest(None, undated["tie"])
    modern = orjson.loads(documents.to_json(document(5, "La tour", date="1950")))
    assert "early" not in modern


def test_what_the_cluster_is_given_of_a_notice() -> None:
    notice = document(5, "La tour", nonsorting=3, date="1547-1550", received=9, holdings=((LYON, "Ms 12"),))
    given = orjson.loads(cluster_documents.to_json(notice))
    assert (given["id"], given["sample"], given["tie"], given["received"]) == (notice.key.packed, "5", notice.filter["tie"], 9)
    assert (given["year_from"], given["year_to"], given["oldest"], given["newest"]) == (1547, 1550, 1547, 1547)
    assert (given["title"], given["sort_title"], given["call_number_keys"], given["institutions"]) == (
        ["la tour"],
        "tour",
        ["ms12"],
        [LYON],
    )
    assert set(given["stems"]["title"].split()) == {"la", "tour"} and given["whole_titles"] == notice.filter["titles"] and given["early"]
    assert "digital" not in given and {"ms", "12", "tour"} <= set(given["all_stem"].split())
    undated = orjson.loads(cluster_documents.to_json(document(5, "")))
    assert (undated["oldest"], undated["newest"], "year_from" in undated, undated["sort_title"]) == (10_000, -10_000, False, "\uffff")
    assert "early" not in orjson.loads(cluster_documents.to_json(document(5, "La tour", date="1950")))


# Order


def test_sorts_keep_those_without_a_date_or_a_title_for_the_end() -> None:
    assert schema.oldest(9999, 0) < schema.oldest(None, 0) and schema.newest(None, 0) < schema.newest(-9999, 2**60 - 1)
    assert schema.newest(1800, 5) > schema.newest(1800, 6) > schema.newest(1799, 0) and schema.oldest(1800, 5) < schema.oldest(1800, 6)
    assert schema.title("zzz", 0) < schema.title("", 0) and schema.title("a", 1) < schema.title("a", 2) < schema.title("a b", 0)
    assert schema.title("a", 15) < schema.title("a", 16) < schema.title("a", 2**60 - 1)
    one, other = DocumentKey(Kind.NOTICE, 1), DocumentKey(Kind.NOTICE, 2)
    assert schema.received(5, one) < schema.received(5, other) < schema.received(6, one)
    assert {schema.sample(DocumentKey(Kind.NOTICE, number)) for number in range(200)} == {str(part) for part in range(64)}
    assert schema.form().startswith(f"s{schema.VERSION}v") and schema.form()[-1].isdigit() and "f0" not in schema.form()


PLAIN = {"digital": False, "copies": 1, "year": 1750, "sort_title": "plan", "names": ("lyon",)}


def tie(**given: object) -> int:
    return tie_of(**{**PLAIN, **given})  # type: ignore[arg-type]


def test_the_order_of_what_answers_as_well() -> None:
    ordered = [
        tie(digital=True, copies=0),
        tie(copies=20),
        tie(copies=14),
        tie(copies=2, year=9999),
        tie(year=-9999),
        tie(year=-52),
        tie(year=1749, sort_title="zz"),
        tie(sort_title=""),
        tie(sort_title="1789"),
        tie(sort_title="plaa"),
        tie(sort_title="plab"),
        tie(sort_title="plb"),
        tie(sort_title="zz"),
        tie(sort_title="中国"),
        tie(year=1751),
        tie(year=9999),
        tie(year=None, sort_title=""),
        tie(copies=0, year=-9999),
    ]
    assert ordered == sorted(ordered) and len(set(ordered)) == len(ordered)
    assert tie(copies=15) == tie(copies=99) != tie(copies=14)
    assert tie(sort_title="plan a") == tie(sort_title="plan b"), "four letters"
    assert tie(sort_title="a") < tie(sort_title="b") < tie(sort_title="z") < tie(sort_title="é")
    assert tie(year=-20000) == tie(year=-10000) and tie(year=10**6) < tie(year=None)
    assert tie() & (2**20 - 1) == zlib.crc32(b"lyon") >> 12
    assert tie(names=("a", "b")) != tie(names=("ab",)) and tie(names=("\ud800",)) == tie(names=("",))


def test_within_a_year_the_year_is_forgotten_and_nothing_else() -> None:
    assert within_a_year(tie(year=1750)) == within_a_year(tie(year=-3)) == within_a_year(tie(year=None))
    for other in ({"digital": True}, {"copies": 3}, {"sort_title": "atlas"}, {"names": ("x",)}):
        assert (within_a_year(tie(**other)) < within_a_year(tie())) == (tie(**other) < tie()) and within_a_year(tie(**other)) < 2**45
