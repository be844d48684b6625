"""What was judged and decided of records: why they stand together, and with which others they may be the same edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from django.db import connection

from catalogue.clustering.evidence import Judgement

MOST = 60
_JUDGEMENT = msgspec.json.Decoder(Judgement)
# The order of decisions' names is that of bytes, as Python sorts them.
_PAIRS = """
    WITH touching AS (
        SELECT * FROM catalogue_judgedpair WHERE one = ANY(%(ids)s) UNION
        SELECT * FROM catalogue_judgedpair WHERE other = ANY(%(ids)s)
    ), named AS (
        SELECT pair.*, ARRAY(
            SELECT (source.slug || ' ' || record.identifier) COLLATE "C" AS name
            FROM catalogue_record AS record JOIN catalogue_source AS source ON source.id = record.source_id
            WHERE record.id IN (pair.one, pair.other) ORDER BY name) AS names
        FROM touching AS pair ORDER BY points DESC, one, other LIMIT %(most)s
    )
    SELECT one, other, judgement::text, coalesce(decided.verdict, ''), decided.decided_at
    FROM named LEFT JOIN LATERAL (
        SELECT verdict, decided_at FROM catalogue_matchdecision AS decision
        WHERE decision.one = named.names[1] AND decision.other = named.names[2] ORDER BY id DESC LIMIT 1
    ) AS decided ON true
    ORDER BY points DESC, one, other
"""
_DECIDED = """
    SELECT DISTINCT ON (one, other) one, other, verdict, decided_at, reason FROM catalogue_matchdecision
    WHERE one = ANY(%(names)s) AND other = ANY(%(names)s) ORDER BY one, other, id DESC
"""


class Pair(NamedTuple):
    """Two records by their numbers, what was judged of them, and the last that a person decided of them: "", "same", "not_same", "undone"
    or "later", and when.
    """

    one: int
    other: int
    judgement: Judgement
    verdict: str
    decided_at: datetime | None


class Decided(NamedTuple):
    """The last word of a person on two records, named "source identifier"."""

    one: str
    other: str
    verdict: str
    decided_at: datetime
    reason: str


def pairs_of(records: Iterable[int]) -> tuple[Pair, ...]:
    """The judged pairs that these records are in, those of most points first, at most :data:`MOST`; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"ids": list(records), "most": MOST})
        rows = cursor.fetchall()
    return tuple(Pair(one, other, _JUDGEMENT.decode(judgement), verdict, at) for one, other, judgement, verdict, at in rows)


def decided_among(names: Sequence[str]) -> tuple[Decided, ...]:
    """What people decided last of each pair of these records ("source identifier"); one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, {"names": list(names)})
        return tuple(Decided(*row) for row in cursor.fetchall())
