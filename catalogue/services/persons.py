"""Which forms of a name are one person's, and which may be: joined by an agency's number or a person's decision, else proposed.

The forms that :mod:`catalogue.services.mentions` marks are drained by the consumer that reads the records' names. What comes
out depends on what is stored and not on the order in which it came; ``docs/adr/0011-one-person-one-page.md`` says the policy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, product
from typing import Any

import msgspec
import structlog
from django.db import connection, transaction

from catalogue.clustering.decisions import Decision, in_force
from catalogue.clustering.evidence import Judgement
from catalogue.clustering.grouping import Edge, groups
from catalogue.clustering.persons.facts import MAKERS, OWNERS, Facts
from catalogue.clustering.persons.judging import gainsays, judge, tells_apart
from catalogue.clustering.persons.keys import CAP, VERSION, keys
from catalogue.core.keys import Kind
from catalogue.services import marks, person_statements, sql
from catalogue.services.consumers import NAMES, Origin

logger = structlog.get_logger(__name__)

BATCH = 500
IDS_AT_ONCE = 500  # in a mark
MOST_ROUNDS = 12  # from a form to its numbers, from these to other forms: a longer chain is nobody's name
MOST_FORMS = 50  # under which one number may stand; a partner that gives all its names the same number joins nobody


def drain(*, budget_seconds: float, limit: int = BATCH) -> int:
    """Join and judge the forms that are marked; how many were seen. Under the lock of the consumer, which the caller holds."""
    seen = 0
    for batch in marks.batches(NAMES, kinds=(Kind.PERSON,), limit=limit, budget_seconds=budget_seconds, worth=1):
        with transaction.atomic():
            settle(batch.ids()[Kind.PERSON])
            seen += marks.acknowledge(batch)
    return seen


def begin_again() -> None:
    """Mark every form, to be joined and judged as if it never had been; inside the caller's transaction."""
    _run(person_statements.UNJUDGED)
    marks.mark_all(NAMES, Kind.PERSON, sql.pages(person_statements.EVERYTHING, size=IDS_AT_ONCE))


def settle(ids: Sequence[int]) -> None:
    """Count what records say of some forms, join those that are one person's, judge them against those near; inside the caller's
    transaction.
    """
    _run(person_statements.COUNT, ids=list(ids), makers=sorted(MAKERS), owners=sorted(OWNERS))
    moved = _join([heading for (heading,) in _run(person_statements.SEEDS, ids=list(ids))])
    if changed := _changed(ids) | moved:
        _judge(sorted({number for number, _page in _run(person_statements.MATES, ids=sorted(changed))} | changed))


def _join(seeds: Collection[str]) -> set[int]:
    """Say under which form the bearer of each is shown, and mark the records that name who moves; the forms that moved."""
    found = joined(seeds)
    known = {heading for (heading,) in _run(person_statements.KNOWN, headings=[one for group in found for one in group])}
    pages = {heading: min(here, key=_first) for group in found if (here := group & known) for heading in here}
    before = {number for (number,) in _run(person_statements.MATES_OF, headings=list(pages))}
    moved = {number for (number,) in _run(person_statements.MOVE, headings=list(pages), persons=list(pages.values()))}
    if not moved:
        return set()
    records = sorted(number for (number,) in _run(person_statements.RECORDS, ids=sorted(moved)))
    marks.mark(Kind.NOTICE, records, origin=Origin.PERSONS)
    return before


def _changed(ids: Sequence[int]) -> set[int]:
    """Those of some forms of whom something else is known than what they were judged by; from now on they are by this."""
    told = _run(person_statements.FACTS, ids=list(ids))
    digests = {row[0]: _digest(row) for row in told}
    changed = {row[0]: digests[row[0]] for row in told if row[-2] != digests[row[0]]}
    _run(person_statements.JUDGED, ids=list(changed), judged=list(changed.values()))
    return set(changed)


