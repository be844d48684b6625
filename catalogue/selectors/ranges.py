"""Notices by ranges of their numbers, as sitemaps are cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.models import F

from catalogue.models import Record
from catalogue.selectors import arks, editions

_RANGES = """
    SELECT number FROM generate_series(1, (SELECT (coalesce(max(id), 0) + %(size)s - 1) / %(size)s FROM catalogue_record)) AS number
    WHERE EXISTS (
        SELECT FROM catalogue_record
        WHERE state = 'active' AND id > (number - 1) * %(size)s::bigint AND id <= number * %(size)s::bigint
    )
"""


def held(size: int) -> list[int]:
    """Which ranges of ``size`` numbers, counted from 1, have a notice that readers may see; one statement, a look at an index for each."""
    with connection.cursor() as cursor:
        cursor.execute(_RANGES, {"size": size})
        return [number for (number,) in cursor.fetchall()]


def shown_between(first: int, last: int) -> Iterator[tuple[str, datetime]]:
    """Ark and last change of each notice shown of the numbers from ``first`` to ``last``, both included, in order; read as it is
    consumed. One that has no ark yet is left out.
    """
    shown = Record.objects.filter(state=Record.State.ACTIVE, pk__gte=first, pk__lte=last).annotate(cluster=F("membership__cluster"))
    told = shown.exclude(editions.older()).annotate(ark=arks.of_a_record())
    return iter(told.exclude(ark=None).order_by("pk").values_list("ark", "updated_at"))
