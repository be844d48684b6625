"""Readers' queries on the demonstration: each engine puts first what was judged best, and no engine is far from another."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.contracts.conftest import ENGINES
from tests.judged.judging import Outcome, documents, judge, mean, ndcg, queries, table
from tests.selections import some

LEAST = 0.90
APART = 0.03
ON_TIME = 0.95  # of the queries: every notice judged best among the first


@cache
def outcomes(name: str) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        assert engine.index(documents()) == {}
        return judge(engine)


@pytest.mark.parametrize("name", ["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def test_a_reader_finds_what_she_hoped_for(name: str, indexes_dropped: None, capsys: pytest.CaptureFixture[str]) -> None:
    found = outcomes(name)
    with capsys.disabled():
        print(f"\n{name}: nDCG@10 = {mean(found):.3f} over {len(found)} queries")
    assert mean(found) >= LEAST, table({name: found})
    assert sum(not outcome.late for outcome in found) / len(found) >= ON_TIME, table({name: found})


@pytest.mark.elasticsearch
def test_two_engines_answer_alike(indexes_dropped: None) -> None:
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("ELASTICSEARCH_URL names no Elasticsearch")
    both = {name: outcomes(name) for name in ENGINES}
    assert abs(mean(both["tantivy"]) - mean(both["elasticsearch"])) <= APART, table(both)


def test_there_are_enough_judgements_and_none_twice() -> None:
    typed = [query.typed for query in queries()]
    assert len(typed) == len(set(typed)) >= 80
    assert all(2 in query.grades.values() for query in some(queries()))


def test_the_measure_is_one_for_the_best_order_and_less_for_another() -> None:
    grades = {1: 2, 2: 1}
    assert ndcg([1, 2, 3], grades) == 1.0
    assert 0 < ndcg([3, 2, 1], grades) < ndcg([2, 1, 3], grades) < 1
    assert ndcg([3, 4], grades) == 0.0
