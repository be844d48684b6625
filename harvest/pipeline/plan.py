"""Plan: which slices of the period a run harvests; cut one in halves when the partner's server cannot serve it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from catalogue.core.messages import Message
from harvest.models import HarvestRun, Window
from harvest.pipeline import lease, log
from harvest.pipeline.sort import Note
from harvest.protocols.base import ServerFacts

Kind = HarvestRun.Kind
# standards.md, OAI-PMH client: at least one granule plus the skew of the partner's clock.
OVERLAP = {"second": timedelta(minutes=10), "day": timedelta(days=1)}
SMALLEST = {"second": timedelta(hours=1), "day": timedelta(days=2)}
MOST_WINDOWS = 400


def plan(run: HarvestRun, facts: ServerFacts) -> None:
    """Write the run's windows, once, from what the partner says of itself. Raises LeaseLost."""
    since = None
    dated = facts.granularity in OVERLAP
    if run.kind == Kind.INCREMENTAL and dated and run.endpoint.harvested_until is not None:
        since = run.endpoint.harvested_until - OVERLAP[facts.granularity]
        if facts.granularity == "day":
            since = since.replace(hour=0, minute=0, second=0, microsecond=0)
    kind = Kind.FULL if run.kind == Kind.INCREMENTAL and since is None else run.kind
    bounds: list[tuple[datetime | None, datetime | None]] = [(since, None)]
    start = since or facts.earliest
    if dated and run.endpoint.window_days and start and facts.response_date:
        bounds = slices(start, facts.response_date, timedelta(days=run.endpoint.window_days))
        if since is None:
            bounds[0] = (None, bounds[0][1])
    options = {
        "granularity": facts.granularity,
        "earliest": facts.earliest.isoformat() if facts.earliest else None,
        "now": facts.response_date.isoformat() if facts.response_date else None,
    }
    with transaction.atomic():
        lease.hold(run)
        Window.objects.bulk_create(Window(run=run, start=start, end=end, options=options) for start, end in bounds)
        again = [Note("info", Message(run.endpoint.read_again))] if run.endpoint.read_again and kind == Kind.FULL else []
        log.write(run, [*again, *(Note("warning", message) for message in facts.messages)])
        HarvestRun.objects.filter(pk=run.pk).update(planned=True, since=since, kind=kind, first_response_date=facts.response_date)
    run.refresh_from_db()


def slices(start: datetime, end: datetime, length: timedelta) -> list[tuple[datetime | None, datetime | None]]:
    """Consecutive slices of ``length``, the last one open: what changes during the run falls into it."""
    length = max(length, (end - start) / MOST_WINDOWS)
    bounds: list[tuple[datetime | None, datetime | None]] = []
    while start + length < end:
        bounds.append((start, start + length - timedelta(seconds=1)))
        start += length
    return [*bounds, (start, None)]


def split(run: HarvestRun, window: Window) -> bool:
    """Replace a window by its halves, each from its start again; False when it cannot be cut any smaller. Raises LeaseLost."""
    granularity = window.options.get("granularity", "none")
    earliest, now = window.options.get("earliest"), window.options.get("now")
    start = window.start or (datetime.fromisoformat(earliest) if earliest else None)
    end = window.end or (datetime.fromisoformat(now) if now else None)
    if granularity not in SMALLEST or start is None or end is None or end - start < SMALLEST[granularity]:
        return False
    middle = start + (end - start) / 2
    middle = middle.replace(microsecond=0)
    if granularity == "day":
        middle = middle.replace(hour=0, minute=0, second=0)
        if middle <= start:
            middle += timedelta(days=1)
    if run.windows.count() >= MOST_WINDOWS:
        return False
    with transaction.atomic():
        lease.hold(run)
        Window.objects.bulk_create(
            [
                Window(run=run, start=window.start, end=middle - timedelta(seconds=1), options=window.options),
                Window(run=run, start=middle, end=window.end, options=window.options),
            ]
        )
        Window.objects.filter(pk=window.pk).update(state=Window.State.SPLIT, checkpoint=None)
        log.write(run, [Note("info", Message("split_slice"))])
    return True
