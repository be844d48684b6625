"""A search as its address holds it: read from the address, changed one filter at a time, written back short and stable."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.core.keys import Kind
from catalogue.search.apart import KINDS
from catalogue.search.facets import DIGITAL
from catalogue.search.request import DEFAULT_SIZE, SearchRequest
from portal.shown.filters import FIELD_WORDS, FILTERS, LIST, LOGARITHMIC, SORT_WORDS, SORTS, VIEWS

MAX_BYTES = 1000
STRICT = "tous"  # of the words
MOST_FILTERS = 4  # what a person combines; endless combinations are what robots walk
MOST_FILTERS_OF_STAFF = 12
PARAMETERS = frozenset(("q", "de", "a", "numerise", "mots", "tri", "vue", "echelle", "page")).union(
    FIELD_WORDS.values(), (facet.parameter for facet in FILTERS.values())
)
"""All that :func:`parse` reads of an address."""
_CURSOR = re.compile(r"[\w\-=.~:,+/]{1,400}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """What the reader asks. ``fields`` are (field, words) pairs of the advanced form; ``filters`` are (facet, value) pairs.

    ``place`` is a page number or an engine's cursor, as it stands in the address. ``view``: one of ``filters.VIEWS``.
    ``strict``: all the words or nothing.
    ``logarithmic``: the scale of the timeline. ``most``: how many filters may hold together; ``left_out``: how many the address
    had beyond.
    """

    words: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    date_from: int | None = None
    date_to: int | None = None
    digital: bool = False
    sort: str = "relevance"
    view: str = LIST
    logarithmic: bool = False
    place: str = ""
    strict: bool = False
    most: int = MOST_FILTERS
    left_out: int = 0

    @property
    def too_long(self) -> bool:
        """Whether the words are more than any engine is asked."""
        return len(self.words.encode()) > MAX_BYTES

    @property
    def is_everything(self) -> bool:
        """Nothing was typed and nothing chosen: the whole catalogue."""
        return not self.words and not self.fields and not self.active

    @property
    def has_words(self) -> bool:
        """Whether there is anything to rank by."""
        return bool(self.words or self.fields)

    @property
    def has_period(self) -> bool:
        """Whether one of the two years is given."""
        return self.date_from is not None or self.date_to is not None

    @property
    def active(self) -> int:
        """How many filters hold."""
        return len(self.filters) + self.has_period + self.digital

    @property
    def kind(self) -> Kind:
        """Which sort of things is looked for."""
        if self.values("finding_aid"):
            return Kind.COMPONENT
        return next((kind for kind in KINDS if kind.word in self.values("kind")), Kind.NOTICE)

    @property
    def of_notices(self) -> bool:
        """Whether notices are looked for, and nothing that is told apart from them."""
        return self.kind is Kind.NOTICE

    def of_kind(self, kind: Kind) -> Query:
        """The same search among things of another sort, as a list."""
        kept = tuple(pair for pair in self.filters if not FILTERS[pair[0]].apart)
        if kind is Kind.NOTICE:
            return replace(self, filters=kept, place="")
        return replace(self, filters=(*kept, ("kind", kind.word)), view="", place="")

    @property
    def is_full(self) -> bool:
        """Whether no other filter may be added."""
        return sum(not FILTERS[name].apart for name, _ in self.filters) >= self.most

    def values(self, name: str) -> tuple[str, ...]:
        """The values chosen in one facet."""
        return tuple(value for facet, value in self.filters if facet == name)

    def pairs(self) -> list[tuple[str, str]]:
        """The address's parameters, defaults left out, always in the same order."""
        pairs = [("q", self.words)] if self.words else []
        typed = dict(self.fields)
        pairs += [(word, typed[name]) for name, word in FIELD_WORDS.items() if name in typed]
        if self.filters:
            pairs += [(FILTERS[name].parameter, value) for name, value in sorted(self.filters, key=_in_their_order)]
        pairs += [(name, str(year)) for name, year in (("de", self.date_from), ("a", self.date_to)) if year is not None]
        pairs += [("numerise", "1")] if self.digital else []
        pairs += [("mots", STRICT)] if self.strict else []
        pairs += [("tri", SORT_WORDS[self.sort])] if self.sort != "relevance" else []
        pairs += [("vue", self.view)] if self.view else []
        pairs += [("echelle", LOGARITHMIC)] if self.logarithmic else []
        return pairs + ([("page", self.place)] if self.place else [])

    def url(self, view: str = "public:results", **arguments: str) -> str:
        """The address of this search, in the language of the page."""
        path = _path(view, get_language() or "", tuple(arguments.items()))
        pairs = self.pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def toggled(self, name: str, value: str) -> Query:
        """This search with one value of a facet chosen, or let go of where it was; from the first page."""
        pair = (name, value)
        kept = tuple(other for other in self.filters if other != pair)
        return replace(self, filters=kept if pair in self.filters else (*kept, pair), place="")

    def without(self, name: str) -> Query:
        """This search without any value of one facet."""
        return replace(self, filters=tuple(pair for pair in self.filters if pair[0] != name), place="")

    def changed(self, **changes: object) -> Query:
        """This search with other words, dates, sort or place; from the first page unless a place is given."""
        return replace(self, **{"place": "", **changes})  # type: ignore[arg-type]

    def bare(self) -> Query:
        """The words alone: what every filtered, sorted or later page of this search is one aspect of."""
        return Query(words=self.words, fields=self.fields)

    def hidden(self) -> list[tuple[str, str]]:
        """What a form must repeat to keep the filters while other words are typed."""
        return [pair for pair in self.pairs() if pair[0] not in ("q", "page")]

    def hidden_for_years(self) -> list[tuple[str, str]]:
        """What the form of years must repeat: everything but the years and the page."""
        return [pair for pair in self.pairs() if pair[0] not in ("de", "a", "page")]

    def request(self, *, facets: tuple[str, ...] = (), size: int = DEFAULT_SIZE, facet_prefix: str = "") -> SearchRequest:
        """The same for an engine."""
        numbered = self.place.isdigit()
        return SearchRequest(
            words=self.words,
            fields=self.fields,
            filters=(*self.filters, DIGITAL) if self.digital else self.filters,
            date_from=self.date_from,
            date_to=self.date_to,
            strict=self.strict,
            sort=self.sort,
            page=int(self.place) if numbered else 1,
            cursor="" if numbered else self.place,
            facets=facets,
            facet_prefix=facet_prefix,
            size=size,
        )


