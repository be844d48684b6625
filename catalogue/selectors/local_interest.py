"""Documents of curated sources: those that wait for a curator, those that she kept, and how right each rule was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from catalogue.core.description import Description
from catalogue.core.serialization import from_dict, from_json
from catalogue.core.text import STOP_WORDS, words_of_all
from catalogue.geography.resolve import Gazetteer, department_of
from catalogue.local_interest import Candidate, Interest, of_description
from catalogue.local_interest.links import editions_of
from catalogue.models import LocalDecision, Record
from catalogue.search.result import Understood
from catalogue.selectors.local_knowledge import ours, region
from catalogue.selectors.statements import rows

LOOKED_BACK: Final = 200  # decisions, of each rule
FAR_BACK: Final = 5_000  # decisions of all rules among which those are looked for
ENOUGH_TO_JUDGE: Final = 20
POOR: Final = 0.6
FOUND_AMONG: Final = 200  # of those that answer a reader's words: a common word has thousands
_SHOWN = """
    SELECT record.description::text, picture.id, picture.width, picture.height FROM ({chosen}) AS decision
    JOIN catalogue_record AS record ON record.source_id = decision.source_id AND record.identifier = decision.identifier
    LEFT JOIN catalogue_localthumbnail AS picture
        ON picture.source_id = decision.source_id AND picture.identifier = decision.identifier AND picture.state = 'kept'
    WHERE record.state <> 'tombstone' ORDER BY decision.id DESC LIMIT %(most)s
"""
_CHOSEN = "SELECT id, source_id, identifier FROM catalogue_localdecision WHERE current AND state = 'kept'"
_OF_COMMUNES = _SHOWN.format(chosen=f"{_CHOSEN} AND communes && %(codes)s::varchar[]")
_OF_PERSON = _SHOWN.format(chosen=f"{_CHOSEN} AND headings && %(headings)s::varchar[]")
_OF_FONDS = _SHOWN.format(chosen=f"{_CHOSEN} AND fonds_id = ANY(%(arks)s::varchar[])")
_OF_EDITION = _SHOWN.format(chosen=f"{_CHOSEN} AND editions && %(numbers)s::text[]")
_OF_WORDS = _SHOWN.format(chosen=f"{_CHOSEN} AND words @> %(words)s::text[] AND NOT words && %(without)s::text[] LIMIT {FOUND_AMONG}")
# A decision outlives the record: what was rejected and is gone was rejected all the same.
_STANDING = """
    SELECT decision.identifier, decision.state, decision.why, decision.author, decision.decided_at FROM catalogue_localdecision AS decision
    JOIN catalogue_source AS source ON source.id = decision.source_id AND source.curated
    WHERE decision.current AND decision.identifier = ANY(%(identifiers)s::text[])
    UNION ALL
    SELECT record.identifier, 'waiting', '', '', record.created_at FROM catalogue_record AS record
    JOIN catalogue_source AS source ON source.id = record.source_id AND source.curated
    WHERE record.identifier = ANY(%(identifiers)s::text[]) AND record.state <> 'tombstone' AND NOT EXISTS (
        SELECT FROM catalogue_localdecision AS decision
        WHERE decision.source_id = record.source_id AND decision.identifier = record.identifier AND decision.current)
"""
_FONDS_OF = """
    SELECT record.id, decision.fonds_id FROM catalogue_record AS record
    JOIN catalogue_localdecision AS decision ON decision.source_id = record.source_id AND decision.identifier = record.identifier
    WHERE record.id = ANY(%(records)s::bigint[]) AND decision.current AND decision.fonds_id IS NOT NULL
"""
_RIGHT = """
    SELECT rule, count(*) FILTER (WHERE state = 'kept'), count(*) FROM (
        SELECT rule, state, row_number() OVER (PARTITION BY rule ORDER BY id DESC) AS place
        FROM (
            SELECT id, state, rules FROM catalogue_localdecision WHERE current AND state <> 'later' ORDER BY id DESC LIMIT %(far)s
        ) AS lately, unnest(rules) AS rule
    ) AS said WHERE place <= %(back)s GROUP BY rule ORDER BY rule
"""


class Waiting(NamedTuple):
    """A document that nobody decided of: its record's number, what it says, why it may be from here."""

    pk: int
    description: Description
    interest: Interest


class Thumbnail(NamedTuple):
    """The number of a kept picture, and its size in pixels."""

    number: int
    width: int
    height: int


class KeptDocument(NamedTuple):
    """A document that curators kept, and its thumbnail where one is there."""

    description: Description
    thumbnail: Thumbnail | None


class Decided(NamedTuple):
    """A document of which somebody decided: its record's number, that of the decision, what it says, why, by whom, when; ``fonds``: the
    ark ("NAAN/name") of that to which it belongs, "" for none.
    """

    pk: int
    decision: int
    description: Description
    why: str
    author: str
    decided_at: datetime
    fonds: str


class Standing(NamedTuple):
    """How a document stands here: what was decided of it last ("kept", "rejected", "later"), why, by whom, when; "waiting" since when."""

    state: str
    why: str
    author: str
    since: datetime


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


