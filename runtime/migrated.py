"""A PostgreSQL whose database was migrated once for one state of the migrations, copied wherever tests and benches want one of their own.

To migrate from nothing takes half a minute; to copy the files of a server that is stopped, a second.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from runtime import test_database
from runtime.locks import locked
from runtime.paths import ROOT, var_dir
from runtime.services import Services

POSTGRES = frozenset({"postgres"})
PREFIX = "migrated-"
KEPT = 2


def put(var: Path) -> None:
    """Give ``var``, where no service has started yet, the files of a migrated database; nothing where it has a database.

    Raises ServiceError where the migrations do not apply.
    """
    if (var / "postgres").exists():
        return
    folder = var_dir() / "test"
    kept = folder / f"{PREFIX}{test_database.state_of_migrations(ROOT)}"
    with locked(folder / "migrated.lock"):
        if not kept.is_dir():
            _make(kept)
        var.mkdir(parents=True, exist_ok=True)
        # The server's own user owns the files where root started it: cp keeps the owner, Python's copies do not.
        whole = var / "postgres.copied"
        shutil.rmtree(whole, ignore_errors=True)
        subprocess.run(["cp", "-pPR", str(kept), str(whole)], check=True)
        if not (var / "postgres").exists():
            whole.rename(var / "postgres")


def _make(kept: Path) -> None:
    draft = kept.with_name(f"making-{os.getpid()}")
    services = Services(draft, durable=False)
    try:
        environ = services.start(POSTGRES)
        test_database.migrate(environ["DATABASE_URL"], root=ROOT)
        test_database.copy_as_template(environ["DATABASE_URL"], root=ROOT)
        services.stop()
        (draft / "postgres").rename(kept)
    finally:
        services.stop()
        shutil.rmtree(draft, ignore_errors=True)
    for old in sorted(kept.parent.glob(f"{PREFIX}*"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
