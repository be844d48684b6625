"""What a description lost, or said otherwise, once it was written in a format and read again: field by field, by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from msgspec import structs

from catalogue.core.description import Description, Part

# Where a value stood in its source is not what the notice says; that of a copy is told by the holding it stands in.
_ELSEWHERE = frozenset({"place"})
_TOLD_BY_THE_HOLDING = frozenset({"place", "copy"})
# What tells two parts of a kind apart, before the rest of what they say.
_HEADS = ("value", "name", "title", "code", "url", "display", "call_number", "relation", "names")


class Loss(NamedTuple):
    """A value that is no more there as it was: ``field`` ("notes", "agents.qualifier"), and the value as text."""

    field: str
    value: str


def losses(before: Description, after: Description, *, fields: Iterable[str] = ()) -> list[Loss]:
    """Every value of ``before`` that ``after`` does not say as it does; order and places apart. ``fields``: these alone."""
    found: list[Loss] = []
    for name in fields or before.__struct_fields__:
        if name == "format":
            continue
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, tuple):
            found += _of_list(name, old, new)
        elif old and old != new:
            found.append(Loss(name, str(old)))
    return found


def _of_list(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Loss]:
    missing = Counter(_plain(part) for part in old)
    here = Counter(_plain(part) for part in new)
    rest = [part for part in new if not _take(missing, _plain(part))]
    absent = [part for part in old if not _take(here, _plain(part))]
    for part in absent:
        if not isinstance(part, Part):
            yield Loss(name, str(part))
            continue
        near = next((other for other in rest if _head(other) == _head(part)), None)
        if near is None:
            yield Loss(name, _text(part))
            continue
        rest.remove(near)
        for attribute in part.__struct_fields__:
            value = getattr(part, attribute)
            if attribute not in _TOLD_BY_THE_HOLDING and value and _plain(value) != _plain(getattr(near, attribute)):
                yield Loss(f"{name}.{attribute}", _text(value))


def _take(counted: Counter[Any], key: Any) -> bool:
    if counted[key] > 0:
        counted[key] -= 1
        return True
    return False


def _plain(value: Any, *, left_out: frozenset[str] = _ELSEWHERE) -> Any:
    """The value as nested tuples that compare and hash, places left out; the parts of a holding without the name of their copy."""
    if isinstance(value, Part):
        inside = _TOLD_BY_THE_HOLDING if "call_number" in value.__struct_fields__ else left_out
        return tuple(_plain(getattr(value, name), left_out=inside) for name in value.__struct_fields__ if name not in left_out)
    if isinstance(value, tuple):
        kept = [_plain(part, left_out=left_out) for part in value]
        return tuple(sorted(kept, key=repr)) if value and isinstance(value[0], Part) else tuple(kept)
    return value


def _head(part: Any) -> Any:
    """What the part is of, by its first telling attribute."""
    return next((getattr(part, name) for name in _HEADS if name in part.__struct_fields__), "")


def _text(value: Any) -> str:
    if isinstance(value, Part):
        return " | ".join(_text(said) for name, said in structs.asdict(value).items() if said and name not in _ELSEWHERE)
    return ", ".join(_text(part) for part in value) if isinstance(value, tuple) else str(value)
