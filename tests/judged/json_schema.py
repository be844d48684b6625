"""A judge of JSON by a schema (draft 7): the words that the schemas beside the repository use, and an error for any other."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None),
}  # fmt: skip
_SAID = frozenset({"title", "description", "default", "format", "$comment", "$schema", "$id", "examples", "types", "classes"})


def faults(value: Any, schema: Any, root: Any, where: str = "") -> list[str]:
    """What a schema finds wrong in a value, each with its place; ``root``: the schema that references lead into."""
    if isinstance(schema, bool):
        return [] if schema else [f"{where}: nothing is allowed"]
    found: list[str] = []
    for word, said in schema.items():
        if word not in _SAID:
            found += _WORDS[word](value, said, schema, root, where)
    return found


def _reference(value: Any, said: str, schema: Any, root: Any, where: str) -> list[str]:
    target = root
    for step in said.removeprefix("#/").split("/"):
        target = target[step]
    return faults(value, target, root, where)


def _type(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    names = said if isinstance(said, list) else [said]
    fits = any(isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names)
    return [] if fits else [f"{where}: no {said}"]


def _properties(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [fault for name, each in said.items() if name in value for fault in faults(value[name], each, root, f"{where}/{name}")]


def _patterned(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    known = [
        (name, each) for name in (value if isinstance(value, dict) else ()) for pattern, each in said.items() if re.search(pattern, name)
    ]
    return [fault for name, each in known for fault in faults(value[name], each, root, f"{where}/{name}")]


def _others(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    patterns = schema.get("patternProperties", {})
    others = [name for name in value if name not in schema.get("properties", {}) and not any(re.search(each, name) for each in patterns)]
    return [fault for name in others for fault in faults(value[name], said, root, f"{where}/{name}")]


def _items(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    parts = enumerate(value) if isinstance(value, list) else ()
    return [fault for number, each in parts for fault in faults(each, said, root, f"{where}/{number}")]


def _all(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    return [fault for each in said for fault in faults(value, each, root, where)]


def _some(least: int, most: int | None) -> Any:
    def counted(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
        tried = [faults(value, each, root, where) for each in said]
        good = sum(not each for each in tried)
        return [] if least <= good <= (most or good) else [f"{where}: fits {good} of {len(said)}", *min(tried, key=len)]

    return counted


def _lacking(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    return [f"{where}: {name} is missing" for name in said if isinstance(value, dict) and name not in value]


def _with_others(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    met = [(name, names) for name, names in said.items() if isinstance(value, dict) and name in value]
    return [fault for name, names in met for fault in _lacking(value, names, schema, root, f"{where}/{name}")]


def _not(value: Any, said: Any, schema: Any, root: Any, where: str) -> list[str]:
    return [] if faults(value, said, root, where) else [f"{where}: must not fit"]


def _check(holds: Any) -> Any:
    return lambda value, said, schema, root, where: [] if holds(value, said) else [f"{where}: {value!r} is not {said!r}"]


_WORDS: dict[str, Any] = {
    "$ref": _reference, "type": _type, "properties": _properties, "patternProperties": _patterned, "additionalProperties": _others,
    "items": _items, "allOf": _all, "anyOf": _some(1, None), "oneOf": _some(1, 1), "required": _lacking, "not": _not,
    "dependencies": _with_others,
    "pattern": _check(lambda value, said: not isinstance(value, str) or re.search(said, value)),
    "const": _check(lambda value, said: value == said), "enum": _check(lambda value, said: value in said),
    "minItems": _check(lambda value, said: not isinstance(value, list) or len(value) >= said),
    "maxItems": _check(lambda value, said: not isinstance(value, list) or len(value) <= said),
    "exclusiveMinimum": _check(lambda value, said: not isinstance(value, (int, float)) or value > said),
    "minimum": _check(lambda value, said: not isinstance(value, (int, float)) or value >= said),
    "maximum": _check(lambda value, said: not isinstance(value, (int, float)) or value <= said),
}  # fmt: skip
