"""Words for matching: folded, in one early spelling, without plural; those that say nothing left out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from catalogue.core.tables import rows
from catalogue.core.text import STOP_WORDS, early, fold

TABLES = Path(__file__).parent.parent / "tables"
_SHORTEST_PLURAL = 4


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list of ``words.csv``, as :func:`words_of` gives them."""
    return frozenset(word for row in rows("words", folder=TABLES) if row["list"] == name for word in words_of(row["words"]))


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A folded word in the one spelling that matching compares: « vies » and « vie », « roys » and « roi » are the same."""
    word = early(_abbreviations().get(word, word))
    if len(word) >= _SHORTEST_PLURAL and word[-1] in "sxz" and word[-2] not in "s":
        word = word[:-1]
    return word


@cache
def _abbreviations() -> dict[str, str]:
    return {row["short"]: row["long"] for row in rows("abbreviations", folder=TABLES)}


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """:func:`~catalogue.core.text.fold`, kept while a record is read: its title is asked for four times."""
    return fold(text)


def words_of(text: str) -> list[str]:
    """Every word of a text, in the spelling that matching compares."""
    return [plain(word) for word in folded(text).split()]


def important(words: Iterable[str]) -> tuple[str, ...]:
    """The words that say something, each once, in order."""
    stop = _stop_words()
    return tuple(dict.fromkeys(word for word in words if word not in stop and (len(word) > 1 or word.isdecimal())))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(plain(word) for word in STOP_WORDS) | listed("stop")
