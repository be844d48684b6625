"""Titles: what important words are left over on the side where fewer are, in words of the other's whole statement."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.clustering.traits import Traits
from catalogue.clustering.weights import weight

LEVELS = ("equal", "completed", "contained", "briefly_contained", "another_form", "missing", "spelt", "little_left", "left")
_TELLING = 8  # the weight of a title that is itself wherever it is contained
_SPELT, _LITTLE = 3, 6
_OPENED = 5  # letters of a word that is looked for among words parted otherwise
_SHORT, _LONG = 4, 9


def title_level(a: Traits, b: Traits) -> str:
    """How the titles of two documents compare."""
    if not a.title or not b.title:
        return "equal" if a.main == b.main and a.numbers == b.numbers and a.main else "missing"
    less, more = sorted((left_over(a, b), left_over(b, a)))
    if not less:
        if not more:
            return "equal"
        if set(a.main) == set(b.main):
            return "completed"
        shorter = min(sum(map(weight, a.title)), sum(map(weight, b.title)))
        return "contained" if shorter >= _TELLING else "briefly_contained"
    if _in_another_form(a, b) or _in_another_form(b, a):
        return "another_form"
    return "spelt" if less <= _SPELT else "little_left" if less <= _LITTLE else "left"


def left_over(a: Traits, b: Traits) -> int:
    """The weight of the words of ``a``'s title that have no near equal in what ``b`` says; counted until it is more than a little."""
    if a.title == b.title:
        return 0
    said, left = _set(b.statement), 0
    for word in a.title:
        if word not in said and not _is_near(word, b.statement, b.squeezed):
            left += weight(word)
            if left > _LITTLE:
                break
    return left


@lru_cache(maxsize=4096)
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


def _is_near(word: str, said: Collection[str], squeezed: str) -> bool:
    """Whether a word is there under another spelling, or parted otherwise ("co-operation", "New-York")."""
    length = len(word)
    if length < _SHORT:
        return False
    if length >= _OPENED and word in squeezed:
        return True
    most = 1 if length < _LONG else 2
    return process.extractOne(word, said, scorer=OSA.distance, score_cutoff=most) is not None


def _in_another_form(a: Traits, b: Traits) -> bool:
    """Whether the title of one is a form that the other gives too: parallel, uniform, of the cover."""
    return bool(a.other_titles) and " ".join(b.main) in a.other_titles
