"""What must be true before the portal serves: tables migrated, sentences compiled, static files gathered. Done once, then skipped."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

from runtime import logs, messages, tethered
from runtime.errors import ServiceError
from runtime.paths import ROOT
from runtime.test_database import state_of_migrations


def _state_of_static(var: Path) -> str:
    total = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    packages = [ROOT / name for name in messages.PACKAGES]
    folders = [ROOT / "static", var / "vendor", *(found for package in packages for found in package.glob("**/static"))]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        facts = path.stat()
        total.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _django(arguments: list[str], environ: dict[str, str]) -> Callable[[], None]:
    """Start one Django command; the function returned waits for it and raises ServiceError when it failed."""
    running = subprocess.Popen(
        tethered.command(["-m", "django", *arguments]),
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def wait() -> None:
        words, _ = running.communicate()
        if running.returncode:
            raise ServiceError(f"manage.py {arguments[0]} failed:\n{words.strip()[-3000:]}")

    return wait


def prepare(var: Path, environ: dict[str, str], *, database_is_ours: bool) -> None:
    """Bring tables and static files up to date, both at once. Raises ServiceError.

    The note about the embedded database stands in its own folder and goes with it; another database is always asked.
    """
    messages.compile_all()
    steps = {
        "migrate": (
            ["migrate", "--noinput", "--skip-checks", "--verbosity", "0"],
            state_of_migrations(ROOT),
            var / "postgres" / "migrated",
        ),
        "static": (["collectstatic", "--noinput", "--clear", "--verbosity", "0"], _state_of_static(var), var / "static" / ".gathered"),
    }
    waiting = []
    for name, (arguments, state, note) in steps.items():
        known = note.exists() and note.read_text() == state and (name != "migrate" or database_is_ours)
        if not known:
            waiting.append((_django(arguments, environ), note, state))
    if waiting:
        logs.say("Preparing the database and the static files (the first time takes half a minute)")
    for wait, note, state in waiting:
        wait()
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(state)
