"""The stems of folded words: every engine indexes and looks for these, so that two engines find the same notices."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import tantivy

from catalogue.core import text

VERSION = 3  # of what these functions give; an index made by another version must be built again

_STEMS_KEPT = 200_000
_SHORT_FIGURES = 4
_SHORTEST = 4  # letters: « Die » is no form of another word
# Endings of verbs, which titles seldom hold, and names often: Rabelais, Noëlas, Dumas; « lyonnais » is of « lyonnaise ».
_OF_VERBS = ("aient", "ais", "ait", "as", "ai", "a")
ENGLISH = "e:"  # starts the English stems, which stand beside the others in the texts of an English document


class _Stems(dict[str, str]):
    """The stem of each folded word met. Kept, because a stemmer takes ten times as long as a look in a dictionary."""

    def __missing__(self, word: str) -> str:
        if not word.isalpha():
            if len(word) <= _SHORT_FIGURES:  # years, volumes: kept, as they come again and again
                self[word] = word
            return word
        if len(self) >= _STEMS_KEPT:
            self.clear()
        stem = self[word] = self.found(word)
        return stem

    def found(self, word: str) -> str:
        """The stem of a word met for the first time."""
        if len(word) < _SHORTEST:
            return word
        stem = (_stemmer.analyze(text.stemmable(word)) or [word])[0]
        ending = next((ending for ending in _OF_VERBS if word.endswith(ending)), "")
        return word if ending and len(word) - len(stem) >= len(ending) else stem


class _EarlyStems(_Stems):
    """The same for the spelling of early prints."""

    def found(self, word: str) -> str:
        """The stem of a word met for the first time."""
        return _stems[text.early_key(word)]


class _EnglishStems(_Stems):
    """The stem of an English word."""

    def found(self, word: str) -> str:
        """The stem of a word met for the first time."""
        return (_english_stemmer.analyze(word) or [word])[0] if len(word) >= _SHORTEST else word


_english_stemmer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("english")).build()
_english_stems = _EnglishStems()
_stemmer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("french")).build()
_stems = _Stems()
_early_stems = _EarlyStems()


def stem(word: str) -> str:
    """The stem that indexes hold of a folded word."""
    return _stems[word]


def english_stem(word: str) -> str:
    """What indexes hold of a folded word of an English text."""
    return f"{ENGLISH}{_english_stems[word]}"


def stem_set(texts: Iterable[Iterable[str]], *, names: frozenset[str] = frozenset(), english: bool = False) -> set[str]:
    """The stems of the words of some texts; ``names`` stay as they are; ``english``: with their English stems."""
    words = set(chain.from_iterable(texts))
    stemmed = {word if word in names else _stems[word] for word in words}
    return stemmed | {english_stem(word) for word in words - names if word.isalpha()} if english else stemmed


def early_stems(texts: Iterable[Iterable[str]]) -> str:
    """The same in the one spelling of early prints."""
    return " ".join(set(map(_early_stems.__getitem__, chain.from_iterable(texts))))


class _LatinRoots(_Stems):
    """The root of a word of an imprint of early times."""

    def found(self, word: str) -> str:
        """The root of a word met for the first time."""
        return text.latin_root(text.early(word))


_latin_roots = _LatinRoots()


def early_terms(word: str) -> tuple[str, ...]:
    """What indexes may hold of a folded word in an early print: its stem, and in an imprint its Latin root."""
    return tuple(dict.fromkeys((_early_stems[word], _latin_roots[word])))


def latin_roots(texts: Iterable[Iterable[str]]) -> str:
    """The Latin roots of the words of some texts of an imprint, each once; indexed beside their early stems."""
    return " ".join(set(map(_latin_roots.__getitem__, chain.from_iterable(texts))))
