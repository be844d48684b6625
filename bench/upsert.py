"""The upsert of a harvest's pages beside a bare COPY of the same rows into the same tables.

Pages are sorted beforehand for the first load (reading the formats is measured elsewhere); the probe is part of the upsert.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.table import Figure
from runtime.services import Services

ROOT = Path(__file__).resolve().parents[1]
PAGE = 500


def figures(size: int = 20_000) -> list[Figure]:
    """First load and unchanged pages against raw COPY."""
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        services = Services(folder / "var")
        environ = {**os.environ, "VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        environ |= services.start()
        try:
            subprocess.run([sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"], cwd=ROOT, env=environ, check=True)
            os.environ.update(environ)
            return _measure(size)
        finally:
            services.stop()


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    from bench.upsert_steps import Steps

    steps = Steps(size, page=PAGE)
    copies, loads, repeats = [], [], []
    for _ in range(3):
        steps.empty()
        copies.append(_timed(steps.raw_copy))
        floor = steps.rows()
        steps.empty()
        loads.append(_timed(steps.load))
        assert steps.rows() == floor, (steps.rows(), floor)
        repeats.append(_timed(steps.load_again))
    copy, load, again = (size / min(times) for times in (copies, loads, repeats))
    return [
        Figure("upsert, first load / raw COPY", load / copy, 0.75, detail=f"{load:.0f} rows/s of {copy:.0f}"),
        Figure("upsert, unchanged / raw COPY", again / copy, 7, detail=f"{again:.0f} rows/s of {copy:.0f}"),
    ]


def _timed(step: object) -> float:
    assert callable(step)
    started = time.perf_counter()
    step()
    return time.perf_counter() - started
