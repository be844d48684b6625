"""Words of a search that say what kind of thing is looked for: a type, a language, an age, or nothing at all (« je cherche un livre »).

They are words like others as long as notices have them; where too little is found they are done without, and each one that is a
filter is offered as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from catalogue.core.tables import rows
from catalogue.core.text import EARLY_UNTIL, fold
from catalogue.search.dates import FIRST

OLD = (FIRST, EARLY_UNTIL)
_LONGEST = 5  # words
_SHORT = 3  # letters: a word is seldom the name of a language
_AFTER_A_NAME = re.compile(r"\s*[,;(].*")
_LANGUAGE_AFTER = frozenset({"en", "in"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words say beside being words: ``filters`` are (facet, value) pairs of one facet, ``years`` a period; neither for
    words that say nothing. ``widens``: what the filter keeps answers the words by itself, as a map answers « carte »."""

    filters: tuple[tuple[str, str], ...] = ()
    years: tuple[int, int] | None = None
    widens: bool = False


@cache
def _table() -> dict[tuple[str, ...], Meaning]:
    """The meaning of each wording, folded, in French and in English."""
    found: dict[tuple[str, ...], Meaning] = {}
    for row in rows("search_words"):
        for words in row["words"].split(";"):
            found[tuple(fold(words).split())] = _meaning(row["kind"], row["values"].split())
    return found


def _meaning(kind: str, values: list[str]) -> Meaning:
    if kind == "type":
        return Meaning(tuple(("document_type", value) for value in values), widens=not {"book", "text"} & set(values))
    return Meaning(years=OLD) if kind == "old" else Meaning()


@cache
def _languages() -> dict[tuple[str, ...], str]:
    """The names of languages, folded, in French and in English."""
    found: dict[tuple[str, ...], str] = {}
    for row in rows("languages"):
        for name in (row["label_fr"], row["label"]):
            words = tuple(fold(_AFTER_A_NAME.sub("", name)).split())
            if words and len(words[0]) > _SHORT:
                found.setdefault(words, row["code"])
    return found


def meaning_at(words: tuple[str, ...], position: int) -> tuple[int, Meaning | None]:
    """The longest wording that means something from ``position`` of the folded ``words`` on: (its length, what it means)."""
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        typed = words[position : position + length]
        if typed in _table():
            return length, _table()[typed]
        if typed in _languages():
            said = position > 0 and words[position - 1] in _LANGUAGE_AFTER
            return length, Meaning((("language", _languages()[typed]),), widens=said)
    return 1, None
