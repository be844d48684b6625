"""The table of synonyms, in the form that reading a search needs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.synonyms import MAX_ALSO, MAX_FOR_ONE, NO_SYNONYMS, Row, Synonyms, synonyms_of
from catalogue.search.words import read_words

ROWS = st.lists(
    st.builds(Row, st.text(max_size=30), st.lists(st.text(max_size=30), max_size=10).map(tuple), st.booleans()),
    max_size=12,
)


def table(*rows: Row) -> Synonyms:
    return synonyms_of(rows, version="essai")


def also(typed: str, synonyms: Synonyms) -> dict[str, tuple[str, ...]]:
    return dict(read_words(typed, synonyms=synonyms).synonyms)


def test_both_ways_and_one_way() -> None:
    both, one = table(Row("carte", ("plan", "atlas"))), table(Row("carte", ("plan", "atlas"), both_ways=False))
    assert also("plan", both) == {"plan": ("carte", "atlas")}
    assert also("plan", one) == {}
    assert also("carte", one) == {"carte": ("plan", "atlas")}


def test_two_rows_of_one_word_add_up() -> None:
    synonyms = table(Row("carte", ("plan",)), Row("atlas", ("carte",)))
    assert also("cartes", synonyms) == {"cartes": ("plan", "atlas")}


def test_plurals_and_accents_change_nothing() -> None:
    synonyms = table(Row("journal", ("périodique",)))
    for typed in ("journaux", "Journal", "JOURNAUX", "periodiques", "périodique"):
        assert len(also(typed, synonyms)) == 1


def test_the_longest_wording_wins() -> None:
    synonyms = table(Row("chemin de fer", ("voie ferrée",)), Row("fer", ("métal",)))
    assert also("le chemin de fer à Lyon", synonyms) == {"chemin de fer": ("voie ferrée",)}
    [railway, _lyon] = read_words("le chemin de fer à Lyon", synonyms=synonyms).groups
    assert railway.words == ("chemin", "fer")
    assert railway.also == (("voie", "ferree"),)


def test_the_latin_name_of_a_town_stands_for_its_french_one() -> None:
    assert also("Lugduni Batavorum", NO_SYNONYMS) == {"lugduni batavorum": ("Leyde",)}
    assert also("lugduni", NO_SYNONYMS) == {"lugduni": ("Lyon",)}
    assert also("Lyon", NO_SYNONYMS) == {}


def test_tables_of_one_version_are_one() -> None:
    assert table(Row("a", ("b",))) == table(Row("c", ("d",)))
    assert synonyms_of([], version="1") != synonyms_of([], version="2")


@given(rows=ROWS, typed=st.text(max_size=200))
def test_whatever_an_editor_writes_is_read_within_limits(rows: list[Row], typed: str) -> None:
    synonyms = synonyms_of(rows, version="any")
    assert all(0 < len(others) <= MAX_FOR_ONE for others in synonyms.others.values())
    words = read_words(" ".join([typed, *(row.words for row in rows)]), synonyms=synonyms)
    assert sum(len(group.also) for group in words.groups if group.years is None) <= MAX_ALSO
