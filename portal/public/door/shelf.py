"""Pages kept in the memory of a process for the visitors to come, until the catalogue changes or their time is up."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

ROOM = 24 * 2**20  # bytes of pages in each process, their keys and headers counted
MOST = 4000  # pages: beyond, what Python itself needs for each is more than the pages
OF_ONE = 1000  # bytes that a page costs beside its own
LARGEST = 2**19
LONGEST_KEY = 9000  # characters: no address of the portal is that long
LOOK = 1.0  # seconds between two looks at whether the catalogue has changed


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was given: ``headers`` without those of length and encoding; ``packed`` is gzip, ``etag`` a weak one; ``noted``: what
    its view said of it for those who count; ``vary``: by which headers of a request its address answers otherwise.
    """

    status: str
    headers: tuple[tuple[str, str], ...]
    packed: bytes
    etag: str
    last_modified: str
    born: float
    noted: str = ""
    vary: str = "Accept-Encoding"
    compressed: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what most visitors are sent: ``compressed``, every header of the page as it travels."""
        length = ("Content-Length", str(len(self.packed)))
        object.__setattr__(self, "compressed", [*self.tagged(), ("Content-Encoding", "gzip"), length])

    @property
    def weight(self) -> int:
        """The bytes that it takes in memory, about."""
        return len(self.packed) + 2 * sum(len(name) + len(value) for name, value in self.headers) + OF_ONE

    def tagged(self) -> list[tuple[str, str]]:
        """The headers, with those by which a visitor asks whether her copy still stands; a refusal has none of these."""
        tags = [("ETag", self.etag), ("Last-Modified", self.last_modified)] if self.etag else []
        return [*self.headers, ("Vary", self.vary), *tags]


def _length(key: Hashable) -> int:
    return sum(map(len, key)) if isinstance(key, tuple) and all(isinstance(part, str) for part in key) else 0


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
        if page is None:
            return None
        if self._clock() - page.born > self._seconds:
            with self._guard:
                if self._pages.get(key) is page:
                    self._drop(key)
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
        if _length(key) > LONGEST_KEY:
            return
        with self._guard:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self._weight += page.weight + _length(key)
            while self._pages and (self._weight > self._room or len(self._pages) > MOST or self._first_is_old()):
                self._drop(next(iter(self._pages)))

    def _first_is_old(self) -> bool:
        return self._clock() - next(iter(self._pages.values())).born > self._seconds

    def _drop(self, key: Hashable) -> None:
        self._weight -= self._pages.pop(key).weight + _length(key)

    def weight(self) -> int:
        """The bytes of what is kept."""
        return self._weight

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
