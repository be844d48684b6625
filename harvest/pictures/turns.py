"""Whose turn it is to ask a partner for a picture: two requests in a process, one for a host; no thread waits behind a slow one."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

AT_ONCE = 2  # of the four threads of a web process
HURRY = 0.5  # seconds that a picture takes where all is well: nobody waits behind one that took longer
PATIENCE = 4.0  # seconds that a reader waits behind quick ones


class Turns:
    """Turns of one process, by host."""

    def __init__(self, *, at_once: int = AT_ONCE, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._clock = at_once, clock
        self._began: dict[str, float] = {}
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def of(self, host: str) -> Iterator[bool]:
        """Hold a turn for the length of the block; False where that would be waiting for a host that is slow."""
        held = self._take(host)
        try:
            yield held
        finally:
            if held:
                with self._changed:
                    del self._began[host]
                    self._changed.notify_all()

    def _take(self, host: str) -> bool:
        end = self._clock() + PATIENCE
        with self._changed:
            while host in self._began or len(self._began) >= self._at_once:
                in_the_way = [self._began[host]] if host in self._began else self._began.values()
                left = min(end, max(in_the_way) + HURRY) - self._clock()
                if left <= 0:
                    return False
                self._changed.wait(left)
            self._began[host] = self._clock()
            return True
