"""What people decide of two forms of a name: written once and never changed, taken back by another line; pages follow by the marks."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from catalogue.core.keys import Kind
from catalogue.models import NameDecision, NameForm
from catalogue.services import pair_decisions
from catalogue.services.consumers import NAMES

Verdict = NameDecision.Verdict


def decide(pairs: Sequence[tuple[int, int]], verdict: str, *, author: str, reason: str = "") -> uuid.UUID | None:
    """Write the same decision on some pairs of forms, by their numbers, and mark them; the batch that they are, None where no pair is left
    of them: of a form that is not there, or of one and the same.
    """
    numbers = {number for pair in pairs for number in pair}
    headings = dict(NameForm.objects.filter(pk__in=numbers).values_list("pk", "heading"))
    named = [(headings[one], headings[other]) for one, other in pairs if {one, other} <= headings.keys()]
    return decide_named(named, verdict, author=author, reason=reason)


def decide_named(pairs: Sequence[tuple[str, str]], verdict: str, *, author: str, reason: str = "") -> uuid.UUID | None:
    """The same of headings, met already or not: a decision waits for records that name somebody so."""
    found = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    return _write(found, verdict, author=author, reason=reason) if found else None


def undo(batch: uuid.UUID, *, author: str) -> uuid.UUID | None:
    """Take back what was decided together, but for pairs of which something else was decided since; None where nothing is left of it."""
    pairs = pair_decisions.standing(NameDecision, batch)
    return _write(pairs, Verdict.UNDONE, author=author, reason="") if pairs else None


def pairs_of(batch: uuid.UUID) -> list[tuple[int, int]]:
    """The forms, by number, of each pair that was decided together, where both are there."""
    told = list(NameDecision.objects.filter(batch=batch).values_list("one", "other"))
    numbers = dict(NameForm.objects.filter(heading__in={heading for pair in told for heading in pair}).values_list("heading", "pk"))
    return [(numbers[one], numbers[other]) for one, other in told if one in numbers and other in numbers]


def _write(pairs: Sequence[pair_decisions.Pair], verdict: str, *, author: str, reason: str) -> uuid.UUID:
    forms = NameForm.objects.filter(heading__in={heading for pair in pairs for heading in pair}).values_list("pk", flat=True)
    return pair_decisions.write(NameDecision, pairs, verdict, author=author, reason=reason, consumer=NAMES, marked=(Kind.PERSON, forms))
