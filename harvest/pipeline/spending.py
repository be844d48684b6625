"""Spending: what a run has asked of its partner, and the ceilings past which it is given up."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from catalogue.core.messages import Message
from harvest.models import HarvestRun
from harvest.protocols.base import Protocol

# Before it, a slow beginning says nothing of the pace.
GRACE_SECONDS = 1800.0
SPEND = """
    UPDATE harvest_harvestrun SET requests = requests + %s, waited_seconds = waited_seconds + %s WHERE id = %s
"""


class Spending:
    """The requests and the waiting of one task, added to those that the run had when the task took it."""

    def __init__(self, run: HarvestRun, protocol: Protocol) -> None:
        self._run = run
        self._protocol = protocol
        self._read = run.read

    def met(self, records: int) -> None:
        """A page of so many records came."""
        self._read += records

    def over(self) -> Message | None:
        """Which ceiling the run has passed, if any: HARVEST_MOST_REQUESTS or HARVEST_SECONDS_PER_RECORD."""
        requests, seconds = self._protocol.spent
        requests, waited = self._run.requests + requests, self._run.waited_seconds + seconds
        said = {"requests": requests, "records": self._read, "seconds": round(waited)}
        most, pace = settings.HARVEST_MOST_REQUESTS, settings.HARVEST_SECONDS_PER_RECORD
        if most and requests >= most:
            return Message("requests_ceiling", said | {"limit": most})
        if pace and waited > GRACE_SECONDS + pace * self._read:
            return Message("time_ceiling", said | {"limit": pace})
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Add what the task spent to the run's row, however it ends; a database that is away costs this count only."""
        requests, seconds = self._protocol.spent
        if requests:
            with suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
                cursor.execute(SPEND, [requests, seconds, self._run.pk])
