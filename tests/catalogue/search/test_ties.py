"""Which of two notices comes first when nothing else parts them?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.engines.tantivy import schema
from catalogue.search.ties import tie_of, within_a_year

YEARS = st.none() | st.integers(-9999, 9999)
NOTICES = st.fixed_dictionaries(
    {
        "digital": st.booleans(),
        "copies": st.integers(0, 500),
        "year": YEARS,
        "sort_title": st.text(max_size=10),
        "names": st.lists(st.text(max_size=5), max_size=3),
    }
)
PLAIN: dict[str, Any] = {"digital": False, "copies": 1, "year": 1750, "sort_title": "plan de lyon", "names": ("lyon", "carte1")}


@pytest.mark.parametrize(
    "better", [{"digital": True}, {"copies": 4}, {"year": 1650}, {"year": -52}, {"sort_title": "atlas"}, {"sort_title": ""}]
)
def test_seen_at_once_then_kept_in_more_places_then_older_then_by_title(better: dict[str, Any]) -> None:
    assert tie_of(**PLAIN | better) < tie_of(**PLAIN)
    assert tie_of(**PLAIN | {"year": None}) > tie_of(**PLAIN)


def test_two_notices_of_one_edition_are_told_apart_the_same_way_every_time() -> None:
    other = PLAIN | {"names": ("grenoble", "carte1")}
    assert tie_of(**other) != tie_of(**PLAIN) == tie_of(**PLAIN)


@given(NOTICES)
def test_it_fits_a_column_of_whole_numbers(notice: dict[str, Any]) -> None:
    tie = tie_of(**notice)
    assert 0 <= tie < 2**60
    for year in (notice["year"], -9999, 9999):
        assert abs(schema.oldest(year, tie)) < 2**62 > abs(schema.newest(year, tie))


@given(NOTICES, NOTICES)
def test_years_part_notices_before_anything_else(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = tie_of(**one), tie_of(**other)
    before, after = schema.oldest(one["year"], first), schema.oldest(other["year"], second)
    if one["year"] == other["year"]:
        assert (before < after) == (within_a_year(first) < within_a_year(second)) == (first < second)
    else:
        dated = [10_000 if notice["year"] is None else notice["year"] for notice in (one, other)]
        assert (before < after) == (dated[0] < dated[1])


@given(st.text(alphabet="ab ", max_size=4), st.text(alphabet="ab ", max_size=4))
def test_titles_part_notices_before_anything_else(one: str, other: str) -> None:
    if one and other and one != other:
        assert (schema.title(one, 2**60 - 1) < schema.title(other, 0)) == (one < other)
