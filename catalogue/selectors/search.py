"""Searching, for pages and machine interfaces: they ask here and never learn which engine answers."""

from __future__ import annotations

from dataclasses import replace

from catalogue.search import engines
from catalogue.search.answering import answered
from catalogue.search.engine import Health, SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from catalogue.selectors.suggestions import suggest
from catalogue.selectors.synonyms import synonyms

__all__ = ["health", "search", "suggest", "words_begun"]


def search(request: SearchRequest) -> SearchResult:
    """The hits, total and facets of ``request``, its words read with the editors' synonyms; where they find next to nothing, the
    other spelling that finds more is ``corrected``, and fewer of
    them are asked for (``relaxed``). Raises :class:`SearchUnavailable` when no engine answers.
    """
    engine = engines.serving()
    if not request.words.strip():
        return engine.search(request)
    return answered(replace(request, synonyms=synonyms()), engine)


def words_begun(field: str, beginning: str, *, size: int) -> tuple[str, ...]:
    """Words of a field that begin so, in no order; see :meth:`Engine.words_begun`. Raises :class:`SearchUnavailable`."""
    return engines.serving().words_begun(field, beginning, size=size)


def health() -> Health:
    """How the engine that serves readers does; never raises."""
    try:
        return engines.serving().health()
    except SearchUnavailable as error:
        return Health(ready=False, details={"error": error.message.code})
