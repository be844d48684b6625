"""How long a librarian waits when she publishes the page of an institution that holds much: what it holds is marked in her request."""

from __future__ import annotations

import statistics
import time

from bench.own_database import measured
from bench.rounds import rounds
from bench.table import Figure

OWN, OTHER = "693836101", "381856101"
BATCH = 1000


def figures(size: int = 100_000) -> list[Figure]:
    """The publication of an institution with ``size`` holdings, beside as many of another's."""
    return measured(_measure, size)


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    from catalogue.models import Mark
    from catalogue.services import institutions
    from catalogue.services.indexing import engines

    page = institutions.make(OWN, name="Bibliothèque")
    _fill(size)
    times = []
    for number in range(rounds()):
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
            holdings.write((holdings.Held(n, pair) for n, pair in zip(numbers, pairs, strict=True)), keeper=holdings.Keeper(OWN, True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_holding")
