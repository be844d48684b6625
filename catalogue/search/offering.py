"""What is offered while a reader types, on any engine: what begins so, and what goes by another name that begins so."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.places import other_names
from catalogue.core.text import fold, spans
from catalogue.search.engine import Engine
from catalogue.search.result import Suggestion
from catalogue.search.suggestions import DEFAULT_SIZE
from catalogue.search.synonyms import NO_SYNONYMS, Synonyms

_SHORTEST = 5  # letters of the beginning of another name
MOST_OTHERS = 2  # other names that one beginning is looked up under
_NAMED = frozenset({"person", "place"})


def offered(typed: str, engine: Engine, *, synonyms: Synonyms = NO_SYNONYMS, size: int = DEFAULT_SIZE) -> tuple[Suggestion, ...]:
    """``size`` suggestions at most for what was typed so far: persons and places under a variant of their name first, « gryphi » offers
    Gryphe. Raises SearchUnavailable."""
    found = engine.suggest(typed, size=size)
    known = {(one.kind, one.value) for one in found}
    named: list[Suggestion] = []
    for other in list(_otherwise(typed, synonyms))[:MOST_OTHERS]:
        more = engine.suggest(other, size=size)
        named += [one for one in more if one.kind in _NAMED and (one.kind, one.value) not in known and one not in named]
    return (*named, *found)[:size]


def _otherwise(typed: str, synonyms: Synonyms) -> Iterator[str]:
    """What was typed, with another name in the place of the one that its last word begins."""
    words = spans(typed)
    last = words[-1] if words else (0, 0, "")
    if len(last[2]) < _SHORTEST or last[1] != len(typed.rstrip()):
        return
    for name in dict.fromkeys((*_of_the_table(last[2], synonyms), *other_names(last[2]))):
        if not fold(name).startswith(last[2]):
            yield f"{typed[: last[0]]}{name}"


def _of_the_table(beginning: str, synonyms: Synonyms) -> Iterator[str]:
    for key, others in synonyms.others.items():
        if len(key) == 1 and key[0].startswith(beginning.rstrip("sx")):
            yield from (wording.label for wording in others if wording.label[:1].isupper())
