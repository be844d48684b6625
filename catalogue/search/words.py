"""What a reader typed, read: words, groups kept together, words left out, call numbers and identifiers. Nothing typed is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.core.places import modern_place
from catalogue.core.text import STOP_WORDS, fold
from catalogue.search.codes import typed_call_number, typed_identifiers
from catalogue.search.dates import FoundDate, find_dates
from catalogue.search.request import SearchRequest
from catalogue.search.result import TypedDate, Understood
from catalogue.search.synonyms import MAX_ALSO, NO_SYNONYMS, Synonyms, meaning

MAX_WORDS = 32
MAX_BYTES = 1024

_PIECE = re.compile(r"""(?P<minus>(?<!\S)-)?(?:["“”«](?P<phrase>[^"“”«»]*)["“”»]?|(?P<chunk>[^\s"“”«»]+))""")
_FIGURE = re.compile(r"\d")
# In capitals among other words, as library catalogues have them: « lyon OU grenoble ».
_AND, _OR = frozenset({"ET", "AND"}), frozenset({"OU", "OR"})


@dataclass(frozen=True, slots=True)
class Group:
    """Words that must all be found, unless the notice answers in another way: all the words of one wording of ``either``, which is
    asked for as much, or of ``also``; years that meet ``years``, both included; one of ``identifiers`` or ``call_number``, which
    name it by itself.

    ``also`` (synonyms, and other ways to write a date) ranks below the words, years within ``years`` above. ``latin``: the words are
    the Latin name of the town that ``also`` begins with, as imprints have it.
    """

    words: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    call_number: str = ""
    also: tuple[tuple[str, ...], ...] = ()
    years: tuple[int, int] | None = None
    either: tuple[tuple[str, ...], ...] = ()
    latin: bool = False

    def or_else(self, other: Group) -> Group:
        """This group or the ``other`` one, neither of years."""
        call_number = self.call_number or other.call_number
        either = (*self.either, other.words, *other.either)
        return Group(self.words, self.identifiers + other.identifiers, call_number, self.also + other.also, None, either)


@dataclass(frozen=True, slots=True)
class Words:
    """A search read. Every group and phrase is required, no exclusion may be there; ``codes`` is what the whole may name.

    ``kept``: words as typed. ``dates`` and ``synonyms`` as in :class:`~catalogue.search.result.Understood`.
    """

    groups: tuple[Group, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    codes: Group = Group(())
    kept: tuple[str, ...] = ()
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
    def marked(self) -> tuple[str, ...]:
        """Every word that may be why a notice was found, to be marked in its texts."""
        found = [word for group in self.groups for wording in _wordings(group) for word in wording if _says(word, group)]
        return tuple(dict.fromkeys(found + [word for phrase in self.phrases for word in phrase]))

    @property
    def periods(self) -> tuple[tuple[int, int], ...]:
        """The spans of years asked for."""
        return tuple(group.years for group in self.groups if group.years)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is required and nothing is left out."""
        return not (self.groups or self.phrases or self.excluded)


def cut_to_limit(text: str) -> tuple[str, bool]:
    """``text`` within :data:`MAX_BYTES` of UTF-8, and whether something was cut."""
    raw = text.encode("utf-8", "ignore")
    return (raw[:MAX_BYTES].decode("utf-8", "ignore"), True) if len(raw) > MAX_BYTES else (raw.decode(), False)


def read_words(text: str, *, synonyms: Synonyms = NO_SYNONYMS, dates: bool = True) -> Words:
    """Read what was typed. Words of little meaning (« de », « la ») are required only where there is nothing else.

    ``dates``: whether dates are years as well as words, and ET and OU in capitals are not words, as in the box; between quotes, or
    after a dash, they are words.
    """
    text, cut = cut_to_limit(text)
    pieces = list(_PIECE.finditer(text))
    reading = _Reading(cut, synonyms, _dates(text, pieces) if dates else [], operators=dates and text != text.upper())
    for match in pieces:
        if reading.room() <= 0:
            reading.cut = True
            break
        reading.take(match)
    reading.flush()
    return reading.words(text)


