"""Identifiers: the same number written in two ways must be one number, and a wrong one must not join two books."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.core import identifiers as ids


def modulo_11(digits: str, *, weights: tuple[int, ...]) -> str:
    """The check character by the standards' own words, apart from the library that the code asks."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return "0" if rest == 0 else "X" if rest == 1 else str(11 - rest)


DIGITS = st.text(string.digits, min_size=9, max_size=9)


@pytest.mark.parametrize("text", ["2-07-062456-9", "2070624569", "ISBN 2 07 062456 9 (br.)", "978-2-07-062456-0", "9782070624560"])
def test_every_writing_of_an_isbn_is_one_isbn(text: str) -> None:
    expected = "9782070624560"
    body = "207062456"
    right = body + modulo_11(body, weights=tuple(range(10, 1, -1)))
    assert ids.normalise_isbn(text.replace("2-07-062456-9", right).replace("2070624569", right).replace("2 07 062456 9", right)) == expected


@pytest.mark.parametrize("text", ["", "2-07-062456-1", "978-2-07-062456-1", "12 F", "br.", "97820706245600", "ISBN"])
def test_a_misprinted_isbn_is_none(text: str) -> None:
    assert ids.normalise_isbn(text) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2-07-036822-8 [i.e. 2-07-036822-X]", "9782070368228"),
        ("2-07-036822-8 (erroné) ; 978-2-07-036822-8", "9782070368228"),
        ("9782070368228 9782070368235", "9782070368228"),
    ],
)
def test_a_right_isbn_beside_a_misprinted_one_is_found(text: str, number: str) -> None:
    assert ids.normalise_isbn(text) == number


@pytest.mark.parametrize("text", ["0317-8472, 0317-8471", "eISSN0317-8471", "ISSN0317-8471 (en ligne)", "issn03178471"])
def test_a_right_issn_is_found_beside_another_and_behind_its_name(text: str) -> None:
    assert ids.normalise_issn(text) == "0317-8471"


@settings(deadline=None)
@given(DIGITS)
def test_an_isbn_10_goes_to_13_and_back(body: str) -> None:
    isbn10 = body + modulo_11(body, weights=tuple(range(10, 1, -1)))
    isbn13 = ids.isbn10_to_13(isbn10)
    assert ids.isbn13_to_10(isbn13) == isbn10
    assert ids.normalise_isbn("-".join(isbn10)) == isbn13 == ids.normalise_isbn(isbn13) == ids.normalise_ean(isbn13)


def test_an_isbn_979_has_no_ten_figure_form() -> None:
    assert ids.isbn13_to_10("9791030302707") == ""


@settings(deadline=None)
@given(st.text(string.digits, min_size=7, max_size=7))
def test_an_issn_with_a_right_check_is_kept_and_another_check_is_not(body: str) -> None:
    check = modulo_11(body, weights=(8, 7, 6, 5, 4, 3, 2))
    assert ids.normalise_issn(f"ISSN = {body[:4]}-{body[4:]}{check.lower()}") == f"{body[:4]}-{body[4:]}{check}"
    wrong = "0" if check != "0" else "1"
    assert ids.normalise_issn(f"{body}{wrong}") == ""


@settings(deadline=None)
@given(st.text(string.digits, min_size=8, max_size=8))
def test_a_ppn_is_known_by_its_check(body: str) -> None:
    check = modulo_11(body, weights=(9, 8, 7, 6, 5, 4, 3, 2))
    assert ids.normalise_ppn(f"(PPN){body}{check}") == f"{body}{check}" == ids.normalise_ppn(f"{body}{check}".lower())
    assert ids.normalise_ppn(f"{body}{'0' if check != '0' else '1'}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "ark:/12148/cb36646150b",
        "ark:12148/cb36646150b",
        "http://catalogue.bnf.fr/ark:/12148/cb36646150b",
        "https://catalogue.bnf.fr/ark:/12148/cb-3664-6150-b",
        "ark:/12148/cb36646150b?info",
        "https://gallica.bnf.fr/ark:/12148/cb36646150b/f1.item",
        "Notice : <ark:/12148/cb36646150b>",
    ],
)
def test_an_ark_is_the_same_through_any_resolver_and_with_hyphens(text: str) -> None:
    assert ids.normalise_ark(text) == "ark:/12148/cb36646150b"


