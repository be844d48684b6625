"""What a record was before, and what changed between two runs of a source: read from the journal of versions, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from harvest.models import HarvestRun, RawRecord, RawVersion

# The first version replaced after the earlier run is what it left; the first one replaced after the later run, or the raw record as it
# is, is what that one left. A raw record brought after the earlier run was not there before.
_BETWEEN = """
    WITH touched AS (
        SELECT raw_id FROM harvest_rawversion WHERE replaced_by > %(earlier)s AND replaced_by <= %(later)s
        UNION
        SELECT raw_id FROM harvest_rawversion WHERE replaced_by > %(later)s AND run_id > %(earlier)s AND run_id <= %(later)s
        UNION
        SELECT id FROM harvest_rawrecord WHERE source_id = %(source)s AND run_id > %(earlier)s AND run_id <= %(later)s
    )
    SELECT raw.id, raw.identifier, coalesce(before.run_id > %(earlier)s, before.id IS NULL), before.state, before.digest,
           coalesce(after.state, raw.state), coalesce(after.digest, raw.digest), before.id, after.id
    FROM touched JOIN harvest_rawrecord AS raw ON raw.id = touched.raw_id AND raw.source_id = %(source)s
    LEFT JOIN LATERAL (SELECT id, run_id, state, digest FROM harvest_rawversion
                       WHERE raw_id = raw.id AND replaced_by > %(earlier)s ORDER BY id LIMIT 1) AS before ON true
    LEFT JOIN LATERAL (SELECT id, state, digest FROM harvest_rawversion
                       WHERE raw_id = raw.id AND replaced_by > %(later)s ORDER BY id LIMIT 1) AS after ON true
    WHERE raw.id > %(after)s
    ORDER BY raw.id LIMIT %(size)s
"""


class Change(StrEnum):
    """What became of a record between two runs."""

    NEW = auto()
    CHANGED = auto()
    WITHDRAWN = auto()
    RETURNED = auto()
    SAME = auto()
    """It changed, and is again as it was."""


class Difference(NamedTuple):
    """A record that differs; ``before`` and ``after`` are the numbers of its versions then, None for the record as it is now (and
    before a new one).
    """

    raw_id: int
    identifier: str
    change: Change
    before: int | None
    after: int | None


class _Row(NamedTuple):
    raw_id: int
    identifier: str
    is_new: bool
    state_before: str | None
    digest_before: bytes | None
    state_after: str
    digest_after: bytes
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of differences in the order of raw records; ``next_after`` asks for the next one. ``complete``: no version that it needs
    can have gone for its age; where one may have, a changed record may look new.
    """

    differences: tuple[Difference, ...]
    next_after: int | None
    complete: bool


def versions_of(raw_id: int, *, before: int | None = None, size: int = 50) -> list[RawVersion]:
    """The earlier versions of a raw record without their bytes, the last one first, below number ``before`` when given."""
    found = RawVersion.objects.filter(raw_id=raw_id).defer("data").order_by("-pk")
    return list((found.filter(pk__lt=before) if before is not None else found)[:size])


def compare(earlier: HarvestRun, later: HarvestRun, *, after: int = 0, size: int = 50) -> Comparison:
    """What differs between the state that two runs of one endpoint left; one statement. Raises ValueError for runs of two endpoints.

    Reads the rows of the source for what was never overwritten: seconds for a million.
    """
    if earlier.endpoint_id != later.endpoint_id:
        raise ValueError("runs of two harvesting points cannot be compared")
    first, last = sorted((earlier, later), key=lambda run: run.pk)
    values = {"earlier": first.pk, "later": last.pk, "source": first.endpoint.source_id, "after": after, "size": size + 1}
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN, values)
        rows = cursor.fetchall()
    shown = tuple(_difference(_Row(*row)) for row in rows[:size])
    return Comparison(shown, shown[-1].raw_id if len(rows) > size else None, _is_complete(first.ended_at))


def _difference(row: _Row) -> Difference:
    is_active = row.state_after == RawRecord.State.ACTIVE
    if row.is_new:
        return Difference(row.raw_id, row.identifier, Change.NEW if is_active else Change.SAME, None, row.after)
    if (row.state_before == RawRecord.State.ACTIVE) != is_active:
        change = Change.RETURNED if is_active else Change.WITHDRAWN
    else:
        same = not is_active or bytes(row.digest_before or b"") == bytes(row.digest_after)
        change = Change.SAME if same else Change.CHANGED
    return Difference(row.raw_id, row.identifier, change, row.before, row.after)


def _is_complete(since: datetime | None) -> bool:
    return since is not None and since > timezone.now() - timedelta(days=settings.RAW_VERSION_DAYS)
