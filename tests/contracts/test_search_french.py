"""French as readers type it and as cataloguers, printers and scribes wrote it: what every engine must make of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from tests.contracts.notices import LYON, document

TEXTS = [
    document(1, "L’Œuvre de l’Église d’Aoste", place="Lyon", date="1905"),
    document(2, "Hiſtoire du maiſtre & de ſes eſcholiers", place="Lyon", date="1555"),
    document(3, "Traicté des droictz ſeigneuriaux", place="Lyon", date="1601"),
    document(4, "Voyage au Mont-Blanc, tome IV", place="Grenoble", date="1850"),
    document(5, "Voyage au Mont-Blanc, tome V", place="Grenoble", date="1852"),
    document(6, "Le maître d’école", place="Paris", date="1880"),
    document(7, "De re navali", place="Lugduni", printer="apud Ioannem Frellonium", date="1537", agents=("Frellon, Jean",)),
    document(8, "La vie de St Bruno", place="Lyon", date="1700", holdings=((LYON, "Rés 355 912"),)),
    document(9, "Recueil factice", place="Lyon", date="1800", holdings=((LYON, "F.4411"), (LYON, "Rés A 12/3"))),
    document(10, "Pièce des Œ́uvres naïves : façade, où l'on voit l'aïeul", place="Lyon", date="1910"),
    document(11, "Les juges de la cité", place="Lyon", date="1910"),
    document(13, "Édits du roi", place="Lyon", date="1690", agents=("Louis XIV (roi de France ; 1638-1715)",)),
    document(14, "20 000 lieues sous les mers", place="Paris", date="1960"),
    document(15, "Mme de Sévigné à Grignan", place="Valence", date="1920"),
    document(16, "Compte rendu de la Cie P.-L.-M.", place="Paris", date="1889"),
    document(17, "Y. M. C. A. : statuts", place="Lyon", date="1921"),
    document(18, "Lettres de J.-J. Rousseau", place="Genève", date="1861"),
    document(19, "Dictionnaire de jardinage. Tome deuxième", place="Paris", date="1801"),
    document(20, "Dictionnaire de jardinage. T. III", place="Paris", date="1802"),
    document(12, "Le jugement", place="Lyon", date="1560", agents=("Iugement, Ieanne",)),
]
ALL = {notice.key.id for notice in TEXTS}


@pytest.fixture(scope="module")
def engine(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = make(tmp_path_factory.mktemp("french"))
    assert made.index(TEXTS) == {}
    return made


def found(engine: Engine, typed: str) -> list[int]:
    return [hit.key.id for hit in engine.search(SearchRequest(words=typed)).hits]


@pytest.mark.parametrize(
    "typed", ["l'oeuvre", "L’ŒUVRE", "l’œuvre", "L'Oeuvre", "oeuvre église", "lʼœuvre de l'eglise", "d'aoste", "D’AOSTE"]
)
def test_elisions_ligatures_and_capitals(engine: Engine, typed: str) -> None:
    assert found(engine, typed)[0] == 1


@pytest.mark.parametrize(
    "typed", ["naive facade", "naïve façade", "NAÏVES FAÇADE", "aieul", "l’aïeul", "pie\u0300ce facade", "oeuvres naives"]
)
def test_accents_typed_or_not_composed_or_not(engine: Engine, typed: str) -> None:
    assert found(engine, typed) == [10]


@pytest.mark.parametrize("typed", ["histoire du maistre", "hiſtoire", "maître escoliers", "histoire maitre", "ecoliers maistre"])
def test_the_long_s_and_letters_nobody_says_any_more(engine: Engine, typed: str) -> None:
    assert 2 in found(engine, typed)


def test_a_modern_word_does_not_find_a_modern_notice_by_an_old_spelling(engine: Engine) -> None:
    assert found(engine, "maistre") == [2], "« maître » of 1880 is no early print"
    assert set(found(engine, "maître")) == {2, 6}
    assert found(engine, "maître")[0] == 6, "as typed before as it was spelt"


@pytest.mark.parametrize("typed", ["traité des droits seigneuriaux", "traicté droictz", "traite droit seigneurial"])
def test_old_and_new_spelling_of_a_known_title(engine: Engine, typed: str) -> None:
    assert found(engine, typed) == [3]


@pytest.mark.parametrize(
    ("typed", "expected"), [("tome 4", 4), ("tome IV", 4), ("voyage tome iv", 4), ("mont blanc tome V", 5), ("tome 5", 5)]
)
def test_volumes_in_either_numerals(engine: Engine, typed: str, expected: int) -> None:
    assert found(engine, typed) == [expected]


@pytest.mark.parametrize("typed", ["mont blanc", "Mont-Blanc", "mont‑blanc", "MONT – BLANC"])
def test_hyphens_open(engine: Engine, typed: str) -> None:
    assert set(found(engine, typed)) == {4, 5}


@pytest.mark.parametrize("typed", ["saint bruno", "St Bruno", "st. bruno"])
def test_saints(engine: Engine, typed: str) -> None:
    assert found(engine, typed) == [8]


@pytest.mark.parametrize("typed", ["frellon", "Frellonius", "frellonium", "frellonii lyon", "ioannes frellonius"])
def test_printers_under_their_latin_names(engine: Engine, typed: str) -> None:
    assert found(engine, typed) == [7]


def test_v_for_u_and_i_for_j(engine: Engine) -> None:
    assert found(engine, "Jeanne")[0] == found(engine, "ieanne")[0] == 12
    assert found(engine, "nauali") == found(engine, "navali") == [7]


@pytest.mark.parametrize("typed", ["Rés 355 912", "res. 355912", "RES355912", "Rés. 355-912", "réserve 355 912", "cote : Rés 355 912"])
def test_a_call_number_with_or_without_the_space_of_thousands(engine: Engine, typed: str) -> None:
    assert found(engine, typed)[0] == 8


@pytest.mark.parametrize("typed", ["F.4411", "f 4411", "F4411", "F-4411", "Rés A 12/3", "res a 12 3", "RES A12-3"])
def test_a_call_number_in_any_form(engine: Engine, typed: str) -> None:
    assert found(engine, typed) == [9]


def test_as_typed_before_its_root(engine: Engine) -> None:
    assert found(engine, "juges")[0] == 11
    assert found(engine, "jugement")[0] == 12


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *(("louis quatorze", 13), ("Louis 14 roi", 13), ("20000 lieues", 14), ("20 000 lieues", 14)),
        *(("madame de sévigné", 15), ("mme de Sévigné", 15)),
    ],
)
def test_numbers_and_titles_as_they_are_said(engine: Engine, typed: str, expected: int) -> None:
    assert found(engine, typed) == [expected]


@pytest.mark.parametrize("typed", ["PLM", "P.L.M.", "P.-L.-M.", "compagnie plm", "YMCA", "y.m.c.a.", "Y. M. C. A.", "ymca lyon"])
def test_initials_are_found_set_apart_or_not(engine: Engine, typed: str) -> None:
    assert found(engine, typed)[0] == (17 if "y" in typed.lower() else 16)


@pytest.mark.parametrize("number", ["tome deux", "tome 2", "t. II", "tome second", "tome deuxième"])
def test_a_volume_by_its_number_however_it_is_said(engine: Engine, number: str) -> None:
    assert found(engine, f"dictionnaire jardinage {number}")[0] == 19


@pytest.mark.parametrize("typed", ["J.-J. Rousseau", "J. J. Rousseau", "J.J. Rousseau", "JJ Rousseau"])
def test_two_forenames_by_their_letters(engine: Engine, typed: str) -> None:
    assert found(engine, typed) == [18]
