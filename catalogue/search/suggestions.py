"""What to offer while a reader types: which headings answer a beginning, and which of them to show first; for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from catalogue.core.headings import bare_label, heading_key, split_heading
from catalogue.core.text import STOP_WORDS, fold
from catalogue.search.result import Suggestion
from catalogue.search.titles import PROPER, wholes_of

SHORTEST = 3  # letters; fewer say nothing
MOST_WORDS = 8
MOST_LETTERS = 100
DEFAULT_SIZE = 8
_ANY_LETTER = "q"

# What every engine looks at, so that all offer the same.
# kind → the text field where its words stand, and the fields that hold its headings: the next one where the first has none.
HEADINGS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "person": ("agents", ("persons", "owners")),
    "place": ("places", ("place_headings",)),
    "subject": ("subjects", ("subject_headings",)),
}
MOST_COUNTED = 2_000  # documents whose headings are counted; of more, one part of the sample is
COUNTED = 24  # headings of one field that are looked at, the most frequent of those documents
TITLES = 12  # titles that are just that, that begin so, that have the words: as many of each


class Beginning(NamedTuple):
    """What was typed so far: whole ``words``, then the ``last`` one, which may go on; ``spoken``: all of them, little ones too."""

    words: tuple[str, ...]
    last: str
    spoken: tuple[str, ...] = ()

    @property
    def has_end(self) -> bool:
        """Whether the last word is looked for: one letter after other words is left to :func:`answers`, half the words begin with one."""
        return not self.words or len(self.last) > 1

    @property
    def whole(self) -> str:
        """What a title proper is called, or begins with, in the index of whole titles."""
        return f"{PROPER}{wholes_of(self.spoken)[0]}"


class Candidate(NamedTuple):
    """Something that may be offered; fields as in :class:`~catalogue.search.result.Suggestion`."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a count, not tuple.count


def read_beginning(typed: str) -> Beginning | None:
    """What was typed, folded; little words between others are skipped. None where it is too short to offer anything."""
    typed = typed[:MOST_LETTERS].rstrip("*")
    goes_on = typed[-1:].isalnum()  # « libr » may become a word: it is not yet the short form of one
    words = fold(f"{typed}{_ANY_LETTER}" if goes_on else typed).split()[:MOST_WORDS]
    if goes_on and words:
        words[-1] = words[-1].removesuffix(_ANY_LETTER)
    if not words or len("".join(words)) < SHORTEST:
        return None
    return Beginning(tuple(word for word in words[:-1] if word not in STOP_WORDS), words[-1], tuple(words))


def answers(label: str, beginning: Beginning) -> bool:
    """Whether a heading has every word typed, in any order, and one that begins as the last."""
    words = fold(label).split()
    begun = any(word.startswith(beginning.last) for word in words if word not in STOP_WORDS or word == beginning.last)
    return begun and set(beginning.words).issubset(words)


def merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with one line for each value: counts added, the most frequent label kept."""
    best: dict[str, Candidate] = {}
    total: dict[str, int] = {}
    for candidate in candidates:
        total[candidate.value] = total.get(candidate.value, 0) + candidate.count
        if candidate.value not in best or best[candidate.value].count < candidate.count:
            best[candidate.value] = candidate
    return [found._replace(count=total[value]) for value, found in best.items()]


def first_answers(found: Iterable[Sequence[str]], beginning: Beginning) -> tuple[int, dict[str, str]]:
    """Of the headings of some fields, in turn, those that answer, of the first field that has some: (its place, the label of each key
    as it is written most)."""
    for place, values in enumerate(found):
        kept: dict[str, str] = {}
        for key, label in map(split_heading, values):
            if answers(label, beginning):
                kept.setdefault(key, label)
        if kept:
            return place, kept
    return 0, {}


def _joined(found: Mapping[str, Iterable[Candidate]]) -> dict[str, list[Candidate]]:
    """The candidates with a single entry for a town: the page of the place has what is about it as well."""
    kinds = {kind: list(candidates) for kind, candidates in found.items()}
    places = {one.value for one in kinds.get("place", ())}
    kinds["subject"] = [one for one in kinds.get("subject", ()) if heading_key(bare_label(one.label)) not in places]
    return kinds


def chosen(found: Mapping[str, Iterable[Candidate]], beginning: Beginning, *, size: int) -> tuple[Suggestion, ...]:
    """The best of each kind in turn until there are ``size``, then together by kind, the kind with the best one first.

    A heading that begins as what was typed comes before one that has it within; then the most frequent.
    """
    ranked = {kind: sorted(candidates, key=lambda one: _rank(one, beginning)) for kind, candidates in _joined(found).items()}
    ranked = dict(sorted(((kind, rows) for kind, rows in ranked.items() if rows), key=lambda entry: _rank(entry[1][0], beginning)))
    taken: dict[str, int] = dict.fromkeys(ranked, 0)
    room = size
    while room > 0 and any(taken[kind] < len(rows) for kind, rows in ranked.items()):
        for kind, rows in ranked.items():
            if room > 0 and taken[kind] < len(rows):
                taken[kind] += 1
                room -= 1
    return tuple(Suggestion(kind, *candidate) for kind, rows in ranked.items() for candidate in rows[: taken[kind]])


def _rank(candidate: Candidate, beginning: Beginning) -> tuple[bool, bool, bool, int, str]:
    folded = fold(candidate.label)
    exact = " ".join(beginning.spoken) in wholes_of(folded.split())
    words = [word for word in folded.split() if word not in STOP_WORDS]
    just_so = len(beginning.spoken) > len(beginning.words) + 1 and folded.startswith(" ".join(beginning.spoken))
    asked = (*beginning.words, beginning.last)
    begins = words[: len(asked) - 1] == list(asked[:-1]) and "".join(words[len(asked) - 1 : len(asked)]).startswith(asked[-1])
    return (not exact, not just_so, not begins, -candidate.count, candidate.label)
