"""A query asked of the search: the notices of one window of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from catalogue.core.keys import DocumentKey
from catalogue.search import cql
from catalogue.search.cql import CqlError
from catalogue.search.cql.planning import Index
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from catalogue.selectors import notices, search
from catalogue.selectors.notices import ShownNotice
from portal.publish.sru import diagnostics as d
from portal.publish.sru import facets
from portal.publish.sru.arguments import Asked
from portal.publish.sru.diagnostics import Diagnostic
from portal.publish.sru.facets import Term


class Found(NamedTuple):
    """How many notices answer, and those of the window in their order, None for one that went since the index was written; the facets."""

    total: int
    notices: tuple[ShownNotice | None, ...]
    facets: tuple[tuple[Index, list[Term]], ...] = ()


def find(asked: Asked) -> Found:
    """The notices that answer; raises Diagnostic. One search or two, one statement; more searches for facets in the order of letters."""
    try:
        planned = cql.plan(cql.parse(asked.query))
        request = SearchRequest(asked=planned.matching, sort=planned.sort or "relevance", highlight=False, strict=True)
        result, keys = _window(replace(request, facets=facets.names(asked.facets)), asked.start, asked.most)
        counted = tuple(facets.terms(asked.facets, request, result))
    except CqlError as error:
        raise Diagnostic(error.number, error.details or f"position {error.position}") from error
    except SearchUnavailable as error:
        raise Diagnostic(d.TEMPORARY) from error
    if asked.start > max(result.total, 1):
        raise Diagnostic(d.OUT_OF_RANGE, str(asked.start))
    known = notices.by_keys(keys)
    return Found(result.total, tuple(known.get(key) for key in keys), counted)


def _window(request: SearchRequest, start: int, most: int) -> tuple[SearchResult, Sequence[DocumentKey]]:
    """The keys from ``start`` on: pages begin at multiples of their size, so that a window may need two."""
    size = max(most, 1)
    first, skipped = divmod(start - 1, size)
    result = search.search(replace(request, page=first + 1, size=size))
    keys = [hit.key for hit in result.hits]
    if skipped and most and (first + 1) * size < result.total:
        keys += [hit.key for hit in search.search(replace(request, page=first + 2, size=size, facets=())).hits]
    return result, keys[skipped : skipped + most]
