"""The census in figures: totals that equal the lists behind them, intervals that contain the truth."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.census import SEVERAL, Counted, by, summed
from catalogue.core.extents import DOUBT, Interval, extent_of
from catalogue.core.fonds import ExtentStatement

KEYS = {
    "category": lambda one: one.category,
    "department": lambda one: one.department,
    "keeper": lambda one: one.keeper,
    "state": lambda one: one.state,
}


def one(number: int, **facts: object) -> Counted:
    usual: dict[str, object] = {
        "title": f"Fonds {number}",
        "keeper": f"FR-{number % 7}",
        "department": f"{number % 3:02d}",
        "kind": "library",
        "state": ("spotted", "surveyed")[number % 2],
        "categories": (("manuscripts",), ("local", "before_1830"), ())[number % 3],
    }
    return Counted(number=str(number), **{**usual, **facts})  # type: ignore[arg-type]


def census(seed: int) -> tuple[list[Counted], float]:
    """A census made up from true volumes: each fonds is counted, estimated or left out as people do; and the truth of those measured."""
    chance = Random(seed)
    counted, truth = [], 0.0
    for number in range(chance.randint(1, 40)):
        volumes = chance.randint(1, 50_000)
        certainty = chance.choice(tuple(DOUBT))
        doubt = DOUBT[certainty]
        # An estimate that is wrong by no more than its doubt, both ways.
        said = volumes / (1 + doubt * chance.uniform(-1, 1))
        statements = [ExtentStatement(unit="volume", number=said, certainty=certainty)]  # type: ignore[arg-type]
        if chance.random() < 0.1:
            statements = [ExtentStatement(unit="photograph", number=volumes)]
        extent = extent_of(statements, "volumes")
        truth += volumes if extent else 0
        counted.append(one(number, volumes=extent, catalogued=chance.choice((None, chance.randint(0, 100)))))
    return counted, truth


@pytest.mark.parametrize("key", KEYS)
@given(seed=st.integers(0, 10**6))
def test_totals_equal_the_sum_of_the_lists(key: str, seed: int) -> None:
    counted, _ = census(seed)
    groups = [summed(group) for group in by(counted, KEYS[key]).values()]
    whole = summed(counted)
    assert sum(group.fonds for group in groups) == whole.fonds
    assert sum(group.unmeasured for group in groups) == whole.unmeasured
    for measure in ("volumes", "metres", "signalled"):
        low, high = (sum(getattr(group, measure)[end] for group in groups) for end in (0, 1))
        assert (low, high) == pytest.approx(tuple(getattr(whole, measure)))


@pytest.mark.parametrize("block", range(10))
def test_intervals_contain_the_truth_on_a_thousand_censuses(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        counted, truth = census(seed)
        low, high = summed(counted).volumes
        assert low - 1e-6 <= truth <= high + 1e-6, seed


def test_a_fonds_of_two_categories_is_counted_once() -> None:
    assert one(1).category == SEVERAL
    assert one(2).category == ""
    assert one(3).category == "manuscripts"


def test_a_share_that_nobody_has_said_may_be_any() -> None:
    assert summed([one(1, volumes=Interval(10, 20))]).signalled == Interval(0, 20)
    assert summed([one(1, volumes=Interval(10, 20), catalogued=50)]).signalled == Interval(5, 10)
    assert summed([one(1)]).unmeasured == 1
