"""When a dump is due, and that two of them are never written at once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.utils import timezone

from catalogue.services.alone import alone
from portal.publish.dumps import manifest, writing

logger = structlog.get_logger(__name__)
EVERY = timedelta(days=7)


def write_if_due() -> bool:
    """Write a dump where the last one is a week old, and nobody is writing one; whether one was written."""
    with alone("portal.dump") as held:
        if not held or not _is_due():
            return False
        folder = writing.write()
    logger.info("dump_written", folder=folder.name)
    return True


def _is_due() -> bool:
    last = next(iter(manifest.standing()), None)
    return last is None or manifest.read(last).made + EVERY <= timezone.now()
