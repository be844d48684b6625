"""Dates typed among the words: what every engine makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.result import TypedDate
from tests.contracts.notices import document

TEXTS = [
    document(1, "Ode de l'antiquité de la ville", place="Lyon", date="1557"),
    document(2, "Délie", place="Lyon", date="1544"),
    document(3, "Histoire de Lyon", place="Lyon", date="1789", notes=("Tables de 1557 à la fin.",)),
    document(4, "Procès-verbal des séances du district", place="Lyon", date="an II"),
    document(5, "La nef des folz", place="Lyon", date="1498"),
    document(6, "Les cahiers de 1789", place="Paris", date="1889"),
    document(7, "Poésie de la Renaissance", place="Paris", date="1901", subjects=("Poésie française -- 16e siècle",)),
    document(8, "Le siècle de Louis XIV", place="Berlin", date="1751", notes=("Tome IV seul.",)),
    document(9, "Recueil de chartes", type="manuscript", date="vers 1600", holdings=(("693836101", "Ms 1557"),)),
    document(10, "Gazette", type="newspaper", level="serial", date="1840-", place="Lyon"),
]


@pytest.fixture(scope="module")
def dated(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = make(tmp_path_factory.mktemp("dates"))
    assert engine.index(TEXTS) == {}
    return engine


def found(engine: Engine, typed: str) -> list[int]:
    return [hit.key.id for hit in engine.search(SearchRequest(words=typed)).hits]


def dates(engine: Engine, typed: str) -> tuple[TypedDate, ...]:
    return engine.search(SearchRequest(words=typed)).understood.dates


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1789", {3, 6}),
        ("XVIe siècle", {1, 2, 7, 9}),
        ("16e s.", {1, 2, 7, 9}),
        ("an II", {4}),
        ("an 2 de la République", {4}),
        ("l’an II", {4}),
        ("1793", {4}),
        ("1750-1760", {8}),
        ("vers 1600", {9}),
        ("avant 1500", {5}),
        ("entre 1540 et 1560", {1, 2}),
        ("MDLVII", {1, 3, 9}),
        ("après 1880", {6, 7}),
        ("1840", {10}),
        ("1900", set()),
        ("lyon 1550-1560", {1}),
    ],
)
def test_a_reader_types_a_date(dated: Engine, typed: str, expected: set[int]) -> None:
    assert set(found(dated, typed)) == expected


def test_notices_of_the_year_come_before_those_that_speak_of_it(dated: Engine) -> None:
    assert found(dated, "lyon 1557") == [1, 3]
    assert found(dated, "1557")[0] == 1


def test_the_prints_of_a_century_in_a_town(dated: Engine) -> None:
    assert set(found(dated, "XVIe siècle lyon")) == {1, 2}


def test_between_quotes_or_after_a_dash_a_date_is_words(dated: Engine) -> None:
    assert 3 in found(dated, '"1557"')
    assert found(dated, '"tables de 1557"') == [3]
    assert set(found(dated, "lyon -1557")) == {2, 4, 5, 10}
    assert dates(dated, '"XVIe siècle" lyon -1557') == ()


def test_a_number_of_something_else_is_no_date(dated: Engine) -> None:
    assert found(dated, "Ms 1557") == [9]
    assert dates(dated, "Ms 1557") == ()
    assert found(dated, "Louis XIV") == [8]
    assert found(dated, "tome IV") == [8]
    assert dates(dated, "siècle de Louis XIV tome IV") == ()


def test_the_date_is_shown_as_it_was_understood(dated: Engine) -> None:
    assert dates(dated, "lyon XVIe siècle") == (TypedDate("XVIe siècle", 1501, 1600),)
    assert dates(dated, "Lyon, 1557.") == (TypedDate("1557", 1557, 1557),)
    assert dates(dated, "après 1880") == (TypedDate("après 1880", 1880, 9999),)
    understood = dated.search(SearchRequest(words="lyon 1557")).understood
    assert understood.words == ("lyon",)


def test_years_of_the_period_are_marked(dated: Engine) -> None:
    [hit] = [hit for hit in dated.search(SearchRequest(words="lyon 1557")).hits if hit.key.id == 3]
    marked = {piece.text for highlight in hit.highlights for piece in highlight.snippet if piece.matched}
    assert marked == {"Lyon", "1557"}
