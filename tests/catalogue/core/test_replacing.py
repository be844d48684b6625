"""Words replaced in a text: every place found once, what stands around them untouched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.replacing import Wanted, places, replaced


def everywhere(text: str, wanted: Wanted) -> str:
    return replaced(text, wanted, range(len(places(text, wanted))))


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("Évêché de Lyon, l’eveche de Vienne", Wanted("évêché", "diocèse"), "diocèse de Lyon, l’diocèse de Vienne"),
        ("Évêché de Lyon, l’eveche de Vienne", Wanted("eveche", "diocèse", exact=True), "Évêché de Lyon, l’diocèse de Vienne"),
        ("soie, soierie, Soie", Wanted("soie", "laine", whole=True), "laine, soierie, laine"),
        ("soie, soierie, Soie", Wanted("soie", "laine", whole=True, exact=True), "laine, soierie, Soie"),
        ("Les œuvres de l'abbé", Wanted("oeuvres de l’abbé", "livres"), "Les livres"),
        ("un bœuf", Wanted("bo", "x"), "un bœuf"),
        ("e\u0301ve\u0302que", Wanted("évêque", "prélat"), "prélat"),
        ("e\u0301ve\u0302que", Wanted("évêque", "prélat", exact=True), "prélat"),
        ("aaaa", Wanted("aa", "b"), "bb"),
        ("(s.d.)", Wanted("s.d.", "sans date", whole=True), "(sans date)"),
        ("deux  blancs", Wanted("deux ", ""), " blancs"),
        ("rien", Wanted("  ", "x"), "rien"),
    ],
)
def test_words_are_replaced_as_they_are_asked_for(text: str, wanted: Wanted, said: str) -> None:
    assert everywhere(text, wanted) == said


def test_a_place_that_says_already_what_is_to_be_put_there_is_none() -> None:
    assert places("Fonds Coste, fonds Charavay", Wanted("fonds", "Fonds")) == [(13, 18)]


def test_only_the_chosen_places_change() -> None:
    assert replaced("lin, lin et lin", Wanted("lin", "chanvre"), {0, 2}) == "chanvre, lin et chanvre"


@given(st.text(alphabet="aAéœe\u0301 ß’'ﬁ.", max_size=20), st.text(alphabet="aeéœs ’ﬁ", max_size=3), st.booleans(), st.booleans())
def test_what_stands_elsewhere_is_untouched(text: str, words: str, whole: bool, exact: bool) -> None:
    wanted = Wanted(words, "", whole=whole, exact=exact)
    found = places(text, wanted)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    kept = "".join(
        text[after:before]
        for after, before in zip([0, *(end for _, end in found)], [*(start for start, _ in found), len(text)], strict=True)
    )
    assert everywhere(text, wanted) == kept
    assert replaced(text, wanted, ()) == text
