"""The counts of the whole catalogue, kept: they are what every first visitor asks for, and what an engine takes longest to count."""

from __future__ import annotations

import time
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import NamedTuple

from django.core.cache import cache

from catalogue.search.request import LISTS, SearchRequest
from catalogue.search.result import FacetValue, SearchResult
from catalogue.selectors import search

FRESH = 300  # seconds during which counts of the same generation serve
BEARABLE = 60  # seconds during which counts of another generation serve: a harvest changes the index every few seconds
KEPT = 3600  # seconds after which counts are forgotten
_TURN = 20  # seconds that one visitor has to count again, while the others are given what is kept
_NARROWING = ("words", "fields", *LISTS, "digital_only")

Counts = Mapping[str, tuple[FacetValue, ...]]


class _Kept(NamedTuple):
    """Counts, when they were made (seconds since the epoch), and for which generation of the index."""

    facets: Counts
    born: float
    generation: Hashable


def narrows_nothing(request: SearchRequest) -> bool:
    """Whether every notice answers: only the order, the page and what is counted are left to say."""
    return not any(getattr(request, name) for name in _NARROWING) and request.date_from is None and request.date_to is None


def search_counted(request: SearchRequest, *, generation: Hashable) -> SearchResult:
    """The answer to ``request`` in one call of the engine; counts of the whole catalogue come from what is kept.

    ``generation`` changes with the index. Kept counts are at most five minutes old; when they are older, the one visitor who
    counts them again pays for it, and nobody waits for her. Raises :class:`~catalogue.search.engine.SearchUnavailable`.
    """
    if not request.facets or not narrows_nothing(request):
        return search.search(request)
    key = f"facet-counts-{'-'.join(request.facets)}-{request.facet_size}-{request.facet_prefix}"
    kept: _Kept | None = cache.get(key)
    if kept is not None and (_serves(kept, generation) or not cache.add(f"{key}-turn", True, _TURN)):
        found = search.search(replace(request, facets=()))
        return replace(found, facets=kept.facets)
    result = search.search(request)
    if result.total:  # a catalogue that is empty now fills in the next minute
        cache.set(key, _Kept(dict(result.facets), time.time(), generation), KEPT)
    cache.delete(f"{key}-turn")
    return result


def _serves(kept: _Kept, generation: Hashable) -> bool:
    return time.time() - kept.born < (FRESH if kept.generation == generation else BEARABLE)
