"""What may be reconciled: for each sort of things, who answers a text, and what may be brought into a table of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import ngettext
from rapidfuzz import fuzz, process

from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.core.text import fold
from catalogue.geography.communes import Commune, commune, ways_in
from catalogue.search.document import InstitutionFacts
from catalogue.search.request import SearchRequest
from catalogue.search.result import Hit
from catalogue.selectors import fonds, fonds_searched, institutions, named, notices, search
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from catalogue.services import changes
from portal.public import addresses
from portal.publish.headings import Meant, meant, owners

CERTAIN = 100.0
LOOKED_AT = 25
LEAST = 60  # of a score: what is farther is nobody meant
_NUMBERED = "number"  # how a candidate was found whose very number was typed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a text may mean; ``score`` from 0 to 100; ``certain``: nothing else can be meant."""

    id: str
    name: str
    description: str
    score: float
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of things: its name and what it is called; ``page``: the path of one, with ``{{id}}`` where its identifier stands,
    "" for institutions.

    ``shown``: the parameter of the search whose block shows one, "" where its ark has a block. ``find`` gives the things that a text
    may mean; ``by_ids`` those of some identifiers; ``columns`` what each says, by the name of a column.
    """

    name: str
    label: str
    page: str
    find: Callable[[str], list[Candidate]]
    by_ids: Callable[[list[str]], Mapping[str, Any]]
    shown: str = ""
    columns: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


def scored(typed: str, names: Iterable[tuple[str, str, str, str]]) -> list[Candidate]:
    """Candidates by how near their name is to what was typed, the nearest first: (identifier, name, description, how it was found)."""
    folded = fold(typed)
    found = [
        Candidate(id_, name, told, CERTAIN if how == _NUMBERED else round(fuzz.token_sort_ratio(folded, fold(name)), 1), how == _NUMBERED)
        for id_, name, told, how in names
    ]
    found.sort(key=lambda one: -one.score)
    alone = sum(one.score == CERTAIN for one in found) == 1
    return [Candidate(one.id, one.name, one.description, one.score, certain=alone and one.score == CERTAIN) for one in found]


def _institutions(typed: str) -> list[Candidate]:
    """By number in any form, else by the name, with the town or without it; one statement, or two."""
    numbered = institutions.one(typed)
    if numbered is not None:
        return scored(typed, [(numbered.isil, numbered.title, numbered.town, _NUMBERED)])
    known = _known(changes.stamp())
    near = process.extract(fold(typed), known.folded, scorer=fuzz.token_set_ratio, limit=LOOKED_AT, score_cutoff=LEAST)
    return scored(typed, [(isil(code), known.facts[code].name, known.facts[code].town, "") for _, _, code in near])


class _Known(NamedTuple):
    """The institutions that are known, by code, and their names and towns folded."""

    facts: Mapping[str, InstitutionFacts]
    folded: Mapping[str, str]


_kept: dict[Hashable, _Known] = {}


def _known(generation: Hashable) -> _Known:
    """Read once for a generation of what readers find; 0: each time."""
    if generation and generation in _kept:
        return _kept[generation]
    facts = institutions.facts()
    known = _Known(facts, {code: fold(f"{one.name} {one.town}") for code, one in facts.items()})
    if generation:
        _kept.clear()
        _kept[generation] = known
    return known


def _communes(typed: str) -> list[Candidate]:
    """By a name, a former name, a postal code or an INSEE code; no statement. A former name counts as the name."""
    found = ways_in(typed, most=LOOKED_AT)
    told = [(each.commune.code, each.by or each.commune.name, each.commune) for each in found]
    candidates = scored(typed, [(code, name, f"{known.name} ({known.department})", "") for code, name, known in told])
    named = {code: known.name for code, _, known in told}
    return [Candidate(one.id, named[one.id], one.description, one.score, one.certain) for one in candidates]


def _fonds(typed: str) -> list[Candidate]:
    """By the words of a published fonds, most of them being enough; one search, two statements at most."""
    found = fonds_searched.best(typed, most=LOOKED_AT)
    return scored(typed, [(addresses.identifier_of(one.ark), one.title, one.description.keeper.name, "") for one in found])


def _notices(typed: str) -> list[Candidate]:
    """By the search of the portal; raises SearchUnavailable."""
    if not typed.strip():
        return []
    hits = search.search(SearchRequest(words=typed, size=LOOKED_AT, highlight=False)).hits
    found = [hit for hit in hits if hit.key.kind is Kind.NOTICE and hit.ark]
    named = [(addresses.identifier(hit), hit.display.get("title", ""), _told(hit), "") for hit in found]
    return [Candidate(one.id, one.name, one.description, one.score) for one in scored(typed, named)]


def _persons(typed: str) -> list[Candidate]:
    """By the words of a heading, with its dates or without; one search. Raises SearchUnavailable."""
    return _headings([(each, each.key) for each in meant("person", typed)[:LOOKED_AT]])


def _owners(typed: str) -> list[Candidate]:
    """The same of those whose books are known; one search, one statement."""
    return _headings([(each, addresses.identifier_of(ark)) for each, ark in owners(typed)[:LOOKED_AT]])


def _headings(found: list[tuple[Meant, str]]) -> list[Candidate]:
    """Candidates of headings; certain is the one that is alone to be named so."""
    alone = sum(one.score == CERTAIN for one, _id in found) == 1
    return [Candidate(id_, one.label, _counted(one), one.score, certain=alone and one.score == CERTAIN) for one, id_ in found]


def _counted(one: Meant) -> str:
    return ngettext("%(count)d notice", "%(count)d notices", one.notices) % {"count": one.notices}


def _told(hit: Hit) -> str:
    return " · ".join(filter(None, (*hit.display.get("agents", ())[:1], hit.display.get("imprint", ""))))


def _some_institutions(ids: list[str]) -> Mapping[str, KnownInstitution]:
    return {one.isil: one for one in institutions.by_code(ids).values()}


def _some_communes(ids: list[str]) -> Mapping[str, Commune]:
    return {code: known for code in ids if (known := commune(code))}


def _some_fonds(ids: list[str]) -> Mapping[str, ShownFonds]:
    found = {addresses.identifier_of(one.ark): one for one in fonds.by_arks(id_.removeprefix(addresses.LABEL) for id_ in ids)}
    return {id_: found[id_] for id_ in ids if id_ in found}


def _some_notices(ids: list[str]) -> Mapping[str, ShownNotice]:
    found = notices.by_arks(id_.removeprefix(addresses.LABEL) for id_ in ids)
    return {addresses.identifier_of(name): notice for name, notice in found.items() if not notice.is_withdrawn}


def _some_persons(ids: list[str]) -> Mapping[str, Sequence[str]]:
    return named.numbers(ids)


def _some_owners(ids: list[str]) -> Mapping[str, named.Owner]:
    found = named.owners([id_.removeprefix(addresses.LABEL) for id_ in ids])
    return {addresses.identifier_of(name): one for name, one in found.items()}


SORTS: Mapping[str, Sort] = {
    sort.name: sort
    for sort in (
        Sort(
            "institutions", "Établissement", "", _institutions, _some_institutions, "etablissement",
            {
                "rcr": lambda one: one.rcr, "ark": lambda one: addresses.identifier_of(one.ark) if one.ark else "",
                "town": lambda one: one.town,
                "insee": lambda one: one.insee, "department": lambda one: one.department, "latitude": lambda one: one.latitude,
                "longitude": lambda one: one.longitude,
            },
        ),
        Sort(
            "communes", "Commune", "/commune/{{id}}", _communes, _some_communes, "commune",
            {
                "name": lambda one: one.name, "department": lambda one: one.department, "latitude": lambda one: one.latitude,
                "longitude": lambda one: one.longitude, "population": lambda one: one.population,
                "former": lambda one: [former.name for former in one.former],
            },
        ),
        Sort(
            "fonds", "Fonds", "/{{id}}", _fonds, _some_fonds, "",
            {
                "keeper": lambda one: one.keeper, "dates": lambda one: [date.display for date in one.description.dates],
                "level": lambda one: one.description.level,
            },
        ),
        Sort(
            "notices", "Notice", "/{{id}}", _notices, _some_notices, "",
            {
                "date": lambda one: [date.display for date in one.description.dates], "type": lambda one: one.description.document_type,
                "agents": lambda one: [agent.name for agent in one.description.agents],
                "institutions": lambda one: sorted(one.rcrs), "call_numbers": lambda one: [copy.call_number for copy in one.copies],
            },
        ),
        Sort("persons", "Personne", "/personne/{{id}}", _persons, _some_persons, "personne", {"numbers": list}),
        Sort(
            "owners", "Ancien possesseur", "/{{id}}", _owners, _some_owners, "",
            {"names": lambda one: list(one.labels), "institutions": lambda one: list(one.institutions)},
        ),
    )
}  # fmt: skip
