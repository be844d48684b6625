"""Samples of what was grouped unasked, drawn at random and judged pair by pair: the precision of the union is measured."""

from __future__ import annotations

import uuid

from django.db import connection, transaction
from django.utils import timezone

from catalogue.models import MatchSample

SIZE = 50
_DRAW = """
    INSERT INTO catalogue_matchsample (draw, one, other)
    SELECT %(draw)s, least(pair.a, pair.b), greatest(pair.a, pair.b) FROM (
        SELECT (of_a.slug || ' ' || a.identifier) COLLATE "C" AS a, (of_b.slug || ' ' || b.identifier) COLLATE "C" AS b
        FROM catalogue_judgedpair AS judged
        JOIN catalogue_clustermember AS first ON first.record_id = judged.one
        JOIN catalogue_clustermember AS second ON second.record_id = judged.other AND second.cluster = first.cluster
        JOIN catalogue_record AS a ON a.id = judged.one JOIN catalogue_source AS of_a ON of_a.id = a.source_id
        JOIN catalogue_record AS b ON b.id = judged.other JOIN catalogue_source AS of_b ON of_b.id = b.source_id
        WHERE judged.band = 'same' ORDER BY random() LIMIT %(size)s
    ) AS pair
"""


def draw() -> int:
    """Draw :data:`SIZE` pairs, fewer where fewer stand together; how many. What was drawn before stays, judged or not."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DRAW, {"draw": uuid.uuid4(), "size": SIZE})
        return cursor.rowcount


def judge(number: int, verdict: str, *, author: str) -> bool:
    """Write what somebody says of one pair, in the place of what was said of it before; False where there is no such pair.

    Raises ValueError for a word that is none of ``MatchSample.Verdict``.
    """
    said = MatchSample.Verdict(verdict)
    return bool(MatchSample.objects.filter(pk=number).update(verdict=said, author=author, judged_at=timezone.now()))
