"""Plan: which slices of the period a run harvests; cut one in halves when the partner's server cannot serve it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from catalogue.core.messages import Message
from harvest.models import HarvestRun, Window
from harvest.pipeline import lease, log
from harvest.pipeline.sort import Note
from harvest.protocols import dates
from harvest.protocols.base import ServerFacts

Kind = HarvestRun.Kind
# standards.md, OAI-PMH client: at least one granule plus the skew of the partner's clock.
OVERLAP = {"second": timedelta(minutes=10), "day": timedelta(days=1)}
SMALLEST = {"second": timedelta(hours=1), "day": timedelta(days=2)}
MOST_WINDOWS = 400


def plan(run: HarvestRun, facts: ServerFacts) -> None:
    """Write the run's windows, once, from what the partner says of itself. Raises LeaseLost."""
    since = _since(run, facts)
    kind = Kind.FULL if run.kind == Kind.INCREMENTAL and since is None else run.kind
    messages = list(facts.messages)
    asked = since
    if since is not None and facts.earliest is not None and since < facts.earliest:
        values = {"since": since.isoformat(), "earliest": facts.earliest.isoformat()}
        messages.append(Message("protocol.oai.earlier_than_earliest", values))
        asked = None
    elif since is not None and facts.response_date is not None and since > facts.response_date:
        values = {"since": since.isoformat(), "now": facts.response_date.isoformat()}
        messages.append(Message("protocol.oai.clock_went_back", values))
        asked = None
    now = facts.response_date or datetime.now(UTC)
    earliest = facts.earliest if facts.earliest is None or facts.earliest < now else dates.BEGINNING
    bounds: list[tuple[datetime | None, datetime | None]] = [(asked, None)]
    start = asked or earliest
    if facts.granularity in OVERLAP and run.endpoint.window_days and start and facts.response_date:
        bounds = slices(start, now, timedelta(days=run.endpoint.window_days))
        bounds[0] = (asked, bounds[0][1])
    options = {"granularity": facts.granularity, "earliest": earliest.isoformat() if earliest else None, "now": now.isoformat()}
    with transaction.atomic():
        lease.hold(run)
        Window.objects.bulk_create(Window(run=run, start=start, end=end, options=options) for start, end in bounds)
        again = [Note("info", Message(run.endpoint.read_again))] if run.endpoint.read_again and kind == Kind.FULL else []
        log.write(run, [*again, *(Note("warning", message) for message in messages)])
        HarvestRun.objects.filter(pk=run.pk).update(planned=True, since=since, kind=kind, first_response_date=facts.response_date)
    run.refresh_from_db()


def _since(run: HarvestRun, facts: ServerFacts) -> datetime | None:
    """From when on a run that looks for what is new must ask; None for all there is."""
    if run.kind != Kind.INCREMENTAL or facts.granularity not in OVERLAP or run.endpoint.harvested_until is None:
        return None
    since = run.endpoint.harvested_until - OVERLAP[facts.granularity]
    return since.replace(hour=0, minute=0, second=0, microsecond=0) if facts.granularity == "day" else since


def slices(start: datetime, end: datetime, length: timedelta) -> list[tuple[datetime | None, datetime | None]]:
    """Consecutive slices of ``length``, the last one open: what changes during the run falls into it."""
    length = max(length, (end - start) / MOST_WINDOWS)
    bounds: list[tuple[datetime | None, datetime | None]] = []
    while start + length < end:
        bounds.append((start, start + length - timedelta(seconds=1)))
        start += length
    return [*bounds, (start, None)]


def split(run: HarvestRun, window: Window) -> bool:
    """Replace a window by its halves, each from its start again; False when it cannot be cut any smaller. Raises LeaseLost.

    The halves inherit how often the window was begun again: what a server refused to the whole, it seldom grants to a half.
    """
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
                Window(run=run, start=start, end=end, options=window.options, restarts=window.restarts)
                for start, end in ((window.start, middle - timedelta(seconds=1)), (middle, window.end))
            ]
        )
        Window.objects.filter(pk=window.pk).update(state=Window.State.SPLIT, checkpoint=None)
        log.write(run, [Note("info", Message("split_slice"))])
    return True
