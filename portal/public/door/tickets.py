"""When those who found no place come back: one after another, so that a class that clicked at once does not return at once.

The browser does it by itself (Retry-After, Refresh); nobody holds a thread meanwhile.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

FIRST = 1.0  # seconds before the first one may come back
PACE = 0.4  # seconds between two: what a filtered search takes, and the rest of its place
LAST = 15.0  # seconds: whoever stands further back in the queue comes back then, and is given another ticket
MOST = 2000  # visitors with a queue, in each process


class Tickets:
    """The queue of each visitor's address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._guard = clock, threading.Lock()
        self._next: dict[str, float] = {}

    def after(self, house: str) -> int:
        """In how many whole seconds the next one of this address may come back: from one to :data:`LAST`."""
        with self._guard:
            now = self._clock()
            at = min(max(self._next.get(house, 0.0), now + FIRST), now + LAST)
            if len(self._next) >= MOST:
                self._next = {name: when for name, when in self._next.items() if when > now} if len(self._next) < 2 * MOST else {}
            self._next[house] = at + PACE
            return math.ceil(at - now)
