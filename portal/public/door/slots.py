"""How many filtered searches this machine answers at once, whatever its processes: one locked file for each.

The processors are what has to be shared, so the budget is the machine's: a lock on a file is seen by all its processes, costs a few
microseconds, and goes with the process that held it, however that one ends. A place then rests for as long as it was held: robots
that come back at once leave half of a processor to the others, and a person who reads before she chooses again notices nothing.
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
LONGEST_REST = 0.1  # seconds: less than the patience of who waits


class Slots:
    """``count`` places under ``folder``; without any, every filtered search is refused."""

    def __init__(self, folder: Path, *, count: int) -> None:
        self._paths = [folder / f"search-{number}.lock" for number in range(count)]
        self._waiting = threading.Semaphore(WAITING)
        self._houses: set[str] = set()
        self._guard = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    @contextlib.contextmanager
    def place(self, house: str = "") -> Iterator[bool]:
        """Hold a place for the length of the block; False, and nothing held, when there is none within a moment.

        A visitor (``house``) holds or awaits one place at a time in each process: eight connections of one robot count for one.
        """
        with self._guard:
            alone = not house or house not in self._houses
            if alone:
                self._houses.add(house)
        if not alone:
            yield False
            return
        try:
            with self._held_place() as held:
                yield held
        finally:
            with self._guard:
                self._houses.discard(house)

    @contextlib.contextmanager
    def _held_place(self) -> Iterator[bool]:
        held = self._take()
        if held is None and self._waiting.acquire(blocking=False):
            try:
                held = self._wait()
            finally:
                self._waiting.release()
        began = time.monotonic()
        try:
            yield held is not None
        finally:
            if held is not None:
                _rest(held, time.monotonic() - began)
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
                continue
            if not 0 < os.fstat(descriptor).st_mtime - time.time() <= LONGEST_REST:
                return descriptor
            os.close(descriptor)
        return None


def _rest(descriptor: int, seconds: float) -> None:
    """Write when the place may be taken again as the file's own date, for every process to see."""
    until = time.time_ns() + int(min(seconds, LONGEST_REST) * 1e9)
    with contextlib.suppress(OSError):
        os.utime(descriptor, ns=(until, until))
