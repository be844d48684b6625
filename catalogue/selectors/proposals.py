"""The queue of proposals, the records of a group, the history of decisions: what a librarian is shown of her institutions' records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalogue.models import ClusterMember, Record
from catalogue.selectors.pairs import PAGE, Batch, Proposal, batches_of, proposals_of
from catalogue.selectors.statements import rows

_MINE = "SELECT id FROM catalogue_source WHERE institution_id = ANY(%(institutions)s)"
# A pair of two that stand together already, by way of others, changes nothing for readers.
PAIRS = """
    FROM catalogue_judgedpair AS pair
    JOIN catalogue_clustermember AS first ON first.record_id = pair.one
    JOIN catalogue_clustermember AS second ON second.record_id = pair.other AND second.cluster <> first.cluster
    JOIN catalogue_record AS a ON a.id = pair.one JOIN catalogue_source AS of_a ON of_a.id = a.source_id
    JOIN catalogue_record AS b ON b.id = pair.other JOIN catalogue_source AS of_b ON of_b.id = b.source_id
"""
"""In SQL: pairs of records of two groups, with both sources."""
UNDECIDED = """
    pair.band = 'propose' AND NOT EXISTS (
        SELECT FROM (
            SELECT verdict FROM catalogue_matchdecision AS decision
            WHERE decision.one = least((of_a.slug || ' ' || a.identifier) COLLATE "C", (of_b.slug || ' ' || b.identifier) COLLATE "C")
              AND decision.other = greatest((of_a.slug || ' ' || a.identifier) COLLATE "C", (of_b.slug || ' ' || b.identifier) COLLATE "C")
            ORDER BY id DESC LIMIT 1) AS last
        WHERE last.verdict <> 'undone')
"""
"""In SQL, of such a pair: it is proposed, and nobody has decided of it."""
_WAITING = f"{PAIRS} WHERE (a.source_id IN ({_MINE}) OR b.source_id IN ({_MINE})) AND {UNDECIDED}"
_QUEUE = f"SELECT pair.one, pair.other, pair.judgement::text {_WAITING} ORDER BY pair.points DESC, pair.one, pair.other LIMIT %(limit)s"
_COUNT = f"SELECT count(*) {_WAITING}"
_HISTORY = f"""
    SELECT batch, min(verdict), min(author), max(decided_at), min(reason), array_agg(one ORDER BY id), array_agg(other ORDER BY id)
    FROM catalogue_matchdecision
    WHERE split_part(one, ' ', 1) IN (SELECT slug FROM catalogue_source WHERE id IN ({_MINE}))
       OR split_part(other, ' ', 1) IN (SELECT slug FROM catalogue_source WHERE id IN ({_MINE}))
    GROUP BY batch ORDER BY max(id) DESC LIMIT %(limit)s
"""  # noqa: S608 - conditions of ours


def waiting(institutions: Sequence[int], *, limit: int = PAGE) -> tuple[Proposal, ...]:
    """The proposals that touch a record of these institutions and of which nobody decided, those that agree most first; one statement."""
    return proposals_of(rows(_QUEUE, institutions=list(institutions), limit=limit))


def count(institutions: Sequence[int]) -> int:
    """How many such proposals wait."""
    number: int = rows(_COUNT, institutions=list(institutions))[0][0]
    return number


def history(institutions: Sequence[int], *, limit: int = 50) -> tuple[Batch, ...]:
    """What was decided last of records of these institutions' sources."""
    return batches_of(rows(_HISTORY, institutions=list(institutions), limit=limit))


def mates(record: int) -> list[int]:
    """The records of the group of this one, itself among them, the oldest first; none where it stands in no group."""
    own = ClusterMember.objects.filter(pk=record).values("cluster")
    return list(ClusterMember.objects.filter(cluster__in=own).order_by("pk").values_list("pk", flat=True))


def of_institutions(records: Iterable[int], institutions: Sequence[int]) -> set[int]:
    """Those of some records that a source of these institutions gives: a pair that has one of them is theirs to decide."""
    mine = Record.objects.filter(pk__in=list(records), source__institution__in=list(institutions))
    return set(mine.values_list("pk", flat=True))
