"""A whole source: withdrawn from readers, shown again, removed with its records, taken back; what was removed goes after a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from catalogue.models import Source
from catalogue.services import standing, withdrawal
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, RawRecord
from harvest.services import runs

Standing = Source.Standing
KEPT = timedelta(days=30)
PURGED_AT_ONCE = 2000
AT_ONCE_SECONDS = 2.0


def withdraw(endpoint: Endpoint) -> None:
    """Readers no longer find its notices; harvests go on, and all comes back by :func:`show`."""
    _place(endpoint, Standing.WITHDRAWN)


def show(endpoint: Endpoint) -> None:
    """Readers see what it sends."""
    _place(endpoint, Standing.SHOWN)


def remove(endpoint: Endpoint) -> None:
    """Readers no longer find its notices, nothing is harvested; for :data:`KEPT` it can be taken back, then its bytes go for good."""
    active = endpoint.runs.filter(state__in=HarvestRun.ACTIVE).first()
    if active is not None:
        runs.abort(active)
    Endpoint.objects.filter(pk=endpoint.pk).update(active=False)
    _place(endpoint, Standing.REMOVED)


def take_back(endpoint: Endpoint) -> None:
    """Undo a removal; the schedule stays off until somebody turns it on."""
    standing.take_back(endpoint.source)
    standing.settle(endpoint.source_id, budget_seconds=AT_ONCE_SECONDS)


def _place(endpoint: Endpoint, wanted: str) -> None:
    standing.place(endpoint.source, wanted)
    standing.settle(endpoint.source_id, budget_seconds=AT_ONCE_SECONDS)


def goes_on(source: Source) -> datetime | None:
    """When a removed source goes for good; None when it is not removed."""
    return source.standing_since + KEPT if source.standing == Standing.REMOVED and source.standing_since else None


def purge(*, most: int = PURGED_AT_ONCE) -> None:
    """Let go of what was removed long enough ago, ``most`` records at once: bytes, quarantine, harvests. The tombstones stay."""
    over = Endpoint.objects.filter(source__standing=Standing.REMOVED, source__standing_since__lt=timezone.now() - KEPT)
    endpoint = over.filter(source__settled=True).order_by("pk").first()
    if endpoint is None:
        return
    with transaction.atomic():
        source_id = endpoint.source_id
        raw = list(RawRecord.objects.filter(source_id=source_id).order_by("identifier").values_list("pk", flat=True)[:most])
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM harvest_rawversion WHERE raw_id = ANY(%s)", [raw])
        RawRecord.objects.filter(pk__in=raw).delete()
        if len(raw) == most:
            return
        QuarantinedRecord.objects.filter(source_id=source_id).delete()
        withdrawal.withdraw_hidden(source_id)
        endpoint.delete()
