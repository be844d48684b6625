"""Pages kept in the memory of a process for the visitors to come, until the catalogue changes or their time is up."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

ROOM = 24 * 2**20  # bytes of compressed pages in each process
LARGEST = 2**19
LOOK = 1.0  # seconds between two looks at whether the catalogue has changed


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was given: ``headers`` without those of length and encoding; ``packed`` is gzip, ``etag`` a weak one."""

    status: str
    headers: tuple[tuple[str, str], ...]
    packed: bytes
    etag: str
    last_modified: str
    born: float
    compressed: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what most visitors are sent: ``compressed``, every header of the page as it travels."""
        length = ("Content-Length", str(len(self.packed)))
        object.__setattr__(self, "compressed", [*self.tagged(), ("Content-Encoding", "gzip"), length])

    def tagged(self) -> list[tuple[str, str]]:
        """The headers, with those by which a visitor asks whether her copy still stands; a refusal has none of these."""
        tags = [("ETag", self.etag), ("Last-Modified", self.last_modified)] if self.etag else []
        return [*self.headers, ("Vary", "Accept-Encoding"), *tags]


class Shelf:
    """The pages of one process, oldest used first. ``seconds``: how long a page serves, 0: never. ``stamp``: changes with the catalogue."""

    def __init__(
        self, *, seconds: float, stamp: Callable[[], Hashable], room: int = ROOM, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._guard = threading.Lock()
        self._seconds, self._stamp, self._room, self._clock = seconds, stamp, room, clock
        self._weight = 0
        self._looked = float("-inf")
        self._seen: Hashable = None

    def find(self, key: Hashable) -> Page | None:
        """The page kept under ``key``, if it still stands."""
        self._look()
        page = self._pages.get(key)
        if page is None or self._clock() - page.born > self._seconds:
            return None
        try:
            self._pages.move_to_end(key)
        except KeyError:  # another thread has dropped it in between
            return None
        return page

    def keep(self, key: Hashable, page: Page, *, since: Hashable) -> None:
        """Keep a page that was made while the catalogue was as at ``since`` (see :meth:`moment`)."""
        if len(page.packed) > LARGEST or since != self._seen or self._seconds <= 0:
            return
        with self._guard:
            old = self._pages.pop(key, None)
            self._weight += len(page.packed) - (len(old.packed) if old else 0)
            self._pages[key] = page
            while self._weight > self._room:
                _, dropped = self._pages.popitem(last=False)
                self._weight -= len(dropped.packed)

    def moment(self) -> Hashable:
        """The state of the catalogue now, to be given back to :meth:`keep`: a page made from an older one is not kept."""
        self._look()
        return self._seen

    def now(self) -> float:
        """The clock that ages are counted with, in seconds."""
        return self._clock()

    def _look(self) -> None:
        now = self._clock()
        if now - self._looked < LOOK:
            return
        self._looked = now
        stamp = self._stamp()
        if stamp != self._seen:
            with self._guard:
                self._pages.clear()
                self._weight = 0
                self._seen = stamp
