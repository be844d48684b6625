"""Which other ways to write a search are tried, at what cost, and how is the one that finds something written out?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.request import SearchRequest
from catalogue.search.result import Fragment, Highlight, Hit, SearchResult
from catalogue.search.spelling import corrected, corrections, cost, lookups, replacements, sound, variants
from catalogue.search.synonyms import Row, synonyms_of
from catalogue.search.words import read_words

Near = dict[str, list[tuple[str, int]]]


@dataclass
class Index:
    """An index by its words: so many notices for each search; what marks them in the texts; and what was asked of it."""

    totals: Mapping[str, int] = field(default_factory=dict)
    near: Near = field(default_factory=dict)
    marked: tuple[str, ...] = ()
    asked: list[SearchRequest] = field(default_factory=list)
    looked_up: list[tuple[str, ...]] = field(default_factory=list)

    def search(self, request: SearchRequest) -> SearchResult:
        self.asked.append(request)
        pieces = (Fragment("texte ", False), *(Fragment(word, True) for word in self.marked))
        hit = Hit(DocumentKey(Kind.NOTICE, 1), {}, (Highlight("title", pieces),))
        return SearchResult((hit,), self.totals.get(request.words, 0))

    def near_words(self, words: Iterable[str]) -> Near:
        self.looked_up.append(tuple(words))
        return {word: self.near[word] for word in self.looked_up[-1] if word in self.near}

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        found = {word for typed in self.totals for word in typed.lower().split()}
        return frozenset(word for word in words if word in found or dict(self.near.get(word, ())).get(word))

    def offers(self, typed: str, total: int = 0, *, by: str = "", **rest: object) -> str:
        request = SearchRequest(words=typed, **rest)  # type: ignore[arg-type]
        hits = (Hit(DocumentKey(Kind.NOTICE, 1), {"agents": [by]} if by else {}),) if total else ()
        asked = {"search": self.search, "near_words": self.near_words, "known_words": self.known_words}
        return corrected(request, SearchResult(hits, total), **asked).corrected  # type: ignore[arg-type]

    def tried(self) -> list[str]:
        return [request.words for request in self.asked]


def test_capitals_and_accents_are_those_of_the_reader_and_of_the_notices() -> None:
    index = Index({"Bibliotheque De Lyon": 3}, {"bibliotheqe": [("bibliotheque", 90)]}, ("Bibliothèque", "Lyon"))
    assert index.offers("Bibliotheqe De Lyon") == "Bibliothèque De Lyon"
    assert Index({"bibliotheque": 3}, {"bibliotheqe": [("bibliotheque", 90)]}).offers("bibliotheqe") == "bibliotheque"


def test_a_try_is_a_small_question_for_the_first_page() -> None:
    index = Index({"grenoble": 3}, {"grenobe": [("grenoble", 90)]})
    index.offers("grenobe", facets=("century",), size=50, highlight=False)
    [request] = index.asked
    assert (request.size, request.facets, request.highlight, request.words) == (3, (), True, "grenoble")


@pytest.mark.parametrize("rest", [{"page": 2}, {"cursor": "o20"}, {"size": 0}])
def test_no_other_page_and_no_count_costs_a_look(rest: dict[str, object]) -> None:
    index = Index({"grenoble": 3}, {"grenobe": [("grenoble", 90)]})
    assert index.offers("grenobe", **rest) == "" and not index.looked_up and not index.asked


def test_what_finds_no_more_is_not_offered() -> None:
    near: Near = {"grenobe": [("grenoble", 90)]}
    assert Index({"grenoble": 2}, near).offers("grenobe", 2) == "" and Index({"grenoble": 3}, near).offers("grenobe", 2) == "grenoble"
    assert Index({"grenoble": 9}, near).offers("grenobe", 3) == "", "three were found: she found what she typed"


def test_unknown_words_are_corrected_together_then_one_by_one() -> None:
    near: Near = {"histoir": [("histoire", 90), ("histoirs", 2)], "grenobe": [("grenoble", 50), ("grenobo", 2), ("grenobu", 2)]}
    index = Index({}, near)
    assert index.offers("histoir de grenobe") == ""
    assert index.tried() == ["histoire de grenoble", "histoire de grenobe", "histoir de grenoble"]
    words = read_words("grenobe")
    assert corrections(words, near) == [{"grenobe": "grenoble"}, {"grenobe": "grenobo"}, {"grenobe": "grenobu"}]
    assert corrections(words, near, among=["autre"]) == [] and len(corrections(read_words("histoir grenobe"), near)) == 3


def test_where_something_was_found_only_what_no_notice_has_is_written_otherwise() -> None:
    near: Near = {"histoire": [("histoires", 900), ("histoire", 90)], "grenobe": [("grenoble", 50)]}
    index = Index({"histoire grenoble": 5}, near)
    assert index.offers("histoire grenobe", 1) == "histoire grenoble"
    assert index.looked_up == [("grenobe",)] and index.tried() == ["histoire grenoble"]
    nothing = Index({}, near)
    assert nothing.offers("histoire grenobe") == "" and nothing.looked_up == [("histoire", "grenobe")]
    assert nothing.tried() == ["histoires grenoble", "histoires grenobe", "histoire grenoble", "histoiregrenobe"]


def test_a_word_is_cut_in_two_that_notices_have_before_it_is_spelt_otherwise() -> None:
    index = Index({"mont": 9, "blanc": 9}, {"montblanc": [("montblant", 9)]})
    assert index.offers("montblanc") == "" and index.tried() == ["mont blanc", "montblant"]
    for typed, parts, tries in (
        ("coterotie", "cote rotie", ["cote rotie"]),
        ("lepuy", "puy", ["le puy"]),
        ("arcenciel", "arc ciel", ["arc en ciel"]),
        ("cheminsdefer", "chemins fer", ["chemins de fer"]),
        ("montblan", "mont", []),
        ("desmontagnes", "montagnes smontagnes", ["des montagnes", "de smontagnes"]),
        ("abcrue", "ab crue", []),  # half of two letters that is no little word
    ):
        index = Index(dict.fromkeys(parts.split(), 1))
        index.offers(typed)
        assert index.tried() == tries
    assert Index({"mont blanc": 1}).offers("montblanc", 1) == "", "it found something as it is"


def test_two_words_are_joined_last() -> None:
    index = Index({"Hautecombe abbaye": 1})
    assert index.offers("Haute Combe abbaye") == "Hautecombe abbaye"
    for typed, tries in (
        ("haute-combe", ["hautecombe"]),
        ("haute, combe", []),
        ("haute de combe", []),
        ("haute 12", []),
        ("12 combe", []),
        ("abc def ghi jkl", ["abcdef ghi jkl", "abc defghi jkl"]),
    ):
        index = Index()
        index.offers(typed)
        assert index.tried() == tries, typed


def test_quotes_are_taken_away_first() -> None:
    index = Index({"tour du monde lyon": 4}, {"monde": [("mondes", 900), ("monde", 1)]})
    assert index.offers('"tour du monde" lyon') == "tour du monde lyon" and index.tried() == ["tour du monde lyon"]
    assert '"' not in Index({"tour du monde": 4}).offers("« tour du monde »")


def test_words_of_the_table_and_latin_towns_may_have_been_meant() -> None:
    table = synonyms_of([Row("gazette", ("journal",)), Row("chemin de fer", ("rail",))], version="essai")
    assert Index({"gazette": 1}).offers("gazete", synonyms=table) == "gazette"
    assert Index({"lugduni": 1}).offers("lugdumi") == "lugduni"
    assert Index({"gazette": 1}).offers("gazete") == ""


KNOWN: Near = {"jane": [("jane", 400)], "austin": [("austen", 341), ("austin", 5)], "marie": [("maria", 999), ("marie", 2)]}


def test_words_that_all_are_known_are_doubted_where_they_find_little() -> None:
    index = Index({"jane austen": 160}, KNOWN)
    assert index.offers("jane austin", 8) == "jane austen" and index.looked_up == [("jane", "austin")]
    assert Index({"jane austen": 159}, KNOWN).offers("jane austin", 8) == "", "not twenty times as many"
    assert Index({"jane austen": 180}, KNOWN).offers("jane austin", 9) == ""
    near = {**KNOWN, "austin": [("austen", 99), ("austin", 5)]}
    assert Index({"jane austen": 400}, near).offers("jane austin", 5) == "", "the word itself is not twenty times as frequent"
    assert Index({"jane austen": 400}, KNOWN).offers('jane austin "jane"', 5) == ""
    four = {**KNOWN, **{word: [(word, 9)] for word in ("emma", "roman", "livre")}}
    assert Index({"emma jane austen": 400}, four).offers("emma jane austin", 5) == "emma jane austen"
    assert Index({"emma roman jane austen": 400}, four).offers("emma roman jane austin", 5) == ""
    town: Near = {"tours": [("cours", 900), ("tours", 2)]}
    assert Index({"cours": 400}, town).offers("tours", 5) == "", "it is a town"


def test_somebody_who_was_found_is_meant() -> None:
    assert Index({"austen": 341}, KNOWN).offers("austin", 5) == "austen"
    assert Index({"austen": 341}, KNOWN).offers("austin", 5, by="Austin, Mary") == ""
    assert Index({"jane austen": 341}, KNOWN).offers("jane austin", 5, by="Austin, Jane") == "jane austen"


def test_the_words_worth_looking_up() -> None:
    typed = "dans la ville Ms 1557 vieille cité XVIe siècle ain montagne riviere chateau moulin pont ville"
    assert lookups(read_words(typed)) == ["ville", "vieille", "cite", "montagne", "riviere", "chateau"]


@pytest.mark.parametrize(
    ("word", "near", "best"),
    [
        ("grenobe", [("grenoble", 50)], ["grenoble"]),
        ("ain", [("air", 900)], []),
        ("1557", [("1558", 900)], []),
        ("lyom", [("lyon", 9), ("lion", 90)], ["lyon"]),
        ("mollier", [("moliere", 90)], []),
        ("philosofie", [("philosophie", 9)], ["philosophie"]),
        ("biblioteqe", [("bibliotheque", 9)], ["bibliotheque"]),
        ("grenoble", [("grenoble", 2), ("grenobles", 9)], []),
        ("grenoble", [("grenoble", 2), ("grenobles", 10)], ["grenobles"]),
        ("valances", [("valences", 1), ("balances", 3)], ["valences", "balances"]),
    ],
)
def test_what_a_word_may_stand_for(word: str, near: list[tuple[str, int]], best: list[str]) -> None:
    assert replacements(word, near) == best


@pytest.mark.parametrize(
    ("word", "other", "far"),
    [
        ("lyon", "lyon", 0),
        ("lyon", "lion", 0.5),
        ("lyon", "lyoz", 1),
        ("tuors", "tours", 1),
        ("rousso", "rousseau", 0.5),
        ("philosophie", "filosofie", 0.5),
        ("lyon", "paris", 5),
    ],
)
def test_how_far_a_word_is_from_another(word: str, other: str, far: float) -> None:
    assert cost(word, other) == far


def test_words_of_one_sound() -> None:
    for one, other in (("philippe", "filipe"), ("quai", "ce"), ("theatre", "teatre"), ("rhone", "rone"), ("eaux", "os"), ("seine", "sene")):
        assert sound(one) == sound(other)
    assert sound("kyrie") == "cirie" and sound("jazz") == "gas" and sound("wagon") == "vagon" and sound("temps") == sound("tamps")


def test_spellings_of_one_sound_are_tried_nearest_first() -> None:
    near = variants("rousso")
    assert "rousseau" in near and len(near) <= 40 and len(set(near)) == len(near)
    assert variants("bcd") == () or "bcd" not in variants("bcd")
    assert {"abeille", "habit"}.isdisjoint(variants("rousso"))
    assert "phare" in variants("fare") and "fare" in variants("phare") and "ville" in variants("vile") and "vile" in variants("ville")
    assert len(variants("philosophieeaussaquichoi")) == 40
