"""The indicators of a convention: each says what it counts, and equals the list behind it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.census import Counted
from catalogue.core.costs import ANY, UnitCost
from catalogue.core.extents import Interval
from catalogue.core.indicators import INDICATORS, measured, share
from tests.selections import some

COSTS = {ANY: UnitCost(ANY, 5, 10, date(2020, 1, 1))}


def fonds(volumes: float | None, catalogued: int | None, *categories: str, keeper: str = "FR-1") -> Counted:
    measure = None if volumes is None else Interval(volumes, volumes)
    return Counted(
        number="", title="F", keeper=keeper, department="", kind="", state="spotted", volumes=measure, catalogued=catalogued,
        categories=categories,
    )  # fmt: skip


COUNTED = [fonds(100, 50, "manuscripts"), fonds(300, None, "local", keeper="FR-2"), fonds(None, 10)]


@pytest.mark.parametrize(
    ("code", "value", "behind"),
    [
        ("institutions", (2, 2), 3), ("fonds", (3, 3), 3), ("volumes", (400, 400), 3), ("manuscripts", (50, 50), 1), ("local", (0, 100), 1),
        ("before_1830", (0, 100), 0), ("cost", (250, 3500), 3),
    ],
)  # fmt: skip
def test_what_the_census_counts_comes_with_its_fonds(code: str, value: tuple[float, float], behind: int) -> None:
    found = measured(code, COUNTED, COSTS)
    assert found is not None and tuple(found.value) == value and len(found.fonds) == behind


def test_what_people_say_is_not_counted() -> None:
    assert measured("training", COUNTED, COSTS) is None and measured("nothing", COUNTED, COSTS) is None


def test_every_indicator_says_what_it_counts_and_whence() -> None:
    for one in some(INDICATORS.values(), least=13):
        assert one.label and one.definition and one.unit and one.source


@given(st.lists(st.tuples(st.integers(1, 999), st.none() | st.integers(0, 100)), max_size=8), st.lists(st.integers(0, 100), min_size=8))
def test_a_share_holds_the_truth(said: list[tuple[int, int | None]], truths: list[int]) -> None:
    counted = [fonds(volumes, known) for volumes, known in said]
    true = [known if known is not None else truth for (_, known), truth in zip(said, truths, strict=False)]
    whole = sum(volumes for volumes, _ in said)
    found = share(counted, {})
    if whole:
        real = sum(volumes * truth for (volumes, _), truth in zip(said, true, strict=True)) / whole
        assert found.low - 1e-9 <= real <= found.high + 1e-9
