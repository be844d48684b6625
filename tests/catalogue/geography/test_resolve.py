"""From a place as it is written to a commune: right, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from catalogue.core.description import Description, Publication, Subject
from catalogue.core.serialization import from_dict
from catalogue.geography.departments import departments_of
from catalogue.geography.resolve import Gazetteer, communes_of, departments_of_heading

NEAR = frozenset(found.code for found in departments_of("84"))
SURE = {
    "Bourg-en-Bresse (Ain)": "01053",
    "Lyon (Rhône, France)": "69123",
    "Lyon (69)": "69123",
    "A Lyon": "69123",
    "[Lyon]": "69123",
    "Lugduni": "69123",
    "A Lyon, chez Benoist Rigaud": "69123",
    "Saint-Denis (Réunion)": "97411",
    "Saint-Denis (Seine-Saint-Denis)": "93066",
    "Vienne (Isère)": "38544",
    "Cologne (Gers)": "32106",
    "Paris (France)": "75056",
    "Rouen (Seine-Inférieure)": "76540",
    "Valentiae": "26362",
    "Valence": "26362",
    "St-Étienne": "42218",
}  # fmt: skip
DOUBTFUL = (
    "Forez (France)", "Bresse (France)", "Vienne (France)", "Vienne (France ; département)", "Vienne (Autriche)", "Cologne", "La Haye",
    "Venise", "Genève", "Leyde", "Lugduni Batavorum", "Annecy, Lac d' (Haute-Savoie)", "Ain (France ; cours d'eau)", "[S.l.]", "",
    "Lyon [i.e. Genève]", "Saint-Denis", "Saint-Denis (Ain)", "Villefranche", "Tarentaise", "Valence, Espagne", "(",
)  # fmt: skip


@pytest.mark.parametrize(("written", "code"), SURE.items())
def test_a_place_said_clearly_is_its_commune(written: str, code: str) -> None:
    assert communes_of(written) == (code,)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("A Lyon, et se vend à Paris", ("69123",)), ("À Lyon et se trouve à Paris", ("69123",)),
        ("A Paris, & se vend à Lyon", ("75056",)), ("A Lyon, et se vend à Genève", ("69123",)), ("Et se trouve à Lyon", ("69123",)),
        ("Lugduni, et venit Parisiis", ("69123",)), ("Lugduni, apud Seb. Gryphium", ("69123",)),
        ("A Lyon : en la rue Merciere", ("69123",)),
        ("A Lyon et Paris", ("69123", "75056")), ("Paris ; Lyon", ("75056", "69123")), ("A Grenoble ; et à Paris", ("38185", "75056")),
        ("Riom et Clermont", ("63300", "63113")), ("Chambéry, Annecy", ("73065", "74010")), ("A Lyon, chez Benoist et Bourg", ("69123",)),
        ("Au Puy", ("43157",)), ("S. Étienne", ("42218",)), ("Trivoltii", ("01427",)), ("A Vienne en Dauphiné", ("38544",)),
        ("Valence (Dauphiné)", ("26362",)), ("Tournon en Vivarais", ("07324",)), ("Roche en Forez", ("42188",)),
        ("Valence, Drôme", ("26362",)),
        ("Villefranche en Beaujolais", ("69264",)), ("Rives et Renage", ("38337", "38332")),
        ("Valence, Espagne", ()), ("Vienne, en Autriche", ()), ("Lyon, Bruxelles", ()), ("Cologne et Paris", ()),
        ("Lyon [i.e. Genève]", ()),
        ("Vienne (Rhône-Alpes)", ()), ("Vienne (Auvergne-Rhône-Alpes)", ()), ("Vienne (Nouvelle-Aquitaine)", ()),
        ("Loire (Pays de la Loire)", ()), ("Isère (Dauphiné)", ()), ("Vienne (Poitou)", ()), ("Vienne (Dauphiné)", ("38544",)),
        ("Saint-Denis ; Lyon", ()), ("S. l.", ()), ("Londres, et se trouve à Paris", ()),
    ],
)  # fmt: skip
def test_an_imprint_names_one_town_or_several_and_where_the_book_is_sold(written: str, codes: tuple[str, ...]) -> None:
    assert communes_of(written, near=NEAR) == codes


@pytest.mark.parametrize("written", DOUBTFUL)
def test_a_place_in_doubt_is_no_commune(written: str) -> None:
    assert communes_of(written) == ()


def test_homonyms_are_looked_for_in_the_region_first() -> None:
    assert communes_of("Moulins") == () and communes_of("Moulins", near=NEAR) == ("03190",)
    assert communes_of("Murat", near=NEAR) == ()
    assert communes_of("Clermont (Oise)", near=NEAR) == ("60157",)


def test_the_name_alone_of_a_department_is_the_department() -> None:
    assert departments_of_heading("Isère (France ; département)") == ("38",)
    assert departments_of_heading("Ardèche") == ("07",)
    assert departments_of_heading("Isère (cours d'eau)") == () and departments_of_heading("Paris") == ()


def test_a_notice_is_of_the_communes_it_was_printed_in_and_is_about() -> None:
    description = {
        "countries": ["FR"],
        "publications": [{"places": ["A Lyon", "Paris"]}],
        "production_places": [{"value": "Trévoux"}],
        "subjects": [
            {"value": "Vizille (Isère) -- Histoire", "kind": "place"},
            {"value": "Soie -- Industrie -- Annonay (Ardèche) -- 19e siècle", "kind": "topic"},
            {"value": "Drôme (France ; département)", "kind": "place"},
            {"value": "944.58 (Bourg)", "kind": "class"},
        ],
    }
    found = Gazetteer(NEAR).places_of(from_dict(description))
    assert found.communes == ("69123", "75056", "01427", "38562", "07010")
    assert found.areas == ("69", "75", "01", "38", "07", "26")


def test_a_book_printed_abroad_has_no_commune_of_the_same_name() -> None:
    places = Description(publications=(Publication(places=("Vienne",)),))
    assert Gazetteer().places_of(replace(places, countries=("AT",))).communes == ()
    assert Gazetteer().places_of(replace(places, countries=("FR",))).communes == ("38544",)
    assert Gazetteer().places_of(Description(subjects=(Subject(value="Lyon"),))).communes == ()


@given(st.text())
def test_whatever_is_written_there_is_an_answer(text: str) -> None:
    assert all(len(code) == 5 for code in communes_of(text, near=NEAR))
    assert isinstance(departments_of_heading(text), tuple)
