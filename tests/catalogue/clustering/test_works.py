"""Are two editions of one work? Whatever their years and printers; never for the sake of a title that many works have."""

from __future__ import annotations

import pytest

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.traits import Traits
from catalogue.clustering.works import keys_of_work, same_work
from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Title

LABE = "Labé, Louise"


def edition(title: str, author: str = LABE, year: str = "1555", **more: object) -> Traits:
    agents = (Agent(name=author, roles=("070",)),) if author else ()
    told = {"material": "text", "level": "monograph", **more}
    return traits_of(Description(titles=(Title(value=title),), agents=agents, dates=(parse(year),), **told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Evvres de Lovize Labé lionnoize", "Euvres de Louize Labé lionnoise"),
        ("Les Misérables", "Les Misérables"),
        ("Germinal", "Germinal : les Rougon-Macquart"),
        ("Le Jardin des soyeux", "Le jardin des soyeux, ou l'art des étoffes façonnées"),
    ],
)
def test_an_edition_of_another_year_is_one_of_the_work_and_meets_it(title: str, other: str) -> None:
    one, later = edition(title), edition(other, year="1862")
    assert same_work(one, later) and same_work(later, one)
    assert set(keys_of_work(one)) & set(keys_of_work(later))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edition("Œuvres"), edition("Œuvres", "Ronsard, Pierre de")),
        (edition("Œuvres", ""), edition("Œuvres", "")),
        (edition("Discours", "Rousseau, Jean-Jacques"), edition("Discours sur les sciences", "Rousseau, Jean-Jacques")),
        (edition("Histoire de Lyon, tome 1"), edition("Histoire de Lyon, tome 2")),
        (edition("Germinal"), edition("La Débâcle")),
        (edition("Carmen", "Bizet, Georges"), edition("Carmen", "Bizet, Georges", material="score")),
        (edition("Journal", material="manuscript"), edition("Journal", material="manuscript")),
        (edition("Bulletin de la Diana", "La Diana", level="serial"), edition("Bulletin de la Diana", "La Diana", level="serial")),
    ],
)
def test_what_shares_a_title_and_no_more_is_no_edition_of_the_work(one: Traits, other: Traits) -> None:
    assert not same_work(one, other) and not same_work(other, one)
