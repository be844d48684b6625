"""The region as rules of local interest know it: the curators' tables, looked at again every few seconds, and what the catalogue has."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max

from catalogue.clustering.keys import hashed, of_identifier
from catalogue.geography.departments import departments_of
from catalogue.local_interest import Knowledge, Known, Region, Weights, shipped
from catalogue.models import LocalName, LocalRule

logger = structlog.get_logger(__name__)

SECONDS_KEPT: Final = 10.0  # before the tables are asked whether they have changed
_SCHEME: Final = "ark:ark:/12148/"
_OURS: Final = "SELECT keys FROM catalogue_clustermember WHERE keys && %s::bigint[]"


class _Kept:
    """The region of this process, made of the tables as they were at ``version``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._region: Region | None = None
        self._version = ""
        self.until = 0.0

    def current(self) -> Region:
        """The region; one short statement every :data:`SECONDS_KEPT`. A database that does not answer leaves the last one known."""
        if self._region is not None and time.monotonic() < self.until:
            return self._region
        with self._lock:
            self.until = time.monotonic() + SECONDS_KEPT
            try:
                version = _version()
                if self._region is None or version != self._version:
                    self._region, self._version = _made(_read()), version
            except DatabaseError as error:
                logger.warning("local_knowledge_not_read", reason=str(error))
            return self._region or _made(shipped())


_kept = _Kept()


def region() -> Region:
    """The region of this portal, as the rules know it now."""
    return _kept.current()


def renew() -> None:
    """Look at the tables again the next time in this process."""
    _kept.until = 0.0


def ours(arks: Iterable[str]) -> frozenset[str]:
    """Of these names of arks of the BnF ("cb328261098"), those that a notice shown here has; one statement, none for no ark."""
    keys = {hashed(of_identifier(f"{_SCHEME}{ark}")): ark for ark in arks}
    if not keys:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_OURS, [list(keys)])
        return frozenset(keys[key] for (found,) in cursor.fetchall() for key in found if key in keys)


def _made(known: Knowledge) -> Region:
    return Region((found.code for found in departments_of(settings.REGION_CODE)), known)


def _version() -> str:
    names = LocalName.objects.aggregate(rows=Count("*"), last=Max("updated_at"))
    rules = LocalRule.objects.aggregate(last=Max("updated_at"))
    return f"{names['rows']}/{names['last']}/{rules['last']}"


def _read() -> Knowledge:
    lines = (
        Known(kind, words, tuple(departments.split()), label, sure)  # type: ignore[arg-type]  # the column's choices are the kinds
        for kind, words, departments, label, sure in LocalName.objects.values_list("kind", "words", "departments", "label", "sure")
    )
    rules = LocalRule.objects.filter(retired=False)
    return Knowledge(tuple(lines), {one.rule: Weights(one.sure, one.doubtful) for one in rules})
