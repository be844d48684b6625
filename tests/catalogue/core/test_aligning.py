"""What was found in a national catalogue for a record: read from any words, laid over what the record says, taken away again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.aligning import ALIGNED, Alignment, laid_over, of_text
from catalogue.core.description import Description, Identifier, Title

ARK, FRBNF = "ark:/12148/cb36646150b", "FRBNF36646150"
OWN = Description(identifier="1", titles=(Title(value="Délie"),), identifiers=(Identifier(scheme="ark", value="ark:/99999/x"),))


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("https://catalogue.bnf.fr/ark:/12148/cb36646150b",), [Alignment(ARK, FRBNF)]),
        (("frbnf366461500000008",), [Alignment(ARK, FRBNF)]),
        ((ARK, FRBNF), [Alignment(ARK, FRBNF)]),
        (("PPN026378329",), [Alignment(ppn="026378329")]),
        (("000000108 000000108",), [Alignment(ppn="000000108")]),
        (("http://www.sudoc.fr/000000108", ARK), [Alignment(ARK, FRBNF, "000000108")]),
        (("ark:/12148/cb36646150b,ark:/12148/cb34633458q",), [Alignment(ARK, FRBNF), Alignment("ark:/12148/cb34633458q", "FRBNF34633458")]),
        (("", "Pb FRBNF", "1994"), []),
    ],
)
def test_numbers_are_read_however_they_are_written(texts: tuple[str, ...], found: list[Alignment]) -> None:
    assert list(of_text(texts)) == found


def test_what_is_laid_over_is_told_apart_and_taken_away_again() -> None:
    laid = laid_over(OWN, Alignment(ARK, FRBNF))
    assert [(one.value, one.qualifier) for one in laid.identifiers] == [(ARK, ALIGNED), (FRBNF, ALIGNED), ("ark:/99999/x", "")]
    assert laid_over(laid, Alignment(ARK, FRBNF)) is laid, "twice is once"
    assert laid_over(laid, None) == OWN
    said = Description(titles=OWN.titles, identifiers=(Identifier(scheme="ark", value=ARK),))
    assert [one.qualifier for one in laid_over(said, Alignment(ARK)).identifiers] == [""], "what it says itself is not said twice"


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_words_break_the_reading(texts: list[str]) -> None:
    for one in of_text(tuple(texts)):
        assert any(one) and laid_over(laid_over(OWN, one), None) == OWN
