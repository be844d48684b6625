"""Does a backup, put into an empty place, give the same portal back?"""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from psycopg import sql

from catalogue.models import Ark, Institution, Record, Source
from catalogue.services import institutions, intake, register
from portal import backup
from portal.models import User
from runtime.test_database import drop, migrated_template, other_database
from tests.portal import deposited

DESCRIPTION = b'{"titles": [{"value": "Les ponts de Lyon\\\\n\\u00e9t\\u00e9\\t", "kind": "proper"}]}'


@pytest.fixture
def portal(transactional_db, settings, tmp_path) -> Path:
    """A portal with records, an institution, an account, a picture; its folder for files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "media" / "images" / "pont été.jpg").write_bytes(b"\xff\xd8picture")
    register.forget()
    institution = institutions.make("693836101", name="Bibliothèque A\t\\ «é»")
    source = Source.objects.create(slug="a", name="A", institution=institution)
    with transaction.atomic():
        intake.store(
            source.pk,
            [intake.Arrival(str(number), "unimarc", "utf-8", bytes([number]), DESCRIPTION, ()) for number in range(30)],
            now=timezone.now(),
        )
    User.objects.create_user("anne@x.example", "une bonne phrase longue")
    return tmp_path


@pytest.fixture
def empty_place():
    """Another database, migrated and empty; gone afterwards."""
    root = Path(__file__).resolve().parents[2]
    url, name = os.environ["DATABASE_URL"], f"test_traboule_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    template = migrated_template(url, root=root)
    with psycopg.connect(other_database(url, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        yield other_database(url, name)
        drop(server, name)


def command(url: str, media: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the portal on that database."""
    program = (
        "import sys, django\nfrom django.conf import settings\ndjango.setup()\n"
        "settings.MEDIA_ROOT = sys.argv[1]\n"
        "from django.core.management import call_command\ncall_command(*sys.argv[2:])\n"
    )
    environ = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    return subprocess.run([sys.executable, "-c", program, str(media), *words], env=environ, capture_output=True, text=True, check=False)


def everything(cursor) -> dict[str, int]:
    """How many rows each table has."""
    cursor.execute(backup.TABLES_OF_OURS)
    counts = {}
    for name, _columns in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)).as_string(connection.connection))
        counts[name] = cursor.fetchone()[0]
    return {name: count for name, count in counts.items() if name not in backup.LEFT_OUT}


def test_an_empty_place_becomes_the_same_portal(portal, empty_place, tmp_path):
    target = tmp_path / "whole.tar"
    manifest = backup.make(target)
    assert manifest["tables"]["catalogue_record"]["rows"] == 30
    assert target.stat().st_mode & 0o077 == 0
    done = command(empty_place, tmp_path / "elsewhere", "restore", str(target), "--no-index")
    assert done.returncode == 0, done.stderr
    with connection.cursor() as cursor:
        before = everything(cursor)
    addresses = dict(Ark.objects.values_list("name", "identifier"))
    assert len(addresses) >= 31
    with psycopg.connect(empty_place) as other, other.cursor() as cursor:
        assert everything(cursor) == before
        assert dict(cursor.execute("SELECT name, identifier FROM catalogue_ark").fetchall()) == addresses
        assert cursor.execute("SELECT title FROM wagtailcore_page WHERE title LIKE 'Biblio%'").fetchone() == ("Bibliothèque A\t\\ «é»",)
        highest = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
        assert cursor.execute("SELECT nextval('catalogue_record_id_seq')").fetchone()[0] > highest
    assert (tmp_path / "elsewhere" / "images" / "pont été.jpg").read_bytes() == b"\xff\xd8picture"
    again = command(empty_place, tmp_path / "elsewhere", "restore", str(target), "--no-index")
    assert again.returncode != 0
    assert "--replace" in again.stderr


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pictures_that_a_library_deposited_come_back_with_their_pages(portal, empty_place, tmp_path, monkeypatch, settings):
    deposited.at_hand(monkeypatch, settings, tmp_path)
    deposit = deposited.shown(Institution.objects.get(), f"ark:/{deposited.record('a')}", (2600, 1500), (90, 60))
    backup.make(tmp_path / "whole.tar")
    done = command(empty_place, tmp_path / "elsewhere", "restore", str(tmp_path / "whole.tar"), "--no-index")
    assert done.returncode == 0, done.stderr
    kept = files_of(tmp_path / "media")
    assert sum("/tiles/" in name or name.endswith((".jpg", ".webp")) for name in kept) > 10
    assert files_of(tmp_path / "elsewhere") == kept
    with psycopg.connect(empty_place) as other:
        views = other.execute("SELECT id, place, state, width, height FROM catalogue_depositview ORDER BY place").fetchall()
    assert views == list(deposit.views.order_by("place").values_list("id", "place", "state", "width", "height")) and len(views) == 2


