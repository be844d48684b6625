"""Judged queries on real records, draws of known items, and how many of them each way to search answers first, among three, among ten."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.core.description import Description
from catalogue.core.text import STOP_WORDS, fold
from tests.judged.corpus import corpus, title_parts, titles

QUERIES = Path(__file__).with_name("real.toml")
DRAWS = 250
SEED = 1789
KNOWN_ITEMS = ("whole title", "three words", "author, two words")
TEN = 10

Ranked = Callable[[str], Sequence[int]]  # what was typed → the numbers of the first ten records


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query and the records that answer it."""

    typed: str
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of some queries that are answered first, among three, among ten; ``lost``: those not answered first, with the rank."""

    first: float
    three: float
    ten: float
    lost: tuple[tuple[str, int], ...]


# What a judgement may say of a record; all that it says must hold.
_TESTS: Mapping[str, Callable[[Description, Any], bool]] = {
    "title_is": lambda one, said: fold(said) in {fold(one.title), fold(" ".join(title_parts(one)))},
    "title": lambda one, said: _has([title.value for title in one.titles], said),
    "agent": lambda one, said: _has([agent.name for agent in one.agents], said),
    "subject": lambda one, said: _has([subject.value for subject in one.subjects], said),
    "place": lambda one, said: _has([place for found in one.publications for place in found.places], said),
    "publisher": lambda one, said: _has([name for found in one.publications for name in found.names], said),
    "note": lambda one, said: _has([note.value for note in one.notes], said),
    "type": lambda one, said: one.document_type in said,
    "language": lambda one, said: said in {language.code for language in one.languages},
    "years": lambda one, said: any(date.start is not None and said[0] <= date.start <= said[1] for date in one.dates),
    "identifier": lambda one, said: any(said in identifier.value for identifier in one.identifiers),
    "call_number": lambda one, said: any(fold(said) == fold(holding.call_number) for holding in one.holdings),
}


def _has(texts: Iterable[str], said: str) -> bool:
    """Whether the words said stand, as written, in one of the texts."""
    return any(f" {fold(said)} " in f" {fold(text)} " for text in texts)


@cache
def judged() -> tuple[Wanted, ...]:
    """The judged queries. Raises ``ValueError`` for one that no record answers: it would judge nothing."""
    return tuple(map(_judged, tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]))


def _judged(row: Mapping[str, Any]) -> Wanted:
    ways = row["wanted"] if isinstance(row["wanted"], list) else [row["wanted"]]
    answers = {number for number, known in corpus().items() if any(_is(known.description, way) for way in ways)}
    if not answers:
        raise ValueError(f"{row['typed']}: no record answers {row['wanted']}")
    return Wanted(row["typed"], frozenset(answers))


def _is(description: Description, way: Mapping[str, Any]) -> bool:
    return all(_TESTS[name](description, said) for name, said in way.items())


def draws() -> dict[str, tuple[Wanted, ...]]:
    """Known items, drawn with a seed: their whole title, three of its words, an author's name with two of them; and three words that
    no other title has, for of "journal eastern studies" nobody can say which of two journals is meant."""
    return {
        "whole title": _draw(1, lambda one, _chance: one.title),
        "three words": _draw(2, lambda one, chance: _some(one, chance, 3)),
        "author, two words": _draw(3, _author_and_two),
        "three telling words": _draw(4, lambda one, chance: _of_no_other(_some(one, chance, 3))),
    }


def _of_no_other(typed: str) -> str:
    """The words typed where a single title has them all, "" otherwise."""
    words = set(typed.split())
    return typed if words and len({title for title in titles().values() if words.issubset(title.split())}) == 1 else ""


def _draw(number: int, make: Callable[[Description, random.Random], str]) -> tuple[Wanted, ...]:
    chance = random.Random(SEED + number)
    same: dict[str, set[int]] = {}
    for other, title in titles().items():
        same.setdefault(title, set()).add(other)
    order = list(corpus())
    chance.shuffle(order)
    found = []
    for one in order:
        if len(found) < DRAWS and (typed := make(corpus()[one].description, chance)):
            found.append(Wanted(typed, frozenset(same[titles()[one]])))
    return tuple(found)


def _telling(description: Description) -> list[str]:
    words = fold(" ".join(title_parts(description))).split()
    return [word for word in dict.fromkeys(words) if len(word) > 2 and word not in STOP_WORDS and word.isalpha()]


def _some(description: Description, chance: random.Random, count: int) -> str:
    words = _telling(description)
    return " ".join(chance.sample(words, count)) if len(words) >= count else ""


def _author_and_two(description: Description, chance: random.Random) -> str:
    author = next((agent.name.partition(",")[0] for agent in description.agents if agent.kind == "person" and not agent.copy), "")
    words = _some(description, chance, 2)
    return f"{author} {words}" if author and words else ""


def score(wanted: Sequence[Wanted], search: Ranked) -> Score:
    """How a way to search does on some queries."""
    ranks = [_rank(search(one.typed), one.answers) for one in wanted]
    lost = tuple((one.typed, rank) for one, rank in zip(wanted, ranks, strict=True) if rank != 1)
    return Score(*(sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, 3, TEN)), lost)


def scores(search: Ranked) -> dict[str, Score]:
    """How a way to search does on every set, and on the known items of the first three draws together."""
    found = {name: score(wanted, search) for name, wanted in {"judged": judged(), **draws()}.items()}
    drawn = [found[name] for name in KNOWN_ITEMS]
    together = (sum(getattr(one, part) for one in drawn) / len(drawn) for part in ("first", "three", "ten"))
    return found | {"known items": Score(*together, lost=tuple(lost for one in drawn for lost in one.lost))}


def _rank(found: Sequence[int], answers: frozenset[int]) -> int:
    """Where the first answer stands; 0 where it is not among ten."""
    return next((rank for rank, number in enumerate(found[:TEN], 1) if number in answers), 0)


def table(scores: Mapping[str, Mapping[str, Score]]) -> str:
    """One line for each set of queries, the ways to search side by side: first / three / ten."""
    ways = list(scores)
    lines = [f"{'':20}" + "".join(f"{way:>24}" for way in ways)]
    for name in next(iter(scores.values())):
        cells = (scores[way][name] for way in ways)
        lines.append(f"{name:20}" + "".join(f"{f'{cell.first:.3f} {cell.three:.3f} {cell.ten:.3f}':>24}" for cell in cells))
    return "\n".join(lines)
