"""What must be true before the portal serves or a command works: tables, sentences, static files. Done once, then skipped."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runtime import logs, messages, tethered
from runtime.errors import ServiceError
from runtime.locks import locked
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


@dataclass(frozen=True)
class Step:
    """One Django command, the state of what it depends on, and where the state it last left is noted."""

    arguments: tuple[str, ...]
    state: str
    note: Path

    def is_done(self) -> bool:
        """Whether nothing has changed since it was last done."""
        return self.note.exists() and self.note.read_text() == self.state


def _migrate(var: Path) -> Step:
    """The note about the embedded database stands in its own folder and goes with it."""
    arguments = ("migrate", "--noinput", "--skip-checks", "--verbosity", "0")
    return Step(arguments, state_of_migrations(ROOT), var / "postgres" / "migrated")


def _do(steps: list[Step], environ: dict[str, str]) -> None:
    waiting = [(_django(list(step.arguments), environ), step) for step in steps]
    for wait, step in waiting:
        wait()
        step.note.parent.mkdir(parents=True, exist_ok=True)
        step.note.write_text(step.state)


def prepare(var: Path, environ: dict[str, str], *, database_is_ours: bool) -> None:
    """Bring tables and static files up to date, both at once; another's database is always asked. Raises ServiceError."""
    messages.compile_all()
    static = Step(("collectstatic", "--noinput", "--clear", "--verbosity", "0"), _state_of_static(var), var / "static" / ".gathered")
    with locked(var / "run" / "prepare.lock"):
        migrate = _migrate(var)
        steps = [] if migrate.is_done() and database_is_ours else [migrate]
        steps += [] if static.is_done() else [static]
        if steps:
            logs.say("Preparing the database and the static files (the first time takes half a minute)")
        _do(steps, environ)


def prepare_tables(var: Path, environ: dict[str, str]) -> None:
    """Bring the tables of the embedded database up to date for one command: nobody may have run the portal yet. Raises ServiceError."""
    with locked(var / "run" / "prepare.lock"):
        step = _migrate(var)
        if not step.is_done():
            sys.stderr.write("Preparing the database (the first time takes half a minute)\n")
            _do([step], environ)
