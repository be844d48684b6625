"""A search as it was read: groups of words, phrases, what is left out, and how notices may answer each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.core.rules.dates import centuries_of
from catalogue.search.meanings import Meaning
from catalogue.search.result import Offer, TypedDate

_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Group:
    """Words that must all be found, unless the notice answers in another way: all the words of one wording of ``either``, which is
    asked for as much, or of ``also``; years that meet ``years``, both included; one of ``identifiers`` or ``call_number``, which
    name it by itself.

    ``also`` (synonyms, and other ways to write a date) ranks below the words, years within ``years`` above. ``latin``: the words are
    the Latin name of the town that ``also`` begins with, as imprints have it. ``prefix``: what a word may begin by, for « biblio* ».
    ``forms``: other ways to write the one word (numbers).
    ``meaning``: what the words say beside being words. ``weak``: the first to be done without where too little is found.
    ``typed``: the words with the little ones among them.
    """

    words: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    call_number: str = ""
    also: tuple[tuple[str, ...], ...] = ()
    years: tuple[int, int] | None = None
    either: tuple[tuple[str, ...], ...] = ()
    latin: bool = False
    prefix: str = ""
    forms: tuple[str, ...] = ()
    meaning: Meaning | None = None
    weak: bool = False
    typed: tuple[str, ...] = ()

    def or_else(self, other: Group) -> Group:
        """This group or the ``other`` one, neither of years."""
        call_number = self.call_number or other.call_number
        either = (*self.either, other.words, *other.either)
        return Group(self.words, self.identifiers + other.identifiers, call_number, self.also + other.also, None, either)


@dataclass(frozen=True, slots=True)
class Words:
    """A search read. Every group and phrase is required, no exclusion may be there; ``codes`` is what the whole may name.

    ``kept``: words as typed; ``spoken``: all of them folded, little ones too, in the order typed, without dates apart. ``dashes``: whether
    a word was left out by a dash. ``dates`` and ``synonyms`` as in :class:`~catalogue.search.result.Understood`.
    """

    groups: tuple[Group, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    codes: Group = Group(())
    kept: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    dashes: bool = False
    dates: tuple[TypedDate, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    cut: bool = False

    @property
    def ranking(self) -> tuple[str, ...]:
        """The required words, each once, in their order; dates rank by their years."""
        asked = [group for group in self.groups if group.years is None]
        found = [word for group in asked for wording in (group.words, *group.either) for word in wording]
        return tuple(dict.fromkeys(found + [word for phrase in self.phrases for word in phrase]))

    @property
    def goes_on(self) -> bool:
        """Whether the last word typed is the beginning of one: « le mond* »."""
        return bool(self.groups and self.spoken) and self.groups[-1].prefix == self.spoken[-1]

    @property
    def marked(self) -> tuple[str, ...]:
        """Every word that may be why a notice was found, to be marked in its texts."""
        found = [word for group in self.groups for wording in _wordings(group) for word in wording if _says(word, group)]
        return tuple(dict.fromkeys(found + [word for phrase in self.phrases for word in phrase]))

    @property
    def periods(self) -> tuple[tuple[int, int], ...]:
        """The spans of years asked for."""
        return tuple(group.years for group in self.groups if group.years)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The filters that some of the words name."""
        centuries = [(" ".join(group.words), centuries_of(group.years)) for group in self.groups if group.years]
        dated = tuple(Offer(typed, (("century", str(found[0])),)) for typed, found in centuries if len(found) == 1 and "siecle" in typed)
        named = [(" ".join(group.words), group.meaning) for group in self.groups if group.meaning]
        return dated + tuple(Offer(typed, meaning.filters, meaning.years) for typed, meaning in named if meaning.filters or meaning.years)

    @property
    def has_weak(self) -> bool:
        """Whether some of the groups may be done without, and others not."""
        return 0 < len(self.strong) < len(self.groups)

    @property
    def strong(self) -> tuple[Group, ...]:
        """The groups that say what is looked for; where none does, those that name a kind or an age, or all of them."""
        told = tuple(group for group in self.groups if group.meaning and (group.meaning.widens or group.meaning.years))
        return tuple(group for group in self.groups if not group.weak) or told or self.groups

    @property
    def kinds(self) -> tuple[Group, ...]:
        """The groups that name a kind of document, which answers them by being one."""
        return tuple(group for group in self.groups if group.meaning and group.meaning.widens)


def _wordings(group: Group) -> tuple[tuple[str, ...], ...]:
    return (group.words, *((form,) for form in group.forms), *group.either, *group.also)


def _says(word: str, group: Group) -> bool:
    """Whether a word is worth marking: of « 16e siècle », the number."""
    return group.years is None or bool(_FIGURE.search(word)) or (len(word) > 2 and word != "siecle" and len(group.words) < 3)
