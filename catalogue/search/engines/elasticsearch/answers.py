"""The answer to one request: the page of hits, the exact total and the facets, asked for in one go."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from elasticsearch.dsl import A
from elasticsearch.dsl.query import Query

from catalogue.core.headings import SEPARATOR, heading_key, split_heading
from catalogue.core.keys import DocumentKey
from catalogue.search.engines.elasticsearch import cursors, queries, schema
from catalogue.search.engines.elasticsearch.asking import Answer, Asking, Body, buckets_of, hits_of, total_of
from catalogue.search.engines.elasticsearch.cursors import Place
from catalogue.search.engines.elasticsearch.documents import from_source
from catalogue.search.engines.stems import stem
from catalogue.search.facets import FACETS
from catalogue.search.highlight import Highlighter
from catalogue.search.planning import headings, plan_of
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue, Hit, SearchResult, Understood
from catalogue.search.suggestions import Candidate, merged
from catalogue.search.words import Words, read_words

_CHOSEN = "chosen "  # starts the name of the count that finds a chosen heading as written


class Answers:
    """One request, its words read, on one index."""

    def __init__(self, asking: Asking, request: SearchRequest, words: Words) -> None:
        self._asking = asking
        self._request = request
        self._words = words
        self._plan = plan_of(request, words)
        self._matching = queries.compiled(self._plan.matching)
        self._filters = {name: queries.compiled(node) for name, node in self._plan.filters.items()}
        # The same words go to the same copies of the index, so that one page follows the other.
        self._preference = f"w{zlib.crc32(request.words.encode('utf-8', 'ignore'))}"

    def result(self, read: Understood, *, started: float) -> SearchResult:
        """The whole answer; ``started`` is when the request came (``time.perf_counter``)."""
        request = self._request
        place = cursors.read(request)
        hits, total, counts = self._page(place)
        highlighter = self._highlighter()
        whole = self._recounted(counts)
        facets = {name: _facet_values(name, counts.get(name, ()), whole) for name in request.facets if name in FACETS or not total}
        return SearchResult(
            hits=tuple(_hit(hit, highlighter) for hit in hits),
            total=total,
            first=place.rank + 1 if hits else 0,
            facets=facets,
            next=self._next(hits, place.rank, total),
            previous=self._previous(hits, place.rank, total),
            understood=replace(read, headings=self._headings(counts)),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def keys(self, most: int) -> tuple[DocumentKey, ...]:
        """See :meth:`Engine.keys`: a window at a time."""
        query = queries.counted(self._matching, self._filters.values())
        found: list[int] = []
        while len(found) < most:
            size = min(most - len(found), schema.WINDOW)
            body = self._asking.body(query, size=size, track_total_hits=False, _source=False, sort=[{schema.ID: "asc"}])
            hits = hits_of(self._ask([body | {"search_after": [found[-1] if found else -1]}])[0])
            found += [int(hit["sort"][0]) for hit in hits]
            if len(hits) < size:
                break
        return tuple(map(DocumentKey.unpack, found))

    def _next(self, hits: Sequence[Answer], rank: int, total: int) -> str | None:
        if not hits or rank + len(hits) >= total:
            return None
        return cursors.after(hits, rank + self._request.size, size=self._request.size, sort=self._request.sort)

    def _previous(self, hits: Sequence[Answer], rank: int, total: int) -> str | None:
        """The page before; from beyond the end, the last one."""
        size = max(self._request.size, 1)
        if rank == 0 or total == 0:
            return None
        if rank > total:
            return cursors.write(Place((total - 1) // size * size), sort=self._request.sort)
        return cursors.before(hits, rank, size=size, sort=self._request.sort)

    def _page(self, place: Place) -> tuple[list[Answer], int, dict[str, Sequence[Answer]]]:
        """(hits, total, buckets of each count): one request to the cluster, more for a page that is far from both ends."""
        size = self._request.size
        direct = size > 0 and (bool(place.beside) or place.rank + size <= schema.WINDOW)
        counting = [self._counts(names, filters) for names, filters in self._passes()]
        counting += self._chosen()
        answers = self._ask([*counting, *([self._hits(place)] if direct else [])])
        counted = answers[: len(counting)]
        total = total_of(counted[0])
        if direct:
            hits = hits_of(answers[-1])
            hits = hits[::-1] if place.backwards else hits
        else:
            hits = self._far(place.rank, min(size, total - place.rank), total)
        return hits, total, {name: buckets for answer in counted for name, buckets in buckets_of(answer).items()}

    def _far(self, rank: int, size: int, total: int) -> list[Answer]:
        """``size`` hits after ``rank`` others: counted off from the nearer end, a window at a time."""
        if size <= 0:
            return []
        backwards = rank > total // 2
        skip = total - rank - size if backwards else rank
        beside: tuple[Any, ...] = ()
        while skip + size > schema.WINDOW:
            body = self._hits(Place(0, beside, backwards)) | {"size": min(skip, schema.WINDOW), "_source": False}
            passed = hits_of(self._ask([body])[0])
            if not passed:
                return []
            beside, skip = tuple(passed[-1]["sort"]), skip - len(passed)
        skipped = skip if beside else 0
        body = self._hits(Place(0 if beside else skip, beside, backwards)) | {"size": size + skipped}
        hits = hits_of(self._ask([body])[0])[skipped:]
        return hits[::-1] if backwards else hits

    def _hits(self, place: Place) -> Body:
        """The question for hits: ranked where they are sorted by it, counted nowhere."""
        request = self._request
        query = queries.compiled(self._plan.ranked) if request.sort == "relevance" else self._matching
        body = self._asking.body(
            queries.narrowed(query, self._filters.values()),
            size=request.size,
            track_total_hits=False,
            _source=self._source(),
            sort=cursors.sort_of(request.sort, backwards=place.backwards),
        )
        return body | ({"search_after": list(place.beside)} if place.beside else {"from": place.rank})

    def _source(self) -> list[str]:
        """What to bring of each hit: its texts as well where a word is to be marked in them."""
        return [schema.SHOWN] if self._highlighter() else [f"{schema.SHOWN}.display"]

    def _passes(self) -> list[tuple[list[str], list[Query]]]:
        """Which facets are counted within which filters: all but those in use within every filter, with the total; then each of those
        in use without its own."""
        wanted = [name for name in self._request.facets if name in FACETS]
        free = [name for name in wanted if FACETS[name].left_out not in self._filters]
        passes = [(free, list(self._filters.values()))]
        for name in wanted:
            if name not in free:
                passes.append(([name], [query for other, query in self._filters.items() if other != FACETS[name].left_out]))
        return passes

    def _counts(self, names: Iterable[str], filters: Iterable[Query]) -> Body:
        """The question for numbers only: nothing is ranked, and the cluster may keep the answer."""
        body = self._asking.body(queries.counted(self._matching, filters), size=0, track_total_hits=True)
        wanted = {name: A("terms", **self._terms_of(name)).to_dict() for name in names}
        return body | {"aggs": wanted} if wanted else body

    def _terms_of(self, name: str) -> dict[str, Any]:
        terms: dict[str, Any] = {"field": FACETS[name].field, "size": self._request.facet_size}
        prefix = heading_key(self._request.facet_prefix)
        if FACETS[name].heading and prefix:
            terms["include"] = f"{prefix}.*"  # a key is made of letters, figures and hyphens: nothing in it is special to a pattern
        return terms

    def _recounted(self, counts: Mapping[str, Sequence[Answer]]) -> dict[str, int]:
        """The counts of the headings of a list that was cut, each by its key: the rarer ways to write them are not in the list."""
        bodies = []
        for names, filters in self._passes():
            cut = [name for name in names if FACETS[name].heading and len(counts.get(name, ())) >= self._request.facet_size]
            aggs = {name: self._by_key(name, counts[name]) for name in cut}
            if aggs:
                bodies.append(self._asking.body(queries.counted(self._matching, filters), size=0, track_total_hits=False, aggs=aggs))
        answers = self._ask(bodies) if bodies else []
        found = [(name, buckets) for answer in answers for name, buckets in buckets_of(answer).items()]
        return {f"{name} {key}": int(bucket["doc_count"]) for name, buckets in found for key, bucket in buckets.items()}

    def _by_key(self, name: str, buckets: Iterable[Answer]) -> Body:
        keys = dict.fromkeys(split_heading(str(bucket["key"]))[0] for bucket in buckets)
        return {"filters": {"filters": {key: queries.compiled(headings(FACETS[name].field, [key])).to_dict() for key in keys}}}

    def _chosen(self) -> list[Body]:
        """The questions for how the headings chosen as filters are written."""
        bodies = []
        for facet, key in self._plan.chosen:
            first = A("terms", field=FACETS[facet].field, include=f"{key}\\{SEPARATOR}.*", size=1, order={"_key": "asc"}).to_dict()
            query = queries.compiled(headings(FACETS[facet].field, [key]))
            bodies.append(self._asking.body(query, size=0, track_total_hits=False, aggs={f"{_CHOSEN}{facet} {key}": first}))
        return bodies

    def _headings(self, counts: dict[str, Sequence[Answer]]) -> tuple[tuple[str, str, str], ...]:
        written = [(facet, key, counts.get(f"{_CHOSEN}{facet} {key}", ())) for facet, key in self._plan.chosen]
        return tuple((facet, key, split_heading(str(buckets[0]["key"]))[1]) for facet, key, buckets in written if buckets)

    def _ask(self, bodies: Sequence[Body]) -> list[Answer]:
        return self._asking.ask(bodies, preference=self._preference)

    def _highlighter(self) -> Highlighter | None:
        if not self._request.highlight:
            return None
        wanted = list(self._words.marked)
        for _name, typed in self._request.fields:
            wanted += read_words(typed, dates=False).marked
        return Highlighter(wanted, root=stem, periods=self._words.periods) if wanted else None


def _hit(hit: Answer, highlighter: Highlighter | None) -> Hit:
    display, texts = from_source(hit["_source"])
    if highlighter is None:
        return Hit(DocumentKey.unpack(int(hit["_id"])), display)
    marked = highlighter.highlights(title=display.get("title", ""), agents=display.get("agents", ()), texts=texts)
    return Hit(DocumentKey.unpack(int(hit["_id"])), display, marked)


def _facet_values(name: str, buckets: Iterable[Answer], whole: Mapping[str, int]) -> tuple[FacetValue, ...]:
    """The values of one facet; ``whole``: the counts of headings that are known better, by facet and key."""
    facet = FACETS.get(name)
    if facet is None:
        return ()
    counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    if facet.heading:
        found = merged(Candidate(*split_heading(value), count) for value, count in counts)
        values = [FacetValue(key, whole.get(f"{name} {key}", count), label) for key, label, count in found]
    else:
        values = [FacetValue(value, count) for value, count in counts]
    if facet.numeric:
        return tuple(sorted(values, key=lambda value: int(value.value)))
    return tuple(sorted(values, key=lambda value: (-value.count, value.value)))
