"""Harvests of scripted servers: one run to its end, and what a partner admin reads of it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation

from harvest.models import Endpoint, HarvestRun
from harvest.services import runs
from harvest.services.drive import drive

FAST = {"read_timeout": 2.0, "total_timeout": 3.0, "slow_grace": 0.5, "connect_timeout": 2.0}
Partner = Callable[..., Endpoint]


def harvest(endpoint: Endpoint, *, kind: str | None = None) -> HarvestRun:
    """One run to its end."""
    endpoint.refresh_from_db()
    return drive(runs.start(endpoint, kind=kind).pk, index=False)


def sentences(run: HarvestRun) -> str:
    """What a partner admin reads of a run, in English: its reason and its messages."""
    with translation.override("en"):
        return "\n".join([run.reason, *(str(message) for message in run.messages.all())])


def adds_up(run: HarvestRun) -> bool:
    """The counters' identity."""
    return run.read == run.new + run.changed + run.unchanged + run.deleted + run.refused
