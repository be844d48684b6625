"""What people decide of two forms of a name: written once and never changed, taken back by another line; pages follow by the marks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from catalogue.core.keys import Kind
from catalogue.models import NameDecision, NameForm
from catalogue.services import marks
from catalogue.services.consumers import CLUSTERING

Verdict = NameDecision.Verdict
_LAST = """
    SELECT DISTINCT ON (one, other) one, other, batch FROM catalogue_namedecision AS decision
    WHERE EXISTS (SELECT FROM catalogue_namedecision AS mine
                  WHERE mine.batch = %s AND mine.one = decision.one AND mine.other = decision.other)
    ORDER BY one, other, id DESC
"""


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
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [batch])
        pairs = [(one, other) for one, other, last in cursor.fetchall() if last == batch]
    return _write(pairs, Verdict.UNDONE, author=author, reason="") if pairs else None


def pairs_of(batch: uuid.UUID) -> list[tuple[int, int]]:
    """The forms, by number, of each pair that was decided together, where both are there."""
    told = list(NameDecision.objects.filter(batch=batch).values_list("one", "other"))
    numbers = dict(NameForm.objects.filter(heading__in={heading for pair in told for heading in pair}).values_list("heading", "pk"))
    return [(numbers[one], numbers[other]) for one, other in told if one in numbers and other in numbers]


def _write(pairs: Iterable[tuple[str, str]], verdict: str, *, author: str, reason: str) -> uuid.UUID:
    batch, told = uuid.uuid4(), list(pairs)
    with transaction.atomic():
        NameDecision.objects.bulk_create(
            NameDecision(one=one, other=other, verdict=verdict, author=author, reason=reason, batch=batch) for one, other in told
        )
        forms = NameForm.objects.filter(heading__in={heading for pair in told for heading in pair}).values_list("pk", flat=True)
        marks.mark_for(CLUSTERING, Kind.PERSON, sorted(forms))
    return batch
