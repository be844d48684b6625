"""What partners sent of digital copies, kept on disk for a while; the folder never grows past its bound."""

from __future__ import annotations

import sqlite3
import time
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import diskcache
import structlog

logger = structlog.get_logger(__name__)
_PATIENCE = 1.0  # seconds for another process's writing; past it the partner is asked, which costs no more
_TROUBLE = (OSError, sqlite3.Error, diskcache.Timeout)


class Kept(NamedTuple):
    """Bytes and their age in seconds."""

    data: bytes
    age: float


class KeptFiles:
    """Bytes by key, under ``folder``, ``bound`` bytes in all: those read longest ago leave first. Safe between processes.

    Nothing is let go for its age: what is stale still serves while the partner is away, so that who asks looks at the age.
    """

    def __init__(self, folder: Path, *, bound: int) -> None:
        self.folder, self.bound = folder, bound

    @cached_property
    def _cache(self) -> diskcache.Cache:
        return diskcache.Cache(
            str(self.folder), timeout=_PATIENCE, size_limit=self.bound, eviction_policy="least-recently-used", disk_min_file_size=0
        )

    def get(self, key: str) -> Kept | None:
        """What is kept under ``key``; reading it makes it young again for the bound, not for its age."""
        try:
            data, stored = self._cache.get(key, tag=True)
        except _TROUBLE:
            return None
        return Kept(data, max(time.time() - stored, 0.0)) if isinstance(data, bytes) and stored else None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data``; a disk that is full or read-only keeps nothing, and nothing else happens."""
        try:
            self._cache.set(key, data, tag=time.time())
        except _TROUBLE as error:
            logger.warning("picture_not_kept", folder=str(self.folder), reason=str(error))

    def close(self) -> None:
        """Let go of the folder."""
        if "_cache" in self.__dict__:
            self._cache.close()
