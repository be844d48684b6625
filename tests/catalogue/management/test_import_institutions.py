"""``manage.py import_institutions``: the libraries of a directory in the register, twice without a change, never over people's words."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from catalogue.models import Institution, RegisterEntry
from catalogue.services import institutions, register
from tests.selections import some

pytestmark = pytest.mark.django_db
HEADING = "CP;Code_bib;Nom de l'établissement;Code région;Code département;Ville;Code insee commune;Longitude;Latitude"
CEYZERIAT = "01250;11.0;Médiathèque;84.0;01;Ceyzériat;01072;5.32;46.17"
CROUY = "02880;57.0;Bibliothèque de Crouy;32.0;02;Crouy;02243;3.35;49.40"
NAMELESS = "69001;58.0;;84.0;69;Lyon;69123;;"
REAL = "csv_fonds/efkane__analyse_Bibliotheques_France/bibliotheques.csv"


@pytest.fixture(autouse=True)
def fresh() -> None:
    register.forget()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return written(tmp_path, CEYZERIAT, CROUY, NAMELESS)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "bibliotheques.csv"
    path.write_text("\n".join((HEADING, *lines)), encoding="utf-8-sig")
    return path


def run(*arguments: object, language: str = "en") -> str:
    out = StringIO()
    with translation.override(language):
        call_command("import_institutions", *map(str, arguments), stdout=out)
    return out.getvalue()


def report(*arguments: object) -> dict:
    return json.loads(run(*arguments, "--json"))


def rows() -> list[tuple]:
    return list(RegisterEntry.objects.order_by("isil").values_list())


def test_the_second_run_changes_nothing(directory: Path) -> None:
    first = report(directory)
    assert (first["read"], first["new"], [one["line"] for one in first["refused"]]) == (3, 2, [4])
    once = rows()
    second = report(directory)
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, 2)
    assert rows() == once


def test_only_the_libraries_of_the_region_are_taken(directory: Path) -> None:
    told = report(directory, "--region", "84")
    assert (told["new"], told["elsewhere"]) == (1, 1)
    found = RegisterEntry.objects.get()
    assert (found.isil, found.kind, found.insee, found.origin) == ("OLP-11", "library", "01072", "directory")


def test_what_people_wrote_stays(directory: Path) -> None:
    report(directory)
    page = institutions.make_page(RegisterEntry.objects.get(isil="OLP-11"))
    Institution.objects.filter(pk=page.pk).update(title="Médiathèque L’Île ô Livres", town="Ceyzériat-le-Haut")
    written(directory.parent, CEYZERIAT.replace("Médiathèque", "MEDIATHEQUE"), CROUY)
    assert report(directory)["changed"] == 1
    page.refresh_from_db()
    assert (page.title, page.town) == ("Médiathèque L’Île ô Livres", "Ceyzériat-le-Haut")


def test_a_library_known_by_its_rcr_is_not_there_twice(directory: Path) -> None:
    register.load([register.Listed("FR-010726101", "Médiathèque", "Ceyzeriat", "01072")])
    told = report(directory, "--region", "84")
    assert (told["joined"], told["new"], told["changed"]) == (1, 0, 1)
    assert RegisterEntry.objects.get().town == "Ceyzériat"


def test_two_libraries_of_one_name_in_a_commune_are_taken_for_neither(directory: Path) -> None:
    register.load(register.Listed(f"FR-01072610{number}", "Médiathèque", "Ceyzériat", "01072") for number in (1, 2))
    assert report(directory, "--region", "84")["joined"] == 0


def test_the_report_for_people_is_in_their_language(directory: Path) -> None:
    said = run(directory, language="fr")
    assert "3 lignes lues" in said
    assert "ligne 4" in said


def test_what_is_no_directory_gets_a_sentence(tmp_path: Path, directory: Path) -> None:
    (tmp_path / "vide.csv").write_text("")
    with pytest.raises(CommandError, match="empty"):
        run(tmp_path / "vide.csv")
    with pytest.raises(CommandError, match="opened"):
        run(tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="region"):
        run(directory, "--region", "99")


def test_the_libraries_of_the_region_come_in_from_the_ministrys_own_file_and_the_second_time_change_nothing(shared_data: Path) -> None:
    path = shared_data / REAL
    if not path.exists():
        pytest.skip("the ministry's file is not there")
    first = report(path, "--region", "84")
    told = first["new"] + first["changed"] + first["unchanged"] + first["repeated"] + first["elsewhere"] + len(some(first["refused"]))
    assert first["read"] == 15_882 == told
    second = report(path, "--region", "84")
    assert (second["new"], second["changed"]) == (0, 0)
