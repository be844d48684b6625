"""What is due: endpoints whose hour has come, runs that wait, runs whose worker died; and signs of life."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import OperationalError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from harvest.models import Endpoint, HarvestRun, Heartbeat
from harvest.pipeline import lease
from harvest.services import runs

logger = structlog.get_logger(__name__)

TRIED_AGAIN = timedelta(hours=1)
PROBLEM_LENGTH = 300


def start_due_endpoints() -> int:
    """Start a run for each scheduled endpoint whose hour has come and that has none under way; how many.

    An endpoint that cannot be started, whatever the reason, stops no other: it says so, and is tried again in an hour.
    """
    started = 0
    due = Endpoint.objects.filter(active=True, next_run_at__lte=Now()).exclude(runs__state__in=HarvestRun.ACTIVE)
    for endpoint in due.select_related("source"):
        try:
            with transaction.atomic():
                runs.start(endpoint)
        except runs.RunRefused:
            continue
        except OperationalError:  # the database itself: nothing can be started, nor written down
            raise
        except Exception as error:
            logger.exception("schedule_failed", source=endpoint.source.slug)
            _put_off(endpoint, f"{type(error).__name__}: {error}")
        else:
            started += 1
            if endpoint.schedule_problem:
                Endpoint.objects.filter(pk=endpoint.pk).update(schedule_problem="")
    return started


def _put_off(endpoint: Endpoint, problem: str) -> None:
    text = "".join(letter if letter.isprintable() else " " for letter in problem)[:PROBLEM_LENGTH]
    Endpoint.objects.filter(pk=endpoint.pk).update(next_run_at=timezone.now() + TRIED_AGAIN, schedule_problem=text)


def due_runs() -> list[int]:
    """The runs that a worker should take up now, after starting those whose hour has come and freeing the dead's."""
    start_due_endpoints()
    lease.free_dead()
    awake = Q(not_before__isnull=True) | Q(not_before__lte=Now())
    free = Q(lease__isnull=True) | Q(lease_until__lt=Now())
    states = [HarvestRun.State.WAITING, HarvestRun.State.RUNNING]
    return list(HarvestRun.objects.filter(awake, free, state__in=states).order_by("id").values_list("id", flat=True))


def beat(name: str) -> None:
    """Write that ``name`` ran just now."""
    with transaction.atomic():
        Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def is_alive(name: str, *, within_seconds: float = 45) -> bool:
    """True when ``name`` has run within that time."""
    return Heartbeat.objects.filter(name=name, at__gte=timezone.now() - timedelta(seconds=within_seconds)).exists()