def rewritten(whole: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The archive once more at ``target``, the content of each entry by way of ``change(name, content)``."""
    with tarfile.open(whole) as archive, tarfile.open(target, "w") as other:
        for entry in archive:
            content = change(entry.name, archive.extractfile(entry).read())
            entry.size = len(content)
            other.addfile(entry, io.BytesIO(content))
    return target


RECORDS = f"{backup.TABLES}/catalogue_record.copy.gz"


def _table(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, content: change(content) if name == RECORDS else content


def _manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[str, bytes], bytes]:
    def changed(name: str, content: bytes) -> bytes:
        if name != backup.MANIFEST:
            return content
        manifest = json.loads(content)
        change(manifest)
        return json.dumps(manifest).encode()

    return changed


DAMAGES = {
    "another hash": _manifest(lambda manifest: manifest["tables"]["catalogue_record"].update(sha256="0" * 64)),
    "a wrong block": _table(lambda packed: packed[:20] + bytes(255 - byte for byte in packed[20:60]) + packed[60:]),
    "a table cut short": _table(lambda packed: packed[: len(packed) // 2]),
    "no gzip": _table(lambda packed: b"nonsense" + packed),
    "rows that are none": _table(lambda packed: gzip.compress(b"one\ttwo\n")),
    "rows without a column": _table(lambda packed: gzip.compress(gzip.decompress(packed).replace(b"\t", b"", 1))),
    "a column that is none": _manifest(lambda manifest: manifest["tables"]["catalogue_record"]["columns"].append("colour")),
    "a table that is none": _manifest(lambda manifest: manifest["tables"].update(nothing=manifest["tables"].pop("catalogue_record"))),
    "no list of tables": _manifest(lambda manifest: manifest.pop("tables")),
    "a manifest that is a list": lambda name, content: b"[1]" if name == backup.MANIFEST else content,
    "a manifest that is no JSON": lambda name, content: content[:-9] if name == backup.MANIFEST else content,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_changes_nothing_and_says_so(portal, tmp_path, damage):
    backup.make(tmp_path / "whole.tar")
    damaged = rewritten(tmp_path / "whole.tar", tmp_path / "damaged.tar", DAMAGES[damage])
    (tmp_path / "media" / "images" / "pont été.jpg").write_bytes(b"newer")
    with pytest.raises(backup.BackupError, match="Nothing was changed"):
        backup.restore(damaged, replace=True)
    assert Record.objects.count() == 30
    assert (tmp_path / "media" / "images" / "pont été.jpg").read_bytes() == b"newer"


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9])
def test_a_backup_that_was_cut_changes_nothing(portal, tmp_path, kept):
    backup.make(tmp_path / "whole.tar")
    whole = (tmp_path / "whole.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(backup.BackupError, match="Nothing was changed"):
        backup.restore(tmp_path / "cut.tar", replace=True)
    assert Record.objects.count() == 30


def test_something_in_the_way_of_the_media_is_said_and_the_tables_are_restored(portal, tmp_path, settings):
    backup.make(tmp_path / "whole.tar")
    Record.objects.filter(identifier="1").delete()
    settings.MEDIA_ROOT = tmp_path / "in the way"
    settings.MEDIA_ROOT.write_text("a file where the folder is wanted")
    with pytest.raises(backup.BackupError, match=r"tables .* are restored; its media are not.*--replace") as refused:
        backup.restore(tmp_path / "whole.tar", replace=True)
    assert "Nothing was changed" not in str(refused.value)
    assert Record.objects.count() == 30
    settings.MEDIA_ROOT.unlink()
    backup.restore(tmp_path / "whole.tar", replace=True)
    assert (settings.MEDIA_ROOT / "images" / "pont été.jpg").read_bytes() == b"\xff\xd8picture"


@pytest.mark.parametrize("name", ["../outside", "images/../../outside", "/outside", "link/outside"])
def test_no_file_is_written_outside_the_media(portal, tmp_path, settings, name):
    backup.make(tmp_path / "whole.tar")
    settings.MEDIA_ROOT = tmp_path / "media of another"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "link").symlink_to(tmp_path)
    with tarfile.open(tmp_path / "whole.tar", "a") as archive:
        entry = tarfile.TarInfo(f"{backup.MEDIA}/{name}")
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"evil"))
    with pytest.raises(backup.BackupError, match="outside"):
        backup.restore(tmp_path / "whole.tar", replace=True)
    assert not (tmp_path / "outside").exists() and not Path("/outside").exists()


def test_a_backup_of_another_release_is_refused_by_name(portal, tmp_path, monkeypatch):
    backup.make(tmp_path / "whole.tar")
    monkeypatch.setattr(backup, "_migrations", lambda: ["catalogue.9999_later"])
    with pytest.raises(backup.BackupError, match="another release"):
        backup.restore(tmp_path / "whole.tar", replace=True)


def test_no_secret_and_no_session_is_in_a_backup(portal, tmp_path, settings):
    settings.VARIABLES_SET = {"SECRET_KEY": "s3cret-value" * 5, "REGION_CODE": "84"}
    Client().post("/gestion/login/", {"username": "anne@x.example", "password": "une bonne phrase longue"})
    manifest = backup.make(tmp_path / "whole.tar")
    assert manifest["settings"]["SECRET_KEY"] == "(set)"
    assert manifest["settings"]["REGION_CODE"] == "84"
    assert "django_session" not in manifest["tables"]
    assert b"s3cret-value" not in (tmp_path / "whole.tar").read_bytes()


def test_a_backup_is_never_written_over_another(portal, tmp_path):
    (tmp_path / "there.tar").write_bytes(b"x")
    with pytest.raises(backup.BackupError, match="there already"):
        backup.make(tmp_path / "there.tar")
