"""What a run did and what its source holds now, as plain data for the command line and the console."""

from __future__ import annotations

from typing import Any

from django.db import connection

from harvest.models import HarvestRun

TOTALS = """
    SELECT
      (SELECT count(*) FROM harvest_rawrecord WHERE source_id = %(source)s AND state = 'active'),
      (SELECT count(*) FROM harvest_rawrecord WHERE source_id = %(source)s AND state = 'tombstone'
         AND NOT EXISTS (SELECT 1 FROM harvest_quarantinedrecord AS held
                         WHERE held.source_id = %(source)s AND held.key = harvest_rawrecord.identifier)),
      (SELECT count(*) FROM harvest_quarantinedrecord AS held WHERE source_id = %(source)s AND identifier <> ''
         AND NOT EXISTS (SELECT 1 FROM harvest_rawrecord AS raw
                         WHERE raw.source_id = %(source)s AND raw.identifier = held.identifier AND raw.state = 'active')),
      (SELECT count(*) FROM harvest_quarantinedrecord WHERE source_id = %(source)s AND identifier = '')
"""
IDENTIFIERS = """
    SELECT coalesce(raw.identifier, held.identifier),
           CASE WHEN raw.state = 'active' THEN 'active' WHEN held.id IS NOT NULL THEN 'quarantined' ELSE 'tombstones' END
    FROM (SELECT identifier, state FROM harvest_rawrecord WHERE source_id = %(source)s) AS raw
    FULL JOIN (SELECT id, identifier FROM harvest_quarantinedrecord WHERE source_id = %(source)s AND identifier <> '') AS held
    ON held.identifier = raw.identifier
    ORDER BY 1
"""


def totals(source_id: int) -> dict[str, int]:
    """How many identifiers of a source are active, withdrawn, in quarantine: each counts once, whatever came last.

    A record whose last version is unreadable but whose earlier one is shown counts as active. ``unidentified`` counts the
    bytes in quarantine that have no identifier at all.
    """
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, {"source": source_id})
        return dict(zip(("active", "tombstones", "quarantined", "unidentified"), cursor.fetchone(), strict=True))


def identifiers(source_id: int) -> dict[str, list[str]]:
    """The identifiers behind :func:`totals`, sorted."""
    lists: dict[str, list[str]] = {"active": [], "tombstones": [], "quarantined": []}
    with connection.cursor() as cursor:
        cursor.execute(IDENTIFIERS, {"source": source_id})
        for identifier, state in cursor.fetchall():
            lists[state].append(identifier)
    return lists


def report(run: HarvestRun, *, with_identifiers: bool = False) -> dict[str, Any]:
    """A run and its source's totals afterwards, ready for JSON."""
    source = run.endpoint.source
    held = totals(source.pk)
    result: dict[str, Any] = {
        "run": run.pk,
        "source": source.slug,
        "kind": run.kind,
        "state": run.state,
        "reason": run.reason,
        "reason_code": run.reason_code,
        "counters": run.counters,
        "vanished": run.vanished,
        "totals": held,
        **held,
    }
    if with_identifiers:
        result["identifiers"] = identifiers(source.pk)
    return result
