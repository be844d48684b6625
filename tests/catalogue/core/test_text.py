"""French and heritage words, normalised the same for what partners write and for what readers type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.places import modern_places
from catalogue.core.text import early, early_spellings, fold, latin_root, sort_key, spans, stemmable, words, words_of_all

FRENCH = st.text(alphabet=st.sampled_from("aéèàêçôîœæÉŒAbLld'’ -.,&IVxtsſʼ\u0301«»\x88\x89\n12"), max_size=60)
ANY_TEXT = st.one_of(FRENCH, st.text(max_size=60))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("L’Histoire de l'Église", "histoire de eglise"),
        ("QU’ILS D'ALEMBERT", "ils alembert"),
        ("Chambre d' hôte", "chambre hote"),
        ("dell’arte nell'opera", "arte opera"),
        ("aujourd’hui", "aujourdhui"),
        ("Œuvres d'Æsope, cœur", "oeuvres aesope coeur"),
        ("Abrégé de l’hiſtoire", "abrege de histoire"),
        ("ﬁnance, ﬅyle, ﬄeur", "finance style ffleur"),
        ("e\u0301te\u0301 — été", "ete ete"),
        ("Saint-Étienne", "saint etienne"),
        ("St-Étienne et Ste Foy", "saint etienne et sainte foy"),
        ("Tome IV, vol. XII", "tome 4 volume 12"),
        ("t. iv ; livre d’or", "tome 4 livre or"),
        ("Louis XIV", "louis xiv"),
        ("tome mil", "tome mil"),
        ("Tome premier, livre deuxième", "tome 1 livre 2"),
        ("T. trois ; liber secundus", "tome 3 livre 2"),
        ("le premier tome des deux livres", "le premier tome des deux livres"),
        ("Livres deux sous", "livre 2 sous"),
        ("Pierre & Paul", "pierre et paul"),
        ("n° 12, 2º, Mᵐᵉ", "n 12 2o mme"),
        ("N’Diaye et M'Bow n’avaient", "ndiaye et mbow avaient"),
        ("T’ang, ch'ing, d'Artagnan", "tang ching artagnan"),
        ("Le C.N.R.S. à Lyon", "le cnrs a lyon"),
        ("J.-B. Say", "j b say"),
        ("\x88Le \x89livre", "le livre"),
        ("di\u00advi\u200dsé", "divise"),
        ("Straße", "strasse"),
        ("Λόγος Ελλάς", "λογοσ ελλασ"),
        ("Чайковский", "чаиковскии"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("中文 目錄", "中文 目錄"),
        ("!?…", ""),
        ("", ""),
    ],
)
def test_words_are_found_whatever_their_dress(written: str, expected: str) -> None:
    assert fold(written) == expected


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_case_and_composition_change_nothing(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(FRENCH)
def test_capitals_change_nothing(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text)
    assert fold(text.replace("'", "’")) == fold(text)


@given(ANY_TEXT)
def test_folded_words_are_letters_and_figures(text: str) -> None:
    assert all(word.isalnum() and word == word.lower() for word in words(text))
    assert fold(text) == " ".join(words(text))


@given(st.lists(ANY_TEXT, max_size=8))
def test_many_texts_fold_as_each_of_them(texts: list[str]) -> None:
    assert words_of_all(texts) == [words(text) for text in texts]


def test_a_volume_has_one_number_whether_one_text_is_read_or_many() -> None:
    assert words_of_all(["Tome III", "Charles IX", "S. Jean"]) == [["tome", "3"], ["charles", "ix"], words("S. Jean")]


@given(st.text(alphabet=st.sampled_from("aéèàêçôîûäñ’‘'…«—°œæ&ldqu st. \xa0\xad\u200bßﬁ½e\u0301İΣς"), max_size=40))
def test_an_unusual_letter_beside_it_changes_no_word_of_a_text(text: str) -> None:
    assert fold(f"{text} ǅemal").split() == [*words(text), "dzemal"]


@given(FRENCH)
def test_each_word_is_where_it_was_written(text: str) -> None:
    end = 0
    for start, stop, word in spans(text):
        assert end <= start < stop <= len(text)
        assert fold(text[start:stop]) == word
        end = stop


def test_elided_words_are_apart_in_spans() -> None:
    assert [word for _, _, word in spans("L’Église d'Ainay")] == ["l", "eglise", "d", "ainay"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vniuersité", "université"), ("Iesus", "Jésus"), ("roy", "roi"), ("VVilhelm", "Wilhelm"), ("auec", "avec"), ("Lvgdvni", "Lugduni")],
)
def test_early_spellings_meet(one: str, other: str) -> None:
    assert early(fold(one)) == early(fold(other))


@pytest.mark.parametrize(
    ("typed", "printed"), [("universite", "vniuersite"), ("jesus", "iesus"), ("avec", "auec"), ("roi", "roy"), ("julien", "iulien")]
)
def test_a_modern_word_gives_what_was_printed(typed: str, printed: str) -> None:
    assert printed in early_spellings(typed)
    assert typed not in early_spellings(typed)


@given(st.text(alphabet="abuvijyw", max_size=8))
def test_early_spellings_all_have_one_key(word: str) -> None:
    assert {early(spelling) for spelling in early_spellings(word)} <= {early(word)}


def test_feminine_participles_are_ready_for_the_stemmer() -> None:
    assert [stemmable(word) for word in ("imprimees", "reliee", "relie", "lyon")] == ["imprime", "relie", "relie", "lyon"]


def test_titles_sort_after_their_article() -> None:
    assert sort_key("L’Été", nonsorting=2) == "ete"
    assert sort_key("Élégies") < sort_key("Fables")


@pytest.mark.parametrize(
    ("imprint", "places"),
    [
        ("Lugduni", ("Lyon",)),
        ("LVGDVNI", ("Lyon",)),
        ("Lugduni Batavorum", ("Leyde",)),
        ("Lugduni et Parisiis", ("Lyon", "Paris")),
        ("Coloniae Allobrogum", ("Genève",)),
        ("Lyon", ()),
        ("", ()),
    ],
)
def test_latin_imprints_name_a_french_town(imprint: str, places: tuple[str, ...]) -> None:
    assert modern_places(imprint) == places


@pytest.mark.parametrize(
    ("word", "root"),
    [("gryphius", "gryph"), ("gryphium", "gryph"), ("gryphe", "gryph"), ("parisiorum", "paris"), ("parisiis", "paris"), ("rome", "rome")],
)
def test_latin_endings_of_imprints_go(word: str, root: str) -> None:
    assert latin_root(word) == root


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("l'église", "eglise"),
        ("D’Alembert", "alembert"),
        ("jusqu'à l'an", "a an"),
        ("presqu'île", "presquile"),
        ("quelqu'un", "quelquun"),
        ("qu'elle", "elle"),
        ("N'Diaye", "ndiaye"),
        ("M'Bow", "mbow"),
        ("c'est", "est"),
        ("O'Brien", "o brien"),
        ("T'ang", "tang"),
        ("prud'homme", "prud homme"),
        ("all'antica", "antica"),
        ("l'", ""),
        ("'", ""),
    ],
)
def test_what_stands_before_an_apostrophe_is_elided_or_of_the_word(written: str, folded: str) -> None:
    assert fold(written) == folded
