"""Tasks of what is given to machines."""

from __future__ import annotations

from celery import shared_task

from portal.publish.conformance import running
from portal.publish.dumps import schedule


# Acknowledged as it begins: it takes longer than the broker waits before it gives a task to another worker.
@shared_task(name="portal.dump", acks_late=False, soft_time_limit=7000, time_limit=7200)
def dump() -> None:
    """Write the dump of the week, where it is due."""
    schedule.write_if_due()


# As the dump.
@shared_task(name="portal.judge_conformance", acks_late=False, soft_time_limit=1700, time_limit=1800)
def judge_conformance() -> None:
    """Have the judges look at what the portal gives, where they are due."""
    running.run_if_due()
