"""Start, abort, resume and decide a harvest. Nothing here fetches: the run waits in PostgreSQL for a worker."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from catalogue.core.messages import Message
from catalogue.models import Source
from harvest.models import Endpoint, HarvestMessage, HarvestRun, Window
from harvest.models.run import translated
from harvest.pipeline import retire
from harvest.pipeline.finish import complete

State = HarvestRun.State
Kind = HarvestRun.Kind


class RunRefused(Exception):
    """The run cannot be started, aborted, resumed or decided now; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(translated(message))
        self.message = message


def due_kind(endpoint: Endpoint) -> str:
    """A full harvest when none was ever finished, the last one is too old, or all is to be read again; else what is new."""
    if endpoint.harvested_until is None or endpoint.last_full_at is None or endpoint.read_again:
        return Kind.FULL
    too_old = timezone.now() - endpoint.last_full_at > endpoint.between_full_harvests
    return Kind.FULL if too_old else Kind.INCREMENTAL


def start(endpoint: Endpoint, *, kind: str | None = None, asked_by_id: int | None = None) -> HarvestRun:
    """A new waiting run of ``endpoint``; ``kind`` None lets :func:`due_kind` choose. Raises RunRefused when one is active."""
    if endpoint.source.standing == Source.Standing.REMOVED:
        raise RunRefused(Message("source_removed", {"source": endpoint.source.slug}))
    kind = kind or due_kind(endpoint)
    if kind == Kind.INCREMENTAL and endpoint.harvested_until is None:
        kind = Kind.FULL
    try:
        with transaction.atomic():
            return HarvestRun.objects.create(endpoint=endpoint, kind=kind, asked_by_id=asked_by_id)
    except IntegrityError:
        raise RunRefused(Message("run_already_active", {"source": endpoint.source.slug})) from None


def under_way(endpoint: Endpoint, *, kind: str | None = None) -> HarvestRun | None:
    """The active run that somebody who asks for ``kind`` (None: any) can follow, whoever works on it; one that asks a question is."""
    run = HarvestRun.objects.filter(endpoint=endpoint, state__in=HarvestRun.ACTIVE).first()
    if run is None or run.state == State.NEEDS_DECISION:
        return run
    followed = {Kind.FULL, Kind.INCREMENTAL} if kind is None else {kind}
    return run if run.kind in followed else None


def abort(run: HarvestRun) -> HarvestRun:
    """Stop a run where it stands; what it stored stays. Raises RunRefused when it has already ended."""
    aborted = HarvestRun.objects.filter(pk=run.pk, state__in=HarvestRun.ACTIVE).update(
        state=State.ABORTED,
        ended_at=Now(),
        lease=None,
        lease_until=None,
        not_before=None,
        reason_code="aborted_by_person",
        reason_args={},
        paused_at=Now(),
    )
    if aborted:
        unfinished = [Window.State.WAITING, Window.State.RUNNING]
        Window.objects.filter(run=run, state__in=unfinished).update(state=Window.State.ABORTED)
    run.refresh_from_db()
    if not aborted:
        raise RunRefused(Message("run_already_ended", {"run": run.pk}))
    return run


def resume(run: HarvestRun) -> HarvestRun:
    """Take up a failed or aborted run at its checkpoints. Raises RunRefused when it is active, done, or not the last one."""
    if HarvestRun.objects.filter(endpoint=run.endpoint_id, pk__gt=run.pk).exists():
        raise RunRefused(Message("run_not_the_last", {"run": run.pk}))
    try:
        with transaction.atomic():
            resumed = HarvestRun.objects.filter(pk=run.pk, state__in=[State.FAILED, State.ABORTED]).update(
                state=State.WAITING,
                ended_at=None,
                reason_code="",
                reason_args={},
                not_before=None,
                lease=None,
                requests=0,
                waited_seconds=0,
                refused_tokens=0,
            )
            if not resumed:
                raise RunRefused(Message("run_cannot_resume", {"run": run.pk}))
            Window.objects.filter(Q(run=run), ~Q(state__in=[Window.State.DONE, Window.State.SPLIT])).update(
                state=Window.State.WAITING, tries=0, restarts=0, reason_code="", reason_args={}
            )
    except IntegrityError:
        raise RunRefused(Message("run_already_active", {"source": run.endpoint.source.slug})) from None
    run.refresh_from_db()
    return run


def decide(run: HarvestRun, *, withdraw: bool) -> HarvestRun:
    """Answer a run that stopped to ask: withdraw the records that were not served any more, or keep them all.

    Raises RunRefused when the run asks nothing.
    """
    with transaction.atomic():
        asked = HarvestRun.objects.select_for_update().filter(pk=run.pk, state=State.NEEDS_DECISION).first()
        if asked is None:
            raise RunRefused(Message("run_asks_nothing", {"run": run.pk}))
        if withdraw:
            retire.withdraw_announced(asked)
            if asked.kind == Kind.FULL:
                asked.vanished = F("vanished") + retire.withdraw_vanished(asked)
            asked.guard_waived = True
        else:
            HarvestMessage.objects.get_or_create(
                run=asked,
                code="vanished_kept" if asked.kind == Kind.FULL else "deleted_kept",
                defaults={"severity": "info", "args": asked.reason_args, "count": 1},
            )
        asked.save(update_fields=["vanished", "guard_waived"])
        complete(asked)
    run.refresh_from_db()
    return run