_PLACES = {name: place for place, name in enumerate(FILTERS)}


def _in_their_order(pair: tuple[str, str]) -> tuple[int, str]:
    return _PLACES[pair[0]], pair[1]


@lru_cache(maxsize=256)
def _path(view: str, _language: str, arguments: tuple[tuple[str, str], ...]) -> str:
    """A page of results asks for its own path a hundred times."""
    return reverse(view, kwargs=dict(arguments) or None)


def year(text: str) -> int | None:
    """A year as typed in a form or an address; None for anything else."""
    return int(text) if re.fullmatch(r"-?\d{1,4}", text.strip()) else None


def _place(text: str) -> str:
    if text.isdigit() and text.isascii():
        return text if len(text) <= 8 and int(text) > 1 else ""
    return text if _CURSOR.fullmatch(text) else ""


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def parse(parameters: QueryDict, *, most: int = MOST_FILTERS) -> Query:
    """The search that an address asks for; whatever does not have the shape of a value is left out, nothing raises.

    Of more than ``most`` filters the first ones hold, in the order of :data:`portal.shown.filters.FILTERS`.
    """
    filters: list[tuple[str, str]] = []
    apart: list[tuple[str, str]] = []
    for facet in FILTERS.values():
        values = (value for value in parameters.getlist(facet.parameter)[:100] if facet.shape.fullmatch(value))
        pairs = [(facet.name, value) for value in dict.fromkeys(values)]
        if facet.apart:
            apart += pairs[:1]
        else:
            filters += pairs
    start, end = year(parameters.get("de", "")), year(parameters.get("a", ""))
    if start is not None and end is not None and start > end:
        start, end = end, start
    view = parameters.get("vue", "")
    return Query(
        words=_plain(parameters.get("q", "")),
        fields=tuple((name, typed) for name, word in FIELD_WORDS.items() if (typed := _plain(parameters.get(word, "")))),
        filters=(*filters[:most], *apart),
        date_from=start,
        date_to=end,
        digital=parameters.get("numerise") == "1",
        sort=SORTS.get(parameters.get("tri", ""), "relevance"),
        view=view if view in VIEWS and not apart else LIST,
        logarithmic=parameters.get("echelle") == LOGARITHMIC,
        place=_place(parameters.get("page", "")),
        strict=parameters.get("mots") == STRICT,
        most=most,
        left_out=max(len(filters) - most, 0),
    )
