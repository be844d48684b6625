"""While the first engine does not answer the second serves, and nobody waits for the first again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.core.messages import Message
from catalogue.search.engine import SearchRefused, SearchUnavailable
from catalogue.search.engines.elasticsearch.engine import ElasticsearchEngine
from catalogue.search.engines.standby import Breaker, WithStandby
from catalogue.search.engines.tantivy.engine import TantivyEngine
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from runtime.ports import any_free
from tests.catalogue.search.cluster import options
from tests.contracts.notices import NOTICES


class Clock:
    """Time as a test tells it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class First(TantivyEngine):
    """An engine that fails for as long as it is told to, and counts how often it was asked."""

    name = "first"
    fault: SearchUnavailable | None = None
    asked = 0

    def search(self, request: SearchRequest) -> SearchResult:
        """Fail or find."""
        self.asked += 1
        if self.fault:
            raise self.fault
        return super().search(request)


Pair = tuple[WithStandby, First, TantivyEngine, Clock]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two engines with an index each: the first one's holds nothing but the first notice."""
    first, second, clock = First(tmp_path / "first"), TantivyEngine(tmp_path / "second"), Clock()
    first.index(NOTICES[:1])
    second.index(NOTICES)
    return WithStandby(first, second, breaker=Breaker(rest_seconds=10, clock=clock)), first, second, clock


def total(engine: WithStandby) -> int:
    return engine.search(SearchRequest()).total


def fault(code: str = "elasticsearch_slow", kind: Callable[[Message], SearchUnavailable] = SearchUnavailable) -> SearchUnavailable:
    return kind(Message(code, {"address": "http://a:9200", "reason": "no"}))


def test_the_page_comes_all_the_same(pair: Pair) -> None:
    engine, first, _, _ = pair
    assert total(engine) == 1
    first.fault = fault()
    assert total(engine) == len(NOTICES)
    assert engine.health().details["serves"] == "tantivy"


def test_an_engine_that_failed_is_left_alone_for_a_while_then_tried_once(pair: Pair) -> None:
    engine, first, _, clock = pair
    first.fault = fault()
    for _ in range(5):
        total(engine)
    assert first.asked == 1
    clock.now += 11
    for _ in range(5):
        total(engine)
    assert first.asked == 2, "one reader tries it for all"
    first.fault = None
    clock.now += 11
    assert total(engine) == 1
    assert total(engine) == 1
    assert engine.health().details["serves"] == "first"


def test_a_question_that_the_engine_refuses_is_not_its_failure(pair: Pair) -> None:
    engine, first, _, _ = pair
    first.fault = fault("elasticsearch_refused", SearchRefused)
    with pytest.raises(SearchRefused):
        total(engine)
    first.fault = None
    assert total(engine) == 1, "the next question goes to it"


def test_a_standby_that_was_never_filled_does_not_pass_for_the_catalogue(tmp_path: Path) -> None:
    first = First(tmp_path / "first")
    first.fault = fault()
    engine = WithStandby(first, TantivyEngine(tmp_path / "second"))
    for _ in range(2):
        with pytest.raises(SearchUnavailable) as raised:
            total(engine)
        assert raised.value.message.code == "elasticsearch_slow", "the first one's reason is told"
    assert not engine.health().ready


def test_suggestions_and_spelling_have_the_standby_too(tmp_path: Path) -> None:
    second = TantivyEngine(tmp_path / "second")
    second.index(NOTICES)
    engine = WithStandby(ElasticsearchEngine(options(tmp_path, f"http://127.0.0.1:{any_free()}")), second)
    assert any(suggestion.label == "Rabelais, François" for suggestion in engine.suggest("rabel"))
    assert ("rabelais", 1) in engine.near_words(["rabelai"])["rabelai"]
    assert engine.known_words(["rabelais", "rabelai"]) == {"rabelais"}
    assert engine.health().ready


def test_writing_is_the_first_ones(pair: Pair) -> None:
    engine, first, second, _ = pair
    engine.index(NOTICES[:3])
    assert (engine.count(), first.count(), second.count()) == (3, 3, len(NOTICES))
    assert [key.id for key in engine.document_keys()] == [1, 2, 3]
    assert engine.is_current()