def waiting(*, before: int | None, size: int, communes: Sequence[str] = ()) -> list[Waiting]:
    """Documents that nobody decided of, the last received first; with ``communes`` (codes), those that name one of them; two
    statements.
    """
    decided = LocalDecision.objects.filter(source=OuterRef("source"), identifier=OuterRef("identifier"), current=True)
    found = Record.objects.filter(~Exists(decided), source__curated=True).exclude(state=Record.State.TOMBSTONE).order_by("-pk")
    if communes:
        found = found.filter(local_placing__communes__overlap=list(communes))
    if before is not None:
        found = found.filter(pk__lt=before)
    described = [(record.pk, record.as_description) for record in found[:size]]
    told = judged([description for _pk, description in described])
    return [Waiting(pk, description, interest) for (pk, description), interest in zip(described, told, strict=True)]


def decided(state: str, *, before: int | None, size: int, communes: Sequence[str] = ()) -> list[Decided]:
    """Documents of which this ("kept", "rejected", "later") was decided last, the last decided first, of some communes or of all; one
    statement.
    """
    found = LocalDecision.objects.filter(current=True, state=state).order_by("-pk")
    if communes:
        found = found.filter(communes__overlap=list(communes))
    if before is not None:
        found = found.filter(pk__lt=before)
    record = Record.objects.filter(source=OuterRef("source"), identifier=OuterRef("identifier")).exclude(state=Record.State.TOMBSTONE)
    joined = found.annotate(record=Subquery(record.values("pk")[:1]), said=Subquery(record.values("description")[:1]))
    return [
        Decided(one.record, one.pk, from_dict(one.said), one.why, one.author, one.decided_at, one.fonds_id or "")
        for one in joined.filter(record__isnull=False)[:size]
    ]


def document(record: int) -> Description | None:
    """What a document of a curated source, by its number, says; None for any other record. One statement."""
    found = Record.objects.filter(pk=record, source__curated=True).exclude(state=Record.State.TOMBSTONE).first()
    return found.as_description if found else None


def standing_of(identifiers: Iterable[str]) -> dict[str, Standing]:
    """Of these documents, by their identifiers at a curated source, those that are here or were decided of; one statement."""
    return {identifier: Standing(*told) for identifier, *told in rows(_STANDING, identifiers=list(identifiers))}


def fonds_of(records: Iterable[int]) -> dict[int, str]:
    """The ark of the fonds to which each of these records, by number, was said to belong; one statement."""
    return dict(rows(_FONDS_OF, records=list(records)))


def judged(descriptions: Sequence[Description]) -> list[Interest]:
    """What the rules say of each; one statement for what the catalogue has already, whatever their number."""
    return judged_candidates([of_description(description) for description in descriptions])


def judged_candidates(candidates: Sequence[Candidate]) -> list[Interest]:
    """The same of documents that are not here yet."""
    known = ours(ark for candidate in candidates for ark in candidate.arks)
    return [region().judge(candidate, ours=known) for candidate in candidates]


def kept_of_communes(codes: Sequence[str], *, most: int) -> list[KeptDocument]:
    """Documents that curators kept and that name one of these communes, the last decided first; one statement."""
    return _kept(_OF_COMMUNES, most=most, codes=list(codes))


def kept_of_person(headings: Sequence[str], *, most: int) -> list[KeptDocument]:
    """Those by or about somebody, under any of these keys of her name, the last decided first; one statement."""
    return _kept(_OF_PERSON, most=most, headings=list(headings))


def kept_of_fonds(arks: Sequence[str], *, most: int) -> list[KeptDocument]:
    """Those that curators say belong to one of these fonds ("NAAN/name"), the last decided first; one statement."""
    return _kept(_OF_FONDS, most=most, arks=list(arks))


def kept_of_edition(description: Description, *, most: int) -> list[KeptDocument]:
    """Those of the same edition as a record, by an ark or an FRBNF number that both give, without those that are copies of the record
    already; one statement, none where it gives no such number.
    """
    numbers = list(editions_of(description))
    if not numbers:
        return []
    opened = {copy.url for copy in description.digital_copies} | {one.value for one in description.identifiers}
    opened |= {copy.ark for copy in description.digital_copies}
    found = _kept(_OF_EDITION, most=most + len(description.digital_copies), numbers=numbers)
    return [one for one in found if opened.isdisjoint(_addresses(one.description))][:most]


def _addresses(document: Description) -> set[str]:
    own = {one.value for one in document.identifiers if one.scheme == "ark" and not one.qualifier}
    return own | {copy.url for copy in document.digital_copies if copy.url}


def kept_of_words(understood: Understood, *, most: int) -> list[KeptDocument]:
    """Those that have every word that was typed, and none that was left out; one statement, none where there is no word.

    Words alone are looked for: a search for a field, or for years told otherwise than by their figures, finds none.
    """
    if understood.fields:
        return []
    typed = words_of_all([*understood.words, *understood.phrases, *(date.text for date in understood.dates)])
    words = [word for line in typed for word in line if word not in STOP_WORDS]
    without = [word for text in understood.excluded for word in text.split()]
    return _kept(_OF_WORDS, most=most, words=words, without=without) if words else []


def _kept(statement: str, *, most: int, **values: list[str]) -> list[KeptDocument]:
    found = rows(statement, most=most, **values)
    return [KeptDocument(from_json(text), Thumbnail(*picture) if picture[0] else None) for text, *picture in found]


def precisions() -> list[Precision]:
    """How right each rule was over its last decisions; one statement."""
    return [Precision(*row) for row in rows(_RIGHT, far=FAR_BACK, back=LOOKED_BACK)]
