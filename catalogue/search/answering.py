"""A search answered as a librarian would: all the words first, and where they find nothing, fewer of them, which the result says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from catalogue.search.echo import as_typed
from catalogue.search.engine import Engine
from catalogue.search.facets import FACETS
from catalogue.search.groups import Group, Words
from catalogue.search.request import SearchRequest
from catalogue.search.result import Relaxed, SearchResult
from catalogue.search.spelling import corrected
from catalogue.search.words import read_request

FEW = 3  # hits; with fewer, words that only say what kind of thing is looked for are done without
MOST_SEARCHES = 7  # for one question, its spellings included: the page that says what else to do may ask three times more
_SHORT = 3  # letters of what stands in a call number


def answered(request: SearchRequest, engine: Engine) -> SearchResult:
    """The answer of ``engine`` to ``request``; where its words find too little, ``relaxed`` says how they were taken instead.

    A filter changes nothing of how the words are taken: what they find without one decides. Raises SearchUnavailable.
    """
    asked = _Asked(engine)
    found = asked(request)
    if not request.words.strip():
        return found
    from_the_first = request if found.total else replace(request, page=1, cursor="")  # every page of an answer is of one spelling
    spelt = corrected(from_the_first, found, search=asked, near_words=engine.near_words, known_words=engine.known_words)
    if request.strict or found.total >= FEW:
        return spelt
    words = read_request(request)
    total = _without_filters(request, found, asked)
    for changed, relaxed in _ways(request, words, total, spelt.corrected):
        if asked.times >= MOST_SEARCHES:
            break
        other = asked(changed)
        if other.total > found.total:
            return replace(other, relaxed=relaxed, corrected=spelt.corrected, understood=found.understood)
    return spelt


class _Asked:
    """An engine's searches, counted."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.times = engine, 0

    def __call__(self, request: SearchRequest) -> SearchResult:
        self.times += 1
        return self._engine.search(request)


def _without_filters(request: SearchRequest, found: SearchResult, asked: _Asked) -> int:
    if not (request.filters or request.date_from is not None or request.date_to is not None):
        return found.total
    kept = tuple(pair for pair in request.filters if FACETS[pair[0]].apart)
    return asked(replace(request, filters=kept, date_from=None, date_to=None, size=0, facets=(), cursor="")).total


def _ways(request: SearchRequest, words: Words, total: int, spelling: str) -> Iterator[tuple[SearchRequest, Relaxed]]:
    """How else the words may be taken, the nearest to what was typed first."""
    if not total and words.dashes:
        yield replace(request, dashes=False), Relaxed("dashes")
    if total < FEW and words.has_weak:
        yield replace(request, asking="strong"), Relaxed("strong", _left_out(request.words, words))
    if total or _is_a_number(words):
        return
    if spelling:
        yield replace(request, words=spelling), Relaxed("spelling")
    parts = len(words.strong) + len(words.phrases)
    if parts > 1:
        yield replace(request, asking="most"), Relaxed("most")
    if parts > 2:
        yield replace(request, asking="any"), Relaxed("any")
    if words.kinds and words.strong != words.kinds and not words.phrases:
        yield replace(request, asking="kind"), Relaxed("any")


def _left_out(typed: str, words: Words) -> tuple[str, ...]:
    strong = set(words.strong)
    return tuple(as_typed(typed, group.typed or group.words) for group in words.groups if group not in strong)


def _is_a_number(words: Words) -> bool:
    """Whether what was typed is a call number or an identifier: nothing that resembles it is of use."""
    numbered = any(group.call_number or group.identifiers for group in words.groups)
    return numbered and not words.phrases and all(map(_is_of_a_number, words.groups))


def _is_of_a_number(group: Group) -> bool:
    return bool(group.call_number or group.identifiers) or all(len(word) <= _SHORT for word in group.words)
