"""Where a page of results begins: a number of hits to skip, or, far from the first, the place of the hit beside it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from catalogue.search.engines.elasticsearch import schema
from catalogue.search.request import SearchRequest

# What hits are sorted by, then by ``search.ties`` (what came last: by their numbers alone); the document's key comes last, so that no
# two hits have the same place.
SORTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "relevance": (("_score", "desc"), (schema.TIE, "asc"), (schema.ID, "asc")),
    "oldest": ((schema.OLDEST, "asc"), (schema.TIE, "asc"), (schema.ID, "asc")),
    "newest": ((schema.NEWEST, "desc"), (schema.TIE, "asc"), (schema.ID, "asc")),
    "title": ((schema.SORT_TITLE, "asc"), (schema.TIE, "asc"), (schema.ID, "asc")),
    "recent": ((schema.RECEIVED, "desc"), (schema.ID, "desc")),
}
_OTHER_WAY = {"asc": "desc", "desc": "asc"}
_TEXTS = frozenset({schema.SORT_TITLE})
_HIGHEST = {
    schema.ID: 2**63 - 1,
    schema.RECEIVED: 2**62,
    schema.TIE: 2**62,
    schema.OLDEST: 10**6,
    schema.NEWEST: 10**6,
}  # an index refuses to sort after what it could not hold
_CURSOR = re.compile(r"o(\d{1,12})(?:\.([ab])\.([A-Za-z0-9_-]{1,1200}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """The page that begins after ``rank`` hits. ``beside``: the sort values of the hit just before it, or just after it when
    ``backwards``; () where the hits are to be counted off."""

    rank: int
    beside: tuple[int | float | str, ...] = ()
    backwards: bool = False


def sort_of(name: str, *, backwards: bool = False) -> list[dict[str, str]]:
    """The sort of a request for hits in this order, or in the opposite one."""
    return [{field: _OTHER_WAY[order] if backwards else order} for field, order in SORTS[name]]


def write(place: Place, *, sort: str) -> str:
    """The cursor of a place; it is of use with the same sort only, and says so."""
    if not place.beside:
        return f"o{place.rank}"
    packed = base64.urlsafe_b64encode(orjson.dumps([sort, *place.beside])).rstrip(b"=").decode()
    return f"o{place.rank}.{'b' if place.backwards else 'a'}.{packed}"


def read(request: SearchRequest) -> Place:
    """The place a request asks for: its cursor, else its page. A cursor of another sort, or of nobody's, still tells its rank."""
    match = _CURSOR.fullmatch(request.cursor)
    if match is None:
        return Place((request.page - 1) * request.size)
    rank, direction, packed = int(match[1]), match[2], match[3]
    return Place(rank, _beside(packed, request.sort) if packed else (), direction == "b")


def _beside(packed: str, sort: str) -> tuple[int | float | str, ...]:
    try:
        values = orjson.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except (binascii.Error, ValueError):
        return ()
    return tuple(values[1:]) if _is_of(values, sort) else ()


def _is_of(values: Any, sort: str) -> bool:
    fields = [field for field, _order in SORTS[sort]]
    if not isinstance(values, list) or len(values) != len(fields) + 1 or values[0] != sort:
        return False
    return all(_fits(field, value) for field, value in zip(fields, values[1:], strict=True))


def _fits(field: str, value: Any) -> bool:
    if field in _TEXTS:
        return isinstance(value, str)
    if field == "_score":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _HIGHEST[field]


def after(hits: Sequence[Mapping[str, Any]], rank: int, *, size: int, sort: str) -> str:
    """The cursor of the page that follows these hits and begins after ``rank`` hits."""
    near = rank + size <= schema.WINDOW
    return write(Place(rank) if near else Place(rank, tuple(hits[-1]["sort"])), sort=sort)


def before(hits: Sequence[Mapping[str, Any]], rank: int, *, size: int, sort: str) -> str:
    """The cursor of the page that ends where these hits, after ``rank`` others, begin."""
    start = max(rank - size, 0)
    near = start + size <= schema.WINDOW or not hits
    return write(Place(start) if near else Place(start, tuple(hits[0]["sort"]), backwards=True), sort=sort)
