"""In which order call numbers stand on the shelf."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.call_numbers import sorting_key, sorting_range
from catalogue.core.dates.roman import to_roman

SHELVES = [
    ["Ms 2", "Ms 10", "Ms 100", "Ms 1000"],
    ["Ms 12", "Ms 12/1", "Ms 12/3", "Ms 12 A", "Ms 12 B", "Ms 12 bis", "Ms 12 ter", "Ms 12 quater", "Ms 12 quinquies", "Ms 13"],
    ["Ms I", "Ms II", "Ms III", "Ms IV", "Ms V", "Ms VIII", "Ms IX", "Ms X", "Ms XIV", "Ms XXXIX", "Ms XL", "Ms LXI", "Ms CIX"],
    ["AA 3", "BB 12", "CC 1", "CC 45", "DD 2", "EE 1", "FF 7", "GG 10", "HH 1", "II 2"],
    ["1 L 54", "1 L 540", "2 L 1", "10 L 1"],
    ["A 1", "B 1", "L 2", "M 1", "N 2", "N 12", "O 1"],
    ["P 4° 99", "P 8° 10", "P 8° 240", "P 8° 240 bis", "P 8° 241", "P 12° 1"],
    ["3 E 9999999", "3 E 1234567890", "3 E 12345678901"],
    ["Rés 12", "Rés. A 489004", "Rés. A 489005", "Res B 1"],
]
ALIKE = [
    ("P 8° 240", "P 8° 0240"),
    ("P 8° 240", "p-8-240"),
    ("Ms. 123", "MS123"),
    ("Ms 123", "Manuscrit n° 123"),
    ("Ms 123", "Mss. no 000123"),
    ("Rés. XVI 4", "RES XVI/4"),
    ("Réserve 12", "res. 12"),
    ("Ms XII", "ms xii"),
    ("Ms ١٢", "Ms 12"),
    ("Ms １２", "Ms 12"),
]
PIECES = st.sampled_from(["Ms", "Rés", "bis", "ter", "XIV", "II", "8°", "n°", "0", "007", "12", "123456789012", " ", "/", "-", ".", "é"])
CALL_NUMBERS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join))


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf[0])
def test_call_numbers_stand_in_the_order_of_the_shelf(shelf: list[str]) -> None:
    keys = [sorting_key(call_number) for call_number in shelf]
    assert sorted(keys) == keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_call_number_written_in_two_ways_has_one_place(one: str, other: str) -> None:
    assert sorting_key(one) == sorting_key(other)


@pytest.mark.parametrize("nothing", ["", "  ", "—", "°", "\x00", "!!"])
def test_what_has_no_figure_and_no_letter_has_no_place(nothing: str) -> None:
    assert sorting_key(nothing) == ""


def between(call_number: str, first: str, last: str) -> bool:
    lowest, above = sorting_range(first, last)
    return lowest <= sorting_key(call_number) < above


@pytest.mark.parametrize("inside", ["Ms 2", "Ms 2 A", "Ms 9", "Ms 10", "Ms 010", "Ms 10/3", "Ms 10 bis"])
def test_a_range_holds_its_two_ends_and_their_parts(inside: str) -> None:
    assert between(inside, "Ms 2", "Ms 10")


@pytest.mark.parametrize("outside", ["Ms 1", "Ms 1 bis", "Ms 11", "Ms 100", "Ms", "N 5", "A 3"])
def test_a_range_holds_nothing_else(outside: str) -> None:
    assert not between(outside, "Ms 2", "Ms 10")


def test_an_open_end_stops_nothing() -> None:
    assert between("A 1", "", "Ms 10") and between("Ω 1", "Ms 10", "") and not between("Ms 9", "Ms 10", "")


@given(CALL_NUMBERS)
def test_case_and_leading_zeros_change_no_place(call_number: str) -> None:
    key = sorting_key(f"Ms {call_number} 7")
    assert sorting_key(f"Ms {call_number} 007") == key
    assert sorting_key(f"ms {call_number} 7") == key


@given(CALL_NUMBERS, CALL_NUMBERS)
def test_a_range_holds_both_of_its_ends_whatever_they_are(one: str, other: str) -> None:
    first, last = sorted((one, other), key=sorting_key)
    if sorting_key(last):
        assert between(first, first, last) and between(last, first, last)


@given(st.text(alphabet="abcdefghjknopqrstuwyz", min_size=1, max_size=8), st.integers(0, 10**15), st.integers(0, 10**15))
def test_numbers_after_the_same_letters_stand_by_their_value(series: str, one: int, other: int) -> None:
    assert (sorting_key(f"{series} {one}") < sorting_key(f"{series} {other}")) == (one < other)


@given(st.integers(1, 48), st.integers(1, 48))
def test_roman_numerals_stand_by_their_value(one: int, other: int) -> None:
    assert (sorting_key(f"Ms {to_roman(one)}") < sorting_key(f"Ms {to_roman(other)}")) == (one < other)


@given(st.text(max_size=1000))
def test_a_key_is_short_and_whole_text_that_any_database_takes(call_number: str) -> None:
    key = sorting_key(call_number)
    assert len(key.encode()) <= 2000
    assert "\x00" not in key
