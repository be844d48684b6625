"""The whole catalogue as files: what they hold, that nothing is in them that readers do not see, ranges, what data portals read."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.core.serialization import from_json
from catalogue.formats.reading import read_file
from catalogue.models import FindingAid, Institution, Record, Source
from portal.publish.dumps import manifest, schedule, writing
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.finding_aids.conftest import WRITTEN, take
from tests.portal.public.test_fonds import written


@pytest.fixture
def dumped(library: Library, settings: Any, tmp_path: Path) -> Path:
    """A dump of the library, of a published fonds and a draft, of a finding aid."""
    settings.VAR_DIR = tmp_path
    keeper = Institution.objects.get(isil=f"FR-{samples.LYON}")
    written(keeper, "Fonds ancien")
    written(keeper, "Fonds secret", published=False)
    take(WRITTEN)
    Record.objects.update(updated_at=timezone.now() - timedelta(minutes=1))
    FindingAid.objects.update(updated_at=timezone.now() - timedelta(minutes=1))
    return writing.write()


def test_the_files_hold_what_readers_see_and_nothing_else(dumped: Path, library: Library) -> None:
    lines = [json.loads(line) for line in gzip.decompress((dumped / "lyon.ndjson.gz").read_bytes()).splitlines()]
    assert {line["identifier"] for line in lines} == {one.identifier for one in samples.EVERY}
    rich = next(line for line in lines if line["identifier"] == "rich")
    assert rich["ark"] == f"ark:/{library.arks['rich']}" and from_json(json.dumps(rich["description"])).title == "Le Jardin des soyeux"
    readings = list(read_file(gzip.decompress((dumped / "lyon.marcxchange.xml.gz").read_bytes())))
    assert len(readings) == len(samples.EVERY) and all(one.status == "read" for one in readings)
    rows = list(csv.DictReader(io.StringIO((dumped / "etablissements.csv").read_text(encoding="utf-8"))))
    assert "Bibliothèque municipale de Lyon" in [row["title"] for row in rows]
    assert [json.loads(line)["title"] for line in (dumped / "fonds.ndjson").read_text(encoding="utf-8").splitlines()] == ["Fonds ancien"]
    with zipfile.ZipFile(dumped / "instruments-de-recherche.ead.zip") as archive:
        (name,) = archive.namelist()
        said = archive.read(name).decode()
        assert "Lettres reçues" in said and "Dossier du personnel" not in said


def test_the_manifest_counts_and_checks_every_file_and_gives_its_licence(dumped: Path, client: Client) -> None:
    said = json.loads(client.get("/telechargements/manifest.json").content)
    for told in said["files"]:
        data = (dumped / told["name"]).read_bytes()
        assert (told["size"], told["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    notices = next(each for each in said["files"] if each["name"] == "lyon.ndjson.gz")
    assert (notices["records"], notices["licence"]) == (len(samples.EVERY), "Licence Ouverte 2.0")
    catalogue = json.loads(client.get("/telechargements/").content)
    assert catalogue["@type"] == "dcat:Dataset" and len(catalogue["dcat:distribution"]) == len(said["files"])


@pytest.mark.parametrize(
    ("asked", "status", "wanted"),
    [
        ("bytes=0-9", 206, slice(0, 10)), ("bytes=5-", 206, slice(5, None)), ("bytes=-4", 206, slice(-4, None)),
        ("bytes=0-", 206, slice(None)),
        ("bytes=99999999-", 416, None), ("bytes=9-3", 416, None), ("bytes=-0", 416, None), ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)), ("bytes=-", 200, slice(None)), ("", 200, slice(None)),
    ],
)  # fmt: skip
def test_a_file_is_taken_whole_or_from_where_one_stopped(
    dumped: Path, client: Client, asked: str, status: int, wanted: slice | None
) -> None:
    answer = client.get("/telechargements/etablissements.csv", headers={"Range": asked} if asked else None)
    assert answer.status_code == status and answer["Accept-Ranges"] == "bytes"
    whole = (dumped / "etablissements.csv").read_bytes()
    if wanted is not None:
        assert b"".join(answer.streaming_content) == whole[wanted]
    answer.close()
    other = client.get("/telechargements/etablissements.csv", headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    assert other.status_code == 200 and b"".join(other.streaming_content) == whole
    other.close()


def test_before_the_first_dump_and_for_what_is_none_of_it_nothing_is_found(client: Client, db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "dumps" / "20260101-000000.part").mkdir(parents=True)
    assert client.get("/telechargements/manifest.json").json() == {"made": None, "files": []}
    for path in ("", "lyon.ndjson.gz", "..%2Fx", "20260101-000000.part"):
        assert client.get(f"/telechargements/{path}").status_code == 404


def test_a_dump_is_written_once_a_week_and_the_old_ones_go(library: Library, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    for days in (30, 20, 8):
        writing.write(now=timezone.localtime() - timedelta(days=days))
    assert schedule.write_if_due() and not schedule.write_if_due()
    assert len(manifest.standing()) == manifest.KEPT and not list((tmp_path / "dumps").glob("*.part"))


def test_a_source_that_is_being_prepared_is_in_no_file(library: Library, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    Source.objects.update(standing=Source.Standing.PREPARED)
    Record.objects.update(updated_at=timezone.now() - timedelta(minutes=1))
    assert [each.name for each in manifest.read(writing.write()).files if each.source] == []
