"""Suggestions from the index's own lists of words: the documents that have the words typed are sampled, their headings counted."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Order, Query

from catalogue.core.headings import SEPARATOR
from catalogue.core.keys import DocumentKey
from catalogue.search.apart import KINDS
from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.documents import from_stored
from catalogue.search.engines.tantivy.queries import narrowed
from catalogue.search.engines.tantivy.ranking import total_of
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import (
    COUNTED,
    HEADINGS,
    MOST_COUNTED,
    TITLES,
    Beginning,
    Candidate,
    answers,
    chosen,
    first_answers,
)

_ENDINGS = 2_000  # words that the last one may become, the most frequent


class Suggestions:
    """Offers headings and titles of one searcher."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def suggest(self, beginning: Beginning, *, size: int) -> tuple[Suggestion, ...]:
        """The headings and titles that answer ``beginning``, ``size`` at most."""
        found = {kind: self._headings(beginning, words, fields) for kind, (words, fields) in HEADINGS.items()}
        found["title"] = self._titles(beginning)
        return chosen(found, beginning, size=size)

    def _headings(self, beginning: Beginning, words: str, fields: Sequence[str]) -> list[Candidate]:
        query = self._holding(beginning, words)
        count = total_of(self._searcher.search(query, 1)) if query else 0
        if query is None or not count:
            return []
        if count > MOST_COUNTED:
            query = narrowed(query, [_term(schema.SAMPLE, "0")])
        place, labels = first_answers((self._counted(query, field) for field in fields), beginning)
        return [Candidate(key, label, self._count(fields[place], key)) for key, label in labels.items()]

    def _count(self, field: str, key: str) -> int:
        """The documents that have a heading, however each writes it."""
        return sum(count for _, count in self._searcher.terms_with_prefix(field, f"{key}{SEPARATOR}", limit=_ENDINGS))

    def _counted(self, query: Query, field: str) -> list[str]:
        asked = {field: {"terms": {"field": field, "size": COUNTED, "segment_size": COUNTED}}}
        return [str(bucket["key"]) for bucket in self._searcher.aggregate(query, asked)[field]["buckets"]]

    def _titles(self, beginning: Beginning) -> list[Candidate]:
        """Titles that are just that, that begin so, that have the words, each once; a title leads to one notice."""
        whole = beginning.whole
        begun = [title for title, _ in self._searcher.terms_with_prefix(schema.TITLES, whole, limit=_ENDINGS)]
        queries = [_term(schema.TITLES, whole), _one_of(schema.TITLES, begun) if begun else None, self._holding(beginning, "title")]
        titles: dict[str, Candidate] = {}
        for query in queries:
            if query is None:
                continue
            found = self._searcher.search(query, TITLES, count=False, order_by_field=schema.TIE, order=Order.Asc)
            addresses = [address for _, address in found.hits]
            ids = self._searcher.fast_field_values(schema.ID, addresses)
            for address, packed in zip(addresses, ids, strict=True):
                display, _texts = from_stored(bytes(self._searcher.doc(address).get_all(schema.STORED)[0]))
                title = display.get("title", "")
                if answers(title, beginning):
                    titles.setdefault(title, Candidate(str(DocumentKey.unpack(int(packed or 0))), title, 1))
        return list(titles.values())

    def _holding(self, beginning: Beginning, field: str) -> Query | None:
        """The notices whose field has the words typed; None where no document has them."""
        required = [_term(field, word) for word in beginning.words if self._searcher.doc_freq(field, word)]
        if len(required) < len(beginning.words):
            return None
        if beginning.has_end:
            endings = [ending for ending, _ in self._searcher.terms_with_prefix(field, beginning.last, limit=_ENDINGS)]
            if not endings:
                return None
            required.append(_one_of(field, endings))
        others = _one_of("kinds", [kind.word for kind in KINDS])
        notices = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, others)])
        return narrowed(notices, required)


def _term(field: str, value: str) -> Query:
    return Query.term_query(schema.SCHEMA, field, value, "freq")


def _one_of(field: str, values: Sequence[str]) -> Query:
    return Query.term_set_query(schema.SCHEMA, field, list(values))
