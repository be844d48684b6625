"""Words that stand for one another: the table an editor keeps, in the form that reading a search needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from catalogue.core.places import french_place, modern_place
from catalogue.core.text import STOP_WORDS, fold

MAX_ALSO = 12  # other wordings looked for in one search, whatever the table holds
MAX_FOR_ONE = 6  # of one word
_LONGEST_TOWN = 3
MOST_WORDS = 4  # of one wording; longer ones are left out


class Wording(NamedTuple):
    """One way to say it: ``label`` as the editor wrote it, its folded ``words``."""

    label: str
    words: tuple[str, ...]


class Row(NamedTuple):
    """A row of the table: typing ``words`` looks for each of ``equivalents`` as well; ``both_ways``: and each for all the others."""

    words: str
    equivalents: tuple[str, ...]
    both_ways: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Synonyms:
    """What each wording stands for. Two of one ``version`` are equal; made by :func:`synonyms_of`."""

    version: str = ""
    others: Mapping[tuple[str, ...], tuple[Wording, ...]] = field(default_factory=dict, repr=False)
    longest: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Synonyms) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def at(self, words: Sequence[str], position: int) -> tuple[int, tuple[Wording, ...]]:
        """The longest wording of the table that begins at ``position`` of the folded ``words``: (its length, what to look for as well).

        (1, ()) where there is none; a plural is found under its singular. The Latin name of a town, and the English one of a place,
        stand for the French one, whatever the table.
        """
        for length in range(min(self.longest, len(words) - position), 0, -1):
            found = self.others.get(tuple(_singular(word) for word in words[position : position + length]))
            if found:
                return length, found
        return _town_at(words, position)


NO_SYNONYMS = Synonyms()


def _town_at(words: Sequence[str], position: int) -> tuple[int, tuple[Wording, ...]]:
    for length in range(min(_LONGEST_TOWN, len(words) - position), 0, -1):
        typed = tuple(words[position : position + length])
        town = modern_place(typed) or french_place(typed)
        if town and tuple(fold(town).split()) != typed:
            return length, (Wording(town, meaning(tuple(fold(town).split()))),)
    return 1, ()


def synonyms_of(rows: Iterable[Row], *, version: str) -> Synonyms:
    """The table of these rows; wordings without a word, or of too many, are left out."""
    others: dict[tuple[str, ...], dict[tuple[str, ...], Wording]] = {}
    for row in rows:
        wordings = [wording for label in (row.words, *row.equivalents) if (wording := _wording(label))]
        if not wordings or wordings[0].label != row.words.strip():
            continue
        for typed in wordings if row.both_ways else wordings[:1]:
            known = others.setdefault(_key(typed), {})
            for wording in wordings:
                if _key(wording) != _key(typed):
                    known.setdefault(_key(wording), wording)
    kept = {key: tuple(found.values())[:MAX_FOR_ONE] for key, found in others.items() if found}
    return Synonyms(version, kept, max(map(len, kept), default=0))


def _wording(label: str) -> Wording | None:
    label = label.strip()
    words = tuple(fold(label).split())
    return Wording(label, meaning(words)) if 0 < len(words) <= MOST_WORDS else None


def _key(wording: Wording) -> tuple[str, ...]:
    return tuple(_singular(word) for word in fold(wording.label).split())


def meaning(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the little ones, unless nothing else is there."""
    return tuple(word for word in words if word not in STOP_WORDS) or words


def _singular(word: str) -> str:
    """A folded word without the mark of its plural, as far as spelling tells."""
    if len(word) > 4 and word.endswith("aux"):
        return f"{word[:-3]}al" if not word.endswith("eaux") else word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
