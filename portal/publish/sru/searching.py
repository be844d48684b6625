"""A query asked of the search: the notices of one window of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalogue.core.keys import DocumentKey
from catalogue.search import cql
from catalogue.search.cql import CqlError
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.selectors import notices, search
from catalogue.selectors.notices import ShownNotice
from portal.publish.sru import diagnostics as d
from portal.publish.sru.arguments import Asked
from portal.publish.sru.diagnostics import Diagnostic


class Found(NamedTuple):
    """How many notices answer, and those of the window in their order; None for one that went since the index was written."""

    total: int
    notices: tuple[ShownNotice | None, ...]


def find(asked: Asked) -> Found:
    """The notices that answer; raises Diagnostic. One search or two, one statement."""
    try:
        planned = cql.plan(cql.parse(asked.query))
        request = SearchRequest(asked=planned.matching, sort=planned.sort or "relevance", highlight=False, strict=True)
        total, keys = _window(request, asked.start, asked.most)
    except CqlError as error:
        raise Diagnostic(error.number, error.details or f"position {error.position}") from error
    except SearchUnavailable as error:
        raise Diagnostic(d.TEMPORARY) from error
    if asked.start > max(total, 1):
        raise Diagnostic(d.OUT_OF_RANGE, str(asked.start))
    known = notices.by_keys(keys)
    return Found(total, tuple(known.get(key) for key in keys))


def _window(request: SearchRequest, start: int, most: int) -> tuple[int, Sequence[DocumentKey]]:
    """The keys from ``start`` on: pages begin at multiples of their size, so that a window may need two."""
    size = max(most, 1)
    first, skipped = divmod(start - 1, size)
    result = search.search(_page(request, first + 1, size))
    keys = [hit.key for hit in result.hits]
    if skipped and most and (first + 1) * size < result.total:
        keys += [hit.key for hit in search.search(_page(request, first + 2, size)).hits]
    return result.total, keys[skipped : skipped + most]


def _page(request: SearchRequest, page: int, size: int) -> SearchRequest:
    return SearchRequest(asked=request.asked, sort=request.sort, highlight=False, strict=True, page=page, size=size)
