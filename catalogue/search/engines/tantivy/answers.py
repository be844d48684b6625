"""The answer to one request from one searcher: the page of hits, the exact total, the facets."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import tantivy
from tantivy import Order

from catalogue.core.headings import heading_key, split_heading
from catalogue.core.keys import DocumentKey
from catalogue.search.engines import stems
from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.documents import from_stored
from catalogue.search.engines.tantivy.queries import Compiler, narrowed
from catalogue.search.engines.tantivy.ranking import ranked_page, total_of
from catalogue.search.facets import FACETS
from catalogue.search.highlight import Highlighter
from catalogue.search.planning import plan_of
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue, Hit, SearchResult, Understood
from catalogue.search.suggestions import Candidate, merged
from catalogue.search.words import Words, read_words

_SORTS = {
    "oldest": (schema.OLDEST, Order.Asc),
    "newest": (schema.NEWEST, Order.Desc),
    "title": (schema.SORT_TITLE, Order.Asc),
    "recent": (schema.RECEIVED, Order.Desc),
}
_UNRANKED = (schema.TIE, Order.Asc)  # of notices that nothing parts
_CURSOR = re.compile(r"o(\d{1,12})(?:\..*)?")  # what follows a point is of use to another engine


class Answers:
    """One request, its words read, on one searcher: every part of the answer sees the same state of the index."""

    def __init__(self, searcher: tantivy.Searcher, request: SearchRequest, words: Words) -> None:
        self._searcher = searcher
        self._request = request
        self._words = words
        self._compiler = Compiler(searcher)
        self._plan = plan_of(request, words)
        self._matching = self._compiler.query(self._plan.matching)
        self._filters = self._compiler.filters(self._plan)

    def result(self, read: Understood, *, started: float) -> SearchResult:
        """The whole answer; ``started`` is when the request came (``time.perf_counter``)."""
        request = self._request
        offset = _offset(request)
        hits, total = self._page(offset)
        return SearchResult(
            hits=hits,
            total=total,
            first=offset + 1 if hits else 0,
            facets={name: self._facet_values(name, counts) for name, counts in self._facets().items()},
            next=f"o{offset + request.size}" if hits and offset + len(hits) < total else None,
            previous=_previous(offset, request.size, total),
            understood=replace(read, headings=self._compiler.headings(self._plan)),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def keys(self, most: int) -> tuple[DocumentKey, ...]:
        """See :meth:`Engine.keys`."""
        query = narrowed(self._matching, self._filters.values())
        answer = self._searcher.search(query, most, count=False, order_by_field=schema.ID, order=Order.Asc)
        return tuple(DocumentKey.unpack(packed) for packed, _address in answer.hits)

    def _page(self, offset: int) -> tuple[tuple[Hit, ...], int]:
        query = narrowed(self._matching, self._filters.values())
        size = self._request.size
        if size == 0 or offset >= self._searcher.num_docs:
            return (), total_of(self._searcher.search(query, 1))
        if self._request.has_words and self._request.sort not in _SORTS:
            ranked = narrowed(self._compiler.query(self._plan.ranked), self._filters.values())
            addresses, total = ranked_page(self._searcher, ranked, offset=offset, size=size)
        else:
            field, order = _SORTS.get(self._request.sort, _UNRANKED)
            answer = self._searcher.search(query, size, order_by_field=field, offset=offset, order=order)
            addresses, total = [address for _key, address in answer.hits], total_of(answer)
        ids = self._searcher.fast_field_values(schema.ID, addresses)
        highlighter = self._highlighter()
        hits = (self._hit(DocumentKey.unpack(int(id_ or 0)), address, highlighter) for id_, address in zip(ids, addresses, strict=True))
        return tuple(hits), total

    def _hit(self, key: DocumentKey, address: tantivy.DocAddress, highlighter: Highlighter | None) -> Hit:
        display, texts = from_stored(bytes(self._searcher.doc(address).get_all(schema.STORED)[0]))
        if highlighter is None:
            return Hit(key, display)
        marked = highlighter.highlights(title=display.get("title", ""), agents=display.get("agents", ()), texts=texts)
        return Hit(key, display, marked)

    def _highlighter(self) -> Highlighter | None:
        if not self._request.highlight:
            return None
        wanted = list(self._words.marked)
        for _name, typed in self._request.fields:
            wanted += read_words(typed, dates=False).marked
        return Highlighter(wanted, root=stems.stem, periods=self._words.periods) if wanted else None

    def _facets(self) -> dict[str, list[dict[str, Any]]]:
        """The buckets of each facet: one pass for those whose filter is not in use, one more for each that is in use."""
        wanted = [name for name in self._request.facets if name in FACETS]
        free = [name for name in wanted if FACETS[name].left_out not in self._filters]
        counts = self._count(free, self._filters.values()) if free else {}
        for name in wanted:
            if name not in counts:
                counts |= self._count([name], [query for other, query in self._filters.items() if other != FACETS[name].left_out])
        return {name: counts[name] for name in wanted}

    def _count(self, names: list[str], filters: Any) -> dict[str, list[dict[str, Any]]]:
        asked = {name: {"terms": self._terms_of(name)} for name in names}
        query = narrowed(self._matching, filters)
        answer: Mapping[str, Any] = self._searcher.aggregate(query, asked)
        return {name: [*answer[name]["buckets"], *self._left_out(name, answer[name]["buckets"], query)] for name in names}

    def _left_out(self, name: str, buckets: list[dict[str, Any]], query: tantivy.Query) -> list[dict[str, Any]]:
        """Of the headings counted, the rarer ways to write them, which a list that was cut has left out."""
        if not FACETS[name].heading or len(buckets) < self._request.facet_size:
            return []
        counted = {str(bucket["key"]) for bucket in buckets}
        keys = dict.fromkeys(split_heading(value)[0] for value in counted)
        rest = [value for key in keys for value in self._compiler.written(name, key) if value not in counted]
        if not rest:
            return []
        asked = {name: {"terms": {"field": FACETS[name].field, "size": len(rest), "include": rest}}}
        answer: Mapping[str, Any] = self._searcher.aggregate(query, asked)
        return list(answer[name]["buckets"])

    def _terms_of(self, name: str) -> dict[str, Any]:
        terms: dict[str, Any] = {"field": FACETS[name].field, "size": self._request.facet_size}
        prefix = heading_key(self._request.facet_prefix)
        if FACETS[name].heading and prefix:
            terms["include"] = f"{prefix}.*"  # a key is made of letters, figures and hyphens: nothing in it is special to a pattern
        return terms

    def _facet_values(self, name: str, buckets: list[dict[str, Any]]) -> tuple[FacetValue, ...]:
        counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
        if FACETS[name].heading:
            values = [FacetValue(key, count, label) for key, label, count in merged(Candidate(*split_heading(v), n) for v, n in counts)]
        else:
            values = [FacetValue(value, count) for value, count in counts]
        if FACETS[name].numeric:
            return tuple(sorted(values, key=lambda value: int(value.value)))
        return tuple(sorted(values, key=lambda value: (-value.count, value.value)))


def _offset(request: SearchRequest) -> int:
    match = _CURSOR.fullmatch(request.cursor)
    return int(match[1]) if match else (request.page - 1) * request.size


def _previous(offset: int, size: int, total: int) -> str | None:
    """The page before; from beyond the end, the last one."""
    if offset == 0 or total == 0:
        return None
    if offset > total:
        return f"o{(total - 1) // max(size, 1) * size}"
    return f"o{max(offset - size, 0)}"
