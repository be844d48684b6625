"""How long a librarian waits when she publishes the page of an institution that holds much: what it holds is marked in her request."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.table import Figure
from runtime.services import Services

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
OWN, OTHER = "693836101", "381856101"
BATCH = 1000


def figures(size: int = 100_000) -> list[Figure]:
    """The publication of an institution with ``size`` holdings, beside as many of another's."""
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
    from catalogue.models import Mark
    from catalogue.services import institutions
    from catalogue.services.indexing import engines

    page = institutions.make(OWN, name="Bibliothèque")
    _fill(size)
    times = []
    for number in range(ROUNDS):
        Mark.objects.all().delete()
        page.title = f"Bibliothèque {number}"
        started = time.perf_counter()
        _publish(page)
        times.append(time.perf_counter() - started)
        marked = sum(len(mark.ids) for mark in Mark.objects.filter(consumer=engines.names()[0]))
        assert marked == size, marked
    detail = ", ".join(f"{seconds:.2f}" for seconds in times)
    return [Figure(f"publication of {size} holdings, seconds", statistics.median(times), 1.0, at_most=True, detail=detail)]


def _publish(page: object) -> None:
    """What the back office does with the form, in its transaction."""
    from django.db import transaction
    from wagtail.models import Page

    assert isinstance(page, Page)
    with transaction.atomic():
        page.save_revision().publish()


def _fill(size: int) -> None:
    """As many copies of each of two institutions, two on a record."""
    from django.db import connection, transaction

    from catalogue.core.description import Holding
    from catalogue.services import holdings

    for start in range(1, size + 1, BATCH):
        numbers = range(start, min(start + BATCH, size + 1))
        with transaction.atomic():
            pairs = ((Holding(institution=OWN, call_number=f"Ms {n}"), Holding(institution=OTHER, call_number=f"F {n}")) for n in numbers)
            holdings.write((holdings.Held(n, pair) for n, pair in zip(numbers, pairs, strict=True)), keeper=OWN)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_holding")
