"""A search as a tree of plain values: what must match, what ranks it, what filters it; made once, compiled by every engine.

A node says what is asked and how much it counts; how an engine looks it up is the engine's. A query language (the box, the form, CQL)
becomes this tree and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ANYWHERE = "all"  # the field of every text of a notice; known by the stems of its words only


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


@dataclass(frozen=True, slots=True)
class All:
    """Every one of ``parts``; those that are :class:`Not` must be absent. ``better`` parts need not match, and add to the score."""

    parts: tuple[Node, ...]
    better: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least ``least`` of ``parts``; each that matches adds to the score."""

    parts: tuple[Node, ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match, within :class:`All`."""

    part: Node


@dataclass(frozen=True, slots=True)
class Term:
    """``field`` has ``value`` just so: a folded word of a text, or the whole of a value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Stem:
    """``field`` has a form of the folded ``word``; :data:`ANYWHERE` for any text."""

    field: str
    word: str


@dataclass(frozen=True, slots=True)
class English:
    """A text in English, of :data:`ANYWHERE` or of the title, has a form of the folded ``word``."""

    field: str
    word: str


@dataclass(frozen=True, slots=True)
class Early:
    """A text of an early print has the folded ``word`` however its letters were set, or in an imprint a Latin form of it."""

    word: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """``field`` has one of ``values`` just so."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """``field`` has a word, or a value, that begins with ``beginning``."""

    field: str
    beginning: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text of ``field`` has ``words`` in their order, side by side but for ``slop`` places."""

    field: str
    words: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """A number of ``field`` lies between ``start`` and ``end``, both included; None for an open end."""

    field: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class BestOf:
    """At least one of ``parts``; the best one scores, the others add ``others`` of theirs."""

    parts: tuple[Node, ...]
    others: float = 0.0


@dataclass(frozen=True, slots=True)
class Constant:
    """``part``, which scores ``score`` whatever it is."""

    part: Node
    score: float


@dataclass(frozen=True, slots=True)
class Boosted:
    """``part``, which scores ``factor`` times as much."""

    part: Node
    factor: float


Node = (
    Everything | Nothing | All | Any | Not | Term | Stem | English | Early | OneOf | Prefix | Phrase | Range | BestOf | Constant | Boosted
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One search. ``matching``: what must match, whatever the filters. ``better``: what adds to the score of a match, for an order
    by relevance. ``filters``: one node for each filter that holds, by the name of its facet, so that the facet can be counted without
    it; the period under ``facets.DATES``. ``chosen``: the (facet, key) pairs of headings among them, for their wording to be read.
    """

    matching: Node
    better: tuple[Node, ...] = ()
    filters: Mapping[str, Node] = field(default_factory=dict)
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def ranked(self) -> Node:
        """``matching`` with the scores by which a reader expects it ordered."""
        return All((self.matching,), self.better) if self.better else self.matching

    def narrowing(self, *, but: str = "") -> tuple[Node, ...]:
        """The filters, but for one."""
        return tuple(node for name, node in self.filters.items() if name != but)


def any_of(parts: Sequence[Node]) -> Node:
    """At least one of them; none where there is none."""
    if not parts:
        return Nothing()
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def all_of(parts: Sequence[Node]) -> Node:
    """All of them; none where there is none."""
    if not parts:
        return Nothing()
    return parts[0] if len(parts) == 1 and not isinstance(parts[0], Not) else All(tuple(parts))
