"""``manage.py import_ead``: a folder of finding aids in one command, a line for each file."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from catalogue.models import Component
from tests.catalogue.formats.ead_written import component, finding_aid

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parents[2] / "fixtures" / "shared_data" / "finding_aids.tsv"


def run(*arguments: object, language: str = "en") -> str:
    out = StringIO()
    with translation.override(language):
        call_command("import_ead", *map(str, arguments), stdout=out)
    return out.getvalue()


def lines(*arguments: object) -> list[dict]:
    return [json.loads(line) for line in run(*arguments, "--json").splitlines()]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Fonds Ferrand").mkdir()
    (tmp_path / "Fonds Ferrand" / "ferrand.xml").write_bytes(finding_aid(component("Lettres"), component("Comptes")))
    (tmp_path / "notes.txt").write_text("rien")
    (tmp_path / "personne.XML").write_bytes(b'<eac-cpf xmlns="urn:isbn:1-931666-33-4"/>')
    return tmp_path


def test_a_folder_is_imported_a_line_for_each_file(folder):
    told = lines(folder)
    assert [(Path(line["file"]).name, line["status"], line["components"]) for line in told] == [
        ("ferrand.xml", "imported", 2),
        ("personne.XML", "refused", 0),
    ]
    assert (told[0]["new"], told[0]["eadid"], told[1]["reason"][:30]) == (3, "FR-690836101-FERRAND", "The file describes a person or")


def test_the_second_run_changes_nothing(folder):
    run(folder)
    stored = list(Component.objects.order_by("pk").values_list("pk", "digest", "first"))
    assert [line["status"] for line in lines(folder)] == ["unchanged", "refused"]
    assert list(Component.objects.order_by("pk").values_list("pk", "digest", "first")) == stored


def test_the_report_for_people_is_in_their_language(folder):
    assert "2 fichiers\u00a0: importé 1, refusé 1" in run(folder, language="fr")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "999"), "999 is the INSEE code of no region"),
        (("--institution", "lyon"), "lyon is neither an RCR nor an ISIL"),
    ],
)
def test_a_wrong_option_gets_a_sentence(folder, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(folder, *arguments)


def test_a_folder_without_files_gets_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="no XML file"):
        run(tmp_path)


def test_a_file_that_is_not_there_is_a_refusal_like_another(folder):
    assert lines(folder / "absent.xml")[0]["reason"] == "The file cannot be opened: No such file or directory"


@pytest.mark.shared
def test_every_real_file_is_imported_or_refused_with_its_reason(shared_data):
    with TABLE.open(encoding="utf-8", newline="") as table:
        expected = list(csv.DictReader(table, delimiter="\t"))
    assert len(expected) > 40
    for row in expected:
        (line,) = lines(shared_data / row["file"], "--source", row["file"])
        found = {"file": row["file"], "status": line["status"], "components": str(line["components"])}
        assert found | {"digital_objects": str(line["digital_objects"]), "refused": row["refused"]} == row
        assert bool(line["reason"]) == bool(row["refused"])
