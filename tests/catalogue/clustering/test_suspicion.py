"""Which groups does their shape make doubtful?"""

from __future__ import annotations

from itertools import combinations

from catalogue.clustering.suspicion import shape

CHAIN = [(1, 2), (2, 3), (3, 4), (4, 5)]


def test_a_group_in_which_every_pair_agrees_raises_no_doubt() -> None:
    found = shape(range(1, 6), combinations(range(1, 6), 2), dict.fromkeys(range(1, 6), (1885,)))
    assert (found.density, found.joints, found.years, found.doubts) == (1.0, (), (1885,), ())


def test_a_chain_is_loose_and_falls_apart_without_any_record_of_its_middle() -> None:
    found = shape(range(1, 6), CHAIN, {})
    assert found.joints == (2, 3, 4) and found.density == 0.4 and found.doubts == ("sparse", "joint")


def test_two_groups_that_one_record_joins_are_told_by_it() -> None:
    edges = [*combinations((1, 2, 3), 2), *combinations((3, 4, 5), 2)]
    assert shape(range(1, 6), edges, {}).joints == (3,)


def test_a_group_of_many_years_is_to_be_looked_at_however_small() -> None:
    years = {1: (1885,), 2: (1886,), 3: (1903,)}
    assert shape((1, 2, 3), [(1, 2), (2, 3)], years).doubts == ("years",)
    assert shape((1, 2), [(1, 2)], years).doubts == () == shape((7,), [], {}).doubts


def test_edges_to_others_and_twice_told_change_nothing() -> None:
    assert shape((1, 2, 3), [(1, 2), (2, 1), (2, 3), (1, 3), (3, 9), (2, 2)], {}) == shape((1, 2, 3), combinations((1, 2, 3), 2), {})
