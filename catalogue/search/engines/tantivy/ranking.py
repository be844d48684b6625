"""A page of ranked hits, those of equal score in the order of ``search.ties``: the library leaves them as they lie in the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import tantivy

from catalogue.search.engines.tantivy import schema

MOST_TIED = 500  # more hits of one score stay in the order of the index

Scored = tuple[float, tantivy.DocAddress]


def ranked_page(searcher: tantivy.Searcher, query: tantivy.Query, *, offset: int, size: int) -> tuple[list[tantivy.DocAddress], int]:
    """(``size`` documents that come after ``offset`` others, how many match).

    Looks :data:`MOST_TIED` hits around the page, so that whichever page shows a part of those of one score puts them in one order.
    """
    start = max(offset - MOST_TIED, 0)
    answer = searcher.search(query, offset - start + size + MOST_TIED, offset=start)
    total = total_of(answer)
    page: list[tantivy.DocAddress] = []
    for first, hits in _of_one_score(answer.hits):
        if first + len(hits) <= offset - start or first >= offset - start + size:
            continue
        whole = (first > 0 or start == 0) and (first + len(hits) < len(answer.hits) or start + len(answer.hits) >= total)
        addresses = [address for _score, address in hits]
        if 1 < len(hits) <= MOST_TIED and whole:
            addresses = _in_order(searcher, addresses)
        page += addresses[max(offset - start - first, 0) : offset - start + size - first]
    return page, total


def _of_one_score(hits: Sequence[Scored]) -> Iterator[tuple[int, Sequence[Scored]]]:
    """The runs of hits of one score: (where it begins, its hits)."""
    first = 0
    for position in range(1, len(hits) + 1):
        if position == len(hits) or hits[position][0] != hits[first][0]:
            yield first, hits[first:position]
            first = position


def _in_order(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[tantivy.DocAddress]:
    ties = searcher.fast_field_values(schema.TIE, addresses)
    ids = searcher.fast_field_values(schema.ID, addresses)
    ordered = sorted(zip(ties, ids, range(len(addresses)), strict=True), key=lambda one: (one[0] or 0, one[1] or 0))
    return [addresses[position] for _tie, _id, position in ordered]


def total_of(answer: tantivy.SearchResult) -> int:
    """How many documents match."""
    return int(answer.count)  # type: ignore[attr-defined]  # missing from the library's own stubs
