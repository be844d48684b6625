"""The counts of the whole catalogue, kept: they are what every first visitor asks for, and what an engine takes longest to count."""

from __future__ import annotations

import time
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import NamedTuple

from catalogue.search.facets import DATES, FACETS
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue, SearchResult
from catalogue.selectors import search
from catalogue.selectors.memory import memory

FRESH = 300  # seconds during which counts of the same generation serve
BEARABLE = 60  # seconds during which counts of another generation serve: a harvest changes the index every few seconds
KEPT = 3600  # seconds after which counts are forgotten
_TURN = 20  # seconds that one visitor has to count again, while the others are given what is kept

Counts = Mapping[str, tuple[FacetValue, ...]]


class _Kept(NamedTuple):
    """Counts, when they were made (seconds since the epoch), and for which generation of the index."""

    facets: Counts
    born: float
    generation: Hashable


def narrowed_by(request: SearchRequest) -> frozenset[str]:
    """What narrows the answer, by the names that facets give the filter they leave out; "words" for the box and the form."""
    found = {name for name, _value in request.filters}
    if request.date_from is not None or request.date_to is not None:
        found.add(DATES)
    if request.words or request.fields:
        found.add("words")
    return frozenset(found)


def search_counted(request: SearchRequest, *, generation: Hashable) -> SearchResult:
    """The answer to ``request`` in one call of the engine; counts of the whole catalogue come from what is kept.

    Those are all the facets of a request that nothing narrows, and the one that a single filter does not narrow: its own.
    ``generation`` changes with the index. Kept counts are at most five minutes old; when they are older, the one visitor who
    counts them again pays for it, and nobody waits for her. Raises :class:`~catalogue.search.engine.SearchUnavailable`.
    """
    narrowing = narrowed_by(request)
    if not request.facets or len(narrowing) > 1:
        return search.search(request)
    key = f"facet-counts-{'-'.join(request.facets)}-{request.facet_size}-{request.facet_prefix}"
    kept: _Kept | None = memory.get(key)
    if narrowing:
        return _all_but_one(request, kept if kept is not None and _serves(kept, generation) else None, *narrowing)
    if kept is not None and (_serves(kept, generation) or not memory.add(f"{key}-turn", True, _TURN)):
        found = search.search(replace(request, facets=()))
        return replace(found, facets=kept.facets)
    result = search.search(request)
    if result.total:  # a catalogue that is empty now fills in the next minute
        memory.set(key, _Kept(dict(result.facets), time.time(), generation), KEPT)
    memory.delete(f"{key}-turn")
    return result


def _all_but_one(request: SearchRequest, kept: _Kept | None, narrowing: str) -> SearchResult:
    """The answer to a request of one filter, the facet of which is counted as if it were not there: as for the whole catalogue."""
    whole = {name: kept.facets[name] for name in request.facets if FACETS[name].left_out == narrowing} if kept is not None else {}
    found = search.search(replace(request, facets=tuple(name for name in request.facets if name not in whole)))
    counts = {**found.facets, **whole}
    return replace(found, facets={name: counts[name] for name in request.facets})


def _serves(kept: _Kept, generation: Hashable) -> bool:
    return time.time() - kept.born < (FRESH if kept.generation == generation else BEARABLE)
