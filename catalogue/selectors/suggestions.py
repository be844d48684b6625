"""What to offer while a reader types: the engine's headings and titles, and the institutions by name or town."""

from __future__ import annotations

from threading import Condition
from typing import NamedTuple

from cachetools import TTLCache, cached

from catalogue.core.headings import heading_key
from catalogue.core.isil import unnamed
from catalogue.core.keys import DocumentKey
from catalogue.search import engines
from catalogue.search.engine import Engine
from catalogue.search.offering import offered
from catalogue.search.request import SearchRequest
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import DEFAULT_SIZE, answers, read_beginning
from catalogue.selectors import arks, institutions, persons, synonyms

SECONDS_KEPT = 60.0  # the institutions and their numbers of notices, in each process
_MOST_INSTITUTIONS = 2
_SHORTEST_FORM = 4  # letters of another form of a name, and how many forms are looked at
_MOST_FORMS = 3


class _Known(NamedTuple):
    """An institution, with the words that find it."""

    rcr: str
    name: str
    words: str
    count: int  # type: ignore[assignment]  # a count, not tuple.count
    ark: str


@cached(TTLCache(maxsize=1, ttl=SECONDS_KEPT), key=lambda engine: None, condition=Condition(), info=True)
def _institutions(engine: Engine) -> tuple[_Known, ...]:
    """Every institution described that holds something, the one that holds most first; asked for by one thread at a time."""
    counted = engine.search(SearchRequest(size=0, facets=("institution",), highlight=False)).facets["institution"]
    counts = {value.value: value.count for value in counted}
    shown = institutions.by_code(counts).values()
    named = (one for one in shown if one.title != unnamed(one.isil))
    known = (_Known(one.code, one.placed, f"{one.title} {one.town}", counts[one.code], one.ark) for one in named)
    return tuple(sorted(known, key=lambda one: (-one.count, one.name)))


def suggest(typed: str, *, size: int = DEFAULT_SIZE) -> tuple[Suggestion, ...]:
    """``size`` suggestions at most for what was typed so far, institutions last; who is shown under another form of the name than the one
    begun comes first. Three statements at most: for the arks of the titles, for those forms.

    Raises :class:`SearchUnavailable`.
    """
    beginning = read_beginning(typed)
    if beginning is None:
        return ()
    engine = engines.serving()
    held = [one for one in _institutions(engine) if answers(one.words, beginning)][: min(_MOST_INSTITUTIONS, size)]
    found = _otherwise_named(typed, offered(typed, engine, synonyms=synonyms.synonyms(), size=size - len(held)), size=size - len(held))
    return (*_named(found), *(Suggestion("institution", one.rcr, one.name, one.count, one.ark) for one in held))


def _otherwise_named(typed: str, found: tuple[Suggestion, ...], *, size: int) -> tuple[Suggestion, ...]:
    """With those whose name begins so in a form that is not that of their page: « tornaes » offers Tournes, Jean de."""
    key = heading_key(typed)
    if len(key) < _SHORTEST_FORM:
        return found
    known = {(one.kind, one.value) for one in found}
    more = (Suggestion("person", one.heading, one.label, count) for one, count in persons.begun(key, most=_MOST_FORMS))
    return (*(one for one in more if (one.kind, one.value) not in known), *found)[:size]


def _named(found: tuple[Suggestion, ...]) -> list[Suggestion]:
    """The suggestions with the arks of the titles among them."""
    rows = {one.value: DocumentKey.parse(one.value).id for one in found if one.kind == "title"}
    names = arks.of_records(rows.values())
    return [one._replace(ark=names.get(rows[one.value], "")) if one.kind == "title" else one for one in found]


def renew() -> None:
    """Look at the institutions again at the next suggestion of this process."""
    _institutions.cache_clear()
