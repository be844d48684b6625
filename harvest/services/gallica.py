"""Whose turn it is to ask Gallica, for all workers together: each service has its pace, a refusal by one of them rests all.

A refusal (403, 429, 503, a page that wants a human being) rests everything for an hour, a second one in a row for six, a third one until a
person has looked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple, TypeVar

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalogue.formats.gallica_issues import Fault
from harvest.models import GallicaTurn
from harvest.protocols.base import Blocked, ProtocolError, RetryLater
from harvest.protocols.gallica import Answered, Asker

logger = structlog.get_logger(__name__)

EVERYTHING: Final = "gallica"
RESTS: Final = (timedelta(hours=1), timedelta(hours=6))
CHALLENGE: Final = "protocol.http.challenge"
Read = TypeVar("Read")


class Service(NamedTuple):
    """A service of Gallica: ``pace``, between two requests to it."""

    name: str
    pace: timedelta


@dataclass(frozen=True, slots=True)
class Failure:
    """Gallica answers, but not what was asked: the fault of this question alone. ``reason``: the code of a message."""

    reason: str


def turn() -> GallicaTurn:
    """How it stands with Gallica."""
    return GallicaTurn.objects.get_or_create(service=EVERYTHING, defaults={"next_at": timezone.now()})[0]


def resume() -> None:
    """A person has looked: Gallica may be asked again."""
    GallicaTurn.objects.filter(service=EVERYTHING).update(stopped=False, refusals=0, reason="", next_at=timezone.now())


def asker() -> Asker:
    """Who asks: this portal, which never hides who it is."""
    return Asker(settings.CONTACT_EMAIL, allow_loopback=settings.HARVEST_ALLOW_LOOPBACK)


def take_turn(service: Service) -> bool:
    """Whether this worker may ask a service now; nobody else may for a while."""
    now = timezone.now()
    whole = turn()
    if whole.stopped or whole.next_at > now:
        return False
    GallicaTurn.objects.get_or_create(service=service.name, defaults={"next_at": now})
    free = GallicaTurn.objects.filter(service=service.name, next_at__lte=now)
    return bool(free.update(next_at=now + service.pace, asked_at=now))


def judged(service: Service, answered: Answered, read: Callable[[bytes], Read | Fault]) -> Read | Failure | None:
    """What came of a question that had its turn: what was read of the answer, or a failure of this question. None where Gallica does not
    want to be asked now, of whatever: all questions rest. That it answers makes what was refused before forgotten.
    """
    if answered.requests > 1:  # a redirect, a second try are of the minute's requests too
        GallicaTurn.objects.filter(service=service.name).update(next_at=timezone.now() + service.pace * answered.requests)
    if isinstance(answered.trouble, Blocked | RetryLater):
        _refused(answered.trouble)
        return None
    if answered.trouble is not None:
        return Failure(answered.trouble.message.code)
    told = read(answered.data)
    if told is Fault.CHALLENGE:
        _refused(None)
        return None
    GallicaTurn.objects.filter(service=EVERYTHING).update(refusals=0, reason="", answered_at=timezone.now())
    return Failure(f"press.{told}") if isinstance(told, Fault) else told


def _refused(trouble: ProtocolError | None) -> None:
    """Rest, the longer the more often; after the last rest a person is asked. None: a page that wants a human being, under 200."""
    reason = trouble.message.code if trouble else CHALLENGE
    turn()
    with transaction.atomic():
        found = GallicaTurn.objects.select_for_update().get(service=EVERYTHING)
        rest = RESTS[min(found.refusals, len(RESTS) - 1)]
        if isinstance(trouble, RetryLater):
            rest = max(rest, timedelta(seconds=trouble.seconds))
        found.refusals += 1
        found.stopped = found.refusals > len(RESTS)
        found.next_at, found.reason = timezone.now() + rest, reason[:60]
        found.save()
    logger.warning("gallica_refused", reason=reason, refusals=found.refusals, stopped=found.stopped)
