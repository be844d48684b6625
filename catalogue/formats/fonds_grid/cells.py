"""How a value of a fonds stands in one cell: words of closed lists, days, numbers, and what is said several times.

Several things of one kind are parted by "|", the parts of one of them by ";" ("1200 ; volumes ; compté | 40,5 ; mètres linéaires").
A sign that is to be read as itself stands after a backslash. What is written reads back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from catalogue.core.messages import N_, Message, declare
from catalogue.core.vocabularies import fold

declare(
    {
        "grid_word": N_("“%(value)s” is none of its words: %(words)s."),
        "grid_number": N_("“%(value)s” is no number."),
        "grid_bounds": N_("“%(value)s” is not between %(low)d and %(high)d."),
        "grid_day": N_("“%(value)s” is no day: write 2025-04-01 or 01/04/2025."),
        "grid_flag": N_("“%(value)s” is neither yes nor no: write oui or non."),
        "grid_parts": N_("“%(value)s” has more parts than the %(most)d of this column."),
    }
)
MOST_WORDS = 12  # of a closed list that a sentence gives
# What a spreadsheet would compute, with the apostrophes that say it is a text (OWASP, CSV injection).
COMPUTED = re.compile(r"'*[=+\-@\t\r\n]")
SAVED = re.compile(r"'+[=+\-@\t\r\n]")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})")


class BadGrid(Exception):
    """A file that is no grid; ``messages`` say why."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        super().__init__("; ".join(map(str, messages)))


class BadCell(ValueError):
    """A cell that says nothing of its column; ``message``: why, and what to write."""

    def __init__(self, code: str, **arguments: Any) -> None:
        self.message = Message(code, arguments)
        super().__init__(str(self.message))


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds: how a cell is read (raises :class:`BadCell`), how a value is written, how what a page keeps (None: nothing)
    becomes the value that a cell would be read as.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    of_page: Callable[[Any], Any]


def _text(cell: str) -> str:
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _line(cell: str) -> str:
    return " ".join(cell.split())


TEXT = Kind(_text, str, lambda kept: _text(kept or ""))
LINE = Kind(_line, str, lambda kept: _line(kept or ""))


def _lines(cell: str) -> str:
    return "\n".join(line for item in _split(cell, "|") if (line := " ".join(item.split())))


def _of_lines(kept: str | None) -> str:
    return "\n".join(line for item in (kept or "").splitlines() if (line := _line(item)))


LINES = Kind(_lines, lambda value: " | ".join(_escaped(line, "|") for line in value.splitlines()), _of_lines)


