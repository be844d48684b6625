"""The contract of a feed: what draining, rebuilding and auditing an index ask of one kind of things that are indexed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from catalogue.core.keys import Kind
from catalogue.search.document import SearchDocument

IDS_AT_ONCE = 50_000


Row = tuple[Any, ...]
"""Something as read for indexing: its number, then what its feed needs to make a document of it."""


class Bounds(NamedTuple):
    """The lowest and highest ids of what is shown, and how many there are; zeros where there is nothing."""

    first: int
    last: int
    total: int


class Documents(ABC):
    """Makes search documents. Holds what they share as it was when it was made: make one for each batch of work."""

    @abstractmethod
    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of ``rows``, one at a time."""


class Feed(ABC):
    """The things of one kind that readers may find: those that are shown, and no other. Without state: sent to other processes."""

    kind: Kind

    @abstractmethod
    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """Those among ``ids`` that are shown, each as a row that begins with its id."""

    @abstractmethod
    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ``limit`` rows in the order of their ids."""

    @abstractmethod
    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """The rows with an id above ``after``, up to ``until``, in the order of their ids."""

    @abstractmethod
    def bounds(self) -> Bounds:
        """How many there are, and between which ids."""

    @abstractmethod
    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ``limit`` ids, ascending."""

    @abstractmethod
    def documents(self) -> Documents:
        """What makes search documents of this feed's rows."""

    def pages_of_ids(self) -> Iterator[Sequence[int]]:
        """Every id, ascending, in pages."""
        last = 0
        while ids := self.ids_after(last, limit=IDS_AT_ONCE):
            yield ids
            last = ids[-1]
