"""What every engine offers while a reader types: little words count, a town is one entry, a printer goes by all his names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.engine import Engine
from catalogue.search.engines.tantivy.engine import TantivyEngine
from catalogue.search.offering import offered
from catalogue.search.request import SearchRequest
from catalogue.search.result import Suggestion
from catalogue.search.synonyms import Row, synonyms_of
from tests.contracts.notices import document

SYNONYMS = synonyms_of([Row("Gryphe", ("Gryphius",)), Row("Rouillé", ("Roville", "Rovillius"))], version="essai")
TEXTS = [
    document(1, "Le Monde", date="1950", place="Paris"),
    document(2, "Mon journal", date="1881", place="Paris", subjects=("Paris (France)",)),
    document(3, "Monde nouveau", date="1882", place="A Paris", subjects=("Paris -- Rues",)),
    document(4, "De arte", agents=("Gryphe, Sébastien (1493-1556)",), place="Lugduni", date="1540"),
    document(5, "Emblemata", agents=("Rouillé, Guillaume",), place="Lyon", date="1550"),
    *(document(number, f"Monde {number}", agents=("Austen, Jane",), place="Lyon", date="1900") for number in range(10, 40)),
    document(40, "Essai", agents=("AUSTEN (Jane)",), place="Lyon", date="1900"),
]


@pytest.fixture(scope="module")
def engine(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = make(tmp_path_factory.mktemp("suggestions"))
    assert made.index(TEXTS) == {}
    return made


def offer(engine: Engine, typed: str) -> list[Suggestion]:
    return list(offered(typed, engine, synonyms=SYNONYMS))


def test_little_words_are_not_dropped(engine: Engine) -> None:
    assert offer(engine, "le mon")[0].label == offer(engine, "le monde")[0].label == "Le Monde"
    assert [one.label for one in offer(engine, "mon jo")] == ["Mon journal"]


def test_a_town_is_one_entry_with_all_that_is_behind_it(engine: Engine) -> None:
    found = offer(engine, "paris")
    assert [(one.kind, one.label, one.count) for one in found[:1]] == [("place", "Paris", 3)]
    assert "Paris (France)" not in [one.label for one in found]


@pytest.mark.parametrize(
    ("typed", "label"),
    [("gryphi", "Gryphe, Sébastien (1493-1556)"), ("Gryphius", "Gryphe, Sébastien (1493-1556)"), ("rovill", "Rouillé, Guillaume")],
)
def test_a_printer_is_offered_under_a_variant_of_his_name(engine: Engine, typed: str, label: str) -> None:
    assert offer(engine, typed)[0].label == label


def test_a_town_is_offered_under_its_latin_and_english_names(engine: Engine) -> None:
    assert Suggestion("place", "lyon", "Lyon", 33) in offer(engine, "lugdun")
    assert Suggestion("place", "lyon", "Lyon", 33) in offer(engine, "lyons")


def test_the_count_of_a_heading_is_that_of_the_notices_behind_it(engine: Engine) -> None:
    (person,) = [one for one in offer(engine, "austen") if one.kind == "person"]
    behind = engine.search(SearchRequest(filters=(("person", person.value),)))
    assert person.count == behind.total == 31


@pytest.mark.parametrize("typed", ["le mon", "mond", "paris", "lyo", "aust", "gry", "monde 1"])
def test_every_engine_offers_the_same(engine: Engine, typed: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = TantivyEngine(tmp_path_factory.mktemp("other"))
    other.index(TEXTS)
    assert offer(engine, typed) == offer(other, typed)
