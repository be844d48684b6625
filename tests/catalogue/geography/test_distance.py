"""How far is one place from another, and which are near?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.geography.communes import commune
from catalogue.geography.distance import kilometres, neighbours

LYON, GRENOBLE, PARIS = "69123", "38185", "75056"
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_lyon_is_ninety_five_kilometres_from_grenoble() -> None:
    assert kilometres((45.764, 4.8357), (45.1885, 5.7245)) == pytest.approx(94.5, abs=1.5)


@given(one=POINTS, other=POINTS)
def test_it_is_as_far_there_as_back_and_never_more_than_half_the_earth(one: tuple[float, float], other: tuple[float, float]) -> None:
    far = kilometres(one, other)
    assert 0 <= far <= 20_020 and far == pytest.approx(kilometres(other, one), abs=1e-6)


def test_neighbours_come_nearest_first_within_the_bound_without_the_commune_itself() -> None:
    lyon = commune(LYON)
    assert lyon is not None
    near = neighbours(lyon, (PARIS, GRENOBLE, LYON, "69142", "00000"), within=120, most=5)
    assert [one.code for one, _far in near] == ["69142", GRENOBLE]
    assert neighbours(lyon, (PARIS, GRENOBLE), within=120, most=0) == []
