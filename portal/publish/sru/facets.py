"""Facets of SRU 2.0: which are asked for, how many of their terms and in which order; and the terms with their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from catalogue.core.vocabularies import label_fr
from catalogue.search.browsing import Walk
from catalogue.search.cql import CqlError
from catalogue.search.cql.planning import HEADING, LISTED, Index, listed
from catalogue.search.facets import FACETS, MAX_VALUES
from catalogue.search.plan import All, Everything, Node
from catalogue.search.planning import headings
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue, SearchResult
from catalogue.selectors import search
from portal.publish.sru import diagnostics as d
from portal.publish.sru.diagnostics import Diagnostic

USUAL = 10
LIMIT, START, SORT = "facetLimit", "facetStart", "facetSort"
PARAMETERS = (LIMIT, START, SORT)
BY_COUNT = ("recordCount", "descending")
_SORTS = {
    "recordCount": BY_COUNT, "recordCount,descending": BY_COUNT, "alphanumeric": ("alphanumeric", "ascending"),
    "alphanumeric,ascending": ("alphanumeric", "ascending"), "alphanumeric,descending": ("alphanumeric", "descending"),
}  # fmt: skip
_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_LABELS = {"document_type": "document_type", "language": "language"}  # facets whose values are codes of a vocabulary


@dataclass(frozen=True, slots=True)
class AskedFacet:
    """``limit`` terms of an index from the one at ``start`` on, which counts from 1."""

    index: Index
    limit: int
    start: int


class AskedFacets(NamedTuple):
    """The facets that an answer is to come with, and the order of their terms; ``echoed``: the parameters as they came."""

    facets: tuple[AskedFacet, ...] = ()
    sort: tuple[str, str] = BY_COUNT
    echoed: str = ""


NO_FACETS = AskedFacets()


class Term(NamedTuple):
    """A term by which it can be asked for, what it is called where that is something else, and how many notices have it."""

    value: str
    label: str
    records: int


def read(named: Mapping[str, str]) -> AskedFacets:
    """The facets that parameters ask for: every one where facetLimit names none; raises Diagnostic."""
    given = {name: named[name] for name in PARAMETERS if name in named}
    if not given:
        return NO_FACETS
    limits, starts = _numbers(given, LIMIT), _numbers(given, START)
    sort = _SORTS.get(given.get(SORT, BY_COUNT[0]))
    if sort is None:
        raise Diagnostic(d.PARAMETER_VALUE, SORT)
    chosen = [index for index in limits if index is not None] or list(LISTED)
    found = []
    for index in chosen:
        limit, start = (numbers.get(index, numbers.get(None, usual)) for numbers, usual in ((limits, USUAL), (starts, 1)))
        if start + limit - 1 > MAX_VALUES:
            raise Diagnostic(d.PARAMETER_VALUE, START if start > 1 else LIMIT)
        found.append(AskedFacet(index, limit, start))
    return AskedFacets(tuple(found), sort, "&".join(f"{name}={value}" for name, value in given.items()))


def _numbers(given: Mapping[str, str], name: str) -> dict[Index | None, int]:
    """The numbers of "10" or "10:dc.type,5:dc.language", by their index; that of all under None."""
    found: dict[Index | None, int] = {}
    for part in given[name].split(",") if name in given else ():
        number, _, index = (piece.strip() for piece in part.partition(":"))
        if not _NUMBER.fullmatch(number) or (":" in part and not index):
            raise Diagnostic(d.PARAMETER_VALUE, name)
        try:
            found[listed(index) if index else None] = int(number)
        except CqlError as error:
            raise Diagnostic(error.number, error.details) from error
    return found


def names(asked: AskedFacets) -> tuple[str, ...]:
    """The facets to be counted with the search itself."""
    return tuple(facet.index.field for facet in asked.facets)


def terms(asked: AskedFacets, request: SearchRequest, result: SearchResult) -> Iterator[tuple[Index, list[Term]]]:
    """The terms of each facet that has some; headings in the order of their letters are counted on, beyond those of the result."""
    for facet in asked.facets:
        values = _ordered(facet, asked.sort, request, result.facets.get(facet.index.field, ()))
        found = [term_of(facet.index, value) for value in islice(values, facet.start - 1, facet.start - 1 + facet.limit)]
        if found:
            yield facet.index, found


def _ordered(facet: AskedFacet, sort: tuple[str, str], request: SearchRequest, values: tuple[FacetValue, ...]) -> Iterator[FacetValue]:
    by, order = sort
    if by == BY_COUNT[0]:
        return iter(sorted(values, key=lambda value: (-value.count, value.value)))
    walk = walk_of(facet.index, request.asked or Everything())
    return walk.forwards() if order == "ascending" else walk.backwards(LAST)


LAST = chr(0x10FFFF)  # what no term stands after


def walk_of(index: Index, asked: Node) -> Walk:
    """The terms of an index in what answers, in their order."""
    bare = SearchRequest(asked=asked, size=0, highlight=False, strict=True, facets=(index.field,), facet_size=MAX_VALUES)

    def begun(beginning: str) -> tuple[FacetValue, ...]:
        values = _counted(bare, beginning)
        return tuple(value for value in values if value.value.startswith(beginning))

    def whole(key: str) -> FacetValue | None:
        has = headings(FACETS[index.field].field, [key])
        narrowed = replace(bare, asked=All((asked, has)))
        return next((value for value in _counted(narrowed, key) if value.value == key), None)

    return Walk(begun, whole)


def _counted(request: SearchRequest, beginning: str) -> tuple[FacetValue, ...]:
    (name,) = request.facets
    return tuple(search.search(replace(request, facet_prefix=beginning)).facets.get(name, ()))


def term_of(index: Index, value: FacetValue) -> Term:
    """A value as the term that finds it: a heading as it is written, a code with its French label."""
    if index.kind == HEADING:
        return Term(value.label or value.value, "", value.count)
    vocabulary = _LABELS.get(index.field)
    return Term(value.value, label_fr(vocabulary, value.value) if vocabulary else "", value.count)
