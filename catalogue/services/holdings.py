"""Holdings: what follows a change of the institution that holds something."""

from __future__ import annotations

from django.db import connection

from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.services import marks
from catalogue.services.consumers import Origin
from catalogue.services.mark_statements import HELD_BY


def mark_held_by(code: str) -> int:
    """Mark what an institution holds or sends (its name or its department has changed); how many.

    Reads every description: seconds for a million. Inside the caller's transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY, [isil(code), code])
        ids = [row[0] for row in cursor.fetchall()]
    marks.mark(Kind.NOTICE, ids, origin=Origin.INSTITUTION)
    return len(ids)
