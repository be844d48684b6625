"""The same page asked by many at once is made once: the others wait for it, and are given it from the shelf."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Hashable, Iterator

PATIENCE = 3.0  # seconds that a visitor waits for the page that another one's request makes
MOST_WAITING = 2  # in each process: the others keep its threads free, and are asked to come back


class Flights:
    """Which pages are being made in this process."""

    def __init__(self) -> None:
        self._made: dict[Hashable, threading.Event] = {}
        self._guard = threading.Lock()
        self._waiting = threading.Semaphore(MOST_WAITING)

    @contextlib.contextmanager
    def of(self, key: Hashable) -> Iterator[bool]:
        """True for the one who is to make the page, for the length of the block; False once another one has made it, or not in time."""
        with self._guard:
            landed = self._made.get(key)
            if landed is None:
                self._made[key] = threading.Event()
        if landed is None:
            try:
                yield True
            finally:
                with self._guard:
                    self._made.pop(key).set()
            return
        if self._waiting.acquire(blocking=False):
            try:
                landed.wait(PATIENCE)
            finally:
                self._waiting.release()
        yield False
