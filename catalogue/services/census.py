"""Snapshots of the census: taken once a month, added and never changed."""

from __future__ import annotations

from datetime import date

import msgspec
from django.db import transaction
from django.utils import timezone

from catalogue.models import CensusSnapshot
from catalogue.selectors import census


def take(today: date | None = None) -> int:
    """Keep every fonds as it is counted, under the month of ``today``; how many, 0 where the month has its snapshot already."""
    month = (today or timezone.localdate()).replace(day=1)
    with transaction.atomic():
        if CensusSnapshot.objects.filter(month=month).exists():
            return 0
        rows = [CensusSnapshot(month=month, number=one.number, counted=msgspec.to_builtins(one)) for one in census.counted()]
        # Two workers at once: the second adds nothing.
        CensusSnapshot.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
