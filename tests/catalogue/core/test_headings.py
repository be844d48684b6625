"""Headings: one key for one person, however each library writes her."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.headings import heading_key, heading_value, person_label, split_heading


@pytest.mark.parametrize("written", ["Labé, Louise (1524?-1566)", "LABÉ, Louise, 1524-1566", "Labe (Louise) 1524 - 1566"])
def test_two_libraries_name_one_person(written: str) -> None:
    assert heading_key(written) == "labe-louise-1524-1566"


def test_dates_are_said_once() -> None:
    assert person_label("Labé, Louise", "1524?-1566") == "Labé, Louise (1524?-1566)"
    assert person_label("Labé, Louise (1524?-1566)", "1524?-1566") == "Labé, Louise (1524?-1566)"


@given(st.text())
def test_a_heading_comes_back_as_it_was_written(label: str) -> None:
    value = heading_value(label)
    assert not value or split_heading(value) == (heading_key(label), label)
