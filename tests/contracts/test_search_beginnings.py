"""What every engine finds for the beginning of a word: « mond* »; with the little words before it, first the titles that begin so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.answering import answered
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from tests.contracts.notices import document

TEXTS = [
    document(1, "Le nouveau monde des mondains", subjects=("Monde",), date="1950"),
    document(2, "Le Monde", date="1944"),
    document(3, "Histoire du monde", agents=("Monde, Jean",), subjects=("Mondialisation", "Monde"), date="1960"),
    document(4, "Le mondain", date="1736"),
    document(5, "Monde illustré", date="1857"),
    document(6, "Journal de Lyon", date="1857"),
    document(7, "Un monde, des mondes : le monde", date="1990"),
]


@pytest.fixture(scope="module")
def engine(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = make(tmp_path_factory.mktemp("beginnings"))
    assert made.index(TEXTS) == {}
    return made


@pytest.mark.parametrize(
    ("typed", "first", "total"),
    [("le mond*", {2, 4}, 6), ("Le Mond*", {2, 4}, 6), ("mond*", {2, 4, 5}, 6), ("monde ill*", {5}, 1), ("histoire du mon*", {3}, 1)],
)
def test_titles_that_begin_so_come_first(engine: Engine, typed: str, first: set[int], total: int) -> None:
    found = answered(SearchRequest(words=typed), engine)
    assert found.total == total and {hit.key.id for hit in found.hits[: len(first)]} == first
