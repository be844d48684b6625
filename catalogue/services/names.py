"""Whom records name and who owned their copies, read as they change; then which forms of names are one person's. Any process may be killed.

A consumer of intake's and withdrawal's marks beside ``services.clustering``: neither waits for the other, and two processors serve both.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from catalogue.core import garbage
from catalogue.core.keys import Kind
from catalogue.core.serialization import from_json
from catalogue.services import marks, mentions, owners, person_statements, persons, sql
from catalogue.services.cluster_statements import SHOWN
from catalogue.services.consumers import NAMES

BATCH = 1000
IDS_AT_ONCE = 50_000


def drain(*, budget_seconds: float = 20.0, limit: int = BATCH) -> int:
    """Read what is marked, records and forms of names; how many were seen. 0 as well while another process does it."""
    return sum(_drain(budget_seconds, limit))


def rebuild() -> int:
    """Read every record again, and judge every form as if it never had been; how many records."""
    with transaction.atomic():
        marks.mark_all(NAMES, Kind.NOTICE, sql.pages(person_statements.READ, size=IDS_AT_ONCE))
        persons.begin_again()
    seen = 0
    while any(done := _drain(600.0, BATCH)):
        seen += done[0]
    return seen


def _drain(budget_seconds: float, limit: int) -> tuple[int, int]:
    """How many records were seen, and how many forms, those that waited before and those that the records marked: a quarter of the time
    for each, so that neither waits for ever.
    """
    with marks.alone(NAMES) as held, garbage.paused():
        if not held:
            return 0, 0
        records, forms = 0, persons.drain(budget_seconds=budget_seconds / 4)
        for batch in marks.batches(NAMES, kinds=(Kind.NOTICE,), limit=limit, budget_seconds=budget_seconds / 2, worth=1):
            with transaction.atomic():
                read(batch.ids()[Kind.NOTICE])
                records += marks.acknowledge(batch)
            garbage.sweep()
        return records, forms + persons.drain(budget_seconds=budget_seconds / 4)


def read(ids: Sequence[int]) -> None:
    """Write whom these records name as they are now, and who owned their copies, inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, [list(ids)])
        shown = {number: from_json(text) for number, text in cursor.fetchall()}
    owners.write(ids, shown)
    mentions.write(ids, shown)
