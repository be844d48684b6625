"""JSON that others wrote: values of the type one needs, or nothing."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]
LARGEST_SIDE = 200_000  # pixels; the largest scans known have less


class NotIiif(ValueError):
    """What came is not the IIIF resource that was asked for."""


def read(data: bytes) -> Json:
    """The object in ``data``; raises NotIiif for anything else."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotIiif("not JSON") from error
    if not isinstance(found, dict):
        raise NotIiif("not an object")
    return found


def listed(value: Any) -> list[Any]:
    """A list, or the one thing that stands where a list may."""
    return value if isinstance(value, list) else [] if value is None else [value]


def objects(value: Any) -> list[Json]:
    """The objects of a list, others left aside."""
    return [one for one in listed(value) if isinstance(one, dict)]


def identity(value: Any) -> str:
    """The address of a resource: ``id`` in version 3, ``@id`` before; a resource may also be its address alone."""
    if isinstance(value, str):
        return value
    found = (value.get("id") or value.get("@id")) if isinstance(value, dict) else ""
    return found if isinstance(found, str) else ""


def length(value: Any) -> int:
    """A side in pixels, 0 where it makes no sense."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_SIDE else 0


def words(value: Any, *, language: str = "fr") -> str:
    """A label: a string, a list, ``{"@value"}`` in version 2, ``{"fr": ["…"]}`` in version 3; the language asked for first."""
    if isinstance(value, dict) and "@value" not in value:
        value = value.get(language) or value.get("none") or value.get("en") or next(iter(value.values()), "")
    for one in listed(value):
        text = one.get("@value", "") if isinstance(one, dict) else one
        if isinstance(text, str | int | float) and str(text).strip():
            return " ".join(str(text).split())[:300]
    return ""
