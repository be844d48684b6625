"""What was typed, read; nothing typed is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.words import MAX_BYTES, MAX_WORDS, read_words
from tests.selections import some


def required(typed: str) -> list[tuple[str, ...]]:
    return [group.words for group in read_words(typed).groups]


def test_words_are_folded_and_little_ones_dropped() -> None:
    assert required("L’histoire de la ville") == [("histoire",), ("ville",)]
    assert required("de la") == [("de",), ("la",)]
    assert required('de "la ville"') == []


def test_words_side_by_side_are_read_together() -> None:
    assert required("tome IV") == [("tome",), ("4",)]
    assert required("tome IV histoire IV") == [("tome",), ("4",), ("histoire",), ("iv",)]


def test_the_same_word_twice_is_asked_once() -> None:
    assert required("Lyon lyon LYON") == [("lyon",)]


def test_what_has_a_figure_may_name_a_notice() -> None:
    [group] = read_words("ark:/12148/cb36646150b").groups
    assert group.words == ("ark", "12148", "cb36646150b")
    assert "cb36646150b" in group.identifiers
    assert read_words("Rés. 317 920").codes.call_number == "res317920"
    assert read_words("Lyon").codes.call_number == ""
    assert read_words('"Rés. 317 920"').codes.call_number == ""


def test_quotes_of_every_country() -> None:
    for typed in ('"livre d’heures"', "« livre d’heures »", "“livre d'heures”", '"livre d’heures'):
        assert read_words(typed).phrases == (("livre", "heures"),)


def test_a_dash_within_a_word_or_alone_leaves_nothing_out() -> None:
    assert read_words("Saint-Étienne - Lyon").excluded == ()
    assert read_words('-guerre -"la ville"').excluded == (("guerre",), ("la", "ville"))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_within_limits(typed: str) -> None:
    words = read_words(typed * 8)
    assert len(words.ranking) + sum(map(len, words.excluded)) <= MAX_WORDS * 3, "a chunk may fold into several words, never many"
    assert all(word for word in words.ranking)
    assert words.cut or len((typed * 8).encode("utf-8", "ignore")) <= MAX_BYTES


def test_a_long_search_is_cut() -> None:
    assert len(read_words(" ".join(f"mot{number}" for number in range(100))).groups) == MAX_WORDS
    assert read_words("é" * 1000).cut
    assert len(read_words("a-" * 500).ranking) <= MAX_WORDS


def test_two_words_may_be_asked_for_in_the_way_of_library_catalogues() -> None:
    plan, places = read_words("plan lyon OU grenoble OR vienne").groups
    assert (plan.words, places.words, places.either) == (("plan",), ("lyon",), (("grenoble",), ("vienne",)))
    assert read_words("plan ET lyon").groups == read_words("plan AND lyon").groups == read_words("plan lyon").groups
    assert read_words("lyon OU grenoble").kept == ("lyon", "OU", "grenoble"), "and it is said"


@pytest.mark.parametrize(
    "typed", ["OR ET ARGENT", "MINES D'OR", "mine d'or", "or argent", "OR", "lyon OR", "XVIe OU XVIIe siècle", "OU lyon"]
)
def test_gold_is_a_word_and_nothing_is_an_error(typed: str) -> None:
    assert all(not group.either for group in some(read_words(typed).groups))


@pytest.mark.parametrize("typed", ["t. 4", "T. IV", "tom. 4", "tome iv", "tomus IV"])
def test_a_volume_is_found_however_it_is_called(typed: str) -> None:
    assert [group.words for group in read_words(typed).groups] == [("tome",), ("4",)]
