"""A backup in one file, and the way back: every table, the media, what the portal was set with; whatever PostgreSQL's version.

The tables are read in one snapshot and written as PostgreSQL's own text (COPY), each with its count and its hash. What can be made
again from them (search index, kept pages) is left out, and so are sessions: nobody is logged in after a restore.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from catalogue.selectors import notices

FORM = 1
MANIFEST, TABLES, MEDIA = "manifest.json", "tables", "media"
LEFT_OUT = ("django_session", "django_migrations", "axes_accessattempt")
BLOCK = 2**20
WITHOUT_VALUES = ("SECRET", "PASSWORD", "URL")  # settings whose value stays out of the file: only that they were set is noted

TABLES_OF_OURS = """
    SELECT relname, array_agg(quote_ident(attname) ORDER BY attnum)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY relname ORDER BY relname
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL"


# What a damaged archive makes its readers say: the system, tar, gzip, JSON, and the database of rows that are none.
UNREADABLE = (OSError, tarfile.TarError, zlib.error, EOFError, LookupError, ValueError, DatabaseError, psycopg.Error)


class BackupError(Exception):
    """A backup cannot be made or restored; the text says why and what to do."""


def make(target: Path, *, say: Callable[[str], None] = lambda _text: None) -> dict[str, Any]:
    """Write a backup to ``target``, readable by its owner alone; its manifest. Raises BackupError where the file is there already.

    The file appears under its name when it is whole.
    """
    if target.exists():
        raise BackupError(f"{target} is there already: give another name.")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            manifest = _manifest()
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    manifest["sequences"] = _rows(cursor, SEQUENCES)
                    tables = [(name, columns) for name, columns in _rows(cursor, TABLES_OF_OURS) if name not in LEFT_OUT]
                for name, columns in tables:
                    manifest["tables"][name] = _put_table(archive, name, columns, folder=target.parent)
                    say(f"{name}: {manifest['tables'][name]['rows']}")
            for path in _media():
                archive.add(path, f"{MEDIA}/{path.relative_to(settings.MEDIA_ROOT)}", recursive=False)
                manifest["media"] += 1
            _put(archive, MANIFEST, json.dumps(manifest, indent=1, default=str).encode())
            file.flush()
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _manifest() -> dict[str, Any]:
    return {
        "form": FORM,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "migrations": _migrations(),
        "settings": {
            name: "(set)" if any(part in name for part in WITHOUT_VALUES) else value for name, value in settings.VARIABLES_SET.items()
        },
        "tables": {},
        "media": 0,
    }


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _rows(cursor: Any, statement: str) -> list[Any]:
    cursor.execute(statement)
    return [list(row) for row in cursor.fetchall()]


def _put(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _put_table(archive: tarfile.TarFile, name: str, columns: list[str], *, folder: Path) -> dict[str, Any]:
    """One table, by way of a file in ``folder``: its size stands before its content in an archive."""
    digest = hashlib.sha256()
    rows = 0
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(name), sql.SQL(", ").join(map(sql.SQL, columns)))
    with tempfile.TemporaryFile(dir=folder) as file:
        packed = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=4, mtime=0)
        with packed, connection.cursor() as cursor, cursor.copy(statement) as lines:
            for block in lines:
                digest.update(block)
                rows += bytes(block).count(b"\n")  # in this form, a line end inside a value is written otherwise
                packed.write(block)
        entry = tarfile.TarInfo(f"{TABLES}/{name}.copy.gz")
        entry.size, entry.mode = file.tell(), 0o600
        file.seek(0)
        archive.addfile(entry, file)
    return {"rows": rows, "sha256": digest.hexdigest(), "columns": columns}


def _media() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()) if root.is_dir() else iter(())