@pytest.mark.parametrize("text", ["", "ark:", "ark:/", "ark:/12148/", "http://example.org/arkansas", "bark:/x/y"])
def test_what_is_no_ark_gives_none(text: str) -> None:
    assert ids.normalise_ark(text) == ""


def test_bnf_numbers_and_arks_name_the_same_notice() -> None:
    assert ids.frbnf_to_ark("FRBNF366461500000000X") == "ark:/12148/cb36646150b"
    assert ids.frbnf_of_ark("ark:/12148/cb36646150b") == "FRBNF36646150" == ids.normalise_frbnf("FRBNF36646150")
    assert ids.normalise_frbnf("frBN036646150") == "FRBNF36646150"
    assert ids.frbnf_to_ark("104837268") == "" == ids.normalise_frbnf("")


@settings(deadline=None)
@given(st.integers(10_000_000, 99_999_999))
def test_a_computed_ark_passes_its_own_check_and_no_other(number: int) -> None:
    ark = ids.frbnf_to_ark(f"FRBNF{number}")
    assert ids.ark_is_checked(ark)
    assert not ids.ark_is_checked(ark[:-1] + ("b" if ark[-1] != "b" else "c"))
    assert ids.frbnf_of_ark(ark) == f"FRBNF{number}"


def test_the_check_of_the_noid_manual_holds() -> None:
    assert ids.ark_is_checked("ark:/13030/xf93gt2q")


@pytest.mark.parametrize("text", ["(OCoLC)31870143", "ocm31870143", "ocn031870143", "OCoLC31870143", "31870143"])
def test_every_writing_of_an_oclc_number_is_one(text: str) -> None:
    assert ids.normalise_oclc(text) == "31870143"


@pytest.mark.parametrize(
    "text",
    ["e.es s.s. n,t. DeQu 3 1556R", "e.es s.s. n,t. DeQu (3) 1556 (R)", "e.ess.s.n,t.DeQu 3 1556R", "e.es  s.s.  n,t.  DeQu (3) 1556 (r)"],
)
def test_a_fingerprint_is_one_however_it_is_spaced(text: str) -> None:
    assert ids.normalise_fingerprint(text) == "e.es s.s. n,t. DeQu (3) 1556 (R)"


def test_capitals_of_a_fingerprint_count() -> None:
    assert ids.normalise_fingerprint("e.es s.s. n,t. DeQu") != ids.normalise_fingerprint("e.es s.s. n,t. dequ")
    assert ids.normalise_fingerprint("trop court") == ""


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_identifiers_and_a_normal_form_is_stable(text: str) -> None:
    for normalise in (
        ids.normalise_isbn, ids.normalise_issn, ids.normalise_ean, ids.normalise_ark, ids.normalise_ppn, ids.normalise_frbnf,
        ids.normalise_oclc, ids.normalise_fingerprint, ids.normalise_ismn, ids.normalise_isni,
    ):  # fmt: skip
        once = normalise(text)
        assert once == "" or normalise(once) == once


@pytest.mark.parametrize("text", ["M-2306-7118-7", "ISMN M 2306 7118 7", "979-0-2306-7118-7", "9790230671187"])
def test_every_writing_of_an_ismn_is_one(text: str) -> None:
    assert ids.normalise_ismn(text) == "9790230671187"


@pytest.mark.parametrize("text", ["", "M-2306-7118-8", "9780230671187", "M", "٩790230671187"])
def test_a_misprinted_ismn_is_none(text: str) -> None:
    assert ids.normalise_ismn(text) == ""


@pytest.mark.parametrize("text", ["0000 0001 2281 955X", "000000012281955X", "ISNI 0000-0001-2281-955x"])
def test_every_writing_of_an_isni_is_one(text: str) -> None:
    assert ids.normalise_isni(text) == "000000012281955X"
    assert ids.normalise_isni("0000 0001 2281 9551") == ""
