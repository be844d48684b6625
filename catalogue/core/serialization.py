"""Description to and from JSON: field names as they are, empty values left out, so that a stored record stays small."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from catalogue.core.description import Description


@cache
def _shape(kind: type) -> tuple[tuple[str, Any, type | None], ...]:
    """(name, default, dataclass of its items or None) for each field of a dataclass."""
    hints = get_type_hints(kind)
    shape = []
    for field in fields(kind):
        hint = hints[field.name]
        items = get_args(hint)[0] if get_origin(hint) is tuple else None
        nested = items if isinstance(items, type) and hasattr(items, "__dataclass_fields__") else None
        shape.append((field.name, None if field.default is MISSING else field.default, nested))
    return tuple(shape)


def _dump(value: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, default, nested in _shape(type(value)):
        found = getattr(value, name)
        if found == default:
            continue
        result[name] = [_dump(item) for item in found] if nested else found
    return result


def _load(kind: type, data: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    for name, _default, nested in _shape(kind):
        if name not in data:
            continue
        found = data[name]
        if nested:
            found = tuple(_load(nested, item) for item in found)
        elif isinstance(found, list):
            found = tuple(found)
        values[name] = found
    return kind(**values)


def to_dict(description: Description) -> dict[str, Any]:
    """The description as plain dictionaries and lists, defaults left out."""
    return _dump(description)


def to_json(description: Description) -> bytes:
    """The description as compact JSON in UTF-8."""
    return orjson.dumps(_dump(description))


def from_dict(data: dict[str, Any]) -> Description:
    """The description that :func:`to_dict` made; names it does not know are ignored."""
    return _load(Description, data)


def from_json(data: bytes | str) -> Description:
    """The description that :func:`to_json` made; raises ``orjson.JSONDecodeError`` when it is not JSON."""
    return _load(Description, orjson.loads(data))
