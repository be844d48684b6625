"""Call numbers and identifiers reduced to keys."""

from __future__ import annotations

import pytest

from catalogue.core.description import DigitalCopy, Identifier
from catalogue.search.codes import (
    call_number_key,
    document_call_numbers,
    document_identifiers,
    identifier_keys,
    typed_call_number,
    typed_identifiers,
)


@pytest.mark.parametrize("typed", ["Ms. 0123", "MS123", "ms-123", "manuscrit n° 123", "Cote : Mss 123"])
def test_one_call_number_in_many_forms_has_one_key(typed: str) -> None:
    assert call_number_key(typed) == "ms123"


def test_neighbours_have_different_keys() -> None:
    keys = [call_number_key(typed) for typed in ("Rés. 4/12", "Rés. 41/2", "Rés. 412", "Rés. 4 A 12")]
    assert keys == ["res4.12", "res41.2", "res412", "res4a12"]


def test_a_word_alone_is_no_call_number() -> None:
    assert typed_call_number("Tours") == ""
    assert typed_identifiers("Tours") == ()
    assert call_number_key("Tours") == "tours"


@pytest.mark.parametrize("typed", ["2-07-036822-X", "207036822x", "978-2-07-036822-8", "ISBN : 9782070368228"])
def test_an_isbn_is_found_in_both_lengths(typed: str) -> None:
    assert {"9782070368228", "207036822x"} <= set(typed_identifiers(typed))
    assert {"9782070368228", "207036822x"} <= set(identifier_keys("2-07-036822-X", scheme="isbn"))


def test_an_ark_is_found_whole_or_by_its_name() -> None:
    keys = identifier_keys("ark:/12148/bpt6k1234", scheme="ark")
    for typed in ("ark:/12148/bpt6k1234", "https://gallica.bnf.fr/ark:/12148/bpt6k1234/f2.item", "bpt6k1234"):
        assert set(typed_identifiers(typed)) & set(keys)


@pytest.mark.parametrize(
    ("typed", "scheme", "stored"),
    [
        ("PPN 012345672", "ppn", "012345672"),
        ("FRBNF36646150", "frbnf", "FRBNF366461500000009"),
        ("36646150", "frbnf", "FRBNF36646150"),
        ("FR-693836101", "rcr", "693836101"),
        ("ISSN 0395-2037", "issn", "0395-2037"),
        ("03952037", "issn", "0395-2037"),
    ],
)
def test_numbers_with_or_without_their_name(typed: str, scheme: str, stored: str) -> None:
    assert set(typed_identifiers(typed)) & set(identifier_keys(stored, scheme=scheme))


def test_a_notice_is_found_by_the_ark_of_its_copy_but_not_by_an_address() -> None:
    keys = document_identifiers(
        [Identifier(scheme="ppn", value="012345672"), Identifier(scheme="local", value="X1")],
        [DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/bpt6k1234"), DigitalCopy(url="https://exemple.invalid/a")],
    )
    assert keys == ["012345672", "x1", "ark12148bpt6k1234", "bpt6k1234"]


@pytest.mark.parametrize(
    ("typed", "scheme", "stored"),
    [
        ("(PPN)012345672", "ppn", "012345672"),
        ("https://www.sudoc.fr/01234567X", "ppn", "01234567X"),
        ("https://www.sudoc.abes.fr/cbs/DB=2.1//SRCH?IKT=12&TRM=012345672", "ppn", "012345672"),
        ("notice n° FRBNF36646150", "frbnf", "FRBNF366461500000009"),
        ("BnF 36646150", "frbnf", "FRBNF366461500000009"),
        ("FRBNF 36646150 0000009", "frbnf", "FRBNF366461500000009"),
        ("12148/cb36646150b", "ark", "ark:/12148/cb36646150b"),
        ("ark 12148 CB36646150B", "ark", "ark:/12148/cb36646150b"),
        ("ISSN-L 0395-2037", "issn", "0395-2037"),
        ("eISSN : 0395-2037", "issn", "0395-2037"),
        ("ISBN-13 978-2-07-036822-8", "isbn", "2-07-036822-X"),
        ("OCLC 1234567", "oclc", "ocm01234567"),
        ("(OCoLC)1234567", "oclc", "(OCoLC)ocm01234567"),
        ("i-t. asus e-m, qusu", "fingerprint", "i-t. asus e-m, qusu (3) 1557 (A)"),
        ("Empreinte : I-T. ASUS E-M, QUSU 3 1557 A", "fingerprint", "i-t. asus e-m, qusu (3) 1557 (A)"),
    ],
)
def test_an_identifier_copied_from_elsewhere_is_found(typed: str, scheme: str, stored: str) -> None:
    assert set(typed_identifiers(typed)) & set(document_identifiers([Identifier(scheme=scheme, value=stored)]))


def test_four_words_of_four_letters_are_looked_up_and_no_others() -> None:
    assert typed_identifiers("dans cette ville haute") == ()
    assert typed_identifiers("vues dela tour rose") == ("vuesdelatourrose",)


def test_a_long_number_is_found_without_the_letters_before_it() -> None:
    assert document_call_numbers([["res", "317", "920"]]) == ["res317920", "317920"]
    assert document_call_numbers([["ms", "1557"], ["a", "9", "12345"]]) == ["ms1557", "a9.12345"], "what may be a year is none"
