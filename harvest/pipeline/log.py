"""The run's messages: one line per cause, with how often, up to twenty examples, and every record that it is about."""

from __future__ import annotations

from django.db import connection

from harvest.models import HarvestRun
from harvest.pipeline.sort import Note
from harvest.pipeline.storable import json_of, storable

EXAMPLES = 20
REMARKS = 10_000  # of one cause in one run: whoever has more repairs the cause
PRUNED_AT_ONCE = 2000

UPSERT = """
    INSERT INTO harvest_harvestmessage (run_id, code, severity, args, count, examples, at)
    VALUES (%(run)s, %(code)s, %(severity)s, %(args)s::jsonb, %(count)s, %(examples)s::jsonb, clock_timestamp())
    ON CONFLICT (run_id, code) DO UPDATE
    SET count = harvest_harvestmessage.count + excluded.count,
        examples = CASE WHEN jsonb_array_length(harvest_harvestmessage.examples) < %(limit)s
                        THEN jsonb_path_query_array(harvest_harvestmessage.examples || excluded.examples, %(path)s::jsonpath)
                        ELSE harvest_harvestmessage.examples END
    RETURNING id, count
"""
REMARK = """
    INSERT INTO harvest_remark (message_id, identifier, file, position, args)
    SELECT %s, identifier, file, position, args::jsonb
    FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[]) AS new (identifier, file, position, args)
"""
PRUNE = """
    DELETE FROM harvest_remark WHERE id IN (
        SELECT remark.id FROM (SELECT id, message_id FROM harvest_remark ORDER BY id LIMIT %s) AS remark
        JOIN harvest_harvestmessage AS message ON message.id = remark.message_id
        WHERE message.at < now() - make_interval(days => %s))
"""


def write(run: HarvestRun, notes: list[Note]) -> None:
    """Add the notes to the run's messages, grouped by code, inside the caller's transaction."""
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.message.code, []).append(note)
    with connection.cursor() as cursor:
        for code in sorted(groups):
            same = groups[code]
            about = [note for note in same if note.identifier or note.position]
            cursor.execute(
                UPSERT,
                {
                    "run": run.pk,
                    "code": code,
                    "severity": same[0].severity,
                    "args": json_of(dict(same[0].message.args)),
                    "count": len(same),
                    "examples": json_of([_example(note) for note in about[:EXAMPLES]]),
                    "limit": EXAMPLES,
                    "path": f"$[0 to {EXAMPLES - 1}]",
                },
            )
            message, count = cursor.fetchone()
            if about and count - len(same) < REMARKS:
                cursor.execute(REMARK, [message, *_columns(about)])


def _example(note: Note) -> dict[str, object]:
    said = {"identifier": note.identifier, "position": note.position, "args": dict(note.message.args)}
    return said | ({"file": note.file} if note.file else {})


def _columns(about: list[Note]) -> list[list[object]]:
    return [
        [storable(note.identifier) for note in about],
        [storable(note.file) for note in about],
        [max(note.position, 0) for note in about],
        [json_of(dict(note.message.args)) for note in about],
    ]


def prune(days: int) -> None:
    """Let go of what was said of records more than so many days ago, the oldest first, some thousands at once."""
    with connection.cursor() as cursor:
        cursor.execute(PRUNE, [PRUNED_AT_ONCE, max(days, 1)])
