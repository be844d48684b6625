"""Where all the words find too little, how else are they taken, in which order, and what is the reader told?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pytest

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.answering import MOST_SEARCHES, answered
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.result import Fragment, Highlight, Hit, Relaxed, SearchResult, Understood
from tests.selections import some

READ = Understood(words=("lue",))


class Library:
    """An engine that finds so many notices for each (words, how they are asked for), and keeps what it was asked."""

    def __init__(self, *, near: dict[str, str] | None = None, **totals: int) -> None:
        self.totals = {tuple(key.split("__")): total for key, total in totals.items()}
        self.near, self.asked = near or {}, list[SearchRequest]()

    def search(self, request: SearchRequest) -> SearchResult:
        self.asked.append(request)
        filtered = bool(request.filters or request.date_from is not None or request.date_to is not None)
        how = "within" if filtered else request.asking if request.dashes else "dashes"
        total = self.totals.get((request.words.replace(" ", "_"), how), 0)
        marked = Highlight("title", tuple(Fragment(word, True) for word in ("Bibliographie", "Grenoble")))
        hit = Hit(DocumentKey(Kind.NOTICE, 1), {"title": f"{request.words} {how}"}, (marked,))
        return SearchResult((hit,) if total else (), total, understood=READ if not self.asked[1:] else Understood())

    def near_words(self, words: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        return {word: [(self.near[word], 50)] for word in words if word in self.near}

    def known_words(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(words) - set(self.near)

    def ways(self) -> list[tuple[str, str, bool]]:
        return [(request.words, request.asking, request.dashes) for request in self.asked]


def ask(library: Library, words: str, **rest: object) -> SearchResult:
    return answered(SearchRequest(words=words, **rest), cast(Engine, library))  # type: ignore[arg-type]


def test_three_notices_are_enough() -> None:
    library = Library(je_cherche_lyon__all=3, je_cherche_lyon__strong=90)
    found = ask(library, "je cherche lyon")
    assert (found.total, found.relaxed, len(library.asked)) == (3, None, 1)


def test_words_that_say_nothing_are_done_without_where_two_are_found() -> None:
    library = Library(je_cherche_lyon__all=2, je_cherche_lyon__strong=90)
    found = ask(library, "Je cherche Lyon")
    assert found.total == 0, "the library above knows them in small letters"
    found = ask(library, "je cherche lyon")
    assert found.total == 90 and found.relaxed == Relaxed("strong", ("je cherche",))
    assert found.hits[0].display["title"] == "je cherche lyon strong"
    library = Library(je_cherche_lyon__all=2, je_cherche_lyon__strong=2)
    assert ask(library, "je cherche lyon").relaxed is None, "no more is found: the words stay"


def test_what_the_reader_is_told_is_of_her_own_words() -> None:
    found = ask(Library(lyon_grenoble__most=4), "lyon grenoble")
    assert found.understood == READ and found.relaxed == Relaxed("most") and found.total == 4


def test_nothing_typed_and_nothing_else_wanted_are_asked_once() -> None:
    for words, rest in (("", {}), ("  ", {}), ("lyon grenoble", {"strict": True})):
        library = Library(lyon_grenoble__most=4)
        assert ask(library, words, **rest).total == 0 and {request.asking for request in library.asked} == {"all"}


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("lyon grenoble", [("all", True), ("most", True)]),
        ("lyon grenoble vienne", [("all", True), ("most", True), ("any", True)]),
        ('lyon "grenoble vienne"', [("all", True), ("most", True)]),
        ("lyon", [("all", True)]),
        ("cartes de lyon", [("all", True), ("strong", True), ("kind", True)]),
        ('cartes "de lyon"', [("all", True), ("most", True)]),
        ("lyon -grenoble", [("all", True), ("dashes", False)]),
        ("lyon 12", [("all", True), ("most", True)]),
        ("ms 12", [("all", True)]),
        ("res 317 920", [("all", True)]),
        ("012345672", [("all", True)]),
        ("reserve 12", [("all", True), ("most", True)]),
    ],
)
def test_the_words_are_taken_otherwise_in_this_order(typed: str, ways: list[tuple[str, bool]]) -> None:
    library = Library()
    assert ask(library, typed).total == 0
    tried = [(request.asking if request.dashes else "dashes", request.dashes) for request in library.asked if request.words == typed]
    assert tried == ways


def test_a_dash_that_leaves_nothing_over_leaves_nothing_out() -> None:
    found = ask(Library(**{"lyon_-grenoble__dashes": 5}), "lyon -grenoble")
    assert (found.total, found.relaxed) == (5, Relaxed("dashes"))
    assert ask(Library(**{"lyon_-grenoble__all": 1, "lyon_-grenoble__dashes": 5}), "lyon -grenoble").relaxed is None


def test_another_spelling_is_answered_and_said() -> None:
    library = Library(near={"bibliographi": "bibliographie"}, bibliographie_grenoble__all=6)
    found = ask(library, "bibliographi grenoble")
    assert (found.total, found.corrected, found.relaxed) == (6, "bibliographie grenoble", Relaxed("spelling"))


def test_every_page_is_of_one_spelling() -> None:
    library = Library(near={"bibliographi": "bibliographie"}, bibliographie_grenoble__all=60)
    second = ask(library, "bibliographi grenoble", page=2, cursor="o20")
    assert second.relaxed == Relaxed("spelling")
    assert (library.asked[-1].page, library.asked[-1].cursor, library.asked[-1].words) == (2, "o20", "bibliographie grenoble")


def test_a_filter_changes_nothing_of_how_the_words_are_taken() -> None:
    given = {"filters": (("language", "fre"), ("kind", "component")), "date_from": 1500, "facets": ("language",), "size": 10}
    library = Library(lyon_grenoble__within=0)
    assert ask(library, "lyon grenoble", **given).relaxed is None
    counted = next(request for request in library.asked if request.size == 0)
    assert (counted.filters, counted.date_from, counted.date_to, counted.facets) == ((("kind", "component"),), None, None, ())
    found = Library(lyon_grenoble__all=7)
    for narrowed in ({"filters": (("language", "fre"),)}, {"date_from": 0}, {"date_to": 0}):
        found.asked.clear()
        assert ask(found, "lyon grenoble", **narrowed).total == 0
        assert [request.asking for request in found.asked] == ["all"] * len(found.asked), "without the filter the words find something"
    plain = Library()
    ask(plain, "lyon grenoble")
    assert all(request.size for request in some(plain.asked)), "without a filter nothing is counted twice"


def test_one_question_costs_a_bounded_number_of_searches() -> None:
    near = {word: f"{word}x" for word in ("bibliographi", "grenoblen", "lyonnaisen", "viennoisen")}
    library = Library(near=near)
    typed = "je cherche -rien bibliographi grenoblen lyonnaisen viennoisen"
    assert ask(library, typed).total == 0 and len(library.asked) == MOST_SEARCHES
