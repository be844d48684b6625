"""How many filtered searches this machine answers at once, whatever its processes: one locked file for each.

The processors are what has to be shared, so the budget is the machine's: a lock on a file is seen by all its processes, costs a few
microseconds, and goes with the process that held it, however that one ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 0.25  # seconds that a visitor may wait for a place
WAITING = 2  # visitors who may wait in each process; its other threads stay free for what is never refused
PAUSE = 0.01


class Slots:
    """``count`` places under ``folder``; without any, every filtered search is refused."""

    def __init__(self, folder: Path, *, count: int) -> None:
        self._paths = [folder / f"search-{number}.lock" for number in range(count)]
        self._waiting = threading.Semaphore(WAITING)
        folder.mkdir(parents=True, exist_ok=True)

    @contextlib.contextmanager
    def place(self) -> Iterator[bool]:
        """Hold a place for the length of the block; False, and nothing held, when there is none within a moment."""
        held = self._take()
        if held is None and self._waiting.acquire(blocking=False):
            try:
                held = self._wait()
            finally:
                self._waiting.release()
        try:
            yield held is not None
        finally:
            if held is not None:
                os.close(held)

    def _wait(self) -> int | None:
        until = time.monotonic() + PATIENCE
        held = None
        while held is None and time.monotonic() < until:
            time.sleep(PAUSE)
            held = self._take()
        return held

    def _take(self) -> int | None:
        for path in self._paths:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
            else:
                return descriptor
        return None
