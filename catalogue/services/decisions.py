"""What people decide of records: written once and never changed, taken back by another line; the groups follow by the marks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from catalogue.core.keys import Kind
from catalogue.models import MatchDecision, Record
from catalogue.services import pair_decisions
from catalogue.services.consumers import CLUSTERING

Verdict = MatchDecision.Verdict


def names_of(records: Iterable[int]) -> dict[int, str]:
    """The name that outlives its row of each of some records, "source identifier"; those that are there."""
    rows = Record.objects.filter(pk__in=list(records)).values_list("pk", "source__slug", "identifier")
    return {number: f"{slug} {identifier}" for number, slug, identifier in rows}


def decide(pairs: Sequence[tuple[int, int]], verdict: str, *, author: str, reason: str = "") -> uuid.UUID | None:
    """Write the same decision on some pairs of records and mark them; the batch that they are, None where no pair is left of them.

    A pair of which a record is gone for good, or that is one and the same record, is left out.
    """
    names = names_of({number for pair in pairs for number in pair})
    named = {
        (min(names[one], names[other]), max(names[one], names[other]))
        for one, other in pairs
        if one != other and {one, other} <= names.keys()
    }
    if not named:
        return None
    return _write(sorted(named), verdict, author=author, reason=reason, records=names)


def split(record: int, others: Iterable[int], *, author: str, reason: str = "") -> uuid.UUID | None:
    """Take a record out of its group: it is not the same edition as any of the ``others`` there."""
    return decide([(record, other) for other in others], Verdict.NOT_SAME, author=author, reason=reason)


def undo(batch: uuid.UUID, *, author: str) -> uuid.UUID | None:
    """Take back what was decided together, but for pairs of which something else was decided since; None where nothing is left of it."""
    pairs = pair_decisions.standing(MatchDecision, batch)
    if not pairs:
        return None
    return _write(pairs, Verdict.UNDONE, author=author, reason="", records=records_named({name for pair in pairs for name in pair}))


def pairs_of(batch: uuid.UUID) -> list[tuple[int, int]]:
    """The records, by number, of each pair that was decided together; pairs of which one is gone for good are left out."""
    named = MatchDecision.objects.filter(batch=batch).values_list("one", "other")
    numbers = {name: number for number, name in names_of(records_named({name for pair in named for name in pair})).items()}
    return [(numbers[one], numbers[other]) for one, other in named if one in numbers and other in numbers]


def records_named(names: Iterable[str]) -> list[int]:
    """The numbers of the records of these names that are there, withdrawn ones too."""
    found: list[int] = []
    for name in names:
        slug, _, identifier = name.partition(" ")
        found += Record.objects.filter(source__slug=slug, identifier=identifier).values_list("pk", flat=True)
    return found


def _write(pairs: Iterable[pair_decisions.Pair], verdict: str, *, author: str, reason: str, records: Iterable[int]) -> uuid.UUID:
    return pair_decisions.write(
        MatchDecision, pairs, verdict, author=author, reason=reason, consumer=CLUSTERING, marked=(Kind.NOTICE, records)
    )
