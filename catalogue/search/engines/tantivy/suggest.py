"""Suggestions from the index's own lists of words: the documents that have the words typed are sampled, their headings counted."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from catalogue.core.headings import split_heading
from catalogue.core.keys import DocumentKey
from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.documents import from_stored
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import Beginning, Candidate, answers, chosen, merged

# kind → the text field where its words stand, and the fields that hold its headings
_HEADINGS = {
    "person": ("agents", ("persons", "owners")),
    "place": ("places", ("place_headings",)),
    "subject": ("subjects", ("subject_headings",)),
}
_ENDINGS = 30  # words that the last one may become, the most frequent
_TITLE_ENDINGS = 10
_MOST_COUNTED = 2_000  # documents whose headings are counted; of more, a sample is
# Headings asked for in one field. The name of each is looked up in each segment, which is what a suggestion's time goes to; of
# documents found by several words, most headings hold one of them only, and more are asked for.
_ASKED = 6
_ASKED_OF_SEVERAL_WORDS = 18
_TITLES = 12
_MOST_READ = 20_000  # documents whose titles are compared; of more, a sample is


class Suggestions:
    """Offers headings and titles of one searcher."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def suggest(self, beginning: Beginning, *, size: int) -> tuple[Suggestion, ...]:
        """The headings and titles that answer ``beginning``, ``size`` at most."""
        found = {kind: self._headings(beginning, words, fields) for kind, (words, fields) in _HEADINGS.items()}
        found["title"] = self._titles(beginning)
        return chosen(found, beginning, size=size)

    def _headings(self, beginning: Beginning, words: str, fields: Sequence[str]) -> list[Candidate]:
        query = self._holding(beginning, words, endings=_ENDINGS, most=_MOST_COUNTED)
        if query is None:
            return []
        found: list[tuple[str, str]] = []
        most = _ASKED_OF_SEVERAL_WORDS if beginning.words else _ASKED
        for field in fields:
            if not found:
                asked = {field: {"terms": {"field": field, "size": most, "segment_size": most}}}
                values = [str(bucket["key"]) for bucket in self._searcher.aggregate(query, asked)[field]["buckets"]]
                found += [(field, value) for value in values if answers(split_heading(value)[1], beginning)]
        return merged(Candidate(*split_heading(value), self._searcher.doc_freq(field, value)) for field, value in found)

    def _titles(self, beginning: Beginning) -> list[Candidate]:
        """Titles by closeness, each once; a title leads to one notice."""
        query = self._holding(beginning, "title", endings=_TITLE_ENDINGS, most=_MOST_READ)
        if query is None:
            return []
        if len(beginning.spoken) > 1:  # little words count in the order: « le mon » is Le Monde before Mon journal
            just_so = Query.phrase_prefix_query(schema.SCHEMA, "title", list(beginning.spoken))
            query = Query.boolean_query([(Occur.Must, query), (Occur.Should, just_so)])
        found = self._searcher.search(query, _TITLES, count=False)
        ids = self._searcher.fast_field_values(schema.ID, [address for _, address in found.hits]) if found.hits else []
        titles: dict[str, Candidate] = {}
        for (_, address), packed in zip(found.hits, ids, strict=True):
            display, _texts = from_stored(bytes(self._searcher.doc(address).get_all(schema.STORED)[0]))
            title = display.get("title", "")
            if answers(title, beginning):
                titles.setdefault(title, Candidate(str(DocumentKey.unpack(int(packed or 0))), title, 1))
        return list(titles.values())

    def _holding(self, beginning: Beginning, field: str, *, endings: int, most: int) -> Query | None:
        """The documents whose field has the words typed, a sample of them where they are more than ``most``; None where there are none.

        One letter after other words is left to :func:`answers`: half the index's words begin with one letter or another.
        """
        required = [self._term(field, word) for word in beginning.words]
        counts = [self._searcher.doc_freq(field, word) for word in beginning.words]
        if not required or len(beginning.last) > 1:
            last = self._searcher.terms_with_prefix(field, beginning.last, limit=endings)
            required.append(Query.disjunction_max_query([self._term(field, ending) for ending, _ in last]))
            counts.append(sum(count for _, count in last))
        if not min(counts):
            return None
        if min(counts) > most:
            required.append(Query.const_score_query(self._term(schema.SAMPLE, "0"), 0.0))
        return Query.boolean_query([(Occur.Must, part) for part in required])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(schema.SCHEMA, field, value, "freq")
