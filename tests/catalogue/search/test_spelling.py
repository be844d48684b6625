"""Which words may have been meant."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.text import fold
from catalogue.search.request import SearchRequest
from catalogue.search.result import Hit, SearchResult
from catalogue.search.spelling import corrected, corrections, cost, distance_allowed, lookups, replacements, sound, variants
from catalogue.search.synonyms import Row, synonyms_of
from catalogue.search.words import read_words

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30)


def test_short_words_may_hold_one_mistake_long_ones_two_figures_none() -> None:
    assert [distance_allowed(word) for word in ("ain", "lyon", "paris", "valence", "1789", "cb12")] == [0, 1, 1, 2, 0, 0]


@pytest.mark.parametrize(("typed", "meant"), [("filosofie", "philosophie"), ("hieroglife", "hieroglyphe")])
def test_what_sounds_alike_is_tried_however_far(typed: str, meant: str) -> None:
    assert meant in variants(typed)
    assert cost(typed, meant) <= 1


@pytest.mark.parametrize(
    ("typed", "meant"), [("chapele", "chapelle"), ("abeile", "abeille"), ("catolique", "catholique"), ("simphonie", "symphonie")]
)
def test_what_sounds_alike_is_near(typed: str, meant: str) -> None:
    assert cost(typed, meant) < 1


@pytest.mark.parametrize(("typed", "meant"), [("treford", "treffort"), ("renaut", "renaud"), ("guichar", "guichard")])
def test_a_last_letter_that_is_not_heard_is_offered(typed: str, meant: str) -> None:
    assert replacements(typed, [(meant, 12)]) == [meant]


def test_neighbours_exchanged_are_one_mistake() -> None:
    assert cost("tuors", "tours") == 1
    assert cost("lyon", "lion") < cost("lyon", "lyos")


def test_the_frequent_word_comes_before_the_rare_one_at_the_same_distance() -> None:
    assert replacements("grenobe", [("grenoble", 500), ("grenobo", 2)]) == ["grenoble", "grenobo"]


def test_a_word_that_is_known_gives_way_to_a_much_more_frequent_one_only() -> None:
    assert replacements("tour", [("tour", 40), ("tours", 60)]) == []
    assert replacements("labbe", [("labbe", 1), ("labe", 9)]) == ["labe"]


def test_no_word_of_a_date_a_number_or_a_little_word_is_looked_up() -> None:
    assert lookups(read_words('dans la ville Ms 1557 XVIe siècle "histoire vraie" -guerre')) == ["ville", "histoire", "vraie"]


def test_every_unknown_word_is_corrected_at_once_first() -> None:
    words = read_words("histoir de grenobe")
    near = {"histoir": [("histoire", 90)], "grenobe": [("grenoble", 50)]}
    assert corrections(words, near)[0] == {"histoir": "histoire", "grenobe": "grenoble"}
    assert corrections(words, {}) == []


@given(word=WORDS)
def test_variants_are_few_and_other_words(word: str) -> None:
    found = variants(word)
    assert len(found) <= 60
    assert word not in found
    assert len(sound(word)) <= len(word)


TABLE = synonyms_of([Row("gazette", ("journal",))], version="essai")


MUCH = 9


def offered(
    typed: str, *, total: int = 0, near: dict[str, list[tuple[str, int]]] | None = None, finds: str = "", more: int = 0, by: str = ""
) -> str:
    """What is offered to who typed this, when ``finds`` is the one search that finds something more; ``by``: who her hits are by."""

    def search(request: SearchRequest) -> SearchResult:
        return SearchResult((), total=(more or total + 1) if request.words == finds else total)

    def known(words: Iterable[str]) -> frozenset[str]:
        return frozenset(word for word in words if word in fold(finds).split() or dict((near or {}).get(word, ())).get(word))

    def look_alike(words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        assert total < MUCH, f"the look-alikes of words that find much are not worth their cost: {tuple(words)}"
        return near or {}

    request = SearchRequest(words=typed, synonyms=TABLE)
    hits = (Hit(DocumentKey(Kind.NOTICE, 1), {"agents": [by]}),) if by else ()
    return corrected(request, SearchResult(hits, total=total), search=search, near_words=look_alike, known_words=known).corrected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("montblanc gravure", "mont blanc gravure"),
        ("Saintchef", "Saint chef"),
        ("lafontaine", "la fontaine"),
        ("haute combe", "hautecombe"),
        ("plan ville-franche", "plan villefranche"),
        ('"livre d\'heures"', "livre d'heures"),
        ("gazete", "gazette"),
        ("grationopolis", "gratianopolis"),
    ],
)
def test_a_name_cut_otherwise_quotes_too_many_and_words_of_our_tables(typed: str, meant: str) -> None:
    assert offered(typed, finds=meant) == meant
    assert offered(typed) == "", "nothing is offered that finds nothing"


def test_a_word_that_notices_have_is_left_alone_where_it_found_them() -> None:
    near = {"saint": [("saint", 90)], "chef": [("chez", 40), ("chef", 2)]}
    assert offered("saint chef", total=2, near=near, finds="saint chez") == ""
    assert offered("saint chef", near=near, finds="saint chez") == "saint chez"
    assert offered("saint cheff", total=1, near={"cheff": [("chef", 2)]}, finds="saint chef") == "saint chef"


AUSTEN = {"jane": [("jane", 400)], "austin": [("austen", 341), ("austin", 5), ("austria", 4)]}


def test_few_hits_against_many_are_doubted() -> None:
    assert offered("jane austin", total=5, near=AUSTEN, finds="jane austen", more=260) == "jane austen"
    assert offered("jane austin", total=5, near=AUSTEN, finds="jane austen", more=40) == "", "forty are not many"
    assert offered("jane austin", total=MUCH, near=AUSTEN, finds="jane austen", more=260) == "", "nine are not few"
    assert offered("austin", total=5, near=AUSTEN, finds="austen", more=341) == "austen"
    assert offered("austin", total=5, near=AUSTEN, finds="austen", more=341, by="Austin, John") == "", "nobody else is meant"


def test_another_person_is_not_offered_for_one_that_no_notice_names() -> None:
    assert replacements("moliere", [("matiere", 3), ("marliere", 1), ("moleri", 1), ("mollier", 40)]) == []


def test_a_rarer_word_is_never_offered_and_a_town_comes_first() -> None:
    assert replacements("lyon", [("lyon", 3), ("lion", 2), ("lyons", 3)]) == []
    assert replacements("roane", [("rovane", 40), ("roanne", 20)])[0] == "roanne"
