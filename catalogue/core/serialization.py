"""Description to and from JSON: field names as they are, empty values left out, so that a stored record stays small.

A value is left out where it is empty and its field's default is empty too; a name such as ``kind`` is always there. What is
not there when reading has its default, so that records stored before a field existed can still be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from catalogue.core.description import Description


def _nested(kind: type, field: Field) -> type | None:
    """The dataclass that a field holds a tuple of, or None."""
    hint = get_type_hints(kind)[field.name]
    items = get_args(hint)[0] if get_origin(hint) is tuple else None
    return items if hasattr(items, "__dataclass_fields__") else None


def _condition(field: Field) -> str:
    """When a field is written: always, where it is not None (0 is a year), or where it is not empty."""
    if field.default is None:
        return "if part is not None: "
    return "if part: " if field.default is not MISSING and not field.default else ""


@cache
def _dumper(kind: type) -> Callable[[Any], dict[str, Any]]:
    """A function that makes a dictionary of one dataclass.

    Its source is written here, as ``dataclasses`` itself does: a harvest calls it thirty times a record, and a loop over the
    fields takes three times as long.
    """
    lines = ["def dump(value):", " found = {}"]
    names: dict[str, Any] = {}
    for field in fields(kind):
        nested = _nested(kind, field)
        part = "part"
        if nested:
            names[f"dump_{field.name}"] = _dumper(nested)
            part = f"[dump_{field.name}(item) for item in part]"
        lines.append(f" part = value.{field.name}")
        lines.append(f" {_condition(field)}found[{field.name!r}] = {part}")
    lines.append(" return found")
    exec("\n".join(lines), names)  # noqa: S102 - made of the field names of our own dataclasses
    return names["dump"]


@cache
def _loader(kind: type) -> Callable[[dict[str, Any]], Any]:
    """A function that makes one dataclass of a dictionary; names that the dataclass does not have are left out."""
    known = frozenset(field.name for field in fields(kind))
    nested = {field.name: _loader(items) for field in fields(kind) if (items := _nested(kind, field))}
    tuples = [field.name for field in fields(kind) if get_origin(get_type_hints(kind)[field.name]) is tuple]

    def load(data: dict[str, Any]) -> Any:
        values = {name: part for name, part in data.items() if name in known}
        for name in tuples:
            if name in values:
                values[name] = tuple(map(nested[name], values[name]) if name in nested else values[name])
        return kind(**values)

    return load


def to_dict(description: Description) -> dict[str, Any]:
    """The description as plain dictionaries, lists and tuples of strings, empty values left out."""
    return _dumper(Description)(description)


def to_json(description: Description) -> bytes:
    """The description as compact JSON in UTF-8, empty values left out."""
    return orjson.dumps(to_dict(description))


def from_dict(data: dict[str, Any]) -> Description:
    """The description that :func:`to_dict` wrote; raises TypeError where a required value is missing."""
    return _loader(Description)(data)


def from_json(data: bytes | str) -> Description:
    """The description that :func:`to_json` wrote; raises orjson.JSONDecodeError or TypeError where it is none."""
    return from_dict(orjson.loads(data))
