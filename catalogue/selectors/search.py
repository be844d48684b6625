"""Searching, for pages and machine interfaces: they ask here and never learn which engine answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from catalogue.core.keys import DocumentKey
from catalogue.search import engines
from catalogue.search.answering import answered
from catalogue.search.engine import Health, SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from catalogue.selectors import persons
from catalogue.selectors.persons import Elsewhere
from catalogue.selectors.suggestions import suggest
from catalogue.selectors.synonyms import synonyms

_NAMING = ("person", "owner")  # the facets of search.facets whose values are forms of names

__all__ = ["health", "keys", "search", "suggest", "words_begun"]


def search(request: SearchRequest, *, every_form: bool = False) -> SearchResult:
    """The hits, total and facets of ``request``, its words read with the editors' synonyms; where they find next to nothing, the
    other spelling that finds more is ``corrected``, and fewer of them are asked for (``relaxed``). A filter by a form of a name asks for
    its bearer: one statement, none where the filters have ``every_form`` of hers. Raises :class:`SearchUnavailable` when no engine answers.
    """
    engine = engines.serving()
    elsewhere = {} if every_form else _elsewhere(request)
    if elsewhere:
        more = ((name, elsewhere[value].heading) for name, value in request.filters if name in _NAMING and value in elsewhere)
        request = replace(request, filters=(*request.filters, *more))
    result = answered(replace(request, synonyms=synonyms()), engine) if request.words.strip() else engine.search(request)
    return _told(result, request, elsewhere) if elsewhere else result


def keys(request: SearchRequest, *, most: int) -> tuple[tuple[DocumentKey, ...], str]:
    """The keys of all that ``request`` finds, ``most`` at most, and the other spelling of its words that found them, "" for the one typed.

    All the words are needed, and a filter by a name is by that form alone. Raises :class:`SearchUnavailable` when no engine answers.
    """
    engine = engines.serving()
    asked = replace(request, synonyms=synonyms(), strict=True, size=1, facets=())
    if found := engine.keys(asked, most=most):
        return found, ""
    spelling = answered(asked, engine).corrected
    return (engine.keys(replace(asked, words=spelling), most=most), spelling) if spelling else ((), "")


def _elsewhere(request: SearchRequest) -> dict[str, Elsewhere]:
    """Of the forms of names that filters ask for, those whose bearer is shown under another; no statement without such a filter."""
    return persons.elsewhere([value for name, value in request.filters if name in _NAMING])


def _told(result: SearchResult, request: SearchRequest, elsewhere: Mapping[str, Elsewhere]) -> SearchResult:
    """The result, the filters that no notice of the index has any more by the name that their bearer has there."""
    named = tuple((name, value, elsewhere[value].label) for name, value in request.filters if name in _NAMING and value in elsewhere)
    return replace(result, understood=replace(result.understood, headings=(*result.understood.headings, *named)))


def words_begun(field: str, beginning: str, *, size: int) -> tuple[str, ...]:
    """Words of a field that begin so, in no order; see :meth:`Engine.words_begun`. Raises :class:`SearchUnavailable`."""
    return engines.serving().words_begun(field, beginning, size=size)


def health() -> Health:
    """How the engine that serves readers does; never raises."""
    try:
        return engines.serving().health()
    except SearchUnavailable as error:
        return Health(ready=False, details={"error": error.message.code})
