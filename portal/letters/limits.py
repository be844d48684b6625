"""How much the portal sends for one visitor, to one address and altogether, counted in the database for a day.

What is kept of a visitor or of an address is a keyed digest, for a day at most.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.entering.lockout import account_of
from portal.models import Sending

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOCK = 0x5E2D  # of PostgreSQL's advisory locks: counting and noting are one step
EVERYBODY = "all"
Bounds = tuple[tuple[timedelta, int], ...]
MESSAGES: Bounds = ((HOUR, 12), (DAY, 40))
SHEETS: Bounds = ((HOUR, 60), (DAY, 150))  # a class behind one address takes its sheets home
TO_ONE: Bounds = ((DAY, 8),)


class Refusal(StrEnum):
    """Which bound was reached."""

    VISITOR = "visitor"
    RECIPIENT = "recipient"
    PORTAL = "portal"


def spend(kind: str, *, house: str, to: str = "") -> Refusal | None:
    """Note one more thing sent for a visitor (``house``), to the address ``to`` of her choice if there is one; what stands against it.

    Nothing is noted of what is refused.
    """
    bounds: list[tuple[Refusal, str, Bounds]] = [(Refusal.VISITOR, _mark(f"{kind} from {house}"), SHEETS if kind == "sheet" else MESSAGES)]
    if to:
        bounds.append((Refusal.RECIPIENT, _mark(f"to {account_of(to)}"), TO_ONE))
    bounds.append((Refusal.PORTAL, EVERYBODY, ((DAY, settings.LETTERS_A_DAY),)))
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        Sending.objects.filter(at__lt=now - DAY).delete()
        for refusal, mark, periods in bounds:
            for period, most in periods:
                if Sending.objects.filter(mark=mark, at__gte=now - period).count() >= most:
                    return refusal
        Sending.objects.bulk_create([Sending(mark=mark, at=now) for _refusal, mark, _periods in bounds])
    return None


def _mark(text: str) -> str:
    return salted_hmac("portal.letters.limits", text, algorithm="sha256").hexdigest()
