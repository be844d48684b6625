"""What a rule of merging is given and gives: descriptions in the order of trust, a value, who says it, what others say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from catalogue.core.description import Description
from catalogue.core.text import words

Part = TypeVar("Part")


class Told(NamedTuple):
    """One record's description. ``record``: its number; ``trust``: its source's rank, 1 first; ``keeper``: the code of the institution that
    copies without one are ascribed to.
    """

    record: int
    description: Description
    trust: int = 50
    keeper: str = ""


class Saying(NamedTuple):
    """What some records say of a field, as written."""

    text: str
    records: tuple[int, ...]


class Value(NamedTuple):
    """Fields of a description and what they are to hold; the ``records`` that say so; what others say, where that differs."""

    fields: Mapping[str, Any]
    records: tuple[int, ...] = ()
    others: tuple[Saying, ...] = ()


Rule = Callable[[Sequence[Told]], Value]


def by_trust(told: Iterable[Told]) -> list[Told]:
    """The most trusted source first, of two the record that says more, then the older one."""
    return sorted(told, key=lambda one: (one.trust, -_fullness(one.description), one.record))


def _fullness(description: Description) -> int:
    return sum(bool(getattr(description, field)) for field in description.__struct_fields__)


def same_words(text: str) -> str:
    """What two ways of writing the same have in common: the folded words."""
    return " ".join(words(text))


def taken(told: Sequence[Told], fields: Sequence[str], printed: Callable[[Description], str]) -> Value:
    """These fields as the first record has them that has any: a statement is never made of pieces of several. What others print otherwise
    stands beside it.
    """
    saying = [one for one in told if any(getattr(one.description, field) for field in fields)]
    if not saying:
        return Value({})
    said: dict[str, Saying] = {}
    for one in saying:
        if text := printed(one.description):
            known = said.setdefault(same_words(text), Saying(text, ()))
            said[same_words(text)] = known._replace(records=(*known.records, one.record))
    first = saying[0]
    own = same_words(printed(first.description))
    agreeing = said[own].records if own in said else (first.record,)
    others = tuple(one for key, one in said.items() if key != own)
    return Value({field: getattr(first.description, field) for field in fields}, agreeing, others)


def united(told: Sequence[Told], field: str, key: Callable[[Part], object], *, of: Callable[[Part], bool] = lambda part: True) -> Value:
    """Every part of a field that a record has, those of the first record first, each once by its key."""
    found: dict[object, Part] = {}
    for one in told:
        for part in getattr(one.description, field):
            if of(part):
                found.setdefault(key(part), part)
    records = tuple(one.record for one in told if getattr(one.description, field))
    return Value({field: tuple(found.values())}, records)