def read_request(request: SearchRequest) -> Words:
    """The words of the box, read with the request's synonyms."""
    return read_words(request.words, synonyms=request.synonyms)


def _wordings(group: Group) -> tuple[tuple[str, ...], ...]:
    return (group.words, *group.either, *group.also)


def _says(word: str, group: Group) -> bool:
    """Whether a word is worth marking: of « 16e siècle », the number."""
    return group.years is None or bool(_FIGURE.search(word)) or (len(word) > 2 and word != "siecle" and len(group.words) < 3)


def _dates(text: str, pieces: list[re.Match[str]]) -> list[FoundDate]:
    """The dates outside quotes and exclusions."""
    plain = list(text)
    for match in pieces:
        if match["minus"] or match["phrase"] is not None:
            plain[match.start() : match.end()] = "\x00" * (match.end() - match.start())
    return list(find_dates("".join(plain)))


class _Reading:
    """The state of one pass over the pieces typed."""

    def __init__(self, cut: bool, synonyms: Synonyms, dates: list[FoundDate], *, operators: bool) -> None:
        self.cut = cut
        self.operators = operators
        self.alternative = False
        self.table = synonyms
        self.dates = dates
        self.groups: list[Group] = []
        self.phrases: list[tuple[str, ...]] = []
        self.excluded: list[tuple[str, ...]] = []
        self.plain: list[str] = []
        self.kept: list[str] = []
        self.dated: list[TypedDate] = []
        self.synonyms: dict[str, tuple[str, ...]] = {}
        self.used = self.also = 0

    def room(self) -> int:
        return MAX_WORDS - self.used

    def take(self, match: re.Match[str]) -> None:
        date = next((date for date in self.dates if date.at < match.end() and match.start() < date.to), None)
        if date is not None:
            self.take_date(date)
            return
        raw = match["phrase"] if match["phrase"] is not None else match["chunk"]
        if self.operators and match["chunk"] in _AND | _OR and (self.plain or self.groups or self.phrases):
            self.take_operator(raw)
            return
        found = tuple(fold(raw).split())
        if not found:
            return
        if len(found) > self.room():
            found, self.cut = found[: self.room()], True
        self.used += len(found)
        if match["minus"]:
            self.excluded.append(found)
        elif match["phrase"] is not None:
            self.flush()
            self.alternative = False
            self.phrases.append(found)
        elif _FIGURE.search(raw):
            if self.plain:  # « vol. 1 » is volume 1
                self.plain[-1] = fold(f"{self.plain[-1]} {raw}").removesuffix(" ".join(found)).strip() or self.plain[-1]
            self.flush()
            self.kept.append(raw)
            self.add(Group(found, typed_identifiers(raw), typed_call_number(raw)))
        else:
            self.kept.append(raw)
            self.plain.append(raw)

    def take_operator(self, raw: str) -> None:
        """What was typed before goes with all that follows, or is one of two ways to answer with the word that follows."""
        self.flush()
        self.kept.append(raw)
        self.alternative = raw in _OR and bool(self.groups)

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
        words = fold(" ".join(self.plain)).split()
        self.plain = []
        position = 0
        while position < len(words):
            length, others = self.table.at(words, position)
            others = others[: max(MAX_ALSO - self.also, 0)]
            typed = tuple(words[position : position + (length if others else 1)])
            if others:
                self.also += len(others)
                self.synonyms[" ".join(typed)] = tuple(wording.label for wording in others)
                typed = meaning(typed)
            self.add(Group(typed, also=tuple(wording.words for wording in others), latin=bool(others and modern_place(typed))))
            position += length if others else 1

    def words(self, text: str) -> Words:
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
            tuple(self.dated),
            tuple(self.synonyms.items()),
            self.cut,
        )


def understood(request: SearchRequest, words: Words) -> Understood:
    """How the request was read, for the page to show."""
    return Understood(
        words=words.kept,
        phrases=tuple(" ".join(phrase) for phrase in words.phrases),
        excluded=tuple(" ".join(found) for found in words.excluded),
        fields=request.fields,
        dates=words.dates,
        synonyms=words.synonyms,
        cut=words.cut,
    )
