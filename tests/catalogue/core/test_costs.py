"""What remains to be catalogued and what it would cost, with the bounds of what nobody knows."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.census import Counted
from catalogue.core.costs import ANY, Cost, UnitCost, cost_to_finish, in_force
from catalogue.core.extents import Interval

MANUSCRIPTS = UnitCost("manuscripts", 20, 40, date(2024, 1, 1))
OTHERS = UnitCost(ANY, 5, 10, date(2023, 1, 1))
COSTS = {"manuscripts": MANUSCRIPTS, ANY: OTHERS}


def fonds(volumes: Interval | None, *, catalogued: int | None = 0, categories: tuple[str, ...] = ()) -> Counted:
    return Counted(
        number="1",
        title="F",
        keeper="",
        department="",
        kind="",
        state="spotted",
        volumes=volumes,
        catalogued=catalogued,
        categories=categories,
    )


def test_what_is_catalogued_costs_nothing_more() -> None:
    assert cost_to_finish([fonds(Interval(100, 100), catalogued=100)], COSTS) == Cost(Interval(0, 0), Interval(0, 0), 0)
    assert cost_to_finish([fonds(Interval(100, 200), catalogued=50)], COSTS).euros == Interval(250, 1000)


def test_a_share_that_nobody_has_said_is_between_nothing_and_all() -> None:
    assert cost_to_finish([fonds(Interval(100, 100), catalogued=None)], COSTS).euros == Interval(0, 1000)


def test_each_category_has_its_cost_and_several_have_bounds_of_all() -> None:
    assert cost_to_finish([fonds(Interval(10, 10), categories=("manuscripts",))], COSTS).euros == Interval(200, 400)
    assert cost_to_finish([fonds(Interval(10, 10), categories=("manuscripts", "local"))], COSTS).euros == Interval(50, 400)


def test_what_has_no_volume_or_no_cost_is_listed_and_not_added() -> None:
    counted = [fonds(None), fonds(Interval(10, 10), categories=("local",))]
    assert cost_to_finish(counted, {"manuscripts": MANUSCRIPTS}).uncosted == 2


def test_a_report_of_the_past_counts_by_the_costs_of_then() -> None:
    dearer = UnitCost(ANY, 50, 60, date(2025, 1, 1))
    assert in_force([dearer, OTHERS, MANUSCRIPTS], date(2024, 6, 1)) == COSTS
    assert in_force([dearer, OTHERS, MANUSCRIPTS], date(2025, 1, 1))[ANY] == dearer


@given(st.lists(st.tuples(st.integers(1, 9999), st.none() | st.integers(0, 100), st.sampled_from([(), ("manuscripts",)])), max_size=12))
def test_the_sum_is_that_of_the_lists_behind_it(given_fonds: list[tuple[int, int | None, tuple[str, ...]]]) -> None:
    counted = [fonds(Interval(volumes, volumes), catalogued=share, categories=which) for volumes, share, which in given_fonds]
    whole, parts = cost_to_finish(counted, COSTS), [cost_to_finish([one], COSTS) for one in counted]
    assert abs(whole.euros.low - sum(part.euros.low for part in parts)) < 1e-6
    assert abs(whole.euros.high - sum(part.euros.high for part in parts)) < 1e-6