def _digest(row: tuple[Any, ...]) -> str:
    """Of what a form is judged by; "" of one that no record gives."""
    if not row[-3]:
        return ""
    return hashlib.blake2b(repr((VERSION, *row[1:-3], sorted(row[-1]))).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _first(heading: str) -> tuple[bool, int, str]:
    """A heading with dates stands for the others, else the one that says most."""
    return not any(char.isdigit() for char in heading), -len(heading), heading


def joined(seeds: Collection[str]) -> frozenset[frozenset[str]]:
    """The headings of ``seeds`` and all that numbers and decisions join to them, in groups, as if everything were joined anew."""
    numbers: dict[str, tuple[str, ...]] = {}
    edges: set[Edge] = set()
    decisions: set[Decision] = set()
    waiting = set(seeds)
    for _round in range(MOST_ROUNDS):
        if not waiting:
            break
        told = _run(person_statements.NUMBERS, headings=sorted(waiting))
        numbers |= dict.fromkeys(waiting, ())
        for heading, number, _several in told:
            numbers[heading] = (*numbers[heading], number)
        sure = {number for _heading, number, several in told if not several}
        bearers = {heading for (heading,) in _run(person_statements.BEARERS, numbers=sorted(sure), most=MOST_FORMS)}
        decided = _run(person_statements.DECIDED, headings=sorted(waiting))
        decisions.update(Decision(one, other, verdict, number) for number, one, other, verdict in decided)
        waiting = (bearers | {heading for row in decided for heading in row[1:3]}) - numbers.keys()
    edges.update(_edges(numbers))
    return groups(numbers, edges, forbids=lambda one, other: tells_apart(numbers[one], numbers[other]), decided=in_force(decisions))


def _edges(numbers: Mapping[str, tuple[str, ...]]) -> set[Edge]:
    """Between the headings that bear a number; none to one that has two of one agency, nor for a number that too many bear."""
    bearers: dict[str, list[str]] = {}
    for heading, told in sorted(numbers.items()):
        if len({number.partition(":")[0] for number in told}) == len(told):
            for number in told:
                bearers.setdefault(number, []).append(heading)
    return {Edge(one, other, 0) for those in bearers.values() if len(those) <= MOST_FORMS for one, other in pairwise(those)}


def _judge(ids: Sequence[int]) -> None:
    """Keep the pairs that a person is asked about, with why."""
    _run(person_statements.FORGET, ids=list(ids))
    mine = _facts(ids)
    near = _near(mine)
    others = {number for found in near.values() for number in found} - mine.keys()
    known = {**mine, **_facts(others)}
    kept: list[tuple[int, int, Judgement]] = []
    for one, other in sorted({(min(one, other), max(one, other)) for one, found in near.items() for other in found}):
        judged = judge(known[one], known[other])
        if judged.band == "propose":
            kept.append((one, other, judged))
    _store(_of_whole_persons(kept, known))


def _of_whole_persons(pairs: Sequence[tuple[int, int, Judgement]], known: Mapping[int, Facts]) -> list[tuple[int, int, Judgement]]:
    """Those of some pairs that no other form of either person gainsays: who was joined to the father is not the son."""
    page = dict(_run(person_statements.MATES, ids=sorted({number for pair in pairs for number in pair[:2]})))
    facts = {**known, **_facts(page.keys() - known.keys())}
    forms: dict[str, list[Facts]] = {}
    for number, person in page.items():
        forms.setdefault(person, []).append(facts[number])
    return [pair for pair in pairs if not any(gainsays(a, b) for a, b in product(forms[page[pair[0]]], forms[page[pair[1]]]) if a is not b)]


def _store(kept: Sequence[tuple[int, int, Judgement]]) -> None:
    if kept:
        ones, those, judgements = zip(*kept, strict=True)
        told = [msgspec.json.encode(found).decode() for found in judgements]
        points = [found.points for found in judgements]
        _run(person_statements.STORE, ones=list(ones), others=list(those), points=points, judgements=told)


def _facts(ids: Collection[int]) -> dict[int, Facts]:
    """What is known of the bearers of some forms that records give."""
    found: dict[int, Facts] = {}
    for number, name, kind, dates, qualifier, roles, made, made_to, wrote, wrote_to, records, _judged, numbers in _run(
        person_statements.FACTS, ids=list(ids)
    ):
        if records:
            found[number] = Facts(
                name=name,
                kind=kind,
                dates=dates,
                qualifier=qualifier,
                numbers=tuple(sorted(numbers)),
                roles=tuple(roles),
                made=None if made is None else (made, made_to),
                wrote=None if wrote is None else (wrote, wrote_to),
            )
    return found


def _near(mine: Mapping[int, Facts]) -> dict[int, set[int]]:
    """The forms that share a key with each; a key that brings too many gives way to the finer ones, and is told where these do too."""
    asked = {number: keys(one.name, one.kind, one.qualifier).asked for number, one in mine.items()}
    coarse = _holders({key for found in asked.values() for key in found})
    finer = _holders({fine for found in asked.values() for key, fines in found.items() if key not in coarse for fine in fines})
    near: dict[int, set[int]] = {}
    for number, found in asked.items():
        brought = [coarse.get(key) or {other for fine in fines for other in finer.get(fine, ())} for key, fines in found.items()]
        near[number] = set().union(*brought) - {number}
    return near


def _holders(wanted: Collection[str]) -> dict[str, set[int]]:
    found = {key: set(ids) for key, ids in _run(person_statements.HOLDERS, keys=sorted(wanted), most=CAP + 1)}
    if over := sorted(key for key, ids in found.items() if len(ids) > CAP):
        logger.info("names_over_the_cap", keys=over[:10], count=len(over))
    return {key: ids for key, ids in found.items() if len(ids) <= CAP}


def _run(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    if any(value in ([], ()) for name, value in values.items() if name in ("ids", "keys", "headings", "numbers")):
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
