"""What is new in the catalogue, read by the primary key: identifiers are given in the order in which records arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from catalogue.models import Record


def arrived(count: int, *, before: int | None = None) -> list[Record]:
    """The ``count`` records shown that arrived last, before the record ``before`` where one is given; one statement."""
    shown = Record.objects.filter(state=Record.State.ACTIVE).select_related("source__institution").order_by("-pk")
    if before is not None:
        shown = shown.filter(pk__lt=before)
    return list(shown[:count])


def times(record_ids: Iterable[int]) -> dict[int, tuple[datetime, datetime]]:
    """When each record was first received and last changed; one statement."""
    found = Record.objects.filter(pk__in=list(record_ids)).values_list("pk", "created_at", "updated_at")
    return {pk: (created, updated) for pk, created, updated in found}


def shown_between(first: int, last: int) -> Iterator[tuple[int, datetime]]:
    """Identifier and last change of each record shown from ``first`` to ``last``, both included, in the order of identifiers."""
    shown = Record.objects.filter(state=Record.State.ACTIVE, pk__gte=first, pk__lte=last).order_by("pk")
    return iter(shown.values_list("pk", "updated_at"))
