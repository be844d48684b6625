"""Searching, for pages and machine interfaces: they ask here and never learn which engine answers."""

from __future__ import annotations

from catalogue.search import engines
from catalogue.search.engine import Health, SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult


def search(request: SearchRequest) -> SearchResult:
    """The hits, total and facets of ``request``. Raises :class:`SearchUnavailable` when no engine answers."""
    return engines.serving().search(request)


def health() -> Health:
    """How the engine that serves readers does; never raises."""
    try:
        return engines.serving().health()
    except SearchUnavailable as error:
        return Health(ready=False, details={"error": error.message.code})
