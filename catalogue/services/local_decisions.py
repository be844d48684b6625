"""Decisions of curators on the documents of curated sources: each is kept, the last one holds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from django.db import transaction

from catalogue.core.description import Description
from catalogue.local_interest import Interest
from catalogue.local_interest.links import editions_of, headings_of, words_of
from catalogue.models import LocalDecision, LocalRule, Record
from catalogue.selectors.local_interest import communes_of, judged
from catalogue.selectors.local_knowledge import renew
from catalogue.services import changes


class Choice(NamedTuple):
    """What is decided of a document ("kept", "rejected", "later") and why, in a person's words; ``fonds``: the ark ("NAAN/name") of
    the fonds to which a kept one belongs, "" for none.
    """

    state: str
    why: str = ""
    fonds: str = ""


def decide(choices: Mapping[int, Choice], *, author: str) -> int:
    """Write what was decided of these records (by number) of curated sources; how many. Others are left alone, and so are those of which
    the same was decided before.
    """
    with transaction.atomic():
        found = Record.objects.select_for_update().filter(pk__in=choices, source__curated=True).order_by("source_id", "pk")
        records = []
        for source, group in groupby(found, key=lambda record: record.source_id):
            of_it = list(group)
            earlier = LocalDecision.objects.filter(source=source, identifier__in=[record.identifier for record in of_it], current=True)
            said = {one.identifier: Choice(one.state, one.why, one.fonds_id or "") for one in earlier}
            news = [record for record in of_it if said.get(record.identifier) != choices[record.pk]]
            earlier.filter(identifier__in=[record.identifier for record in news]).update(current=False)
            records += news
        described = [record.as_description for record in records]
        told = zip(records, described, judged(described), strict=True)
        LocalDecision.objects.bulk_create(_decision(one, description, said, choices[one.pk], author) for one, description, said in told)
    if records:
        changes.tell()
    return len(records)


def retire(rule: str, *, retired: bool) -> bool:
    """Have a rule say nothing any more, or again; False where there is no such rule."""
    found = LocalRule.objects.filter(pk=rule).first()
    if found is None:
        return False
    found.retired = retired
    found.save(update_fields=["retired", "updated_at"])
    renew()
    return True


def _decision(record: Record, description: Description, interest: Interest, choice: Choice, author: str) -> LocalDecision:
    return LocalDecision(
        source_id=record.source_id,
        identifier=record.identifier,
        state=choice.state,
        why=choice.why,
        rules=list(dict.fromkeys(reason.rule for reason in interest.reasons)),
        communes=list(communes_of(description)),
        headings=list(headings_of(description)),
        words=list(words_of(description)),
        editions=list(editions_of(description)),
        fonds_id=(choice.fonds or None) if choice.state == LocalDecision.State.KEPT else None,
        author=author,
    )
