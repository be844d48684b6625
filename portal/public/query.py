"""A search as its address holds it: read from the address, changed one filter at a time, written back short and stable."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalogue.search.request import DEFAULT_SIZE, SearchRequest

MAX_BYTES = 1000
MAX_VALUES = 12
_CURSOR = re.compile(r"[\w\-=.~:,+/]{1,400}")


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet of the results: its name in the contract of search, its word in addresses, the shape of its values."""

    name: str
    parameter: str
    attribute: str
    shape: re.Pattern[str]
    numeric: bool = False


FILTERS: dict[str, Filter] = {
    filter_.name: filter_
    for filter_ in (
        Filter("institution", "etablissement", "institutions", re.compile(r"[0-9AB]{9}")),
        Filter("document_type", "type", "document_types", re.compile(r"[a-z_]{1,30}")),
        Filter("century", "siecle", "centuries", re.compile(r"-?\d{1,2}"), numeric=True),
        Filter("language", "langue", "languages", re.compile(r"[a-z]{3}")),
    )
}
SORT_WORDS = {"relevance": "", "oldest": "ancien", "newest": "recent", "title": "titre"}
_SORTS = {word: sort for sort, word in SORT_WORDS.items() if word}


@dataclass(frozen=True, slots=True)
class Query:
    """What the reader asks. ``filters`` are (facet, value) pairs in the order of :data:`FILTERS`; ``place`` is a page number
    or an engine's cursor, as it stands in the address.
    """

    words: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    date_from: int | None = None
    date_to: int | None = None
    digital: bool = False
    sort: str = "relevance"
    place: str = ""

    @property
    def too_long(self) -> bool:
        """Whether the words are more than any engine is asked."""
        return len(self.words.encode()) > MAX_BYTES

    @property
    def is_everything(self) -> bool:
        """Nothing was typed and nothing chosen: the whole catalogue."""
        return not self.words and not self.active

    @property
    def active(self) -> int:
        """How many filters hold."""
        return len(self.filters) + bool(self.date_from is not None or self.date_to is not None) + self.digital

    def values(self, name: str) -> tuple[str, ...]:
        """The values chosen in one facet."""
        return tuple(value for facet, value in self.filters if facet == name)

    def pairs(self) -> list[tuple[str, str]]:
        """The address's parameters, defaults left out, always in the same order."""
        pairs = [("q", self.words)] if self.words else []
        for facet in FILTERS.values():
            pairs += [(facet.parameter, value) for value in sorted(self.values(facet.name))]
        pairs += [(name, str(year)) for name, year in (("de", self.date_from), ("a", self.date_to)) if year is not None]
        pairs += [("numerise", "1")] if self.digital else []
        pairs += [("tri", SORT_WORDS[self.sort])] if self.sort != "relevance" else []
        return pairs + ([("page", self.place)] if self.place else [])

    def url(self, view: str = "public:results", **arguments: str) -> str:
        """The address of this search, in the language of the page."""
        path = reverse(view, kwargs=arguments or None)
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

    def hidden(self) -> list[tuple[str, str]]:
        """What a form must repeat to keep the filters while other words are typed."""
        return [pair for pair in self.pairs() if pair[0] not in ("q", "page")]

    def hidden_for_years(self) -> list[tuple[str, str]]:
        """What the form of years must repeat: everything but the years and the page."""
        return [pair for pair in self.pairs() if pair[0] not in ("de", "a", "page")]

    def request(self, *, facets: tuple[str, ...], size: int = DEFAULT_SIZE) -> SearchRequest:
        """The same for an engine."""
        chosen = {
            facet.attribute: tuple(int(value) if facet.numeric else value for value in self.values(facet.name))
            for facet in FILTERS.values()
        }
        numbered = self.place.isdigit()
        return SearchRequest(
            words=self.words,
            **chosen,  # type: ignore[arg-type]
            date_from=self.date_from,
            date_to=self.date_to,
            digital_only=self.digital,
            sort=self.sort,
            page=int(self.place) if numbered else 1,
            cursor="" if numbered else self.place,
            facets=facets,
            size=size,
        )


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,4}", text.strip()) else None


def _place(text: str) -> str:
    if text.isdigit():
        return text if len(text) <= 8 and int(text) > 1 else ""
    return text if _CURSOR.fullmatch(text) else ""


def parse(parameters: QueryDict) -> Query:
    """The search that an address asks for; whatever does not have the shape of a value is left out, nothing raises."""
    filters: list[tuple[str, str]] = []
    for facet in FILTERS.values():
        values = (value for value in parameters.getlist(facet.parameter)[:100] if facet.shape.fullmatch(value))
        filters += [(facet.name, value) for value in list(dict.fromkeys(values))[:MAX_VALUES]]
    start, end = _year(parameters.get("de", "")), _year(parameters.get("a", ""))
    if start is not None and end is not None and start > end:
        start, end = end, start
    return Query(
        words=" ".join(parameters.get("q", "").replace("\0", " ").split()),
        filters=tuple(filters),
        date_from=start,
        date_to=end,
        digital=parameters.get("numerise") == "1",
        sort=_SORTS.get(parameters.get("tri", ""), "relevance"),
        place=_place(parameters.get("page", "")),
    )
