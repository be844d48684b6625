"""The compiler of plans into this engine's queries: how each node is looked up here, and nothing of what a search means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any as AnyType

import tantivy
from tantivy import FieldType, Occur, Query

from catalogue.core.headings import SEPARATOR, split_heading
from catalogue.search import plan
from catalogue.search.engines import stems
from catalogue.search.engines.tantivy import schema
from catalogue.search.facets import FACETS
from catalogue.search.plan import Node, Plan

_WORDS_LOOKED_AT = 2000  # of one beginning in one field
_STEMMED = {plan.ANYWHERE: schema.STEMMED, "title": schema.TITLE_STEMMED}  # the others' forms are read in their lists of words


class Compiler:
    """Compiles nodes for one searcher: its lists of words are looked up."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def query(self, node: Node) -> Query:
        """The query of a node."""
        return _COMPILED[type(node)](self, node)

    def filters(self, wanted: Plan) -> dict[str, Query]:
        """The query of each filter of a plan; one that leaves out what no document has is none."""
        held = {name: node for name, node in wanted.filters.items() if not (isinstance(node, plan.Not) and self._is_nowhere(node.part))}
        return {name: self.query(node) for name, node in held.items()}

    def headings(self, wanted: Plan) -> tuple[tuple[str, str, str], ...]:
        """(facet, key, heading as first written) of the headings chosen as filters; those that no notice has are left out."""
        written = [(name, key, self.written(name, key)) for name, key in wanted.chosen]
        return tuple((name, key, split_heading(values[0])[1]) for name, key, values in written if values)

    def written(self, name: str, key: str) -> Sequence[str]:
        """The values of a facet of headings that have this key, one for each way to write it."""
        return self._beginning(FACETS[name].field, f"{key}{SEPARATOR}")

    def _all(self, node: plan.All) -> Query:
        must = [part for part in node.parts if not isinstance(part, plan.Not)] or [plan.Everything()]
        parts = [(Occur.Must, self.query(part)) for part in must]
        parts += [(Occur.MustNot, self.query(part.part)) for part in node.parts if isinstance(part, plan.Not)]
        return Query.boolean_query([*parts, *((Occur.Should, self.query(part)) for part in node.better)])

    def _any(self, node: plan.Any) -> Query:
        parts = [(Occur.Should, self.query(part)) for part in node.parts if node.least > 1 or not self._is_nowhere(part)]
        if not parts:
            return Query.empty_query()
        return Query.boolean_query(parts, minimum_number_should_match=node.least) if node.least > 1 else Query.boolean_query(parts)

    def _not(self, node: plan.Not) -> Query:
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self.query(node.part))])

    def _term(self, node: plan.Term) -> Query:
        return _term(node.field, node.value)

    def _stem(self, node: plan.Stem) -> Query:
        """The words of a field that have the stem of the word, read in the index's own list of words, where there is no field of stems."""
        wanted = stems.stem(node.word)
        if node.field in _STEMMED:
            return _term(_STEMMED[node.field], wanted)
        forms = [term for term in self._beginning(node.field, wanted[: max(3, len(wanted) - 2)]) if stems.stem(term) == wanted]
        return _one_of(node.field, list(dict.fromkeys([node.word, *forms])))

    def _english(self, node: plan.English) -> Query:
        return _term(_STEMMED[node.field], stems.english_stem(node.word))

    def _early(self, node: plan.Early) -> Query:
        terms = [_term(schema.EARLY, term) for term in stems.early_terms(node.word)]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])

    def _one_of(self, node: plan.OneOf) -> Query:
        return _one_of(node.field, list(node.values))

    def _prefix(self, node: plan.Prefix) -> Query:
        return _one_of(node.field, list(self._beginning(node.field, node.beginning)))

    def _phrase(self, node: plan.Phrase) -> Query:
        if len(node.words) == 1:
            return _term(node.field, node.words[0])
        return Query.phrase_query(schema.SCHEMA, node.field, list(node.words), node.slop)

    def _range(self, node: plan.Range) -> Query:
        return Query.range_query(schema.SCHEMA, node.field, FieldType.Integer, node.start, node.end)

    def _best_of(self, node: plan.BestOf) -> Query:
        """A word that a field has nowhere is left out: it would be looked at for every document that matches."""
        parts = [self.query(part) for part in node.parts if not self._is_nowhere(part)]
        return Query.disjunction_max_query(parts, node.others)

    def _constant(self, node: plan.Constant) -> Query:
        return Query.const_score_query(self.query(node.part), node.score)

    def _boosted(self, node: plan.Boosted) -> Query:
        return Query.boost_query(self.query(node.part), node.factor)

    def _is_nowhere(self, node: Node) -> bool:
        """Whether a node is one word, and no document has it."""
        if isinstance(node, plan.Boosted | plan.Constant):
            return self._is_nowhere(node.part)
        if isinstance(node, plan.Term):
            return not self._searcher.doc_freq(node.field, node.value)
        if isinstance(node, plan.English):
            return not self._searcher.doc_freq(_STEMMED[node.field], stems.english_stem(node.word))
        return False

    def _beginning(self, field: str, beginning: str) -> Sequence[str]:
        """The words or values of a field that begin so, the most frequent."""
        return [term for term, _count in self._searcher.terms_with_prefix(field, beginning, limit=_WORDS_LOOKED_AT)]


_COMPILED: Mapping[type, Callable[[Compiler, AnyType], Query]] = {
    plan.Everything: lambda _compiler, _node: Query.all_query(),
    plan.Nothing: lambda _compiler, _node: Query.empty_query(),
    plan.All: Compiler._all,
    plan.Any: Compiler._any,
    plan.Not: Compiler._not,
    plan.Term: Compiler._term,
    plan.Stem: Compiler._stem,
    plan.English: Compiler._english,
    plan.Early: Compiler._early,
    plan.OneOf: Compiler._one_of,
    plan.Prefix: Compiler._prefix,
    plan.Phrase: Compiler._phrase,
    plan.Range: Compiler._range,
    plan.BestOf: Compiler._best_of,
    plan.Constant: Compiler._constant,
    plan.Boosted: Compiler._boosted,
}


def _term(field: str, value: str) -> Query:
    return Query.term_query(schema.SCHEMA, field, value, "freq")


def _one_of(field: str, values: list[str]) -> Query:
    if not values:
        return Query.empty_query()
    return _term(field, values[0]) if len(values) == 1 else Query.term_set_query(schema.SCHEMA, field, values)


def narrowed(query: Query, filters: Iterable[Query]) -> Query:
    """``query`` within every filter; filters leave the scores alone."""
    kept = [Query.const_score_query(filter_, 0.0) for filter_ in filters]
    return Query.boolean_query([(Occur.Must, part) for part in (query, *kept)]) if kept else query
