"""Passages with the words looked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.engines.stems import stem
from catalogue.search.highlight import WIDTH, Highlighter
from catalogue.search.result import Highlight


def marked(highlight: Highlight) -> list[str]:
    return [piece.text for piece in highlight.snippet if piece.matched]


def look(*words: str, title: str = "", notes: tuple[str, ...] = ()) -> tuple[Highlight, ...]:
    return Highlighter(words, root=stem).highlights(title=title, agents=(), texts={"notes": notes})


def test_the_word_is_marked_without_its_article_and_with_its_accents() -> None:
    [title] = look("eglise", title="L’Église d'Ainay & les églises")
    assert marked(title) == ["Église", "églises"]


def test_a_long_note_is_cut_around_the_word() -> None:
    [note] = look("veau", notes=("mot " * 200 + "relié en veau brun " + "mot " * 200,))
    assert marked(note) == ["veau"]
    assert note.snippet[0].text == "… "
    assert note.snippet[-1].text == " …"
    assert len("".join(piece.text for piece in note.snippet)) <= WIDTH + 8


def test_only_the_first_passage_is_quoted() -> None:
    assert len(look("veau", notes=("veau", "veau encore"))) == 1


def test_a_word_that_only_begins_alike_is_not_marked() -> None:
    assert look("port", notes=("portrait",)) == ()


@given(st.text(alphabet="aveu d'é-.,\n", max_size=400))
def test_the_pieces_make_the_passage(text: str) -> None:
    for highlight in look("veau", title=text):
        assert "".join(piece.text for piece in highlight.snippet) == text


def test_an_old_spelling_is_marked_for_a_modern_word() -> None:
    [title] = look("maitre", "ecole", title="Du maiſtre & de l’eſchole, ou le faict")
    assert marked(title) == ["maiſtre", "eſchole"]
    [title] = look("humain", title="Le mirouer de l'umain lignage")
    assert marked(title) == ["umain"]


def test_latin_endings_are_marked_in_an_imprint_only() -> None:
    found = Highlighter(["gryphe"], root=stem).highlights(title="Gryphium", agents=("Gryphius, Seb.",), texts={})
    assert [highlight.field for highlight in found] == ["agents"]


def test_years_of_a_period_are_marked() -> None:
    found = Highlighter([], root=stem, periods=[(1501, 1600)]).highlights(title="De 1499 à 1557, n° 15570", agents=(), texts={})
    assert [marked(highlight) for highlight in found] == [["1557"]]
    assert Highlighter([], root=stem, periods=[(-9999, 1600)]).highlights(title="1557", agents=(), texts={}) == ()
