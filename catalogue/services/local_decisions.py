"""Decisions of curators on the documents of curated sources: each is kept, the last one holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from catalogue.local_interest import of_description
from catalogue.models import LocalDecision, Record
from catalogue.selectors.local_interest import communes_of, region


class Choice(NamedTuple):
    """What is decided of a document ("kept", "rejected", "later") and why, in a person's words."""

    state: str
    why: str = ""


def decide(choices: Mapping[int, Choice], *, author: str) -> int:
    """Write what was decided of these records (by number) of curated sources; how many. Others are left alone."""
    with transaction.atomic():
        records = list(Record.objects.select_for_update().filter(pk__in=choices, source__curated=True).order_by("pk"))
        for record in records:
            LocalDecision.objects.filter(source=record.source_id, identifier=record.identifier, current=True).update(current=False)
        LocalDecision.objects.bulk_create(_decision(record, choices[record.pk], author) for record in records)
    return len(records)


def _decision(record: Record, choice: Choice, author: str) -> LocalDecision:
    description = record.as_description
    reasons = region().judge(of_description(description)).reasons
    return LocalDecision(
        source_id=record.source_id,
        identifier=record.identifier,
        state=choice.state,
        why=choice.why,
        rules=list(dict.fromkeys(reason.rule for reason in reasons)),
        communes=list(communes_of(description)),
        author=author,
    )
