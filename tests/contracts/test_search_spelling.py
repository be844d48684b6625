"""Other spellings, as every engine offers them: where a search finds nothing, or little where another finds much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.answering import answered
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from tests.contracts.notices import document

TEXTS = [
    *(document(number, f"Novel {number}", agents=("Austen, Jane",), date="1816") for number in range(1, 61)),
    document(101, "Memoirs", agents=("Austin, Jane",), date="1900"),
    document(102, "Manuel de la matière", agents=("Marlière, Jean",), date="1905"),
    document(103, "Souvenirs", agents=("Mollier, Paul",), date="1906"),
    *(document(number, "Sermons", agents=("Miller, John",), date="1850") for number in range(110, 170)),
    *(document(number, "Confessions", agents=("Rousseau, Jean-Jacques (1712-1778)",), date="1782") for number in range(170, 175)),
    document(104, "Œuvres à l'usage des écoles", agents=("Voltaire",), date="1780"),
]


@pytest.fixture(scope="module")
def engine(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = make(tmp_path_factory.mktemp("spelling"))
    assert made.index(TEXTS) == {}
    return made


def ask(engine: Engine, typed: str) -> SearchResult:
    return answered(SearchRequest(words=typed), engine)


def test_few_hits_against_many_have_another_spelling_on_offer(engine: Engine) -> None:
    found = ask(engine, "Jane Austin")
    assert (found.total, found.corrected, found.relaxed) == (1, "Jane Austen", None)


@pytest.mark.parametrize("typed", ["mollier", "jane austen", "miller", "marlière", "austen"])
def test_nobody_is_taken_for_another_person(engine: Engine, typed: str) -> None:
    found = ask(engine, typed)
    assert found.total and found.corrected == "" and found.relaxed is None


def test_nobody_is_answered_in_the_place_of_whom_no_notice_names(engine: Engine) -> None:
    assert (ask(engine, "Molière").total, ask(engine, "Molière").corrected) == (0, "")


def test_what_sounds_alike_is_one_person(engine: Engine) -> None:
    found = ask(engine, "Voltère œuvres")
    assert found.corrected == "Voltaire œuvres" and [hit.key.id for hit in found.hits] == [104]


def test_the_words_left_aside_are_repeated_as_typed(engine: Engine) -> None:
    found = ask(engine, "Voltaire : À propos des écoles")
    assert found.relaxed is not None and found.relaxed.left_out == ("À propos",)


@pytest.mark.parametrize("typed", ["rousso", "Rousso confessions", "jean jacques rousso", "roussau", "roussaut"])
def test_a_name_written_as_it_sounds_is_offered_as_it_is_spelt(engine: Engine, typed: str) -> None:
    found = ask(engine, typed)
    assert "rousseau" in found.corrected.lower() and len(found.hits) == 5
