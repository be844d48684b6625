"""The words of an index of texts in their order, each with the number of notices that it finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from catalogue.search import cql
from catalogue.search.browsing import Walk
from catalogue.search.cql import CqlError
from catalogue.search.cql.planning import Index, words_of
from catalogue.search.cql.tree import Clause, Query
from catalogue.search.facets import MAX_VALUES
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue
from catalogue.selectors import search

MOST = 30  # words of one answer: each costs a search
_LOOKED_AT = 120  # words, one way: of a long finding aid many find no notice, since its components are not among the answers


class CountedWords:
    """Words that find something, walked as ``Walk`` does; ``cut``: a walk stopped before the end, having met too many that find nothing."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._walk = Walk(self._begun, self._whole)
        self.cut = False

    def forwards(self, start: str = "") -> Iterator[FacetValue]:
        """The words from ``start`` on, itself among them."""
        return self._counted(self._walk.forwards(start))

    def backwards(self, start: str) -> Iterator[FacetValue]:
        """The words before ``start``, the nearest first."""
        return self._counted(self._walk.backwards(start))

    def _counted(self, words: Iterator[FacetValue]) -> Iterator[FacetValue]:
        for word in islice(words, _LOOKED_AT):
            if found := self._found(word.value):
                yield FacetValue(word.value, found)
        self.cut |= next(words, None) is not None

    def _begun(self, beginning: str) -> tuple[FacetValue, ...]:
        """Those of every field of the index, each once; uncounted."""
        found = {word for field in words_of(self._index) for word in search.words_begun(field, beginning, size=MAX_VALUES)}
        return tuple(FacetValue(word, 0) for word in found)

    def _whole(self, word: str) -> FacetValue | None:
        found = self._found(word)
        return FacetValue(word, found) if found else None

    def _found(self, word: str) -> int:
        """How many notices a query for the word finds: what a search by SRU answers."""
        try:
            planned = cql.plan(Query(Clause(word, index=self._index.name, relation="=")))
        except CqlError:
            return 0
        return search.search(SearchRequest(asked=planned.matching, size=0, highlight=False, strict=True)).total
