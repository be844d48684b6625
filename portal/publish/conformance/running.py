"""When the judges look, and what is kept of what they found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import msgspec
import structlog
from django.utils import timezone

from catalogue.services.alone import alone
from portal.models import ConformanceRun
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.judges import JUDGES
from portal.publish.conformance.judging import Chance, Fault, Judge, Judgement, judged

logger = structlog.get_logger(__name__)
EVERY = timedelta(hours=20)
NIGHT = range(1, 6)  # hours of the portal's clock: readers sleep
KEPT = timedelta(days=60)


class Standing(NamedTuple):
    """A judge, and its runs that are kept, the last first."""

    judge: Judge
    runs: tuple[ConformanceRun, ...]


def run_if_due() -> bool:
    """Have the judges look once a night, and at once where they never did; whether they looked."""
    with alone("portal.conformance") as held:
        last = ConformanceRun.objects.order_by("-judged_at").values_list("judged_at", flat=True).first()
        now = timezone.now()
        if not held or (last is not None and (now - last < EVERY or timezone.localtime(now).hour not in NIGHT)):
            return False
        run(now.date())
    return True


def run(day: date) -> list[Judgement]:
    """Have every judge look at what the chance of a day draws; what they found is kept, and what is old is not any more."""
    portal = Portal()
    found = []
    for judge in JUDGES:
        judgement = judged(judge, portal, Chance(f"{day}/{judge.name}"))
        _keep(judgement)
        found.append(judgement)
        if judgement.failed:
            logger.warning("conformance_failed", judge=judge.name, failed=judgement.failed, first=judgement.faults[0].address)
    ConformanceRun.objects.filter(judged_at__lt=timezone.now() - KEPT).delete()
    return found


def _keep(judgement: Judgement) -> None:
    ConformanceRun.objects.create(
        judge=judgement.judge, examined=judgement.examined, failed=judgement.failed, skipped=judgement.skipped,
        seconds=judgement.seconds, faults=msgspec.to_builtins(judgement.faults),
    )  # fmt: skip


def standing() -> list[Standing]:
    """Each judge with what it found, in the order of the page; one statement."""
    runs: dict[str, list[ConformanceRun]] = {judge.name: [] for judge in JUDGES}
    for one in ConformanceRun.objects.filter(judged_at__gte=timezone.now() - KEPT).order_by("-judged_at", "-pk"):
        runs.get(one.judge, []).append(one)
    return [Standing(judge, tuple(runs[judge.name])) for judge in JUDGES]


def faults_of(run: ConformanceRun) -> list[Fault]:
    """The first things that were wrong."""
    return msgspec.convert(run.faults, list[Fault])
