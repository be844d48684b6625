"""Advance: claim a run, work on it for a while, leave it where any worker can take it up.

Every decision about a partner's failure is taken here: wait, start the slice again, cut it, give it up, give the run up.
"""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F

from catalogue.core import garbage
from catalogue.core.messages import Message
from harvest.models import HarvestRun, Window
from harvest.pipeline import fetch, finish, lease, log, plan
from harvest.pipeline.sort import Note, sort_page
from harvest.pipeline.spending import Spending
from harvest.pipeline.storing import Storing
from harvest.protocols.base import Blocked, Fatal, Protocol, ProtocolError, RestartSlice, RetryLater, Slice, SplitSlice

BUDGET_SECONDS = 40.0
MOST_TRIES = 6
MOST_INTRODUCTIONS = 3  # then the lists are asked for without it: they may work where the server's description does not
MOST_RESTARTS = 3
MOST_FAILED_IN_A_ROW = 5
LONGEST_SLEEP = 3600.0
PATIENCE = 30.0
NAP = 0.5

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a call of :func:`advance` left the run. ``again``: there is more to do, after ``sleep_seconds``."""

    claimed: bool
    again: bool = False
    sleep_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Task:
    """One call of :func:`advance` at work on its run, until ``deadline``."""

    run: HarvestRun
    protocol: Protocol
    storing: Storing
    spending: Spending
    deadline: float


class _RunEnded(Exception):
    """The run was given up while one of its windows was at work."""


class _Sleep(Exception):
    """The partner asks to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


def advance(run_id: int, *, budget_seconds: float = BUDGET_SECONDS) -> Progress:
    """Work on a run for ``budget_seconds`` at most past its last page. Harmless when the run has another master or has ended.

    A database that goes away costs the page in hand: the lease is given back as soon as it answers again. Raises
    OperationalError when it does not answer for a while; the lease is then freed by its expiry, or by this process's death.
    """
    run = lease.claim(run_id)
    if run is None:
        return Progress(claimed=False)
    deadline = time.monotonic() + budget_seconds
    with structlog.contextvars.bound_contextvars(run_id=run.pk, source=run.endpoint.source.slug), garbage.paused():
        try:
            return _work(run, deadline)
        except (lease.LeaseLost, _RunEnded):
            return Progress(claimed=True)
        except _Sleep as asked:
            seconds = min(max(asked.seconds, 0.05), LONGEST_SLEEP)
            lease.release(run, sleep_seconds=seconds)
            return Progress(claimed=True, again=True, sleep_seconds=seconds)
        except (OperationalError, InterfaceError) as error:
            logger.warning("database_failed", error=str(error))
            if not _give_back(run):
                raise
            return Progress(claimed=True, again=True, sleep_seconds=NAP)
        except Exception as error:
            logger.exception("run_failed")
            finish.fail(run, Message("internal_error", {"error": type(error).__name__}))
            return Progress(claimed=True)


