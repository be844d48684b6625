"""Withdrawal: records become tombstones, keep their last description and copies, unseen, and are marked for whoever wants to know; their
arks say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from catalogue.core.keys import Kind
from catalogue.models import Record
from catalogue.services import arks, finding_aid_standing, marks
from catalogue.services.consumers import Origin

WITHDRAW = """
    WITH withdrawn AS (
        UPDATE catalogue_record SET state = 'tombstone', updated_at = %s
        WHERE source_id = %s AND identifier = ANY(%s) AND state <> 'tombstone' RETURNING id
    ), hidden AS (
        UPDATE catalogue_holding SET shown = false WHERE record_id IN (SELECT id FROM withdrawn)
    )
    SELECT id FROM withdrawn
"""


def withdraw(source_id: int, identifiers: Sequence[str], *, now: datetime) -> int:
    """Turn the active records of these identifiers into tombstones, inside the caller's transaction; how many."""
    if not identifiers:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(WITHDRAW, [now, source_id, list(identifiers)])
        ids = [row[0] for row in cursor.fetchall()]
    arks.retire(ids)
    marks.mark(Kind.NOTICE, ids, origin=Origin.WITHDRAWAL)
    return len(ids)


def withdraw_hidden(source_id: int) -> int:
    """What was kept from readers with its source is withdrawn for good, finding aids too; how many records. Their arks say so already."""
    finding_aid_standing.withdraw_hidden(source_id)
    return Record.objects.filter(source_id=source_id, state=Record.State.HIDDEN).update(state=Record.State.TOMBSTONE)
