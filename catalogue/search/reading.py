"""One pass over what a reader typed: the words side by side, the operators, the dates, and the groups that they make."""

from __future__ import annotations

import re

from catalogue.core.ideograms import cut
from catalogue.core.numerals import also_written
from catalogue.core.places import modern_place
from catalogue.core.text import STOP_WORDS, fold
from catalogue.search.codes import typed_call_number, typed_identifiers
from catalogue.search.dates import FoundDate
from catalogue.search.groups import Group, Words
from catalogue.search.meanings import meaning_at
from catalogue.search.result import TypedDate
from catalogue.search.synonyms import MAX_ALSO, Synonyms
from catalogue.search.synonyms import meaning as without_little_words

MAX_WORDS = 32
MOST_FORMS = 24  # other ways to write numbers, in one search

_FIGURE = re.compile(r"\d")
_THOUSANDS = re.compile(r"\d{5,6}")  # « 20000 lieues » are « 20 000 lieues »
_BEGINNING = re.compile(r"\w{2,}\*$")
_MARKS = re.compile(r"[\"“”«»*]")
# In capitals among other words, as library catalogues have them: « lyon OU grenoble », « lyon SAUF gare ».
_AND, _OR, _NOT = frozenset({"ET", "AND"}), frozenset({"OU", "OR"}), frozenset({"SAUF", "NOT", "NON"})
_OPERATORS = _AND | _OR | _NOT
_ELISIONS = frozenset("cdjlmnst")
_BEGINS_BY_A_VOWEL = re.compile(r"[aeiouyh]")


def _is_elision(words: tuple[str, ...], position: int) -> bool:
    """Whether a letter alone is what an apostrophe typed as a space has left: « l abbaye »."""
    following = words[position + 1 : position + 2]
    return words[position] in _ELISIONS and bool(following) and _BEGINS_BY_A_VOWEL.match(following[0]) is not None


