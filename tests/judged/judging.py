"""Judged queries: what readers type, what they hope to find in the demonstration, and how near each engine comes to it."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from catalogue.core.keys import DocumentKey, Kind
from catalogue.formats.reading import read_item
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.synonyms import Row, Synonyms, synonyms_of
from demonstration.institutions import INSTITUTIONS
from demonstration.oai.repository import disseminate
from demonstration.records import all_records

QUERIES = Path(__file__).with_name("queries.toml")
FIRST = 10  # hits looked at
_BASE = "http://127.0.0.1:8090"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query: the grade of each record id it should find (2 best, 1 good), and how soon the best ones must come."""

    typed: str
    grades: Mapping[int, int]
    first: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an engine did on one query: nDCG at :data:`FIRST`, and the names of the best ones that came too late."""

    query: Judged
    ndcg: float
    late: tuple[str, ...]


@cache
def names() -> dict[int, str]:
    """Record id → ``notice@partner``, in the order of the demonstration."""
    return {number: f"{record.notice.slug}@{record.source.slug}" for number, record in enumerate(all_records(), 1) if record.notice}


def documents() -> Iterable[SearchDocument]:
    """The search documents of the demonstration's records, read from what its partners send."""
    facts = {one.rcr: InstitutionFacts(one.name, one.town, one.department) for one in INSTITUTIONS}
    for number, record in enumerate(all_records(), 1):
        source = record.source
        reading = read_item(disseminate(record, prefix=source.prefix, base=_BASE), format=source.format, identifier=record.identifier)
        provenance = Provenance(source.slug, source.institution)
        yield document_of(reading.description, key=DocumentKey(Kind.NOTICE, number), provenance=provenance, institutions=facts)


def synonyms() -> Synonyms:
    """The synonyms that the portal comes with."""
    from importlib import import_module

    seeds = import_module("catalogue.migrations.0003_synonym")
    lines = [*((words, others, True) for words, others in seeds.BOTH_WAYS.items())]
    lines += [(words, others, False) for words, others in seeds.ONE_WAY.items()]
    return synonyms_of((Row(words, tuple(others.split(",")), both) for words, others, both in lines), version="seeds")


@cache
def queries() -> tuple[Judged, ...]:
    """The judged queries. Raises ``ValueError`` for one that names no notice: it would judge nothing."""
    return tuple(_judged(row) for row in tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"])


def _judged(row: Mapping[str, object]) -> Judged:
    grades: dict[int, int] = {}
    for key, grade in (("good", 1), ("best", 2)):
        for pattern in row.get(key, ()):  # type: ignore[attr-defined]
            found = [number for number, name in names().items() if fnmatchcase(name, pattern if "@" in pattern else f"{pattern}@*")]
            if not found:
                raise ValueError(f"{row['typed']}: no notice is named {pattern}")
            grades |= dict.fromkeys(found, grade)
    return Judged(str(row["typed"]), grades, int(str(row.get("first", FIRST))))


def ndcg(found: Sequence[int], grades: Mapping[int, int]) -> float:
    """Normalised discounted cumulative gain of the first :data:`FIRST` hits, gains 3 and 1 for the grades 2 and 1 (Järvelin and
    Kekäläinen 2002, with gains 2^grade - 1): 1.0 where no order is better."""
    gains = [2 ** grades.get(number, 0) - 1 for number in found[:FIRST]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:FIRST]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def judge(engine: Engine) -> list[Outcome]:
    """What an engine that holds :func:`documents` makes of each query."""
    table = synonyms()
    outcomes = []
    for query in queries():
        result = engine.search(SearchRequest(words=query.typed, size=max(FIRST, query.first), highlight=False, synonyms=table))
        found = [hit.key.id for hit in result.hits]
        outcomes.append(Outcome(query, ndcg(found, query.grades), _late(query, found)))
    return outcomes


def _late(query: Judged, found: Sequence[int]) -> tuple[str, ...]:
    """The notices graded best of which no record is among the first; none where the first are all best ones already."""
    first = found[: query.first]
    if len(first) == query.first and all(query.grades.get(number) == 2 for number in first):
        return ()
    wanted = {names()[number].partition("@")[0] for number, grade in query.grades.items() if grade == 2}
    return tuple(sorted(wanted - {names()[number].partition("@")[0] for number in first}))


def mean(outcomes: Sequence[Outcome]) -> float:
    """The mean nDCG."""
    return sum(outcome.ndcg for outcome in outcomes) / len(outcomes)


def table(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """One line a query, worst first, then the means."""
    engines = list(outcomes)
    rows = sorted(zip(*outcomes.values(), strict=True), key=lambda row: min(one.ndcg for one in row))
    lines = [f"{'query':44}" + "".join(f"{name:>15}" for name in engines)]
    for row in rows:
        late = "; ".join(dict.fromkeys(name for one in row for name in one.late))
        lines.append(f"{row[0].query.typed[:44]:44}" + "".join(f"{one.ndcg:15.3f}" for one in row) + (f"  late: {late}" if late else ""))
    lines.append(f"{f'nDCG@{FIRST} of {len(rows)} queries':44}" + "".join(f"{mean(outcomes[name]):15.3f}" for name in engines))
    return "\n".join(lines)
