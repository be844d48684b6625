"""Drive a run to its end from a command, with or without workers."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import OperationalError, connection

from catalogue.services import indexing
from harvest.models import HarvestRun
from harvest.pipeline.advance import BUDGET_SECONDS, advance

SHORTEST_NAP = 0.05
LONGEST_NAP = 1.0
PATIENCE = 60.0
PROGRESS_EVERY = 2.0


def drive(run_id: int, *, on_progress: Callable[[HarvestRun], None] | None = None, index: bool = True) -> HarvestRun:
    """Work on a run until it has ended or asks a person; a worker that holds it is waited for, and replaced if it dies.

    A database that goes away is waited for; raises OperationalError when it stays away for a minute.
    ``on_progress`` is called after each step with the run as it stands. The marks are drained at the end, by whoever drains them,
    so that what was harvested can be found when the command returns; an engine that is down keeps its marks for later.
    """
    budget = BUDGET_SECONDS if on_progress is None else PROGRESS_EVERY
    nap = SHORTEST_NAP
    silent_since: float | None = None
    while True:
        try:
            progress = advance(run_id, budget_seconds=budget)
            run = HarvestRun.objects.select_related("endpoint__source").get(pk=run_id)
        except OperationalError:
            silent_since = silent_since or time.monotonic()
            if time.monotonic() - silent_since > PATIENCE:
                raise
            connection.close_if_unusable_or_obsolete()
            time.sleep(LONGEST_NAP)
            continue
        silent_since = None
        if on_progress is not None:
            on_progress(run)
        if run.state not in {HarvestRun.State.WAITING, HarvestRun.State.RUNNING}:
            break
        if progress.claimed and not progress.sleep_seconds:
            nap = SHORTEST_NAP
            continue
        time.sleep(min(max(nap, 0), LONGEST_NAP))
        nap = min(nap * 2, LONGEST_NAP)
    if index:
        indexing.settle()
    return run
