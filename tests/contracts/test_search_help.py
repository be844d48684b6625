"""What every engine offers a reader who has not found yet: suggestions while she types, other spellings, one letter of a long list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.result import Suggestion
from catalogue.search.spelling import corrected


def offered(engine: Engine, typed: str, kind: str) -> list[str]:
    return [suggestion.label for suggestion in engine.suggest(typed) if suggestion.kind == kind]


def test_the_words_of_a_field_that_begin_so_are_all_listed_or_as_many_as_asked(filled: Engine, empty: Engine) -> None:
    every = filled.words_begun("title", "", size=500)
    assert len(every) == len(set(every)) > 20 and {"histoire", "plan", "ville"} <= set(every)
    assert set(filled.words_begun("title", "hi", size=500)) == {word for word in every if word.startswith("hi")} >= {"histoire"}
    assert len(filled.words_begun("title", "", size=3)) == 3
    assert filled.words_begun("agents", "rabelais", size=5) == ("rabelais",)
    assert filled.words_begun("title", "zzzz", size=5) == () == empty.words_begun("title", "", size=5)


@pytest.mark.parametrize("typed", ["rabel", "RABELAIS", "françois rab", "francois rab", "rabelais fran"])
def test_a_person_is_offered_by_any_of_her_names(filled: Engine, typed: str) -> None:
    assert offered(filled, typed, "person") == ["Rabelais, François"]


def test_a_suggestion_leads_somewhere_and_says_how_much_is_there(filled: Engine) -> None:
    assert Suggestion("place", "lyon", "Lyon", 2) in filled.suggest("lyo")
    assert Suggestion("title", "notice:5", "Plan de la ville de Saint-Étienne", 1) in filled.suggest("saint eti")
    assert Suggestion("subject", "satire-france-16e-siecle", "Satire -- France -- 16e siècle", 1) in filled.suggest("satir")


def test_accents_capitals_and_little_words_change_nothing(filled: Engine) -> None:
    assert filled.suggest("l’HISTOIRE de tou") == filled.suggest("histoire tou")
    assert offered(filled, "histoire de tou", "title") == ["L’Histoire de Tours et de ses environs"]
    assert offered(filled, "étienne", "title") == offered(filled, "etienne", "title") == ["Plan de la ville de Saint-Étienne"]


def test_no_more_than_asked_for_and_each_kind_has_its_turn(filled: Engine) -> None:
    assert len(filled.suggest("ly", size=8)) == 0, "two letters say nothing"
    few = filled.suggest("tou", size=2)
    assert len(few) == 2
    assert {suggestion.kind for suggestion in few} == {"place", "title"}


def test_an_empty_index_offers_nothing(empty: Engine) -> None:
    assert empty.suggest("lyon") == ()
    assert not any(empty.near_words(["lyon"]).values())
    assert empty.known_words(["lyon"]) == frozenset()


@hypothesis_settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=150))
def test_nothing_typed_stops_the_suggestions(filled: Engine, typed: str) -> None:
    assert len(filled.suggest(typed, size=5)) <= 5


def test_words_that_look_like_one(filled: Engine) -> None:
    near = filled.near_words(["rabelai", "hachete", "lyon"])
    assert ("rabelais", 1) in near["rabelai"]
    assert ("hachette", 1) in near["hachete"]
    assert "lyon" in dict(near["lyon"])


@pytest.mark.parametrize("typed", ["xrabelais", "arbelais", "rabbelais", "rabelai", "rabelaiss", "rebelais"])
def test_a_mistake_may_stand_anywhere_in_a_word(filled: Engine, typed: str) -> None:
    assert "rabelais" in dict(filled.near_words([typed])[typed])


@pytest.mark.parametrize(("typed", "meant"), [("achette", "hachette"), ("istoire", "histoire"), ("rabelays", "rabelais")])
def test_a_letter_that_nobody_hears_may_be_left_out(filled: Engine, typed: str, meant: str) -> None:
    assert meant in dict(filled.near_words([typed])[typed])


def test_no_word_that_is_far_is_given(filled: Engine) -> None:
    assert dict(filled.near_words(["rabelais"])["rabelais"]) == {"rabelais": 1}
    assert dict(filled.near_words(["1828"])["1828"]) == {} and dict(filled.near_words(["zzzz"])["zzzz"]) == {}


def test_words_that_notices_have_are_told_from_others(filled: Engine) -> None:
    assert filled.known_words(["rabelais", "rabelai", "lyon", "hachete", "zzzz"]) == {"rabelais", "lyon"}
    assert filled.known_words([]) == frozenset()


def other_spelling(engine: Engine, request: SearchRequest) -> str:
    found = engine.search(request)
    return corrected(request, found, search=engine.search, near_words=engine.near_words, known_words=engine.known_words).corrected


def correction(engine: Engine, typed: str) -> str:
    return other_spelling(engine, SearchRequest(words=typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rebelais", "rabelais"),
        ("Rablais", "Rabelais"),
        ("achette", "hachette"),
        ("histoire de tuors", "histoire de tours"),
        ("le jornal de l'ardeche", "le journal de l'ardeche"),
        ("shevaux", "chevaux"),
        ("rabelais oeuvres conplètes", "rabelais oeuvres complètes"),
        ('"tour du mnode"', '"tour du monde"'),
    ],
)
def test_a_word_misspelt_is_offered_in_its_spelling(filled: Engine, typed: str, meant: str) -> None:
    assert correction(filled, typed) == meant


@pytest.mark.parametrize("typed", ["tours", "rabelais", "zzzzzz", "Ms 9999", "", "1234", "histoire -tours", "tour -monde"])
def test_nothing_is_offered_where_nothing_would_be_gained(filled: Engine, typed: str) -> None:
    assert correction(filled, typed) == ""


def test_a_correction_is_for_the_first_page_only(filled: Engine) -> None:
    assert other_spelling(filled, SearchRequest(words="rebelais", page=2)) == ""


def test_one_letter_of_a_long_list(filled: Engine) -> None:
    everyone = filled.search(SearchRequest(facets=("person",))).facets["person"]
    assert len(everyone) == 4
    some = filled.search(SearchRequest(facets=("person",), facet_prefix="Ch")).facets["person"]
    assert sorted(value.value for value in some) == ["chalmel-jean-louis", "charton-edouard"]
    assert filled.search(SearchRequest(facets=("person",), facet_prefix=".*")).facets["person"] == everyone
    assert filled.search(SearchRequest(facets=("person",), facet_prefix="zz")).facets["person"] == ()