class Reading:
    """The state of one pass over the pieces typed (:func:`catalogue.search.words.read_words`)."""

    def __init__(self, cut: bool, synonyms: Synonyms, dates: list[FoundDate], *, operators: bool) -> None:
        self.cut = cut
        self.operators = operators
        self.alternative = self.excluding = self.dashes = False
        self.table = synonyms
        self.dates = dates
        self.groups: list[Group] = []
        self.phrases: list[tuple[str, ...]] = []
        self.excluded: list[tuple[str, ...]] = []
        self.plain: list[str] = []
        self.kept: list[str] = []
        self.dated: list[TypedDate] = []
        self.synonyms: dict[str, tuple[str, ...]] = {}
        self.used = self.also = self.formed = 0

    def room(self) -> int:
        """How many words more may be looked for."""
        return MAX_WORDS - self.used

    def take(self, match: re.Match[str]) -> None:
        """One piece: a date, words kept together, a word."""
        date = next((date for date in self.dates if date.at < match.end() and match.start() < date.to), None)
        if date is not None:
            self.take_date(date)
            return
        raw = match["phrase"] if match["phrase"] is not None else match["chunk"]
        if self.operators and match["chunk"] in _OPERATORS and (self.plain or self.groups or self.phrases):
            self.take_operator(raw)
            return
        found = tuple(cut(fold(raw).split()))
        if not found:
            return
        if len(found) > self.room():
            found, self.cut = found[: self.room()], True
        self.used += len(found)
        if match["minus"] or self.excluding:
            self.dashes, self.excluding = self.dashes or not self.excluding, False
            self.excluded.append(found)
        elif match["phrase"] is not None:
            self.flush()
            self.alternative = False
            self.phrases.append(found)
        elif _BEGINNING.search(raw) and len(found) == 1:
            self.flush()
            self.kept.append(raw)
            self.add(Group(found, prefix=found[0]))
        elif _FIGURE.search(raw):
            before = fold(self.plain[-1]).split()[-1:] if self.plain else []
            if self.plain:  # « vol. 1 » is volume 1
                self.plain[-1] = fold(f"{self.plain[-1]} {raw}").removesuffix(" ".join(found)).strip() or self.plain[-1]
            self.flush()
            self.kept.append(raw)
            forms = self.forms(found[0], "".join(before)) if len(found) == 1 else ()
            also = ((found[0][:-3], found[0][-3:]),) if _THOUSANDS.fullmatch(found[0]) and len(found) == 1 else ()
            self.add(Group(found, typed_identifiers(raw), typed_call_number(raw), also=also, forms=forms))
        else:
            self.kept.append(raw)
            self.plain.append(raw)

    def take_operator(self, raw: str) -> None:
        """What was typed before goes with all that follows, or is one of two ways to answer with the word that follows."""
        self.flush()
        self.kept.append(raw)
        self.alternative = raw in _OR and bool(self.groups)
        self.excluding = raw in _NOT

    def add(self, group: Group) -> None:
        """A group more, or another way to answer the last one."""
        if self.alternative and group.years is None and self.groups[-1].years is None:
            self.groups[-1] = self.groups[-1].or_else(group)
        else:
            self.groups.append(group)
        self.alternative = False

    def take_date(self, date: FoundDate) -> None:
        """The date at its first piece; its other pieces go with it."""
        if date.date in self.dated:
            return
        self.flush()
        self.dated.append(date.date)
        self.used += len(date.words)
        typed = date.date.text
        self.add(Group(date.words, typed_identifiers(typed), typed_call_number(typed), date.also, (date.date.start, date.date.end)))

    def flush(self) -> None:
        """Fold the plain words typed side by side together, so that « tome IV » is seen whole and « musique imprimée » has its synonyms."""
        words = tuple(cut(fold(" ".join(self.plain)).split()))
        self.plain = []
        position = 0
        while position < len(words):
            position += self.take_words(words, position)

    def take_words(self, words: tuple[str, ...], position: int) -> int:
        """The group that begins at ``position``; how many words it is made of."""
        if _is_elision(words, position):
            return 1
        length, others = self.table.at(words, position)
        said, meaning = meaning_at(words, position)
        if meaning and said >= length:
            length, others = said, others if said == length else ()
        others = others[: max(MAX_ALSO - self.also, 0)]
        typed = words[position : position + (length if others or meaning else 1)]
        length = len(typed)
        if others:
            self.also += len(others)
            self.synonyms[" ".join(typed)] = tuple(wording.label for wording in others)
        plain = without_little_words(typed) if len(typed) > 1 or others else typed
        forms = self.forms(typed[0], words[position - 1] if position else "") if length == 1 else ()
        weak = meaning is not None or (length == 1 and len(typed[0]) == 1 and typed[0].isascii())
        also = tuple(wording.words for wording in others)
        latin = bool(others and modern_place(typed))
        self.add(Group(plain, also=also, latin=latin, forms=forms, meaning=meaning, weak=weak, typed=typed))
        return length

    def forms(self, word: str, before: str) -> tuple[str, ...]:
        """Other ways to write a number, while there is room for some."""
        found = also_written(word, before)[: max(MOST_FORMS - self.formed, 0)]
        self.formed += len(found)
        return found

    def words(self, text: str) -> Words:
        """What was read of the whole ``text``."""
        self.flush()
        required = [group for group in self.groups if not STOP_WORDS.issuperset(group.words)]
        required = required if required or self.phrases else self.groups
        unique = tuple(dict.fromkeys(required))
        codes = Group((), typed_identifiers(text), typed_call_number(text)) if unique and not self.phrases else Group(())
        return Words(
            unique,
            tuple(self.phrases),
            tuple(self.excluded),
            codes,
            tuple(self.kept),
            tuple(cut(fold(_MARKS.sub(" ", text)).split())) if not self.excluded else (),
            self.dashes,
            tuple(self.dated),
            tuple(self.synonyms.items()),
            self.cut,
        )
