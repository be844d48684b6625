"""Celery's way into harvests: each task asks PostgreSQL what there is to do, does a minute of it, and calls the next."""

from __future__ import annotations

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from catalogue.services import arks
from harvest.pipeline import journal, log
from harvest.pipeline.advance import advance as advance_run
from harvest.services import delivering, gallica_questions, press, schedule, sources, thumbnails

logger = structlog.get_logger(__name__)


@shared_task(name="harvest.advance")
def advance(run_id: int) -> None:
    """Work on a run, and call again while there is more; a run that sleeps is woken by :func:`sweep`."""
    progress = advance_run(run_id)
    if progress.claimed and progress.again and not progress.sleep_seconds:
        wake(run_id)


@shared_task(name="harvest.sweep")
def sweep() -> None:
    """Start what is due, wake what waits, take up what a dead worker left; let go of versions that are old enough, give the arks that
    are missing.
    """
    for run_id in schedule.due_runs():
        advance.delay(run_id)
    journal.prune()
    arks.sweep()
    log.prune(settings.RAW_VERSION_DAYS)
    sources.purge()


@shared_task(name="harvest.deliver")
def deliver() -> None:
    """Make the deliveries that were asked for."""
    for number in delivering.waiting():
        try:
            delivering.make(number)
        except SoftTimeLimitExceeded:
            delivering.give_up(number)
            return


@shared_task(name="harvest.ask_gallica")
def ask_gallica() -> None:
    """Ask Gallica what a curator wants to know, and one question about the press, where something is wanted and its quotas allow it."""
    gallica_questions.step()
    press.step()


@shared_task(name="harvest.fetch_thumbnail")
def fetch_thumbnail() -> None:
    """Fetch the thumbnail of one kept document, where one is wanted and Gallica lets itself be asked."""
    thumbnails.step()


@shared_task(name="harvest.beat")
def beat() -> None:
    """Leave the sign that a worker really runs tasks."""
    schedule.beat("worker")


def wake(run_id: int) -> None:
    """Ask a worker for this run now; a broker that is down only delays it until the next sweep."""
    try:
        advance.delay(run_id)
    except Exception as error:
        logger.warning("broker_unreachable", error=str(error), run_id=run_id)
