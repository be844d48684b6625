"""What is stored already under some identifiers of a source: one look-up each, whatever the planner believes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from catalogue.services import sql

RECORDS = "catalogue_record"
# One look in the index for each identifier, whatever the planner believes: with = ANY it reads every row of the source while a
# table that is being filled has no statistics. OFFSET 0 keeps the inner query as it is (PostgreSQL, "Controlling the planner").
PROBE = """
    SELECT identifier, id, digest, active
    FROM unnest(%s::text[]) AS wanted, LATERAL
         (SELECT identifier, id, digest, state <> 'tombstone' AS active FROM {table}
          WHERE source_id = %s AND identifier = wanted OFFSET 0) AS known
"""


def digest_of(data: bytes) -> bytes:
    """The first half of a SHA-256: what tells a changed record, or a changed description, from an unchanged one."""
    return sha256(data).digest()[:16]


@dataclass(slots=True)
class Known:
    """What a table holds under one identifier: the row's number, the hash of what it holds, whether it still stands."""

    id: int
    digest: bytes
    active: bool


def stored(source_id: int, identifiers: Sequence[str], *, table: str = RECORDS) -> dict[str, Known]:
    """What is known of ``identifiers`` in a table of rows by source and identifier (that of records), in one statement."""
    if not identifiers:
        return {}
    with sql.cursor() as cursor:
        cursor.execute(PROBE.format(table=table), [sql.text_array(list(identifiers)), source_id], binary=True)
        return {identifier: Known(id_, digest, active) for identifier, id_, digest, active in cursor.fetchall()}
