"""ISILs: a library, archives or a museum named in two ways must be one institution, and a name must not become a number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.core import isil


@pytest.mark.parametrize(
    ("text", "rcr"),
    [("693836101", "693836101"), ("FR-693836101", "693836101"), ("fr-2A0046101", "2A0046101"), (" 974116201 ", "974116201")],
)
def test_a_library_is_known_by_its_rcr_or_its_isil(text: str, rcr: str) -> None:
    assert isil.normalise_rcr(text) == rcr == isil.institution_code(text)
    assert isil.normalise_isil(text) == f"FR-{rcr}" == isil.isil(rcr)
    assert isil.kind_of(f"FR-{rcr}") == "library"


@pytest.mark.parametrize("text", ["", "Lyon", "69383610", "6938361010", "STL", "FR-", "2C0046101", "69383610X"])
def test_a_branch_code_is_no_rcr(text: str) -> None:
    assert isil.normalise_rcr(text) == ""


@pytest.mark.parametrize(
    ("text", "expected", "department"),
    [
        ("FRAD069", "FR-FRAD069", "69"), ("FRAD69", "FR-FRAD069", "69"), ("FR-FRAD069", "FR-FRAD069", "69"),
        ("FR-AD69", "FR-FRAD069", "69"), ("fr-ad069", "FR-FRAD069", "69"), ("FRAD01", "FR-FRAD001", "01"),
        ("FRAD2A", "FR-FRAD02A", "2A"), ("FRAD02A", "FR-FRAD02A", "2A"), ("FRAD974", "FR-FRAD974", "974"),
        ("FRAC69123", "FR-FRAC69123", "69"), ("FRAM059017", "FR-FRAM059017", "59"), ("FR-FRAN", "FR-FRAN", ""),
    ],
)  # fmt: skip
def test_archives_are_one_however_their_code_is_written(text: str, expected: str, department: str) -> None:
    assert isil.institution_code(text) == expected == isil.normalise_isil(text)
    assert isil.kind_of(expected) == "archive"
    assert isil.department_of(expected) == department


@pytest.mark.parametrize("text", ["FR-M0410", "Museofile M0410", "MUSEO:M0410", "muséofile/m0410"])
def test_a_museum_is_known_by_its_museofile_number(text: str) -> None:
    assert isil.institution_code(text) == "FR-M0410" == isil.normalise_isil("M0410")
    assert isil.kind_of("FR-M0410") == "museum"


@pytest.mark.parametrize("text", ["France", "FRANCE", "Frank", "BM-Lyon", "Magasin", "M0410", "AD-HOC", "Fragment", "ADA69", ""])
def test_a_name_in_a_record_is_no_number(text: str) -> None:
    assert isil.institution_code(text) == ""


def test_a_foreign_isil_is_kept_as_it_is() -> None:
    assert isil.normalise_isil("DE-101") == "DE-101"
    assert isil.normalise_isil("Bibliothèque de Genève") == ""
    assert isil.kind_of("DE-101") == "other"


@pytest.mark.parametrize(
    ("number", "department"),
    [("FR-693836101", "69"), ("FR-2A0046101", "2A"), ("FR-974116201", "974"), ("FR-988186201", "988"), ("DE-101", "")],
)
def test_the_number_says_the_department(number: str, department: str) -> None:
    assert isil.department_of(number) == department


def test_an_institution_that_nobody_named_is_called_by_its_number() -> None:
    assert isil.unnamed("FR-693836101") == "RCR 693836101"
    assert isil.unnamed("FR-FRAD069") == "ISIL FR-FRAD069"
    assert isil.normalise_isil(isil.local_isil(12)) == isil.local_isil(12)


NUMBERS = st.from_regex(r"(FR-)?((97|98|2A|2B|[0-9]{2})[0-9]{7}|FRA[CDM][0-9]{2,6}|M[0-9]{4})", fullmatch=True)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), NUMBERS))
def test_a_normal_form_is_stable_and_a_code_goes_back_to_its_isil(text: str) -> None:
    assert isil.normalise_rcr(text) in ("", text.strip().upper().removeprefix("FR-"))
    once = isil.normalise_isil(text)
    if once:
        assert len(once) <= isil.LONGEST
        assert isil.normalise_isil(once) == once
        assert isil.isil(isil.code_of(once)) == once


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [("693836101.0", "FR-693836101"), ("10532101", "FR-010532101"), ("10532101,00", "FR-010532101"), (" 693836101 ", "FR-693836101"),
     ("6,93836E+08", ""), ("1053210", ""), ("693836101.5", ""), ("FRAD069", ""), ("", "")],
)  # fmt: skip
def test_a_number_that_a_spreadsheet_changed_is_known_again(cell: str, wanted: str) -> None:
    assert isil.of_spreadsheet(cell) == wanted
