"""Figures of the union: how large editions are, what waits and was decided, how often grouping is right, which groups look doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from catalogue.clustering.evidence import Judgement
from catalogue.clustering.measuring import wilson
from catalogue.clustering.suspicion import Shape, shape
from catalogue.clustering.traits import Traits
from catalogue.core.places import in_its_town
from catalogue.selectors.proposals import PAIRS, UNDECIDED
from catalogue.selectors.statements import rows

STEPS = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, 20), (21, None))
LOOKED_AT = 300  # groups, the largest first
MOST_DOUBTFUL = 30
_TRAITS = msgspec.json.Decoder(Traits)
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_SIZES = """
    SELECT size, count(*) FROM (SELECT count(*) AS size FROM catalogue_clustermember GROUP BY cluster) AS counted GROUP BY size
"""
_WAITING = f"""
    SELECT page.title, institution.town, count(*) FROM (
        SELECT DISTINCT pair.one, pair.other, house.institution_id {PAIRS}
        CROSS JOIN LATERAL (VALUES (of_a.institution_id), (of_b.institution_id)) AS house (institution_id) WHERE {UNDECIDED}
    ) AS waiting JOIN wagtailcore_page AS page ON page.id = waiting.institution_id
    JOIN catalogue_institution AS institution ON institution.page_ptr_id = page.id
    GROUP BY page.id, page.title, institution.town ORDER BY count(*) DESC, institution.town, page.title
"""  # noqa: S608 - conditions of ours
_DECIDED = """
    SELECT verdict, count(*) FROM (
        SELECT DISTINCT ON (one, other) verdict FROM catalogue_matchdecision ORDER BY one, other, id DESC
    ) AS last GROUP BY verdict
"""
_SAMPLE = """
    SELECT count(*) FILTER (WHERE verdict = 'same'), count(*) FILTER (WHERE verdict = 'not_same'),
           count(*) FILTER (WHERE verdict = 'unsure'), count(*) FILTER (WHERE verdict = ''), max(drawn_at)
    FROM catalogue_matchsample
    WHERE draw = (SELECT draw FROM catalogue_matchsample ORDER BY drawn_at DESC, id DESC LIMIT 1)
"""
_TO_JUDGE = """
    SELECT sample.id, a.id, b.id, pair.judgement::text
    FROM catalogue_matchsample AS sample
    JOIN catalogue_source AS of_a ON of_a.slug = split_part(sample.one, ' ', 1)
    JOIN catalogue_record AS a ON a.source_id = of_a.id AND a.identifier = substr(sample.one, length(of_a.slug) + 2)
    JOIN catalogue_source AS of_b ON of_b.slug = split_part(sample.other, ' ', 1)
    JOIN catalogue_record AS b ON b.source_id = of_b.id AND b.identifier = substr(sample.other, length(of_b.slug) + 2)
    JOIN catalogue_judgedpair AS pair ON pair.one = least(a.id, b.id) AND pair.other = greatest(a.id, b.id)
    WHERE sample.verdict = '' AND sample.draw = (SELECT draw FROM catalogue_matchsample ORDER BY drawn_at DESC, id DESC LIMIT 1)
    ORDER BY sample.id LIMIT %(limit)s
"""
_LARGE = """
    SELECT array_agg(record_id ORDER BY record_id) FROM catalogue_clustermember
    GROUP BY cluster HAVING count(*) > 2 ORDER BY count(*) DESC, min(record_id) LIMIT %(limit)s
"""
_EDGES = "SELECT one, other FROM catalogue_judgedpair WHERE band = 'same' AND one = ANY(%(ids)s) AND other = ANY(%(ids)s)"
_TOGETHER = """
    WITH named AS (
        SELECT record.id, (source.slug || ' ' || record.identifier) COLLATE "C" AS name
        FROM catalogue_record AS record JOIN catalogue_source AS source ON source.id = record.source_id WHERE record.id = ANY(%(ids)s)
    ), last AS (
        SELECT DISTINCT ON (decision.one, decision.other) one.id AS one, other.id AS other, verdict FROM catalogue_matchdecision AS decision
        JOIN named AS one ON one.name = decision.one JOIN named AS other ON other.name = decision.other
        ORDER BY decision.one, decision.other, decision.id DESC
    )
    SELECT one, other FROM last WHERE verdict = 'same'
