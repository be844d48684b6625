"""Requests with a body: few at once, none from one visitor alone, none that trickles, none larger than a form has reason to be.

A thread that reads a body waits for the visitor, however slowly he sends: ten such visitors would hold every thread. The proxy of a
deployment buffers requests; this is for the day it does not. Who sends a byte a second is given up after two minutes
(:data:`PIECE`); who sends nothing at all keeps his one place until he goes or the connection falls: no other visitor waits for it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from portal.beginnings import BACK_OFFICE, DEPOSITS

LARGEST_FORM = 200_000  # bytes, for readers
LARGEST_FILE = 30_000_000  # bytes, for the back office: images, deliveries
LARGEST_DEPOSIT = 320_000_000  # bytes, for pictures that are handed in without a script: 300 MB of files and their form
GRACE = 10.0  # seconds before the pace is looked at
LEAST_PACE = 2_000  # bytes a second
PIECE = 128  # bytes: granian comes back from a read when it has all that it was asked for
PATIENCE = 1.0  # seconds that a visitor may wait for a place, one at a time


class TooSlow(OSError):
    """The visitor sends less than :data:`LEAST_PACE`; Django takes it for a broken connection."""


def has_body(environ: Mapping[str, Any]) -> bool:
    """Whether the request announces one (RFC 9112, 6)."""
    return environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ


def too_large(environ: Mapping[str, Any]) -> bool:
    """Whether the announced length is more than the address takes; one that is no number, or none at all, is too."""
    length = environ.get("CONTENT_LENGTH", "")
    path = environ.get("PATH_INFO", "")
    most = LARGEST_DEPOSIT if path.startswith(DEPOSITS) else LARGEST_FILE if path.startswith(BACK_OFFICE) else LARGEST_FORM
    return not (length.isascii() and length.isdigit()) or len(length) > 12 or int(length) > most


class Bodies:
    """``count`` places in this process; a visitor (``house``) holds one at a time."""

    def __init__(self, count: int) -> None:
        self._free, self._held = count, set[str]()
        self._changed = threading.Condition()
        self._waiting = threading.Semaphore(1)

    @contextlib.contextmanager
    def place(self, house: str) -> Iterator[bool]:
        """Hold a place for the length of the block; False, and nothing held, when there is none within a moment."""
        held = self._take(house, 0.0)
        if not held and self._waiting.acquire(blocking=False):
            try:
                held = self._take(house, PATIENCE)
            finally:
                self._waiting.release()
        try:
            yield held
        finally:
            if held:
                with self._changed:
                    self._free += 1
                    self._held.discard(house)
                    self._changed.notify()

    def _take(self, house: str, seconds: float) -> bool:
        with self._changed:
            if not self._changed.wait_for(lambda: self._free > 0 and house not in self._held, timeout=seconds):
                return False
            self._free -= 1
            self._held.add(house)
            return True


class Paced:
    """The input of a request (PEP 3333), read no slower than :data:`LEAST_PACE` once :data:`GRACE` is over."""

    def __init__(self, stream: Any, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._began, self._read = clock(), 0

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, all where it is negative or None (PEP 3333). Raises TooSlow."""
        return self._in_pieces(self._stream.read, size, last=b"")

    def readline(self, size: int = -1) -> bytes:
        """One line, its end included, or the ``size`` bytes it begins with. Raises TooSlow."""
        return self._in_pieces(self._stream.readline, size, last=b"\n")

    def readlines(self, hint: int = -1) -> list[bytes]:
        """Raises TooSlow."""
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        """Line by line."""
        return iter(self.readline, b"")

    def _in_pieces(self, take: Callable[[int], bytes], size: int | None, *, last: bytes) -> bytes:
        """What ``take`` gives, :data:`PIECE` bytes at most at a time, until ``size``, the end, or a piece that ends with ``last``."""
        wanted = -1 if size is None else size
        pieces: list[bytes] = []
        while wanted:
            piece = take(PIECE if wanted < 0 else min(PIECE, wanted))
            self._look_at_the_pace(len(piece))
            pieces.append(piece)
            wanted -= len(piece) if wanted > 0 else 0
            if not piece or (last and piece.endswith(last)):
                break
        return b"".join(pieces)

    def _look_at_the_pace(self, count: int) -> None:
        self._read += count
        took = self._clock() - self._began
        if count and took > GRACE and self._read < LEAST_PACE * took:
            raise TooSlow(f"{self._read} bytes in {took:.0f} s")
