"""Whether readers see a source: hidden while it is being prepared, withdrawn, removed; what it gave is brought after it, some at a time.

The source says it at once, inside a moment's transaction, so that a harvest under way stores the next page rightly; its records follow by
batches, each with its copies, its arks and its marks in one transaction, by whoever calls :func:`settle`. Its finding aids are hidden or
shown with it, all of one at once, and the arks and marks of their components follow in the same way.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.models import Record, Source
from catalogue.services import arks, changes, finding_aid_standing, marks
from catalogue.services.consumers import Origin

Standing = Source.Standing
BATCH = 2000
LOOK = "SELECT identifier, id, state FROM catalogue_record WHERE source_id = %s AND identifier > %s ORDER BY identifier LIMIT %s"
TURN = """
    WITH turned AS (
        UPDATE catalogue_record SET state = %(to)s, updated_at = %(now)s WHERE id = ANY(%(ids)s) AND state = %(from)s RETURNING id
    ), held AS (
        UPDATE catalogue_holding SET shown = %(shown)s WHERE record_id IN (SELECT id FROM turned)
    )
    SELECT id FROM turned
"""


def place(source: Source, standing: str) -> None:
    """Say what readers see of a source from now on; its records follow by :func:`settle`. One that is curated is never shown whole."""
    if source.curated and standing == Standing.SHOWN:
        return
    with transaction.atomic():
        was = Source.objects.select_for_update().get(pk=source.pk).standing
        if was == standing:
            return
        before = was if standing == Standing.REMOVED else ""
        Source.objects.filter(pk=source.pk).update(standing=standing, standing_before=before, standing_since=timezone.now(), settled=False)
        source.refresh_from_db()
        finding_aid_standing.place(source)


def take_back(source: Source) -> None:
    """Undo a removal: the source stands as it did before."""
    place(source, source.standing_before or Standing.WITHDRAWN)


def settle(source_id: int, *, budget_seconds: float) -> bool:
    """Bring the records and the finding aids of a source after it for about that long; True when all of them are."""
    deadline, after = time.monotonic() + budget_seconds, ""
    while True:
        with transaction.atomic():
            source = Source.objects.select_for_update(no_key=True).get(pk=source_id)
            if rows := _look(source_id, after):
                state = Record.State.HIDDEN if source.is_shown else Record.State.ACTIVE
                _turn([id_ for _, id_, found in rows if found == state], shown=source.is_shown)
                after = rows[-1][0]
            elif not finding_aid_standing.follow(source, most=BATCH):
                Source.objects.filter(pk=source_id).update(settled=True)
                transaction.on_commit(changes.tell)
                return True
        if time.monotonic() > deadline:
            return False


def settle_all(*, budget_seconds: float) -> None:
    """The same for every source of which something lags behind it."""
    deadline = time.monotonic() + budget_seconds
    for source_id in Source.objects.filter(settled=False).order_by("standing_since").values_list("pk", flat=True):
        if time.monotonic() < deadline:
            settle(source_id, budget_seconds=deadline - time.monotonic())


def _look(source_id: int, after: str) -> list[tuple[str, int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [source_id, after, BATCH])
        return cursor.fetchall()


def _turn(ids: list[int], *, shown: bool) -> None:
    if not ids:
        return
    states = (Record.State.HIDDEN, Record.State.ACTIVE) if shown else (Record.State.ACTIVE, Record.State.HIDDEN)
    values: dict[str, Any] = {"from": states[0], "to": states[1], "ids": ids, "now": timezone.now(), "shown": shown}
    with connection.cursor() as cursor:
        cursor.execute(TURN, values)
        turned = [row[0] for row in cursor.fetchall()]
    if shown:
        arks.revive(turned)
    else:
        arks.retire(turned)
    marks.mark(Kind.NOTICE, turned, origin=Origin.INTAKE if shown else Origin.WITHDRAWAL)
