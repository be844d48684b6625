"""Synonyms: what every engine makes of the words that stand for one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.synonyms import Row, synonyms_of
from tests.contracts.notices import document

TABLE = synonyms_of(
    [
        Row("gravure", ("estampe", "taille-douce")),
        Row("partition", ("musique imprimée",)),
        Row("Lugdunum", ("Lyon",), both_ways=False),
        Row("livre d’heures", ("heures",)),
    ],
    version="essai",
)
PIECES = ["gravure", "musique", "imprimée", "lugduni", "1789", "XVIe siècle", "entre 1540 et", "avant", "an II", '"', "-", "«", "»", "Ms 1"]
TEXTS = [
    document(1, "Recueil d’estampes"),
    document(2, "Traité de la gravure"),
    document(3, "La taille-douce en France", notes=("Avec une estampe.",)),
    document(4, "Musique imprimée à Lyon", place="Lyon"),
    document(5, "Partition d’orchestre"),
    document(6, "Heures à l’usage de Lyon"),
    document(7, "La musique des livres"),
    document(8, "Catalogue des gravures de la ville", notes=("Suivi d’un choix d’estampes.",)),
]


@pytest.fixture(scope="module")
def engine(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = make(tmp_path_factory.mktemp("synonyms"))
    assert made.index(TEXTS) == {}
    return made


def found(engine: Engine, typed: str) -> list[int]:
    return [hit.key.id for hit in engine.search(SearchRequest(words=typed, synonyms=TABLE)).hits]


def test_the_word_itself_comes_first_then_what_stands_for_it(engine: Engine) -> None:
    assert set(found(engine, "gravure")[:2]) == {2, 8}
    assert set(found(engine, "gravures")) == {1, 2, 3, 8}
    assert found(engine, "estampe")[0] in {1, 3, 8}
    assert set(found(engine, "taille douce")) == {1, 2, 3, 8}


def test_words_together_stand_for_one(engine: Engine) -> None:
    assert found(engine, "partition")[0] == 5
    assert set(found(engine, "partition")) == {4, 5}
    assert set(found(engine, "musique imprimée")) == {4, 5}
    assert set(found(engine, "musique")) == {4, 7}
    assert 6 in found(engine, "livre d’heures")


def test_one_way_is_not_back(engine: Engine) -> None:
    assert set(found(engine, "lugdunum")) == {4, 6}
    assert set(found(engine, "lyon")) == {4, 6}
    assert engine.search(SearchRequest(words="lyon", synonyms=TABLE)).understood.synonyms == ()


def test_without_a_table_words_are_themselves(engine: Engine) -> None:
    assert {hit.key.id for hit in engine.search(SearchRequest(words="gravure")).hits} == {2, 8}


def test_what_was_looked_for_is_shown_and_marked(engine: Engine) -> None:
    result = engine.search(SearchRequest(words="gravure ville", synonyms=TABLE))
    assert result.understood.synonyms == (("gravure", ("estampe", "taille-douce")),)
    [hit] = result.hits
    marked = {piece.text for highlight in hit.highlights for piece in highlight.snippet if piece.matched}
    assert {"gravures", "ville", "estampes"} <= marked


@hypothesis_settings(max_examples=80, deadline=None)
@given(typed=st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=300))
def test_nothing_typed_is_an_error_with_synonyms_and_dates(engine: Engine, typed: str) -> None:
    result = engine.search(SearchRequest(words=typed, synonyms=TABLE, facets=("century", "person")))
    assert result.total >= len(result.hits)


def test_quotes_and_exclusions_are_to_the_letter(engine: Engine) -> None:
    assert set(found(engine, '"gravure"')) <= {2, 8}
    assert set(found(engine, "estampe -gravure")) == {1, 3}
