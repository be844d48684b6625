"""Headings: one key for one person, however each library writes her."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.description import Agent
from catalogue.core.headings import agent_label, heading_key, heading_value, person_label, split_heading


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


def test_a_body_is_told_from_those_of_its_name_and_a_person_is_not_by_what_cataloguers_add():
    college = Agent(name="Jésuites", qualifier="(Tournon, collège)", kind="corporate")
    written_out = Agent(name="Jésuites (Tournon, collège)", kind="corporate")
    assert agent_label(college) == agent_label(written_out) == "Jésuites (Tournon, collège)"
    assert agent_label(Agent(name="Caulet, Jean de", qualifier="évêque", dates="(1693-1771)")) == "Caulet, Jean de (1693-1771)"
