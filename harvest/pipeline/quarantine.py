"""Quarantine: bytes that could not become a record, kept with their reason until a readable version comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from catalogue.formats.glimpse import title_in
from catalogue.services import sql
from catalogue.services.stored import digest_of
from harvest.models import HarvestRun
from harvest.pipeline.sort import Refused
from harvest.pipeline.storable import json_of, storable

UPSERT = """
    INSERT INTO harvest_quarantinedrecord
        (source_id, key, identifier, datestamp, position, file, title, code, args, data, run_id, first_seen_at, last_seen_at)
    VALUES (%(source)s, %(key)s, %(identifier)s, %(datestamp)s, %(position)s, %(file)s, %(title)s, %(code)s, %(args)s::jsonb,
            %(data)s, %(run)s, %(now)s, %(now)s)
    ON CONFLICT (source_id, key) DO UPDATE
    SET datestamp = excluded.datestamp, position = excluded.position, file = excluded.file, title = excluded.title,
        code = excluded.code, args = excluded.args,
        data = excluded.data, run_id = excluded.run_id, last_seen_at = excluded.last_seen_at
"""
ANY_HELD = "SELECT 1 FROM harvest_quarantinedrecord WHERE source_id = %s LIMIT 1"


def holds_any(run: HarvestRun) -> bool:
    """Whether the source has anything in quarantine; asked once while a worker holds the run, which alone can put more there."""
    if not hasattr(run, "_holds_any"):
        with sql.cursor() as cursor:
            run._holds_any = cursor.execute(ANY_HELD, [run.endpoint.source_id]).fetchone() is not None  # type: ignore[attr-defined]
    return run._holds_any  # type: ignore[attr-defined]


def keep(run: HarvestRun, refused: Sequence[Refused], now: datetime) -> None:
    """Put refused items into quarantine, inside the caller's transaction; one line per identifier, or per bytes without one."""
    if not refused:
        return
    run._holds_any = True  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        for entry in refused:
            item = entry.item
            cursor.execute(
                UPSERT,
                {
                    "source": run.endpoint.source_id,
                    "key": item.identifier or f"digest:{digest_of(item.data).hex()}",
                    "identifier": item.identifier,
                    "datestamp": item.datestamp[:40],
                    "position": max(item.position, 0),
                    "file": storable(item.file),
                    "title": storable(title_in(item.data)),
                    "code": entry.reason.code,
                    "args": json_of(dict(entry.reason.args)),
                    "data": item.data,
                    "run": run.pk,
                    "now": now,
                },
            )


def clear(run: HarvestRun, identifiers: Sequence[str]) -> None:
    """A readable version came: the unreadable one leaves quarantine."""
    if not identifiers or not holds_any(run):
        return
    with sql.cursor() as cursor:
        cursor.execute(
            "DELETE FROM harvest_quarantinedrecord WHERE source_id = %s AND key = ANY(%s::text[])",
            [run.endpoint.source_id, sql.text_array(identifiers)],
        )
