"""Per-host manners, remembered by the process: how often a host may be asked, and until when it wants to be left alone."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from catalogue.core.messages import Message
from harvest.protocols.base import RetryLater

LONGEST_SLEEP = 2.0
LONGEST_WAIT = 6 * 3600.0
DEFAULT_WAIT = 60.0


def retry_after(value: str | None, *, now: datetime | None = None, default: float = DEFAULT_WAIT, cap: float = LONGEST_WAIT) -> float:
    """Seconds to wait from a Retry-After header (RFC 9110 §10.2.3): an integer or an HTTP date; ``default`` when absent or unreadable.

    Never under one second, so that a server answering 0 is not asked in a loop, and never over ``cap``.
    """
    seconds = default
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:12])
    elif text:
        try:
            when = parsedate_to_datetime(text)
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            seconds = (when - (now or datetime.now(UTC))).total_seconds()
        except (ValueError, TypeError, IndexError, OverflowError):
            seconds = default
    return min(max(seconds, 1.0), cap)


class Manners:
    """Remembers, per host and port, when the next request may leave. Safe between threads."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, place: str, *, requests_per_second: float) -> None:
        """Sleep until ``place`` may be asked; raises RetryLater rather than sleep more than two seconds."""
        interval = 1.0 / requests_per_second if requests_per_second > 0 else 0.0
        with self._lock:
            now = time.monotonic()
            delay = self._next.get(place, now) - now
            if delay > LONGEST_SLEEP:
                raise RetryLater(Message("protocol.http.polite", {"host": place, "seconds": round(delay)}), seconds=delay)
            self._next[place] = now + max(delay, 0.0) + interval
        if delay > 0:
            time.sleep(delay)

    def cool(self, place: str, *, seconds: float) -> None:
        """``place`` asked to be left alone for ``seconds``."""
        with self._lock:
            self._next[place] = max(self._next.get(place, 0.0), time.monotonic() + seconds)

    def forget(self, place: str) -> None:
        """Forget what is known of ``place``."""
        with self._lock:
            self._next.pop(place, None)


MANNERS = Manners()
