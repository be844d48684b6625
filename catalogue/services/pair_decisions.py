"""How a decision on pairs is written and taken back, whatever the pairs are of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import OuterRef, Subquery

from catalogue.core.keys import Kind
from catalogue.models.pair_decision import PairDecision
from catalogue.services import marks

Pair = tuple[str, str]
Marked = tuple[Kind, Iterable[int]]
"""Numbers, and of what kind of thing."""


def write(
    model: type[PairDecision], pairs: Iterable[Pair], verdict: str, *, author: str, reason: str, consumer: str, marked: Marked
) -> uuid.UUID:
    """Write one decision on some pairs, and mark for a consumer what follows from it; the batch that they are."""
    batch = uuid.uuid4()
    with transaction.atomic():
        model._default_manager.bulk_create(
            model(one=one, other=other, verdict=verdict, author=author, reason=reason, batch=batch) for one, other in pairs
        )
        marks.mark_for(consumer, marked[0], sorted(marked[1]))
    return batch


def standing(model: type[PairDecision], batch: uuid.UUID) -> list[Pair]:
    """The pairs that were decided together and of which nothing else was decided since."""
    last = model._default_manager.filter(one=OuterRef("one"), other=OuterRef("other")).order_by("-pk").values("batch")[:1]
    found = model._default_manager.filter(batch=batch).annotate(last=Subquery(last)).filter(last=batch)
    return list(found.order_by("one", "other").values_list("one", "other"))
