"""Real records: what readers type finds what they hope for, and better than a plain search would."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

import pytest

from catalogue.search.facets import FACETS
from catalogue.search.request import SearchRequest
from tests.contracts.conftest import ENGINES
from tests.judged import baselines, corpus, real
from tests.judged.ways import portal
from tests.selections import some

pytestmark = pytest.mark.shared
# Answered first, among ten.
LEAST = {"judged": (0.85, 0.95)} | dict.fromkeys(("whole title", "author, two words", "three telling words", "known items"), (0.95, 0.985))
BETTER = {"judged": 0.03, "whole title": 0.03, "author, two words": 0.03, "known items": 0.03, "three telling words": 0.0}
APART = 0.02


@pytest.fixture(scope="module", autouse=True)
def shared(shared_data: Path) -> Path:
    return shared_data


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", ["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def test_a_value_that_is_counted_leads_to_as_many_records(name: str, indexes_dropped: None, tmp_path: Path) -> None:
    """Of the headings of real records and of every other value: 1 151 were looked at once, and 8 led to fewer."""
    engine = ENGINES[name](tmp_path)
    assert engine.index(corpus.documents()) == {}
    asked = tuple(facet.name for facet in FACETS.values() if not facet.of_the_period)
    counted = [(facet, one) for facet, values in engine.search(SearchRequest(facets=asked, size=0)).facets.items() for one in values]
    assert len(counted) > 1000
    wrong = [
        (facet, one.value, one.label, one.count, found)
        for facet, one in counted
        if (found := engine.search(SearchRequest(filters=((facet, one.value),), size=0, highlight=False)).total) != one.count
    ]
    assert wrong == []


@cache
def scores(name: str) -> dict[str, real.Score]:
    if name == "BM25":
        return real.scores(baselines.bm25())
    with tempfile.TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        assert engine.index(corpus.documents()) == {}
        return real.scores(portal(engine))


def test_there_are_enough_judgements_and_each_has_an_answer() -> None:
    typed = [one.typed for one in real.judged()]
    assert len(typed) == len(set(typed)) >= 120
    assert {name: len(found) for name, found in real.draws().items()} == dict.fromkeys(real.draws(), real.DRAWS)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", ["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def test_readers_find_real_records_and_better_than_a_plain_search(name: str, indexes_dropped: None) -> None:
    found, plain = scores(name), scores("BM25")
    shown = real.table({name: found, "BM25": plain})
    for label, (first, ten) in some(LEAST.items()):
        assert found[label].first >= first and found[label].ten >= ten, shown
        assert found[label].first >= plain[label].first + BETTER[label], shown


@pytest.mark.elasticsearch
def test_two_engines_answer_alike_on_real_records(indexes_dropped: None) -> None:
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("ELASTICSEARCH_URL names no Elasticsearch")
    both = {name: scores(name) for name in ENGINES}
    for label in some(both["tantivy"]):
        assert abs(both["tantivy"][label].first - both["elasticsearch"][label].first) <= APART, real.table(both)