def _give_back(run: HarvestRun) -> bool:
    """Release the lease once the database answers again; False when it does not within ``PATIENCE`` seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if not connection.in_atomic_block:  # a caller's own transaction (a test) keeps its connection
                connection.close_if_unusable_or_obsolete()
            lease.release(run)
            return True
        except (OperationalError, InterfaceError):
            time.sleep(NAP)
    return False


def _work(run: HarvestRun, deadline: float) -> Progress:
    try:
        protocol = fetch.open_run(run)
    except ProtocolError as error:
        finish.fail(run, error.message)
        return Progress(claimed=True)
    with closing(protocol), Storing(run) as storing, Spending(run, protocol) as spending:
        task = _Task(run, protocol, storing, spending, deadline)
        if not run.planned and not _plan(run, protocol):
            return Progress(claimed=True)
        while True:
            window = run.windows.filter(state__in=[Window.State.WAITING, Window.State.RUNNING]).first()
            if window is None:
                finish.finish(run)
                return Progress(claimed=True)
            if not _harvest_window(task, window):
                lease.release(run)
                return Progress(claimed=True, again=True)


def _plan(run: HarvestRun, protocol: Protocol) -> bool:
    """Ask the partner who it is and write the windows; False when the run ended there."""
    try:
        facts = protocol.facts()
    except Blocked as error:
        finish.fail(run, error.message)
        return False
    except ProtocolError as error:
        tries = run.reason_args.get("tries", 0) + 1
        if isinstance(error, RetryLater) and tries < MOST_INTRODUCTIONS:
            with transaction.atomic():
                lease.hold(run)
                log.write(run, [Note("warning", error.message)])
                HarvestRun.objects.filter(pk=run.pk).update(reason_args={"tries": tries})
            raise _Sleep(_patience(error.seconds, tries)) from None
        supposed = protocol.supposed(error)
        if supposed is None:
            finish.fail(run, error.message)
            return False
        facts = supposed
    plan.plan(run, facts)
    return True


def _harvest_window(task: _Task, window: Window) -> bool:
    """Store pages of one window until its end (True) or until the time is up (False)."""
    run, storing = task.run, task.storing
    try:
        slice_ = Slice(start=window.start, end=window.end, options=window.options)
        pages = fetch.pages_of(task.protocol, slice_, window.checkpoint)
        with closing(pages):
            for page in pages:
                storing.before(page)
                storing.put(window, page, sort_page(run, page))
                task.spending.met(len(page.items))
                over = task.spending.over() if page.checkpoint is not None else None
                if page.checkpoint is None or over or time.monotonic() > task.deadline:
                    storing.settle()
                    _stop(run, over)
                    return page.checkpoint is None
        storing.settle()
        _settle(run, window, Window.State.DONE)
    except ProtocolError as error:
        storing.settle()
        _stop(run, task.spending.over())
        _answer(run, window, error)
    return True


def _stop(run: HarvestRun, ceiling: Message | None) -> None:
    """Give the run up where it has passed a ceiling; its windows stay where they are, to be resumed."""
    if ceiling is not None:
        finish.fail(run, ceiling)
        raise _RunEnded


def _patience(seconds: float, tries: int) -> float:
    """What the partner asks, or ours, longer at each try."""
    return max(seconds, 0.05) * 2 ** max(tries - 1, 0) if seconds < 60 else seconds


def _answer(run: HarvestRun, window: Window, error: ProtocolError) -> None:
    """Decide what a failure of the partner means for the window and for the run."""
    window.refresh_from_db()
    if isinstance(error, Blocked | Fatal):
        _settle(run, window, Window.State.FAILED, error.message)
        finish.fail(run, error.message)
        raise _RunEnded
    if isinstance(error, RetryLater):
        _try_again(run, window, error)
    elif isinstance(error, RestartSlice):
        _restart(run, window, error)
    elif isinstance(error, SplitSlice):
        if not plan.split(run, window):
            _settle(run, window, Window.State.FAILED, error.message)
    else:
        _settle(run, window, Window.State.FAILED, error.message)


def _try_again(run: HarvestRun, window: Window, error: RetryLater) -> None:
    tries = window.tries + 1
    if tries >= MOST_TRIES:
        _settle(
            run, window, Window.State.FAILED, Message("too_many_tries", {"tries": tries, "last": error.message.as_json(fact_only=True)})
        )
        _stop(run, _down(run))
        return
    with transaction.atomic():
        lease.hold(run)
        log.write(run, [Note("warning", error.message)])
        Window.objects.filter(pk=window.pk).update(tries=tries)
    raise _Sleep(_patience(error.seconds, tries))


def _down(run: HarvestRun) -> Message | None:
    """What to say where slice after slice failed: the server is down, and each more costs tries and hours."""
    settled = run.windows.filter(state__in=[Window.State.DONE, Window.State.FAILED]).order_by(F("start").desc(nulls_first=True), "-id")
    last = list(settled.values_list("state", flat=True)[:MOST_FAILED_IN_A_ROW])
    if len(last) < MOST_FAILED_IN_A_ROW or Window.State.DONE in last:
        return None
    count = run.windows.exclude(state=Window.State.SPLIT).count()
    return Message("windows_failed", {"failed": run.windows.filter(state=Window.State.FAILED).count(), "all": count})


def _restart(run: HarvestRun, window: Window, error: RestartSlice) -> None:
    run.refused_tokens += 1
    if run.refused_tokens >= settings.HARVEST_REFUSED_TOKENS:
        _settle(run, window, Window.State.FAILED, error.message)
        _stop(run, Message("tokens_refused", {"count": run.refused_tokens}))
    with transaction.atomic():
        lease.hold(run)
        log.write(run, [Note("warning", error.message)])
        HarvestRun.objects.filter(pk=run.pk).update(refused_tokens=run.refused_tokens)
    if window.restarts >= MOST_RESTARTS:
        if not plan.split(run, window):
            _settle(run, window, Window.State.FAILED, error.message)
        return
    with transaction.atomic():
        lease.hold(run)
        log.write(run, [Note("info", Message("restarted_slice"))])
        Window.objects.filter(pk=window.pk).update(checkpoint=None, restarts=F("restarts") + 1, state=Window.State.WAITING)


def _settle(run: HarvestRun, window: Window, state: str, reason: Message | None = None) -> None:
    with transaction.atomic():
        lease.hold(run)
        if reason is not None:
            log.write(run, [Note("error", reason)])
        Window.objects.filter(pk=window.pk).update(
            state=state, reason_code=reason.code if reason else "", reason_args=dict(reason.args) if reason else {}
        )
