"""The run's messages: one line per cause, with how often and up to twenty examples."""

from __future__ import annotations

from django.db import connection

from harvest.models import HarvestRun
from harvest.pipeline.sort import Note
from harvest.pipeline.storable import json_of

EXAMPLES = 20

UPSERT = """
    INSERT INTO harvest_harvestmessage (run_id, code, severity, args, count, examples, at)
    VALUES (%(run)s, %(code)s, %(severity)s, %(args)s::jsonb, %(count)s, %(examples)s::jsonb, clock_timestamp())
    ON CONFLICT (run_id, code) DO UPDATE
    SET count = harvest_harvestmessage.count + excluded.count,
        examples = CASE WHEN jsonb_array_length(harvest_harvestmessage.examples) < %(limit)s
                        THEN jsonb_path_query_array(harvest_harvestmessage.examples || excluded.examples, %(path)s::jsonpath)
                        ELSE harvest_harvestmessage.examples END
"""


def write(run: HarvestRun, notes: list[Note]) -> None:
    """Add the notes to the run's messages, grouped by code, inside the caller's transaction."""
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.message.code, []).append(note)
    with connection.cursor() as cursor:
        for code in sorted(groups):
            same = groups[code]
            examples = [
                {"identifier": note.identifier, "position": note.position, "args": dict(note.message.args)}
                for note in same[:EXAMPLES]
                if note.identifier or note.position
            ]
            cursor.execute(
                UPSERT,
                {
                    "run": run.pk,
                    "code": code,
                    "severity": same[0].severity,
                    "args": json_of(dict(same[0].message.args)),
                    "count": len(same),
                    "examples": json_of(examples),
                    "limit": EXAMPLES,
                    "path": f"$[0 to {EXAMPLES - 1}]",
                },
            )