def _number(cell: str) -> str:
    """A number as decimals are kept: "1200", "40.5"; "" for none."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", cell).replace(",", ".")
    if not bare:
        return ""
    if not re.fullmatch(r"\d{1,10}(\.\d{1,6})?", bare):
        raise BadCell("grid_number", value=cell[:40])
    return plain_number(bare)


def plain_number(value: Any) -> str:
    """A decimal in its shortest form, two decimals at most; "" for none."""
    if value in (None, ""):
        return ""
    try:
        return f"{Decimal(str(value)).quantize(Decimal('0.01')).normalize():f}"
    except InvalidOperation:
        return ""


NUMBER = Kind(_number, lambda value: value.replace(".", ","), plain_number)


def whole(low: int, high: int) -> Kind:
    """A whole number between two, or none."""

    def read(cell: str) -> int | None:
        bare = cell.strip().removesuffix("%").strip()
        if not bare:
            return None
        if not re.fullmatch(r"-?\d{1,9}(\.0+)?", bare):
            raise BadCell("grid_number", value=cell[:40])
        number = int(bare.partition(".")[0])
        if not low <= number <= high:
            raise BadCell("grid_bounds", value=cell[:40], low=low, high=high)
        return number

    return Kind(read, lambda value: "" if value is None else str(value), lambda kept: kept)


def _day(cell: str) -> str | None:
    bare = cell.strip()[:10]
    if not bare:
        return None
    found = _DAY.fullmatch(bare)
    if found is None:
        raise BadCell("grid_day", value=cell[:40])
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise BadCell("grid_day", value=cell[:40]) from None


DAY = Kind(_day, lambda value: value or "", lambda kept: str(kept) if kept else None)
_FLAGS = {"oui": True, "vrai": True, "yes": True, "true": True, "1": True, "x": True, "non": False, "faux": False, "no": False,
          "false": False, "0": False, "": False}  # fmt: skip


def _flag(cell: str) -> bool:
    found = _FLAGS.get(fold(cell))
    if found is None:
        raise BadCell("grid_flag", value=cell[:40])
    return found


FLAG = Kind(_flag, lambda value: "oui" if value else "", bool)


def word(labels: dict[str, tuple[str, ...]], *, default: str = "") -> Kind:
    """A word of a closed list. ``labels``: by code, what may be typed for it, the first of which is written."""
    codes = {fold(name): code for code, names in labels.items() for name in (*names, code)}

    def read(cell: str) -> str:
        if not cell.strip():
            return default
        code = codes.get(fold(" ".join(cell.split())))
        if code is None:
            names = [names[0] for names in labels.values()]
            said = ", ".join(names[:MOST_WORDS]) + (", etc" if len(names) > MOST_WORDS else "")
            raise BadCell("grid_word", value=cell.strip()[:40], words=said)
        return code

    return Kind(read, lambda code: labels[code][0] if code in labels else str(code), lambda kept: kept or default)


def several(one: Kind) -> Kind:
    """Several words, each once, in their order."""

    def read(cell: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.read(item) for item in _split(cell, "|") if item.strip()))

    def of_page(kept: Any) -> tuple[str, ...]:
        return tuple(json.loads(kept) if isinstance(kept, str) else kept or ())

    return Kind(read, lambda values: " | ".join(_escaped(one.write(value), "|") for value in values), of_page)


def parts(names: Sequence[str], kinds: Sequence[Kind]) -> Kind:
    """Several things, each of parts, which a page keeps under these names; the last part may hold ";" as it is."""

    def item(text: str) -> tuple[Any, ...]:
        given = _split(text, ";")
        if len(given) > len(kinds):
            if kinds[-1] not in (TEXT, LINE):
                raise BadCell("grid_parts", value=text.strip()[:60], most=len(kinds))
            given = [*given[: len(kinds) - 1], ";".join(given[len(kinds) - 1 :])]
        given += [""] * (len(kinds) - len(given))
        return tuple(kind.read(part.strip()) for kind, part in zip(kinds, given, strict=True))

    def read(cell: str) -> tuple[tuple[Any, ...], ...]:
        return tuple(item(one) for one in _split(cell, "|", unescape=False) if one.strip())

    def written(values: tuple[Any, ...]) -> str:
        said = [_escaped(kind.write(value).replace("\n", " "), "|;") for kind, value in zip(kinds, values, strict=True)]
        while said and not said[-1]:
            said.pop()
        return " ; ".join(said)

    def of_page(kept: Any) -> tuple[tuple[Any, ...], ...]:
        ordered = sorted(kept or (), key=lambda one: one.get("sort_order") or 0)
        return tuple(tuple(kind.of_page(one.get(name)) for name, kind in zip(names, kinds, strict=True)) for one in ordered)

    return Kind(read, lambda values: " | ".join(map(written, values)), of_page)


def _escaped(text: str, signs: str) -> str:
    return re.sub(rf"([\\{re.escape(signs)}])", r"\\\1", text)


def _split(text: str, sign: str, *, unescape: bool = True) -> list[str]:
    """The pieces between signs that no backslash precedes."""
    pieces = [""]
    skipped = False
    for character in text:
        if skipped:
            pieces[-1] += character if unescape else f"\\{character}"
            skipped = False
        elif character == "\\":
            skipped = True
        elif character == sign:
            pieces.append("")
        else:
            pieces[-1] += character
    return pieces if not skipped else [*pieces[:-1], pieces[-1] + "\\"]


def cell_text(value: Any) -> str:
    """What a cell of a spreadsheet says: numbers without a decimal that says nothing, days as days, an apostrophe before a sign undone."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text[1:] if SAVED.match(text) else text
