"""Ark names: is what is mistyped seen, and is what is typed otherwise understood?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core import ark

numbers = st.integers(min_value=0, max_value=29**ark.BLADE - 1)
naans = st.text(ark.BETANUMERIC, min_size=5, max_size=5)
shoulders = st.builds(str.__add__, st.text(ark.BETANUMERIC[10:], min_size=1, max_size=4), st.sampled_from("0123456789"))
names = st.builds(lambda number, naan, shoulder: ark.name_of(number, naan=naan, shoulder=shoulder), numbers, naans, shoulders)


def read(name: str) -> str:
    return ark.parse(f"ark:/{name}").name


def test_the_check_of_the_noid_manual_holds() -> None:
    assert ark.check_character("13030/xf93gt2") == "q"


def test_no_name_is_a_word_nor_has_a_letter_read_as_a_figure() -> None:
    assert not set(ark.BETANUMERIC) & set("aeiouyl")
    assert len(ark.BETANUMERIC) == 29


@given(numbers, naans, shoulders)
def test_a_number_is_found_again_in_its_name(number: int, naan: str, shoulder: str) -> None:
    name = ark.name_of(number, naan=naan, shoulder=shoulder)
    assert ark.number_of(name, naan=naan, shoulder=shoulder) == number
    assert read(name) == name


@given(numbers, numbers)
def test_names_are_in_the_order_in_which_they_were_minted(one: int, other: int) -> None:
    first, second = (ark.name_of(number, naan="99999", shoulder="t1") for number in sorted((one, other)))
    assert first <= second and (first == second) == (one == other)


def test_a_name_of_another_shoulder_or_authority_has_no_number_here() -> None:
    name = ark.name_of(7, naan="99999", shoulder="t1")
    assert ark.number_of(name, naan="99999", shoulder="t2") is None
    assert ark.number_of(name, naan="12148", shoulder="t1") is None
    assert ark.number_of(name[:-1] + ("b" if name[-1] != "b" else "c"), naan="99999", shoulder="t1") is None


def test_a_shoulder_that_is_full_says_so() -> None:
    with pytest.raises(ValueError, match="no name is left"):
        ark.name_of(29**ark.BLADE, naan="99999", shoulder="t1")


@given(names, st.data())
def test_any_one_character_mistyped_is_seen(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1).filter(lambda at: name[at] != "/"))
    other = data.draw(st.sampled_from(ark.BETANUMERIC + "aeiouylABCZ ~.é").filter(lambda char: char != name[place]))
    mistyped = name[:place] + other + name[place + 1 :]
    if place < 5 and other.lower() == name[place]:
        assert read(mistyped) == name  # the case of a NAAN is nothing
    else:
        with pytest.raises(ark.NotAnArk):
            read(mistyped)


@given(names, st.data())
def test_two_neighbours_that_changed_places_are_seen(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if swapped != name:
        with pytest.raises(ark.NotAnArk):
            read(swapped)


@given(names, st.data())
def test_one_character_too_few_or_too_many_is_seen_or_is_another_form(name: str, data: st.DataObject) -> None:
    """NOID promises nothing of lengths; ours are all the same, and the number is the judge."""
    place = data.draw(st.integers(6, len(name) - 1))
    shortened = name[:place] + name[place + 1 :]
    naan, shoulder = name[:5], name[6 : len(name) - ark.BLADE - 1]
    assert ark.number_of(shortened, naan=naan, shoulder=shoulder) is None


@given(names, st.lists(st.tuples(st.integers(6, 20), st.sampled_from("-\u2010\u2011\u2013\u00ad"))))
def test_hyphens_are_nothing(name: str, hyphens: list[tuple[int, str]]) -> None:
    typed = name
    for place, hyphen in hyphens:
        typed = typed[:place] + hyphen + typed[place:]
    assert read(typed) == name


@pytest.mark.parametrize("label", ["ark:/", "ark:", "ARK:/", "Ark:", ""])
def test_both_forms_of_the_label_are_read(label: str) -> None:
    name = ark.name_of(12, naan="9999b", shoulder="t1")
    assert ark.parse(label + name) == ark.Asked(name)
    assert ark.parse(label + name.replace("9999b", "9999B") + "/") == ark.Asked(name)


def test_the_letters_of_a_name_have_one_case() -> None:
    name = ark.name_of(12, naan="99999", shoulder="t1")
    with pytest.raises(ark.NotAnArk):
        read(name.upper())


def test_what_follows_the_name_is_kept_apart() -> None:
    name = ark.name_of(12, naan="99999", shoulder="t1")
    assert ark.parse(f"ark:/{name}/c/a0-12/") == ark.Asked(name, "c/a0-12")


@given(st.text(max_size=60))
def test_any_text_is_an_ark_or_is_refused(text: str) -> None:
    try:
        asked = ark.parse(text)
    except ark.NotAnArk:
        return
    assert ark.is_checked(asked.name)


@pytest.mark.parametrize(("naan", "shoulder"), [("99999", "t1"), ("b1234", "fk4"), ("12148", "bcdf9")])
def test_a_naan_and_a_shoulder_as_they_are_given(naan: str, shoulder: str) -> None:
    assert ark.is_naan(naan) and ark.is_shoulder(shoulder)


@pytest.mark.parametrize("shoulder", ["", "t", "1", "t1b", "a1", "l1", "T1", "bcdfg1", "t11", "t1 "])
def test_what_is_no_shoulder(shoulder: str) -> None:
    assert not ark.is_shoulder(shoulder)


@pytest.mark.parametrize("naan", ["", "9999", "999999", "99 99", "abcde", "9999a", "٩٩٩٩٩"])
def test_what_is_no_naan(naan: str) -> None:
    assert not ark.is_naan(naan)
