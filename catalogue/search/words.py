"""What a reader typed, read: words, groups kept together, words left out, call numbers and identifiers. Nothing typed is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.core.text import STOP_WORDS, fold
from catalogue.search.codes import typed_call_number, typed_identifiers
from catalogue.search.request import SearchRequest
from catalogue.search.result import Understood

MAX_WORDS = 32
MAX_BYTES = 1024

_PIECE = re.compile(r"""(?P<minus>(?<!\S)-)?(?:["“”«](?P<phrase>[^"“”«»]*)["“”»]?|(?P<chunk>[^\s"“”«»]+))""")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Group:
    """Words that must all be found, unless one of ``identifiers`` or ``call_number`` names the notice by itself."""

    words: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    call_number: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A search read. Every group and phrase is required, no exclusion may be there; ``codes`` is what the whole may name.

    ``texts`` and ``kept`` are folded and as-typed words. ``ranking``: all the required words in their order, for closeness.
    """

    groups: tuple[Group, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    codes: Group = Group(())
    kept: tuple[str, ...] = ()
    cut: bool = False

    @property
    def ranking(self) -> tuple[str, ...]:
        """The required words, each once, in their order."""
        found = [word for group in self.groups for word in group.words] + [word for phrase in self.phrases for word in phrase]
        return tuple(dict.fromkeys(found))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is required and nothing is left out."""
        return not (self.groups or self.phrases or self.excluded)


def cut_to_limit(text: str) -> tuple[str, bool]:
    """``text`` within :data:`MAX_BYTES` of UTF-8, and whether something was cut."""
    raw = text.encode("utf-8", "ignore")
    return (raw[:MAX_BYTES].decode("utf-8", "ignore"), True) if len(raw) > MAX_BYTES else (raw.decode(), False)


def read_words(text: str) -> Words:
    """Read what was typed. Words of little meaning (« de », « la ») are required only where there is nothing else."""
    text, cut = cut_to_limit(text)
    reading = _Reading(cut)
    for match in _PIECE.finditer(text):
        if reading.room() <= 0:
            reading.cut = True
            break
        reading.take(match)
    reading.flush()
    return reading.words(text)


class _Reading:
    """The state of one pass over the pieces typed."""

    def __init__(self, cut: bool) -> None:
        self.cut = cut
        self.groups: list[Group] = []
        self.phrases: list[tuple[str, ...]] = []
        self.excluded: list[tuple[str, ...]] = []
        self.plain: list[str] = []
        self.kept: list[str] = []
        self.used = 0

    def room(self) -> int:
        return MAX_WORDS - self.used

    def take(self, match: re.Match[str]) -> None:
        raw = match["phrase"] if match["phrase"] is not None else match["chunk"]
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
            self.phrases.append(found)
        elif _FIGURE.search(raw):
            self.flush()
            self.kept.append(raw)
            self.groups.append(Group(found, typed_identifiers(raw), typed_call_number(raw)))
        else:
            self.kept.append(raw)
            self.plain.append(raw)

    def flush(self) -> None:
        """Fold the plain words typed side by side together, so that « tome IV » is seen whole."""
        self.groups += [Group((word,)) for word in fold(" ".join(self.plain)).split()]
        self.plain = []

    def words(self, text: str) -> Words:
        meaning = [group for group in self.groups if not STOP_WORDS.issuperset(group.words)]
        required = meaning if meaning or self.phrases else self.groups
        unique = tuple(dict.fromkeys(required))
        codes = Group((), typed_identifiers(text), typed_call_number(text)) if unique and not self.phrases else Group(())
        return Words(unique, tuple(self.phrases), tuple(self.excluded), codes, tuple(self.kept), self.cut)


def understood(request: SearchRequest, words: Words) -> Understood:
    """How the request was read, for the page to show."""
    return Understood(
        words=words.kept,
        phrases=tuple(" ".join(phrase) for phrase in words.phrases),
        excluded=tuple(" ".join(found) for found in words.excluded),
        fields=request.fields,
        cut=words.cut,
    )
