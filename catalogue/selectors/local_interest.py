"""Documents of curated sources: those that wait for a curator, those that she kept, and how right each rule was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef

from catalogue.core.description import Description
from catalogue.core.serialization import from_json
from catalogue.geography.resolve import Gazetteer, department_of
from catalogue.local_interest import Interest, of_description
from catalogue.models import LocalDecision, Record
from catalogue.selectors.local_knowledge import ours, region

LOOKED_BACK: Final = 200  # decisions, of each rule
FAR_BACK: Final = 5_000  # decisions of all rules among which those are looked for
ENOUGH_TO_JUDGE: Final = 20
POOR: Final = 0.6
_KEPT = """
    SELECT record.identifier, record.description::text FROM catalogue_localdecision AS decision
    JOIN catalogue_record AS record ON record.source_id = decision.source_id AND record.identifier = decision.identifier
    WHERE decision.current AND decision.state = 'kept' AND decision.communes && %s::varchar[] AND record.state <> 'tombstone'
    ORDER BY decision.id DESC LIMIT %s
"""
_RIGHT = """
    SELECT rule, count(*) FILTER (WHERE state = 'kept'), count(*) FROM (
        SELECT rule, state, row_number() OVER (PARTITION BY rule ORDER BY id DESC) AS place
        FROM (
            SELECT id, state, rules FROM catalogue_localdecision WHERE current AND state <> 'later' ORDER BY id DESC LIMIT %s
        ) AS lately, unnest(rules) AS rule
    ) AS said WHERE place <= %s GROUP BY rule ORDER BY rule
"""


class Waiting(NamedTuple):
    """A document that nobody decided of: its record's number, what it says, why it may be from here."""

    pk: int
    description: Description
    interest: Interest


class Precision(NamedTuple):
    """Of a rule's last decisions, how many kept the document."""

    rule: str
    kept: int
    decided: int

    @property
    def is_poor(self) -> bool:
        """Whether it is to be thought of again: below sixty in a hundred, of enough."""
        return self.decided >= ENOUGH_TO_JUDGE and self.kept < POOR * self.decided


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer(region().departments)


def communes_of(description: Description) -> tuple[str, ...]:
    """The communes of the region that a document names."""
    near = region().departments
    return tuple(code for code in _gazetteer().places_of(description).communes if department_of(code) in near)


def waiting(*, before: int | None, size: int) -> list[Waiting]:
    """Documents that nobody decided of, the last received first; two statements."""
    decided = LocalDecision.objects.filter(source=OuterRef("source"), identifier=OuterRef("identifier"), current=True)
    found = Record.objects.filter(~Exists(decided), source__curated=True).exclude(state=Record.State.TOMBSTONE).order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    described = [(record.pk, record.as_description) for record in found[:size]]
    told = judged([description for _pk, description in described])
    return [Waiting(pk, description, interest) for (pk, description), interest in zip(described, told, strict=True)]


def judged(descriptions: Sequence[Description]) -> list[Interest]:
    """What the rules say of each; one statement for what the catalogue has already, whatever their number."""
    candidates = [of_description(description) for description in descriptions]
    known = ours(ark for candidate in candidates for ark in candidate.arks)
    return [region().judge(candidate, ours=known) for candidate in candidates]


def kept_of_communes(codes: Sequence[str], *, most: int) -> list[Description]:
    """Documents that curators kept and that name one of these communes, the last decided first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [list(codes), most])
        return [from_json(text) for _identifier, text in cursor.fetchall()]


def precisions() -> list[Precision]:
    """How right each rule was over its last decisions; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_RIGHT, [FAR_BACK, LOOKED_BACK])
        return [Precision(*row) for row in cursor.fetchall()]
