"""Reads the files of stories into pieces, as streams of the portal keep them; notices by their names, before their arks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from demonstration.institutions import by_code
from demonstration.oai.repository import oai_identifier
from demonstration.records import all_records

FOLDER = Path(__file__).parent
_RICH = ("text", "question", "answer")  # texts in paragraphs, with _italics_
_ITALICS = re.compile(r"_([^_]+)_")
_BEFORE = re.compile(r" ([:;!?»])")  # French puts a space that does not break before these, and after the opening quotation mark
_REGION = ("left", "top", "width", "height")


@dataclass(frozen=True, slots=True)
class When:
    """The first ``weekday`` (0 is Monday) at least so many ``weeks`` ahead, for so many ``days``, from an hour until another."""

    weeks: int
    weekday: int
    opens: str = ""
    closes: str = ""
    days: int = 1

    def seen_from(self, today: date) -> tuple[date, date]:
        """Its first and its last day."""
        earliest = today + timedelta(weeks=self.weeks)
        first = earliest + timedelta(days=(self.weekday - earliest.weekday()) % 7)
        return first, first + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class Story:
    """A page: ``kind`` is "exhibition", "path" or "article", ``institution`` the RCR of who shows it, ``number`` its identity, ``told`` its
    fields. ``when``: the days of an event, which are always to come when the set is loaded.
    """

    name: str
    kind: str
    institution: str
    number: str
    told: Mapping[str, Any]
    pieces: tuple[Mapping[str, Any], ...]
    when: When | None = None


class Named(str):
    """The name of a notice where an ark is to stand."""

    __slots__ = ()


@cache
def stories() -> tuple[Story, ...]:
    """Every page of the demonstration, by the names of their files."""
    return tuple(map(_story, sorted(FOLDER.glob("*.toml"))))


@cache
def records() -> dict[str, tuple[str, str]]:
    """For each notice, by its name, the record that holds its first copy: the short name of its source, the identifier there."""
    return {one.notice.slug: (one.source.slug, oai_identifier(one)) for one in all_records() if one.first and one.notice}


def named(value: Any) -> Iterator[str]:
    """The names of the notices in a value."""
    if isinstance(value, Named):
        yield str(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from named(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from named(inner)


def with_arks(value: Any, ark: Callable[[str], str]) -> Any:
    """The value with the ark of each notice in the place of its name."""
    if isinstance(value, Named):
        return ark(str(value))
    if isinstance(value, Mapping):
        return {key: with_arks(inner, ark) for key, inner in value.items()}
    return [with_arks(inner, ark) for inner in value] if isinstance(value, list | tuple) else value


def _story(path: Path) -> Story:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    kind, code, raw = told.pop("kind"), told.pop("institution"), told.pop("pieces")
    when = When(**told.pop("when")) if "when" in told else None
    fields = {name: typography(value.strip()) if isinstance(value, str) else value for name, value in told.items()}
    pieces = tuple(_piece(piece, f"{path.stem}/{place}") for place, piece in enumerate(raw))
    return Story(path.stem, kind, by_code()[code].rcr, uuid5(NAMESPACE_URL, f"traboule/{path.stem}").hex, fields, pieces, when)


def _piece(raw: Mapping[str, Any], place: str) -> dict[str, Any]:
    kind = raw["kind"]
    value = {key: inner for key, inner in _fields(raw, place, kind=kind) if key != "kind"}
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, place))}


def _fields(raw: Mapping[str, Any], place: str, *, kind: str) -> Iterator[tuple[str, Any]]:
    for key, value in raw.items():
        if key == "notice":
            yield "ark", Named(value)
        elif key == "notices":
            yield "arks", _listed([Named(one) for one in value], place)
        elif key == "region":
            yield key, dict(zip(_REGION, value, strict=True))
        elif key in _RICH and kind != "quotation":
            yield key, rich(value)
        elif isinstance(value, Mapping):
            yield key, {"page": 1, "region": {}, "decorative": False} | dict(_fields(value, place, kind=key))
        elif isinstance(value, list):
            yield key, _listed([dict(_fields(one, place, kind=key)) for one in value], f"{place}/{key}")
        elif key == "lines":
            yield key, value.strip()
        else:
            yield key, typography(value.strip()) if isinstance(value, str) else value


def _listed(values: list[Any], place: str) -> list[dict[str, Any]]:
    return [{"type": "item", "value": one, "id": str(uuid5(NAMESPACE_URL, f"{place}/{number}"))} for number, one in enumerate(values)]


def rich(text: str) -> str:
    """Paragraphs set apart by an empty line, _italics_ between underlines."""
    paragraphs = (" ".join(part.split()) for part in text.strip().split("\n\n"))
    return "".join(f"<p>{_italics(escape(typography(part), quote=False))}</p>" for part in paragraphs)


def _italics(text: str) -> str:
    return _ITALICS.sub(r"<i>\1</i>", text)


def typography(text: str) -> str:
    """Spaces that do not break, where French has them."""
    return _BEFORE.sub("\u00a0\\1", text).replace("« ", "«\u00a0")
