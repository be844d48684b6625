"""A small table that people edit and every search or harvest asks: kept in the process, looked at again every few seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

import structlog
from django.db import DatabaseError

logger = structlog.get_logger(__name__)

SECONDS_KEPT: Final = 10.0  # what an editor's change takes to reach every process

T = TypeVar("T")


class KeptTable(Generic[T]):
    """What was made of a table.

    ``version``: one short statement that gives another text when the table has changed; ``read``: what searches use, made of the table as
    it is at that version; ``without``: what they use where the database has never answered.
    """

    def __init__(self, name: str, *, version: Callable[[], str], read: Callable[[str], T], without: Callable[[], T]) -> None:
        self._name, self._look, self._read, self._without = name, version, read, without
        self._lock = threading.Lock()
        self._made: tuple[str, T] | None = None
        self._looked = -SECONDS_KEPT

    def current(self) -> T:
        """What was made of the table: at most one look at it every :data:`SECONDS_KEPT`, for which nobody waits but the first to ask.

        A database that does not answer leaves the last one known. Before anything is known several may ask at once: they wait for one look.
        """
        made, asked = self._made, time.monotonic()
        if made is not None and (asked < self._looked + SECONDS_KEPT or not self._lock.acquire(blocking=False)):
            return made[1]
        if made is None:
            self._lock.acquire()
        try:
            if self._looked < asked:
                self._look_again()
        finally:
            self._lock.release()
        return self._made[1] if self._made else self._without()

    def _look_again(self) -> None:
        try:
            version = self._look()
            if self._made is None or version != self._made[0]:
                self._made = version, self._read(version)
        except DatabaseError as error:
            logger.warning("table_not_read", table=self._name, reason=str(error))
        finally:
            self._looked = time.monotonic()

    def renew(self) -> None:
        """Look at the table again the next time."""
        self._looked = -SECONDS_KEPT

    def forget(self) -> None:
        """Know as little as a process that has just started."""
        self._made = None
