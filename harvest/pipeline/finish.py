"""Finish: what a run whose slices are all settled becomes, and what its endpoint remembers of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from catalogue.core.messages import Message
from harvest.models import Coverage, Endpoint, HarvestRun, SeenPage, Window
from harvest.pipeline import lease, log, retire
from harvest.pipeline.sort import Note

State = HarvestRun.State
Kind = HarvestRun.Kind
SHORT = 0.95
VANISHED_SET = "protocol.oai.vanished_set"
FEW = 1.1  # records for one identifier, above which a run says so


def end(run: HarvestRun, state: str, reason: Message | None = None) -> None:
    """Write the run's end, inside the caller's transaction; the lease goes with it."""
    HarvestRun.objects.filter(pk=run.pk).update(
        state=state,
        ended_at=None if state == State.NEEDS_DECISION else Now(),
        lease=None,
        lease_until=None,
        not_before=None,
        reason_code=reason.code if reason else "",
        reason_args=dict(reason.args) if reason else {},
        paused_at=Now(),
        told_at=None,
    )
    if state in {State.DONE, State.FAILED}:
        endpoint = run.endpoint
        Endpoint.objects.filter(pk=endpoint.pk).update(next_run_at=timezone.now() + endpoint.between_harvests)


def fail(run: HarvestRun, reason: Message) -> None:
    """End the run as failed. What it stored stays. Raises LeaseLost when the run is no longer ours."""
    with transaction.atomic():
        lease.hold(run)
        log.write(run, [Note("error", reason)])
        end(run, State.FAILED, reason)


def finish(run: HarvestRun) -> None:
    """Settle a run that has no slice left to harvest. Raises LeaseLost when the run is no longer ours."""
    with transaction.atomic():
        lease.hold(run)
        run.refresh_from_db()
        failed = list(run.windows.filter(state=Window.State.FAILED))
        if failed:
            count = run.windows.exclude(state=Window.State.SPLIT).count()
            first = Message(failed[0].reason_code, failed[0].reason_args)
            reason = first if count == 1 else Message("windows_failed", {"failed": len(failed), "all": count})
            end(run, State.FAILED, reason)
            return
        if not (_compare(run) if run.kind == Kind.FULL else _look_at_deletions(run)):
            return
        complete(run)


def _look_at_deletions(run: HarvestRun) -> bool:
    """Withdraw what the partner announced as deleted; False when that is so much that a person must decide."""
    going, active = retire.announced(run), retire.count_active(run)
    if run.kind == Kind.INCREMENTAL and len(going) * 100 > run.endpoint.deletion_guard * active and not run.guard_waived:
        values = {"deleted": len(going), "active": active, "percent": round(len(going) * 100 / active)}
        _ask(run, Message("deleted_guard", values | {"limit": run.endpoint.deletion_guard}), [row[0] for row in going])
        return False
    retire.withdraw_announced(run)
    return True


def _ask(run: HarvestRun, question: Message, identifiers: list[str]) -> None:
    """Stop and ask; the message lists which records would go, as far as examples go."""
    log.write(run, [Note("warning", question, identifier) for identifier in identifiers[: log.EXAMPLES]] or [Note("warning", question)])
    end(run, State.NEEDS_DECISION, question)


def _compare(run: HarvestRun) -> bool:
    """Withdraw what a full harvest did not meet; False when the run ended otherwise (nothing read, or a person must decide)."""
    gone = run.messages.filter(code=VANISHED_SET).first()
    if run.read == 0:
        log.write(run, [Note("error", Message("nothing_read"))])
        end(run, State.FAILED, Message(gone.code, gone.args) if gone else Message("nothing_read"))
        return False
    announced = sum(total or 0 for total in run.windows.filter(state=Window.State.DONE).values_list("total", flat=True))
    short = run.read < SHORT * announced
    if short:
        log.write(run, [Note("warning", Message("list_shorter_than_announced", {"announced": announced, "read": run.read}))])
    distinct, held = retire.count_distinct(run), run.read - run.refused - run.deleted
    if held > FEW * distinct + FEW:
        log.write(run, [Note("warning", Message("few_identifiers", {"read": held, "distinct": distinct}))])
    vanished, active = retire.count_vanished(run)
    limit = run.endpoint.deletion_guard
    question = None
    unidentified = retire.count_unidentified(run) if vanished else 0
    if gone and vanished:
        question = Message("vanished_with_set", {"vanished": vanished})
    elif unidentified:
        question = Message("vanished_unidentified", {"unidentified": unidentified, "vanished": vanished})
    elif short and vanished:
        question = Message("vanished_short", {"announced": announced, "read": run.read, "vanished": vanished})
    elif vanished * 100 > limit * active:
        percent = round(vanished * 100 / active)
        question = Message("vanished_guard", {"vanished": vanished, "active": active, "percent": percent, "limit": limit})
    if question is not None and not run.guard_waived:
        _ask(run, question, retire.vanished_identifiers(run, limit=log.EXAMPLES))
        return False
    retire.withdraw_announced(run)
    HarvestRun.objects.filter(pk=run.pk).update(vanished=retire.withdraw_vanished(run))
    return True


def complete(run: HarvestRun) -> None:
    """The run is done: its coverage is written, its endpoint moves on. Inside the caller's transaction."""
    run.refresh_from_db(fields=["read", "refused"])
    end(run, State.DONE, Message("all_refused", {"refused": run.refused}) if run.is_all_refused else None)
    SeenPage.objects.filter(run__endpoint=run.endpoint_id).delete()
    if run.kind == Kind.REPLAY:
        return
    endpoint = run.endpoint
    until = run.first_response_date or run.started_at
    Coverage.objects.bulk_create(
        Coverage(endpoint=endpoint, set_spec=endpoint.set_spec, start=start, end=end_ or until, run=run)
        for start, end_ in run.windows.filter(state=Window.State.DONE).values_list("start", "end")
    )
    changes: dict[str, Any] = {"harvested_until": until}
    if run.kind == Kind.FULL:
        changes |= {"last_full_at": timezone.now(), "read_again": ""}
        Coverage.objects.filter(endpoint=endpoint).exclude(run=run).delete()
    Endpoint.objects.filter(pk=endpoint.pk).update(**changes)