"""
_YEARS = "SELECT record_id, traits FROM catalogue_clustermember WHERE record_id = ANY(%(ids)s)"


class Size(NamedTuple):
    """How many editions have from ``least`` to ``most`` records (None: and more), and how many records these are."""

    least: int
    most: int | None
    editions: int
    records: int


class Precision(NamedTuple):
    """What was said of the pairs of the last sample, ``left`` not yet; ``drawn_at`` None where none was drawn."""

    right: int
    wrong: int
    unsure: int
    left: int
    drawn_at: datetime | None

    @property
    def judged(self) -> int:
        """Pairs of which somebody could tell."""
        return self.right + self.wrong

    @property
    def share(self) -> float:
        """The share of these that is right, 0 to 1."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share."""
        low, high = wilson(self.right, self.judged)
        return low, high


class ToJudge(NamedTuple):
    """A pair of the sample: its number there, the numbers of the records, what was judged of them."""

    number: int
    one: int
    other: int
    judgement: Judgement


class Doubtful(NamedTuple):
    """A group by its oldest record, and its shape."""

    first: int
    shape: Shape


def sizes() -> tuple[Size, ...]:
    """Editions by their number of records, in steps; one statement."""
    counted = dict(rows(_SIZES))
    found = []
    for least, most in STEPS:
        inside = {size: count for size, count in counted.items() if size >= least and (most is None or size <= most)}
        found.append(Size(least, most, sum(inside.values()), sum(size * count for size, count in inside.items())))
    return tuple(found)


def waiting_by_institution() -> tuple[tuple[str, int], ...]:
    """(institution, proposals that touch it), those of most proposals first; one statement."""
    return tuple((in_its_town(name, town), count) for name, town, count in rows(_WAITING))


def decided() -> dict[str, int]:
    """How many pairs have each verdict as their last word; one statement."""
    return dict(rows(_DECIDED))


def precision() -> Precision:
    """Of the sample drawn last; one statement."""
    return Precision(*rows(_SAMPLE)[0])


def to_judge(*, limit: int) -> tuple[ToJudge, ...]:
    """Pairs of the last sample of which nothing was said yet and that are still there; one statement."""
    return tuple(ToJudge(number, one, other, _JUDGEMENT.decode(text)) for number, one, other, text in rows(_TO_JUDGE, limit=limit))


def doubtful() -> tuple[Doubtful, ...]:
    """Groups whose shape raises a doubt, those of most doubts first, among the :data:`LOOKED_AT` largest; four statements."""
    groups: list[list[int]] = [members for (members,) in rows(_LARGE, limit=LOOKED_AT)]
    ids = [number for members in groups for number in members]
    if not ids:
        return ()
    edges = [*rows(_EDGES, ids=ids), *rows(_TOGETHER, ids=ids)]
    years = {number: _TRAITS.decode(bytes(traits)).years for number, traits in rows(_YEARS, ids=ids)}
    found = [Doubtful(members[0], shape(members, among, years)) for members, among in _parted(groups, edges)]
    doubts = [one for one in found if one.shape.doubts]
    return tuple(sorted(doubts, key=lambda one: (-len(one.shape.doubts), -one.shape.records, one.first))[:MOST_DOUBTFUL])


def _parted(groups: Sequence[list[int]], edges: Iterable[tuple[int, int]]) -> Iterable[tuple[list[int], list[tuple[int, int]]]]:
    """Each group with the edges inside it."""
    home: Mapping[int, int] = {member: place for place, members in enumerate(groups) for member in members}
    inside: list[list[tuple[int, int]]] = [[] for _ in groups]
    for one, other in edges:
        if home[one] == home[other]:
            inside[home[one]].append((one, other))
    return zip(groups, inside, strict=True)
