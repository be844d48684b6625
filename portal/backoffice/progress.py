"""How a run is going: its rate, what remains, and the sentence that says what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from harvest.models import HarvestRun, Window

State = HarvestRun.State
SECONDS_BEFORE_A_RATE = 3.0


@dataclass(frozen=True, slots=True)
class Progress:
    """``rate`` in records a second over the whole run, ``announced`` by the partner, ``remaining`` time; None when not known."""

    elapsed: timedelta | None
    rate: float | None
    announced: int | None
    remaining: timedelta | None


def progress(run: HarvestRun, windows: Sequence[Window], *, now: datetime | None = None) -> Progress:
    """The rate and the estimate of a run, from what it has read and what the partner announced; pauses do not count."""
    if run.started_at is None:
        return Progress(None, None, None, None)
    now = now or timezone.now()
    elapsed = (run.ended_at or now) - run.started_at - timedelta(seconds=run.paused_seconds)
    if run.ended_at is None and run.paused_at is not None:
        elapsed -= max(now - run.paused_at, timedelta(0))
    elapsed = max(elapsed, timedelta(0))
    seconds = elapsed.total_seconds()
    rate = run.read / seconds if seconds > 0 and run.read else None
    totals = [window.total for window in windows if window.state != Window.State.SPLIT]
    announced = sum(totals) if totals and all(total is not None for total in totals) else None  # type: ignore[arg-type]
    remaining = None
    if run.state == State.RUNNING and rate and announced and announced > run.read and seconds >= SECONDS_BEFORE_A_RATE:
        remaining = timedelta(seconds=(announced - run.read) / rate)
    return Progress(elapsed, rate, announced, remaining)


def situation(run: HarvestRun, *, worker_alive: bool, now: datetime | None = None) -> str:
    """What the run waits for, as a sentence; empty when there is nothing to add to its state and its reason."""
    now = now or timezone.now()
    if run.state not in {State.WAITING, State.RUNNING}:
        return ""
    if run.not_before is not None and run.not_before > now:
        return _("The partner's server asks to wait: the harvest goes on at %(time)s, where it stopped.") % {
            "time": date_format(timezone.localtime(run.not_before), "TIME_FORMAT")
        }
    if not worker_alive:
        return _("No worker has given a sign of life lately. The harvest goes on by itself as soon as one runs; nothing is lost.")
    if run.state == State.WAITING:
        return _("The harvest begins as soon as a worker is free.")
    if run.lease_until is not None and run.lease_until < now:
        return _("The worker of this harvest has stopped. Another one takes it up where it stood; nothing is lost.")
    return ""


def duration(length: timedelta) -> str:
    """A length of time as a person says it: "12 seconds", "4 minutes", "2 hours and 5 minutes", "3 days"."""
    seconds = max(round(length.total_seconds()), 1)
    if seconds < 90:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return ngettext("%(count)s day", "%(count)s days", hours // 24) % {"count": hours // 24}
    text = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if not minutes:
        return text
    rest = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    return _("%(hours)s and %(minutes)s") % {"hours": text, "minutes": rest}
