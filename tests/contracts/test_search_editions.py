"""An edition that several records describe is one document of every engine: any record's words find it, and it counts once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.clustering.merging.merged import merged
from catalogue.clustering.merging.told import Told
from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.document import Provenance, SearchDocument, document_of
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from tests.contracts.notices import GRENOBLE, INSTITUTIONS, LYON, PRIVAS, description, document


def edition() -> SearchDocument:
    """Labé 1556 as three libraries have it."""
    told = [
        Told(7, description("Evvres de Lovize Labé", date="1556", holdings=((LYON, "Rés 1"),), notes=("Veau brun",)), 50, LYON),
        Told(8, description("Œuvres de Louise Labé", date="1556", holdings=((GRENOBLE, "F 2"),), subjects=("Poésie",)), 10, GRENOBLE),
        Told(9, description("Euvres de la belle cordiere", date="1556", holdings=(), identifiers=(("ppn", "012345672"),)), 60, PRIVAS),
    ]
    return document_of(
        merged(told).description, key=DocumentKey(Kind.NOTICE, 7), provenance=Provenance("lyon", LYON), institutions=INSTITUTIONS,
        also=[one.description for one in told],
    )  # fmt: skip


@pytest.fixture(scope="module")
def editions(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = make(tmp_path_factory.mktemp("editions"))
    assert engine.index([edition(), document(20, "Délie", date="1544", holdings=((GRENOBLE, "F 3"),))]) == {}
    return engine


@pytest.mark.parametrize("words", ["lovize", "louise", "cordiere", "veau brun", "poésie", "Rés 1", "F 2", "ppn 012345672"])
def test_the_words_and_numbers_of_each_record_find_the_edition_once(editions: Engine, words: str) -> None:
    result = editions.search(SearchRequest(words=words))
    assert [hit.key.id for hit in result.hits] == [7] and result.total == 1


def test_an_edition_counts_once_for_each_institution_that_holds_it(editions: Engine) -> None:
    result = editions.search(SearchRequest(facets=("institution", "century")))
    counts = {value.value: value.count for value in result.facets["institution"]}
    assert result.total == 2 and counts == {LYON: 1, GRENOBLE: 2, PRIVAS: 1}
    assert [(value.value, value.count) for value in result.facets["century"]] == [("16", 2)]


def test_a_line_says_how_many_institutions_hold_it(editions: Engine) -> None:
    display = editions.search(SearchRequest(words="labé")).hits[0].display
    assert display["title"] == "Œuvres de Louise Labé"
    assert display["institutions_count"] == 3 and {held[3] for held in display["holdings"]} == {"Lyon", "Grenoble", "Privas"}
