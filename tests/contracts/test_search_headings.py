"""Is what stands beside a heading the number of notices that its page shows, however many there are and however they write it?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from tests.contracts.notices import document

WRITTEN = {"Tournes, Jean de": 3, "TOURNES, Jean de": 1, "Labé, Louise": 2, "Labe, Louise": 1, "Scève, Maurice": 2}


@pytest.fixture(scope="module")
def filled(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Printers and poets, each written as several libraries write them."""
    engine = make(tmp_path_factory.mktemp("index"))
    people = [name for name, times in WRITTEN.items() for _ in range(times)]
    engine.index(document(number, f"Titre {number}", agents=(name,)) for number, name in enumerate(people, 1))
    return engine


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_a_list_that_is_cut_counts_a_heading_in_all_its_forms(filled: Engine, size: int) -> None:
    counted = filled.search(SearchRequest(facets=("person",), facet_size=size, size=0)).facets["person"]
    assert counted[0] == ("tournes-jean-de", 4, "Tournes, Jean de")
    for key, count, _label in counted:
        assert filled.search(SearchRequest(filters=(("person", key),))).total == count


def test_it_counts_within_what_is_looked_for(filled: Engine) -> None:
    request = SearchRequest(words="titre", filters=(("person", "labe-louise"),), facets=("person",), facet_size=1, size=0)
    assert filled.search(request).facets["person"] == (("tournes-jean-de", 4, "Tournes, Jean de"),)
    assert filled.search(SearchRequest(words="louise", facets=("person",), facet_size=1)).facets["person"][0].count == 3
