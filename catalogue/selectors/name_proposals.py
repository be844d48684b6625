"""The queue of names that may be one person's, and the history of decisions: what a librarian is shown of whom her records name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalogue.selectors.pairs import PAGE, Batch, Proposal, batches_of, proposals_of
from catalogue.selectors.statements import rows

SHOWN_TITLES = 3
READ = 100  # records of a form that are looked at for titles and sources
_MINE = """
    EXISTS (SELECT FROM catalogue_mention AS mention
            JOIN catalogue_record AS record ON record.id = mention.record_id AND record.state = 'active'
            JOIN catalogue_source AS source ON source.id = record.source_id AND source.institution_id = ANY(%(institutions)s)
            WHERE mention.form_id IN ({forms}))
"""
# Two persons are told apart once and for ever by a decision on any form of the one and any form of the other.
_DECIDED = """
    EXISTS (SELECT FROM (
        SELECT DISTINCT ON (decision.one, decision.other) decision.verdict FROM catalogue_namedecision AS decision
        JOIN catalogue_nameform AS x ON x.heading = decision.one JOIN catalogue_nameform AS y ON y.heading = decision.other
        WHERE (x.person = a.person AND y.person = b.person) OR (x.person = b.person AND y.person = a.person)
        ORDER BY decision.one, decision.other, decision.id DESC) AS last WHERE last.verdict <> 'undone')
"""
_WAITING = f"""
    SELECT DISTINCT ON (least(a.person, b.person), greatest(a.person, b.person)) pair.one, pair.other, pair.points, pair.judgement
    FROM catalogue_judgedname AS pair
    JOIN catalogue_nameform AS a ON a.id = pair.one JOIN catalogue_nameform AS b ON b.id = pair.other AND b.person <> a.person
    WHERE {_MINE.format(forms="pair.one, pair.other")} AND NOT {_DECIDED}
    ORDER BY least(a.person, b.person), greatest(a.person, b.person), pair.points DESC, pair.one, pair.other
"""  # noqa: S608 - conditions of ours
_QUEUE = f"SELECT one, other, judgement::text FROM ({_WAITING}) AS found ORDER BY points DESC, one, other LIMIT %(limit)s"  # noqa: S608 - conditions of ours
_COUNT = f"SELECT count(*) FROM ({_WAITING}) AS found"  # noqa: S608 - conditions of ours
_FORMS = """
    SELECT form.id, form.heading, form.label, form.kind, form.person, form.roles, form.records,
           least(form.made_from, form.wrote_from), greatest(form.made_to, form.wrote_to),
           ARRAY(SELECT record.description #>> '{titles,0,value}' AS title FROM (
                     SELECT record_id FROM catalogue_mention WHERE form_id = form.id ORDER BY record_id LIMIT %(read)s) AS mention
                 JOIN catalogue_record AS record ON record.id = mention.record_id AND record.state = 'active'
                 GROUP BY title ORDER BY min(record.id) LIMIT %(titles)s),
           ARRAY(SELECT DISTINCT source.name FROM (
                     SELECT record_id FROM catalogue_mention WHERE form_id = form.id ORDER BY record_id LIMIT %(read)s) AS mention
                 JOIN catalogue_record AS record ON record.id = mention.record_id
                 JOIN catalogue_source AS source ON source.id = record.source_id ORDER BY source.name LIMIT 6)
    FROM catalogue_nameform AS form WHERE form.id = ANY(%(ids)s)
"""
_OF_MINE = f"SELECT form.id FROM catalogue_nameform AS form WHERE form.id = ANY(%(ids)s) AND {_MINE.format(forms='form.id')}"  # noqa: S608 - conditions of ours
_HISTORY = f"""
    SELECT decision.batch, min(decision.verdict), min(decision.author), max(decision.decided_at), min(decision.reason),
           array_agg(coalesce(a.label, decision.one) ORDER BY decision.id),
           array_agg(coalesce(b.label, decision.other) ORDER BY decision.id)
    FROM catalogue_namedecision AS decision
    LEFT JOIN catalogue_nameform AS a ON a.heading = decision.one LEFT JOIN catalogue_nameform AS b ON b.heading = decision.other
    WHERE {_MINE.format(forms="a.id, b.id")}
    GROUP BY decision.batch ORDER BY max(decision.id) DESC LIMIT %(limit)s
"""  # noqa: S608 - conditions of ours


class Form(NamedTuple):
    """A form of a name as whoever decides needs it: ``roles``, relator codes; ``records``: how many name it so; ``first`` and ``last``: the
    years of these, None where they have none; some of their ``titles``, the ``sources`` that give them.
    """

    id: int
    heading: str
    label: str
    kind: str
    person: str
    roles: Sequence[str]
    records: int
    first: int | None
    last: int | None
    titles: Sequence[str]
    sources: Sequence[str]


def waiting(institutions: Sequence[int], *, limit: int = PAGE) -> tuple[Proposal, ...]:
    """The pairs of which a record of these institutions gives one and of which nobody decided, those that agree most first, one for two
    persons however many forms they have; one statement.
    """
    return proposals_of(rows(_QUEUE, institutions=list(institutions), limit=limit))


def count(institutions: Sequence[int]) -> int:
    """How many such pairs wait."""
    number: int = rows(_COUNT, institutions=list(institutions))[0][0]
    return number


def forms(ids: Iterable[int]) -> dict[int, Form]:
    """Some forms by number; one statement."""
    return {row[0]: Form(*row) for row in rows(_FORMS, ids=list(ids), titles=SHOWN_TITLES, read=READ)}


def of_institutions(ids: Iterable[int], institutions: Sequence[int]) -> set[int]:
    """Those of some forms that a shown record of these institutions gives: a pair that has one of them is theirs to decide."""
    return {number for (number,) in rows(_OF_MINE, ids=list(ids), institutions=list(institutions))}


def history(institutions: Sequence[int], *, limit: int = 50) -> tuple[Batch, ...]:
    """What was decided last of names that records of these institutions give."""
    return batches_of(rows(_HISTORY, institutions=list(institutions), limit=limit))
