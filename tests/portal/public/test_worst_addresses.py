"""No address that the public can write makes the portal do more than ten ordinary searches' work.

Work is counted here (searches, words, values, statements, bytes), not timed: ``make bench ARGS=door`` times the same addresses.
"""

from __future__ import annotations

import statistics
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import worst
from catalogue.search import engines
from catalogue.search.request import MAX_SIZE, SearchRequest
from catalogue.search.words import MAX_WORDS, read_words
from portal.public.door.address import MAX_BYTES
from tests.portal.conftest import Library
from tests.selections import some

TIMES = 10
HEAVIEST = 200_000  # bytes of a page before it is compressed
USUAL = ("soyeux", "jardin+soyeux", "lyon+1562", "annales", "perrachon+lyon", "traité+étoffes", "jardin")
SEARCHES = 10  # the search, and the other spellings tried where it finds next to nothing


class Listening:
    """The engine, and what it was asked for one page."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> Any:
        self.asked.append(request)
        return self._engine.search(request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def clauses(self) -> int:
        """Words, values and facets of the search that asked the engine for most."""
        return max((_clauses(request) for request in self.asked), default=0)


def _clauses(request: SearchRequest) -> int:
    return _words(request) + len(request.filters) + len(request.facets)


def _words(request: SearchRequest) -> int:
    read = [read_words(request.words), *(read_words(typed) for _name, typed in request.fields)]
    return sum(sum(len(group.words) for group in one.groups) + sum(map(len, (*one.phrases, *one.excluded))) for one in read)


@pytest.fixture
def listening(library: Library, monkeypatch: pytest.MonkeyPatch) -> Listening:
    """The engine that serves, listened to."""
    there = Listening(engines.serving())
    monkeypatch.setattr(engines, "serving", lambda: there)
    return there


def _cost(client: Client, listening: Listening, address: str) -> dict[str, int]:
    listening.asked.clear()
    with CaptureQueriesContext(connection) as statements:
        response = client.get(address)
    assert response.status_code in (200, 400, 404), address[:200]
    assert all(request.size <= MAX_SIZE for request in listening.asked)
    return {
        "searches": len(listening.asked),
        "clauses": listening.clauses(),
        "statements": len(statements),
        "bytes": len(response.content),
    }


def test_the_worst_addresses_are_as_long_as_the_door_lets_pass(library: Library) -> None:
    lengths = [len(address) for _kind, address in worst.addresses()]
    assert len(lengths) >= 120 and max(lengths) <= MAX_BYTES and sum(length > 4000 for length in lengths) >= 20


def test_no_address_costs_more_than_ten_ordinary_searches(client: Client, library: Library, listening: Listening) -> None:
    usual = [_cost(client, listening, f"/recherche?q={words}") for words in USUAL]
    median = {name: statistics.median(cost[name] for cost in usual) for name in usual[0]}
    for kind, address in some(worst.addresses(each=2)):
        cost = _cost(client, listening, address)
        assert cost["searches"] <= SEARCHES, kind
        assert cost["bytes"] <= HEAVIEST, kind
        for name in ("clauses", "statements"):
            assert cost[name] <= TIMES * max(median[name], 1), (kind, name, cost, median)


def test_of_a_thousand_words_the_engine_is_asked_thirty_two(client: Client, library: Library, listening: Listening) -> None:
    client.get("/recherche", {"q": " ".join(f"mot{number}" for number in range(120))})
    assert listening.asked and all(_words(request) <= MAX_WORDS for request in listening.asked)


def test_an_address_that_is_too_much_is_not_searched_at_all(client: Client, library: Library, listening: Listening) -> None:
    assert client.get("/recherche", {"q": "mot " * 300}).status_code == 400
    assert listening.asked == []
