"""What was counted, written down: once a minute by one statement; after thirteen months, months instead of days.

A process that is killed between the transaction and the broker's forgetting writes that minute twice; none is lost by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from catalogue.core.isil import isil
from catalogue.models import Institution
from catalogue.selectors import readable
from catalogue.services.alone import alone
from portal.readership.asked import Asked, Thing
from portal.readership.broker import Broker, Unreachable, of_settings

DAYS_KEPT = 396  # thirteen months of days
TARGETS_KEPT = 5 * 366  # days; beyond, the months of an institution are kept without what was read in them
FEW = 5  # readings of one thing in a month, below which it is told with the others that were read as seldom
MOST_MONTHS = 3  # made of days in one call
_COLUMNS = "day, monthly, institution, thing, kind, target, n"
_UPSERT = f"""
    INSERT INTO portal_readcount ({_COLUMNS})
    SELECT day, false, institution, thing, kind, target, n
    FROM unnest(%s::date[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::bigint[])
        AS counted (day, institution, thing, kind, target, n)
    ON CONFLICT (institution, day, monthly, thing, kind, target) DO UPDATE SET n = {{n}}
"""  # noqa: S608 - names of ours
_ADD = _UPSERT.format(n="portal_readcount.n + excluded.n")
_SET = _UPSERT.format(n="greatest(portal_readcount.n, excluded.n)")
# The few of a month lose their names; hosts are few and name nobody, and stay.
_FOLD = f"""
    WITH gone AS (
        DELETE FROM portal_readcount WHERE day >= %(first)s AND day < %(after)s AND NOT monthly RETURNING *
    ), summed AS (
        SELECT institution, thing, kind, target, sum(n) AS n FROM gone GROUP BY institution, thing, kind, target
    )
    INSERT INTO portal_readcount ({_COLUMNS})
    SELECT %(first)s, true, institution, thing, kind, CASE WHEN n < {FEW} AND thing <> '{Thing.HOST}' THEN '' ELSE target END, sum(n)
    FROM summed GROUP BY 3, 4, 5, 6
    ON CONFLICT (institution, day, monthly, thing, kind, target) DO UPDATE SET n = portal_readcount.n + excluded.n
"""  # noqa: S608 - names of ours
_STRIP = f"""
    WITH gone AS (DELETE FROM portal_readcount WHERE day < %(before)s AND monthly AND target <> '' RETURNING *)
    INSERT INTO portal_readcount ({_COLUMNS})
    SELECT day, true, institution, thing, kind, '', sum(n) FROM gone GROUP BY day, institution, thing, kind
    ON CONFLICT (institution, day, monthly, thing, kind, target) DO UPDATE SET n = portal_readcount.n + excluded.n
"""  # noqa: S608 - names of ours
_LEAD = f"""
    WITH gone AS (DELETE FROM portal_readcount WHERE institution = %(before)s RETURNING *)
    INSERT INTO portal_readcount ({_COLUMNS})
    SELECT day, monthly, %(now)s, thing, kind, target, n FROM gone
    ON CONFLICT (institution, day, monthly, thing, kind, target) DO UPDATE SET n = portal_readcount.n + excluded.n
"""  # noqa: S608 - names of ours


class Row(NamedTuple):
    """What a count is of; see ``portal.models.ReadCount``."""

    day: str
    institution: str
    thing: str
    kind: int
    target: str


def write(broker: Broker | None = None) -> int:
    """Write what waits in the broker; how many counts. Nothing where there is none, or another process is at it."""
    broker = broker or of_settings()
    if broker is None:
        return 0
    today = timezone.localdate()
    with alone("readership.write") as held:
        if not held:
            return 0
        try:
            taken = broker.take(today)
            with transaction.atomic():
                _store(_ADD, _attributed(taken.counts))
                _store(_SET, {Row(day, "", Thing.VISITOR, 0, ""): number for day, number in taken.visitors.items()})
            broker.done(taken)
            broker.forget_on_disk(today)
        except Unreachable:
            return 0  # what was taken comes again
    return len(taken.counts)


def _attributed(counts: Mapping[tuple[str, Asked], int]) -> dict[Row, int]:
    """Each count once for the whole portal, and once for each institution that keeps what was read. Four statements."""
    read = readable.of_arks(asked.target for _, asked in counts if asked.target and asked.thing is not Thing.HOST)
    rows: Counter[Row] = Counter()
    for (day, asked), number in counts.items():
        found = read.get(asked.target)
        named = found is not None or asked.thing is Thing.HOST
        target, kind = asked.target if named else "", int(found.kind) if found else 0
        for institution in ("", *(found.keepers if found else ())):
            rows[Row(day, institution, asked.thing, kind, target)] += number
    return dict(rows)


def _store(statement: str, rows: Mapping[Row, int]) -> None:
    if not rows:
        return
    columns = list(zip(*sorted(rows), strict=True))  # in one order, whoever writes
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(list(column) for column in columns), [rows[row] for row in sorted(rows)]])


def fold(today: date | None = None) -> int:
    """Make months of the days that are past thirteen months, and let go what was read past five years; how many months were made."""
    today = today or timezone.localdate()
    before = (today - timedelta(days=DAYS_KEPT)).replace(day=1)
    made = 0
    with alone("readership.write", wait=True), connection.cursor() as cursor:
        while made < MOST_MONTHS:
            cursor.execute("SELECT min(day) FROM portal_readcount WHERE NOT monthly AND day < %s", [before])
            oldest = cursor.fetchone()[0]
            if oldest is None:
                break
            first = oldest.replace(day=1)
            cursor.execute(_FOLD, {"first": first, "after": (first + timedelta(days=32)).replace(day=1)})
            made += 1
        cursor.execute(_STRIP, {"before": today - timedelta(days=TARGETS_KEPT)})
    return made


def lead(sender: Any, instance: Institution, raw: bool = False, **kwargs: Any) -> None:
    """The figures of an institution follow it under another number (a receiver of ``post_save`` of institutions)."""
    if raw or not instance.code_before or instance.code_before == instance.code:
        return
    with connection.cursor() as cursor:
        cursor.execute(_LEAD, {"before": isil(instance.code_before), "now": instance.isil})
