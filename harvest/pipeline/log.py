"""The run's messages: one line per cause, with how often and up to twenty examples."""

from __future__ import annotations

import json

from django.db import connection

from harvest.models import HarvestRun
from harvest.pipeline.sort import Note

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


def _json(value: object) -> str:
    """JSON that PostgreSQL takes: no NUL, no lone surrogate, whatever a partner's bytes held."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text.replace("\\u0000", "\ufffd").encode("utf-8", "replace").decode()


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
                    "args": _json(dict(same[0].message.args)),
                    "count": len(same),
                    "examples": _json(examples),
                    "limit": EXAMPLES,
                    "path": f"$[0 to {EXAMPLES - 1}]",
                },
            )
