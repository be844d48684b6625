"""Records, for pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from catalogue.models import Record

LARGEST_ID = 2**63 - 1


def by_id(record_id: int) -> Record | None:
    """The record with its source and the source's institution, active or withdrawn; None where there is none."""
    if record_id > LARGEST_ID:
        return None
    return Record.objects.select_related("source__institution").filter(pk=record_id).first()


def by_ids(record_ids: Iterable[int]) -> list[Record]:
    """Those of some records that there are, with their sources' institutions, active or withdrawn; in one statement."""
    wanted = set(record_ids)
    return list(Record.objects.select_related("source__institution").filter(pk__in=wanted)) if wanted else []


def latest(count: int) -> QuerySet[Record]:
    """The ``count`` records that came or changed last, without those withdrawn."""
    return _shown().order_by("-updated_at", "-id")[:count]


def one_from(number: int) -> Record | None:
    """The shown record that a number of any size leads to: the next one on from there, round the catalogue; None without records."""
    last = last_id()
    if not last:
        return None
    return _shown().filter(pk__gte=number % last + 1).order_by("pk").first() or _shown().order_by("pk").first()


def last_id() -> int:
    """The highest identifier given to a record, 0 without records."""
    return Record.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def descriptions(record_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The stored descriptions of some records, as dictionaries (``core.serialization``), by identifier; in one statement."""
    wanted = list(record_ids)
    return dict(Record.objects.filter(pk__in=wanted).values_list("pk", "description")) if wanted else {}


def received(record_ids: Iterable[int]) -> tuple[datetime, str] | None:
    """When the last changed of some records was received, and the name of its source; None without any."""
    wanted = list(record_ids)
    if not wanted:
        return None
    return Record.objects.filter(pk__in=wanted).order_by("-updated_at").values_list("updated_at", "source__name").first()


def _shown() -> QuerySet[Record]:
    return Record.objects.filter(state=Record.State.ACTIVE).select_related("source__institution")
