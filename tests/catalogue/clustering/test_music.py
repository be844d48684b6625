"""Music and maps for matching: scores, reductions and parts, discs and tapes, performers, states of a map, as French libraries say them."""

import pytest

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.judging import judge
from catalogue.clustering.normalising.numbers import numbers_in
from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Publication, Text, Title

BIZET = Agent(name="Bizet, Georges", dates="1838-1875")


def opera(extent: str, *, material: str = "score", others: tuple[str, ...] = (), subtitle: str = "", edition: str = "") -> Description:
    titles = (Title(value="Carmen"), *((Title(value=subtitle, kind="remainder"),) if subtitle else ()))
    return Description(
        titles=titles,
        material=material,
        agents=(BIZET, *(Agent(name=name, rank="other") for name in others)),
        dates=(parse("1875"),),
        publications=(Publication(places=("Paris",), names=("Choudens",), date="1875"),),
        extents=(Extent(value=extent),),
        editions=(Text(value=edition),) if edition else (),
    )


def vetoes(one: Description, other: Description) -> tuple[str, ...]:
    return judge(traits_of(one), traits_of(other), setting="wide").vetoes


@pytest.mark.parametrize(
    ("extent", "subtitle", "form"),
    [
        ("1 partition (579 p.)", "", "full"),
        ("1 partition de poche", "", "full"),
        ("1 conducteur", "", "full"),
        ("1 partition chant et piano (363 p.)", "", "reduction"),
        ("1 partition (363 p.)", "opéra-comique en 4 actes, réduction pour chant et piano", "reduction"),
        ("1 réduction", "", "reduction"),
        ("1 Klavierauszug", "", "reduction"),
        ("24 parties", "", "parts"),
        ("1 matériel d'orchestre", "", "parts"),
        ("1 vol. (363 p.)", "", ""),
    ],
)
def test_a_score_its_reduction_and_its_parts_are_told_apart(extent, subtitle, form):
    assert traits_of(opera(extent, subtitle=subtitle)).score == form


def test_a_text_is_no_score():
    assert traits_of(opera("1 vol. (parties 1 et 2)", material="text")).score == ""


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("1 partition (579 p.)", "1 partition chant et piano (363 p.)", True),
        ("1 partition chant et piano", "24 parties", True),
        ("1 partition chant et piano", "1 réduction (363 p.)", False),
        ("1 partition (363 p.)", "1 vol. (363 p.)", False),
    ],
)
def test_a_person_decides_between_a_score_and_its_reduction(one, other, apart):
    assert ("score" in vetoes(opera(one), opera(other))) is apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("3 disques compacts", "2 CD", True),
        ("1 coffret de 2 CD", "2 DISQUES COMPACTS EN 1 COFFRET", False),
        ("1 disque 33 t", "3 disques 33 t", True),
        ("2 CD", "1 boîte", False),
    ],
)
def test_recordings_on_other_numbers_of_discs_are_two(one, other, apart):
    assert ("carriers" in vetoes(opera(one, material="sound"), opera(other, material="sound"))) is apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("Callas, Maria", "Prêtre, Georges"), ("Troyanos, Tatiana", "Solti, Georg"), True),
        (("Callas, Maria", "Prêtre, Georges"), ("Prêtre, Georges", "Gedda, Nicolai"), False),
        (("Callas, Maria", "Prêtre, Georges"), ("Meilhac, Henri",), False),
        (("Callas, Maria", "Prêtre, Georges"), (), False),
    ],
)
def test_recordings_that_name_other_performers_are_two(one, other, apart):
    pair = [opera("2 disques compacts", material="sound", others=names) for names in (one, other)]
    assert ("performers" in vetoes(*pair)) is apart


def test_a_score_may_name_other_editors():
    pair = [opera("1 partition", others=names) for names in (("Oeser, Fritz", "Guiraud, Ernest"), ("Didion, Robert", "Halévy, Ludovic"))]
    assert "performers" not in vetoes(*pair)


@pytest.mark.parametrize(("one", "other", "apart"), [("Révisée en 1905", "Révisée en 1907", True), ("Mise à jour 1912", "1912", False)])
def test_states_of_a_map_are_told_by_the_years_of_their_corrections(one, other, apart):
    pair = [opera("1 carte", material="map", edition=edition) for edition in (one, other)]
    assert ("edition" in vetoes(*pair)) is apart


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Carmen : opéra-comique en quatre actes", ()),
        ("Carmen : opéra en 4 actes et 5 tableaux", ()),
        ("Sonate n° 4 en trois mouvements", ("3", "4")),
        ("Die Zauberflöte : KV 620 : Oper in zwei Aufzügen", ("620",)),
    ],
)
def test_how_many_acts_a_play_has_is_no_number_of_its_title(title, numbers):
    assert numbers_in(title) == numbers