def restore(source: Path, *, replace: bool = False, say: Callable[[str], None] = lambda _text: None) -> dict[str, Any]:
    """Put a backup into the database and the media folder of this portal, all or nothing for the tables; the manifest.

    Raises BackupError where the file is no backup or damaged, where it is of another release (its migrations are not those
    applied here), or where this portal holds records already and ``replace`` is false: nothing is changed then. Raises it too where
    the tables are restored and the media cannot be; the text says which of the two.
    """
    try:
        archive = tarfile.open(source, mode="r:")  # noqa: SIM115 - closed below: what follows says other things of its faults
    except UNREADABLE as error:
        raise _unchanged(source, error) from error
    with archive:
        try:
            manifest = _read_manifest(archive)
            _refuse_to_destroy(replace=replace)
            _restore_tables(archive, manifest, say=say)
        except UNREADABLE as error:
            raise _unchanged(source, error) from error
        try:
            _restore_media(archive)
        except UNREADABLE as error:
            raise BackupError(
                f"The tables of {source} are restored; its media are not, or not all: {error}. "
                f"Make room for them in {settings.MEDIA_ROOT}, then restore once more with --replace."
            ) from error
    return manifest


def _unchanged(source: Path, error: Exception) -> BackupError:
    return BackupError(f"{source} cannot be read as a backup: {error}. Nothing was changed.")


def _restore_tables(archive: tarfile.TarFile, manifest: dict[str, Any], *, say: Callable[[str], None]) -> None:
    """Every table and sequence, in one transaction."""
    with transaction.atomic():
        _empty()
        for name, facts in manifest["tables"].items():
            _load(archive, name, facts)
            say(f"{name}: {facts['rows']}")
        with connection.cursor() as cursor:
            for name, last in manifest["sequences"]:
                cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, last])


def _read_manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    file = archive.extractfile(MANIFEST)
    manifest = json.loads(file.read()) if file else {}
    form = manifest.get("form") if isinstance(manifest, dict) else None
    if form != FORM:
        raise BackupError(f"This backup is of the form {form!r}; this release reads the form {FORM}. Nothing was changed.")
    here = set(_migrations())
    if here != set(manifest["migrations"]):
        other = sorted(here ^ set(manifest["migrations"]))
        raise BackupError(
            f"This backup was made by another release ({len(other)} migrations differ, {other[0]} for one). "
            "Restore it with the release that made it, on a database that this release has migrated, then upgrade."
        )
    return manifest


def _refuse_to_destroy(*, replace: bool) -> None:
    if not replace and notices.last_number():
        raise BackupError("This portal holds records already. Say --replace to put the backup in their place.")


def _empty() -> None:
    with connection.cursor() as cursor:
        names = [name for name, _ in _rows(cursor, TABLES_OF_OURS) if name != "django_migrations"]
        cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, names))).as_string(cursor.connection))


def _load(archive: tarfile.TarFile, name: str, facts: dict[str, Any]) -> None:
    packed = archive.extractfile(f"{TABLES}/{name}.copy.gz")
    if packed is None:
        raise BackupError(f"The table {name} is missing in this backup. Nothing was changed.")
    digest = hashlib.sha256()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(name), sql.SQL(", ").join(map(sql.SQL, facts["columns"])))
    with connection.cursor() as cursor, gzip.GzipFile(fileobj=packed) as lines, cursor.copy(statement) as copy:
        while block := lines.read(BLOCK):
            digest.update(block)
            copy.write(block)
    if digest.hexdigest() != facts["sha256"]:
        raise BackupError(f"The table {name} of this backup is damaged. Nothing was changed.")


def _restore_media(archive: tarfile.TarFile) -> None:
    """Files into the media folder. Raises TarError for a name that would lead elsewhere: tarfile's own filter (PEP 706) is younger than
    the Python of Debian 12.
    """
    root = Path(settings.MEDIA_ROOT).resolve()
    root.mkdir(parents=True, exist_ok=True)
    for entry in archive:
        content = archive.extractfile(entry) if entry.isfile() and entry.name.startswith(f"{MEDIA}/") else None
        if content is None:
            continue
        target = (root / entry.name.removeprefix(f"{MEDIA}/")).resolve()
        if not target.is_relative_to(root):
            raise tarfile.TarError(f"{entry.name} would be written outside the folder of media")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)
