"""A query that was read: clauses, and booleans over them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """``index`` and ``relation`` are "" where the query gives a term alone; ``modifiers`` of the relation, without their slash."""

    term: str
    index: str = ""
    relation: str = ""
    modifiers: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Boolean:
    """``parts`` joined by one operator ("and", "or"), or the first without the second ("not")."""

    operator: str
    parts: tuple[Clause | Boolean, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the (index, descending) pairs of its sortBy."""

    root: Clause | Boolean
    sorted_by: tuple[tuple[str, bool], ...] = ()
