"""How long a database of the release before arks takes to become one of this release, and how much memory that takes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.site import PREPARE, ROOT
from bench.table import Figure
from runtime.services import Services

LAST_RELEASE = "0006_marks_of_every_kind"
MIGRATE = """
import resource
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def figures(size: int = 100_000) -> list[Figure]:
    """The migration of ``size`` records; its memory beside that of a migration that has nothing to do."""
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        services = Services(folder / "var")
        environ = {**os.environ, "VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        environ |= services.start()
        try:
            nothing = int(_run(environ, "-c", MIGRATE))  # of an empty database: every migration, no row
            source = _run(environ, "-c", PREPARE).splitlines()[-1]
            _run(environ, "-m", "bench.descriptions", source, "1", str(size + 1))
            _run(environ, "manage.py", "migrate", "catalogue", LAST_RELEASE, "--verbosity", "0")
            started = time.perf_counter()
            memory = int(_run(environ, "-c", MIGRATE))
            seconds = time.perf_counter() - started
        finally:
            services.stop()
    return [
        Figure(f"migration of {size} records from the last release, seconds", seconds, 600.0, at_most=True),
        Figure("memory of it, MB more than with no record", float(memory - nothing), 64.0, at_most=True, detail=f"{memory} MB in all"),
    ]


def _run(environ: dict[str, str], *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()
