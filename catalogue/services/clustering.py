"""Clustering: what intake and withdrawal mark is judged again, and the groups that it touches are made again; any process may be killed.

A batch is one transaction, its marks with it. What comes out depends on the records and the decisions that are there, not on the order in
which they came: see :mod:`catalogue.clustering.grouping` for the rules, ``docs/adr/0007-same-edition.md`` for the policy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
import structlog
from django.db import connection, transaction

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.evidence import Judgement
from catalogue.clustering.glancing import Glance, glance_of, tells_apart
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import CAP, inseparable
from catalogue.clustering.traits import Traits
from catalogue.core import garbage
from catalogue.core.keys import Kind
from catalogue.core.serialization import from_json
from catalogue.services import arks, blocks, cluster_statements, components, marks, sql
from catalogue.services.consumers import CLUSTERING, Origin

logger = structlog.get_logger(__name__)

BATCH = 1000
AT_ONCE = 200  # of a batch, read and stored
IDS_AT_ONCE = 50_000
_TRAITS = msgspec.json.Decoder(Traits)


def drain(*, budget_seconds: float = 20.0, limit: int = BATCH) -> int:
    """Judge and group what is marked; how many were seen. 0 as well while another process does it."""
    with marks.alone(CLUSTERING) as held, garbage.paused():
        if not held:
            return 0
        seen = 0
        for batch in marks.batches(CLUSTERING, kinds=(Kind.NOTICE,), limit=limit, budget_seconds=budget_seconds, worth=1):
            with transaction.atomic():
                regroup(batch.ids()[Kind.NOTICE])
                seen += marks.acknowledge(batch)
            garbage.sweep()
        return seen


def rebuild() -> int:
    """Judge and group every record again, those of before included, whatever is marked; how many. Readers see no group undone meanwhile."""
    marks.mark_all(CLUSTERING, Kind.NOTICE, sql.pages(cluster_statements.EVERYTHING, size=IDS_AT_ONCE))
    seen = 0
    while done := drain(budget_seconds=600.0):
        seen += done
    return seen


def regroup(ids: Sequence[int]) -> None:
    """Judge these records as they are now and make the groups again that they touch, inside the caller's transaction."""
    before = _stored(ids)
    mates = dict(_rows(cluster_statements.MATES_OF_EACH, [list(ids)]))
    former = {number for group in mates.values() for number in group}
    shown = _rows(cluster_statements.SHOWN, [list(ids)])
    near = {number for pair in _rows(cluster_statements.FORGET_PAIRS, {"ids": list(ids)}) for number in pair}
    _run(cluster_statements.DROP, [list(set(ids).difference(number for number, _text in shown))])
    after: dict[int, Traits] = {}
    with sql.sent_ahead():  # the server stores some while the next are read
        for start in range(0, len(shown), AT_ONCE):
            some = {number: traits_of(from_json(text)) for number, text in shown[start : start + AT_ONCE]}
            _store(some)
            after |= some
        met = blocks.met(before, after, cap=CAP)
    if met.over:
        logger.warning("large_blocks", blocks=len(met.over), largest=max(met.over))
    _judge(_worth_judging(met, after), after)
    marks.mark_for(CLUSTERING, Kind.NOTICE, sorted({*met.shrunk, *_parted(met)}.difference(ids)))
    _group({*ids, *former, *near}, ids=ids, lost=former if before.keys() - after.keys() else set())
    _lead_on({number: mates[number] for number in before.keys() - after.keys()})


def _store(some: Mapping[int, Traits]) -> None:
    encoded = [msgspec.json.encode(traits) for traits in some.values()]
    keys = [sql.number_array(blocks.stored_keys(traits)) for traits in some.values()]
    seen = [glance_of(traits) or (None, None, None) for traits in some.values()]
    _run(cluster_statements.STORE, [list(some), encoded, keys, *([glance[part] for glance in seen] for part in range(3))])


def _stored(ids: Iterable[int]) -> dict[int, Traits]:
    rows = _rows(cluster_statements.STORED, [sql.number_array(ids)])
    return {number: _TRAITS.decode(bytes(stored)) for number, stored in rows}


def _parted(met: blocks.Met) -> set[int]:
    """One of each pair that was kept because the two met in a block that is too large now, and that its refinement may part."""
    among = {"ids": sorted(frozenset[int]().union(*met.outgrown))}
    kept = [pair for pair in _rows(cluster_statements.PAIRS_AMONG, among) if any(block.issuperset(pair) for block in met.outgrown)]
    traits = _stored({number for pair in kept for number in pair})
    return {one for one, other in kept if not inseparable(traits[one], traits[other])}


def _worth_judging(met: blocks.Met, after: Mapping[int, Traits]) -> set[tuple[int, int]]:
    """The pairs that a glance does not tell apart, and those that share an identifier."""
    known = {number: glance_of(traits) for number, traits in after.items()}
    others = {number for pair in met.pairs for number in pair} - known.keys()
    told = {number: Glance(*said) for number, *said in _rows(cluster_statements.GLANCES, [sql.number_array(others)])}
    seen = {**known, **told}.get
    return {pair for pair in met.pairs if not tells_apart(seen(pair[0]), seen(pair[1]))} | met.named


def _judge(pairs: Collection[tuple[int, int]], known: Mapping[int, Traits]) -> None:
    """Keep the pairs that are the same edition, or perhaps, with why."""
    traits = {**known, **_stored({number for pair in pairs for number in pair} - known.keys())}
    kept: list[tuple[int, int, Judgement]] = []
    for one, other in sorted(pairs):
        found = judge(traits[one], traits[other], short=True)
        if found.band != "different":
            kept.append((one, other, found))
    if kept:
        ones, others, judgements = zip(*kept, strict=True)
        bands, points = [found.band for found in judgements], [found.points for found in judgements]
        evidence = [msgspec.json.encode(found).decode() for found in judgements]
        _run(cluster_statements.STORE_PAIRS, [list(ones), list(others), bands, points, evidence])


def _group(seeds: Collection[int], *, ids: Collection[int], lost: Collection[int]) -> None:
    """Write the groups that come out, mark what readers find otherwise from now on, and tell harvesters of the editions that changed.

    ``ids``: the records that changed; ``lost``: those that lost one of their group.
    """
    found = components.grouped(seeds, _stored)
    numbers = [number for group in found for number in group]
    was = dict(_rows(cluster_statements.MATES_OF_EACH, [numbers]))
    clusters = [min(group) for group in found for _ in group]
    moved = {number for (number,) in _rows(cluster_statements.MOVE, [numbers, clusters])}
    told = {mate for number in moved for mate in was[number]}.union(*(group for group in found if not moved.isdisjoint(group)), lost)
    marks.mark(Kind.NOTICE, sorted(told), origin=Origin.CLUSTERING)
    of_those = (group for group in found if not group.isdisjoint(ids))
    _run(cluster_statements.TELL_EDITIONS, [sorted(told.union(ids, *of_those))])


def _lead_on(gone: Mapping[int, Collection[int]]) -> None:
    """The ark of a record that readers no longer see leads to its edition: that of the oldest left of those it stood with."""
    if not gone:
        return
    left = dict(_rows(cluster_statements.CLUSTERS, [sorted({mate for mates in gone.values() for mate in mates})]))
    oldest = {number: min((mate for mate in mates if mate in left), default=None) for number, mates in gone.items()}
    arks.inherit({number: left[mate] for number, mate in oldest.items() if mate is not None})


def _rows(statement: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _run(statement: str, values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
