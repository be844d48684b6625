"""Databases of test runs: a template migrated once for one state of the migrations, copies of it, and their removal."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
from psycopg import sql

from runtime.errors import ServiceError
from runtime.locks import locked
from runtime.paths import var_dir

PREFIX = "test_traboule_"
TEMPLATE_PREFIX = "template_traboule_"
KEPT_TEMPLATES = 3
MIGRATE_SECONDS = 600


def other_database(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _names(connection: psycopg.Connection, prefix: str) -> list[str]:
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [prefix.replace("_", r"\_") + "%"])
    return [row[0] for row in rows]


def drop(connection: psycopg.Connection, name: str) -> None:
    """Drop a database with whoever is connected to it; one that is not there is no error.

    Not by force: a role without every right may not end the server's own cleaning, which a plain drop asks to stop.
    """
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
        [name],
    )
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def drop_stale(url: str) -> None:
    """Drop the databases of test runs of this machine that died before they could; ``url`` is the embedded server's."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in _names(connection, PREFIX):
            pid = name.removeprefix(PREFIX).split("_")[0]
            if pid.isdigit() and not psutil.pid_exists(int(pid)):
                drop(connection, name)


def state_of_migrations(root: Path) -> str:
    """A hash of everything that decides what a migrated database looks like: our migrations, and the versions of the others'."""
    total = hashlib.sha256()
    files = [root / "requirements" / "run.txt", *sorted(root.glob("*/migrations/*.py")), *sorted(root.glob("*/*/migrations/*.py"))]
    for path in files:
        total.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def migrated_template(url: str, *, root: Path) -> str:
    """The name of a migrated database that no one writes to, made when the migrations changed. Raises ServiceError."""
    name = TEMPLATE_PREFIX + state_of_migrations(root)
    with locked(var_dir() / "test" / "template.lock"), psycopg.connect(other_database(url, "postgres"), autocommit=True) as connection:
        if name not in _names(connection, TEMPLATE_PREFIX):
            _make_template(connection, url=url, name=name, root=root)
        return name


def copy_as_template(url: str, *, root: Path) -> None:
    """Keep a copy of a migrated database, to which nobody is connected, as the template of its server."""
    name, copied = TEMPLATE_PREFIX + state_of_migrations(root), urlsplit(url).path.removeprefix("/")
    with psycopg.connect(other_database(url, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(copied)))


def _make_template(connection: psycopg.Connection, *, url: str, name: str, root: Path) -> None:
    draft = f"draft_traboule_{os.getpid()}"
    drop(connection, draft)
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    try:
        migrate(other_database(url, draft), root=root)
    except ServiceError:
        drop(connection, draft)
        raise
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))
    for old in _names(connection, TEMPLATE_PREFIX)[:-KEPT_TEMPLATES]:
        drop(connection, old)


def migrate(url: str, *, root: Path) -> None:
    """Bring an empty database to the last migration. Raises ServiceError."""
    environ = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    migrated = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"],
        cwd=root,
        env=environ,
        capture_output=True,
        text=True,
        timeout=MIGRATE_SECONDS,
        check=False,
    )
    if migrated.returncode:
        raise ServiceError(f"The migrations do not apply to an empty database:\n{migrated.stderr.strip()[-3000:]}")
