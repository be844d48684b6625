"""Numbers as titles and extents write them: figures, Roman numerals, words; the volume or part that a title names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from catalogue.clustering.normalising.words import TABLES, folded, listed, plain
from catalogue.core.dates.roman import from_roman
from catalogue.core.tables import rows
from catalogue.core.text import fold

_NUMERAL = re.compile(r"(?:\d{1,9}|[ivxlc]{1,8})")
# « vie » is a word before it is a sixth.
_ORDINAL = re.compile(r"(?!vie$)(\d{1,4}|[ivx]{1,7})(?:st|nd|rd|th|d|e|eme|ieme|er|ere|re)")
# Words that only look like a numeral.
_NOT_NUMERALS = frozenset(["i", "l", "c", "d", "m", "v", "x", "li", "di", "ci", "mi", "vi", "civil", "mil", "mix", "dix", "vie"])
_HIGHEST_ROMAN = 60
_LONE = ("i", "v", "x", "l", "c", "d")  # numbers where a volume is named


@cache
def _in_words() -> dict[str, int]:
    return {plain(word): int(row["number"]) for row in rows("numbers", folder=TABLES) for word in fold(row["words"]).split()}


@lru_cache(maxsize=16384)
def number_of(word: str) -> int:
    """The number that a folded word stands for, 0 for none: "12", "xii", "3rd", "second", "deuxieme"."""
    if word.isdecimal():
        return int(word[:9])
    if (ordinal := _ORDINAL.fullmatch(word)) and word not in _NOT_NUMERALS:
        number = int(ordinal[1]) if ordinal[1].isdecimal() else from_roman(ordinal[1]) or 0
        if number and (ordinal[1].isdecimal() or 1 < number <= _HIGHEST_ROMAN):
            return number
    if _NUMERAL.fullmatch(word) and word not in _NOT_NUMERALS:
        number = from_roman(word) or 0
        return number if number <= _HIGHEST_ROMAN else 0
    return _in_words().get(plain(word), 0)


def numbers_in(text: str) -> tuple[str, ...]:
    """Every number of a title, in figures, each once, sorted: those that name a part, and any other but one alone ("one")."""
    found = set()
    words = folded(text).split()
    for place, word in enumerate(words):
        number = number_of(word)
        if not number and place and word in _LONE and plain(words[place - 1]) in listed("volume"):
            number = from_roman(word) or 0
        if not number or (place + 1 < len(words) and plain(words[place + 1]) in listed("acts")):
            continue  # how many acts a play has tells no edition from another
        if number > 1 or word.isdecimal() or (place and plain(words[place - 1]) in listed("volume")):
            found.add(str(number))
    return tuple(sorted(found))


def volumes_in(text: str, *, alone: bool = False) -> tuple[str, ...]:
    """The numbers of the volumes or parts that a text names: "Tome II" and "vol. 2" give "2".

    ``alone``: the text is nothing but a designation of part, so that any number in it counts.
    """
    words = folded(text).split()
    found = set()
    for place, word in enumerate(words):
        if not number_of(word) and word not in _LONE:
            continue
        before = plain(words[place - 1]) if place else ""
        after = plain(words[place + 1]) if place + 1 < len(words) else ""
        number = number_of(word) or (from_roman(word) if word in ("i", "v", "x") and (before in listed("volume") or alone) else 0)
        named = before in listed("volume") or (not _NUMERAL.fullmatch(word) and after in listed("volume"))
        if number and (named or alone) and number < 1000:
            found.add(str(number))
    return tuple(sorted(found))
