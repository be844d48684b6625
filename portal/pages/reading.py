"""What the pieces of a page hold as plain values, whatever Wagtail keeps them in: read by pages, exports, the check and those who copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from math import ceil
from typing import Any, NamedTuple

from django.utils.html import strip_tags

WORDS_A_MINUTE = 200  # read silently by an adult
PICTURES = ("picture", "first", "second")  # the fields that hold a picture
_TEXTS = ("text", "question", "answer", "lines", "transcript", "others", "title", "caption")
_BLOCK = re.compile(r"</(?:p|li|h\d|div)>|<br\s*/?>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: its ``kind`` (the name of its block), its ``id``, which no edit changes, and its fields."""

    kind: str
    id: str
    value: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Its title, "" where it has none."""
        return str(self.value.get("title") or "")


class Region(NamedTuple):
    """A part of a picture, in hundredths of its width and of its height."""

    left: float
    top: float
    width: float
    height: float


def pieces(stream: Any) -> tuple[Piece, ...]:
    """The pieces of a stream in their order."""
    return tuple(
        Piece(raw["type"], str(raw.get("id") or ""), raw["value"]) for raw in stream.get_prep_value() if isinstance(raw["value"], dict)
    )


def items(value: Any) -> list[Any]:
    """What a list of blocks holds."""
    return [one["value"] if isinstance(one, dict) and "value" in one else one for one in value or ()]


def arks(some: Iterable[Piece]) -> tuple[str, ...]:
    """Every ark that pieces name, each once, in the order of reading."""
    return tuple(dict.fromkeys(name for piece in some for name in _arks(piece.value)))


def _arks(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "ark":
                yield from (str(inner),) if inner else ()
            elif key == "arks":
                yield from (str(one) for one in items(inner) if one)
            else:
                yield from _arks(inner)
    elif isinstance(value, list):
        for one in value:
            yield from _arks(one)


def region(value: Mapping[str, Any]) -> Region | None:
    """The part that four numbers tell; None for the whole, and for what is no part of a picture."""
    found = value.get("region") or {}
    left, top = float(found.get("left") or 0), float(found.get("top") or 0)
    width, height = found.get("width"), found.get("height")
    if not width or not height or left + width > 100 or top + height > 100:
        return None
    return Region(left, top, float(width), float(height))


def is_region_wrong(value: Mapping[str, Any]) -> bool:
    """Whether numbers are given that are no part of a picture."""
    found = value.get("region") or {}
    return any(found.get(name) for name in Region._fields) and region(value) is None


def plain(markup: str) -> str:
    """A text without its markup, a line for each paragraph."""
    text = unescape(strip_tags(_BLOCK.sub("\n", markup or "")))
    return "\n".join(line for line in (_SPACES.sub(" ", one).strip() for one in text.splitlines()) if line)


def texts(value: Any) -> Iterator[str]:
    """Everything that readers read of a piece, without markup."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _TEXTS and isinstance(inner, str):
                yield plain(inner)
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def reading_minutes(some: Iterable[Piece]) -> int:
    """How long one reads, in whole minutes, at least one."""
    count = sum(len(text.split()) for piece in some for text in texts(piece.value))
    return max(ceil(count / WORDS_A_MINUTE), 1)


def pictures(piece: Piece) -> list[Mapping[str, Any]]:
    """The pictures that a piece shows, those without an ark left out."""
    found = (piece.value.get(name) for name in PICTURES)
    return [one for one in found if isinstance(one, Mapping) and one.get("ark")]
