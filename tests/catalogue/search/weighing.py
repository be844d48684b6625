"""A document weighed by a plan as simply as can be: whether it matches, and what each part earns it; a word that is there counts one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from catalogue.search import plan
from catalogue.search.document import SearchDocument
from catalogue.search.engines import stems
from catalogue.search.engines.worded import worded
from catalogue.search.plan import Node


class Weighed:
    """One document, its words ready to be looked up."""

    def __init__(self, document: SearchDocument) -> None:
        made = worded(document, fields=("title",))
        self._texts = document.query
        self._early = set(made.early.split())
        self._stems = {plan.ANYWHERE: set(made.anywhere.split()), "title": set(made.stems.get("title", "").split())}
        own = document.filter
        self._values: dict[str, set[str]] = {name: set(values) for name, values in document.aggregate.items()}
        self._values |= {"names": set(made.names.split()), "whole_titles": set(own["titles"])}
        self._values |= {"identifiers": set(own["identifiers"]), "call_number_keys": set(own["call_numbers"])}
        self._years = {"year_from": own["year_from"], "year_to": own["year_to"]}

    def _words(self, field: str) -> set[str]:
        return self._values[field] if field in self._values else set(chain.from_iterable(self._texts.get(field, ())))

    def earns(self, node: Node) -> float:
        """What the document scores by ``node``; 0 where it does not match."""
        match node:
            case plan.All(parts, better):
                own = [float(not self.earns(part.part)) if isinstance(part, plan.Not) else self.earns(part) for part in parts]
                said = sum(earned for part, earned in zip(parts, own, strict=True) if not isinstance(part, plan.Not))
                return said + sum(map(self.earns, better)) if all(own) else 0.0
            case plan.Any(parts, least):
                scores = [score for score in map(self.earns, parts) if score]
                return sum(scores) if len(scores) >= least else 0.0
            case plan.BestOf(parts, others):
                scores = sorted(map(self.earns, parts))
                return scores[-1] + others * sum(scores[:-1])
            case plan.Constant(part, score):
                return score if self.earns(part) else 0.0
            case plan.Boosted(part, factor):
                return factor * self.earns(part)
        return float(not self.earns(node.part) if isinstance(node, plan.Not) else self._has(node) or self._says(node))

    def _has(self, node: Node) -> bool:
        """Whether it has a value, or a word just so."""
        found = isinstance(node, plan.Everything)
        match node:
            case plan.Term(field, value):
                found = value in self._words(field)
            case plan.OneOf(field, values):
                found = not self._words(field).isdisjoint(values)
            case plan.Prefix(field, beginning):
                found = any(word.startswith(beginning) for word in self._words(field))
            case plan.Range(field, start, end):
                year = self._years[field]
                found = year is not None and (start is None or start <= year) and (end is None or year <= end)
        return found

    def _says(self, node: Node) -> bool:
        """Whether its texts have a form of a word, or some words together."""
        found = False
        match node:
            case plan.Stem(field, word) if field in self._stems:
                found = stems.stem(word) in self._stems[field]
            case plan.Stem(field, word):
                found = stems.stem(word) in map(stems.stem, self._words(field))
            case plan.English(field, word):
                found = stems.english_stem(word) in self._stems[field]
            case plan.Early(word):
                found = not self._early.isdisjoint(stems.early_terms(word))
            case plan.Phrase(field, words, slop):
                found = any(_together(text, words, slop) for text in self._texts.get(field, ()))
        return found


def _together(text: Sequence[str], words: tuple[str, ...], slop: int) -> bool:
    """Whether some words stand side by side in their order, or in any order within ``slop`` places more."""
    windows = [text[at : at + len(words) + slop] for at in range(len(text))]
    return any(set(words) <= set(window) for window in windows) if slop else any(tuple(window) == tuple(words) for window in windows)
