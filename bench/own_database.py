"""A measurement in a process and a database of its own, both gone afterwards: Django is set up once in a process and keeps its database."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from bench.table import Figure
from runtime import migrated
from runtime.services import Services

ROOT = Path(__file__).resolve().parents[1]


def measured(measure: Callable[[int], list[Figure]], size: int) -> list[Figure]:
    """What ``measure``, a function of a module, finds on an empty and migrated database; what it raises is raised here."""
    with tempfile.TemporaryDirectory(prefix="traboule-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        migrated.put(folder / "var")
        services = Services(folder / "var")
        ours = {"VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        try:
            ours |= services.start()
            return alone(measure, size, environment=ours)
        finally:
            services.stop()


def alone(measure: Callable[[int], list[Figure]], size: int, *, environment: dict[str, str]) -> list[Figure]:
    """What ``measure`` finds in a process of its own, these values added to its environment; what it raises is raised here."""
    with _environment(environment), ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, size).result()


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """The environment with these values, for the processes that are started meanwhile; then as it was."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
