"""The table of synonyms as searches use it: kept in the process, looked at again every few seconds."""

from __future__ import annotations

import threading
import time

import structlog
from django.db import DatabaseError
from django.db.models import Count, Max

from catalogue.models import Synonym
from catalogue.search.synonyms import NO_SYNONYMS, Row, Synonyms, synonyms_of

logger = structlog.get_logger(__name__)

SECONDS_KEPT = 10.0  # before the table is asked whether it has changed: what an editor's change takes to reach every process


class _Kept:
    """The table of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.table = NO_SYNONYMS
        self.until = 0.0

    def current(self) -> Synonyms:
        """The table; one short statement every :data:`SECONDS_KEPT`, one more when it has changed. A database that does not
        answer leaves the last one known."""
        if time.monotonic() < self.until or not self._lock.acquire(blocking=False):
            return self.table
        try:
            self.until = time.monotonic() + SECONDS_KEPT
            version = _version()
            if version != self.table.version:
                self.table = _read(version)
        except DatabaseError as error:
            logger.warning("synonyms_not_read", reason=str(error))
        finally:
            self._lock.release()
        return self.table


_kept = _Kept()


def synonyms() -> Synonyms:
    """The synonyms that searches use now."""
    return _kept.current()


def renew() -> None:
    """Look at the table again at the next search of this process."""
    _kept.until = 0.0


def _version() -> str:
    state = Synonym.objects.aggregate(rows=Count("*"), last=Max("updated_at"))
    return f"{state['rows']}/{state['last']}"


def _read(version: str) -> Synonyms:
    return synonyms_of((Row(line.words, line.equivalent_list, line.both_ways) for line in Synonym.objects.all()), version=version)
