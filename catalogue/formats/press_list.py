"""The list of issues that a library gives of a newspaper: a table of text with a date, a label and an address on each line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from catalogue.core.messages import N_, Message, declare
from catalogue.core.text import fold
from catalogue.formats import delimited
from catalogue.formats.gallica_issues import FIRST_YEAR, LAST_YEAR, LONGEST_LABEL

LARGEST: Final = 20_000_000  # bytes: a daily of two hundred years
MOST_LINES: Final = 120_000
LONGEST_ADDRESS: Final = 1000
_SAID: Final = 20  # troubles told at once
_HEADINGS: Final = {
    "day": frozenset(("date", "jour", "day")),
    "label": frozenset(("libelle", "mention", "numero", "label", "titre")),
    "address": frozenset(("adresse", "url", "lien", "address")),
    "manifest": frozenset(("manifeste", "manifest", "iiif")),
}
_DAY: Final = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>\d{4})")
_YEAR: Final = re.compile(r"(\d{4})(?:-\d{1,2}|[-/]\d{4})?")

declare(
    {
        "press_list_empty": N_("The list is empty."),
        "press_list_too_large": N_("The list is too large: cut it."),
        "press_list_unreadable": N_("This is no table of text (CSV)."),
        "press_list_headings": N_(
            "The first line must name the columns: “date” and, as they are known, “libellé”, “adresse”, “manifeste”."
        ),
        "press_list_date": N_(
            "Line %(line)d: “%(text)s” is no date. Write 1879-07-15 or 15/07/1879; 1879 alone where the day is not known."
        ),
        "press_list_address": N_("Line %(line)d: “%(text)s” is no address of the web."),
    }
)


class BadList(Exception):
    """A list that nothing is taken from; ``messages`` say why, line by line."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        super().__init__(str(messages[0]))


class Listed(Struct, frozen=True):
    """An issue as a list gives it. ``day`` is None where only its year is known; ``address`` and ``manifest`` are of the web, or ""."""

    year: int
    day: date | None = None
    label: str = ""
    address: str = ""
    manifest: str = ""
    ark: str = ""


def read_list(content: bytes) -> list[Listed]:
    """The issues of a list, in its order. Raises :class:`BadList` where a line is wrong: all of it is taken, or nothing."""
    if len(content) > LARGEST:
        raise BadList(Message("press_list_too_large"))
    rows = _rows(content)
    columns = _columns(next(rows, (0, []))[1])
    found: list[Listed] = []
    troubles: list[Message] = []
    for number, cells in rows:
        values = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
        if not any(values.values()):
            continue
        one = _listed(values, number)
        if isinstance(one, Message):
            troubles.append(one)
        else:
            found.append(one)
        if len(found) > MOST_LINES:
            raise BadList(Message("press_list_too_large"))
        if len(troubles) == _SAID:
            break
    if troubles:
        raise BadList(*troubles)
    if not found:
        raise BadList(Message("press_list_empty"))
    return found


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    if b"\0" in content:
        raise BadList(Message("press_list_unreadable"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Excel writes in France as "CSV"
    try:
        yield from delimited.lines(io.StringIO(text, newline=""), delimited.delimiter_of(text.partition("\n")[0]))
    except csv.Error:
        raise BadList(Message("press_list_unreadable")) from None


def _columns(heading: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = next((name for name, words in _HEADINGS.items() if fold(cell) in words), "")
        if name:
            columns.setdefault(name, place)
    if "day" not in columns:
        raise BadList(Message("press_list_headings"))
    return columns


def _listed(values: dict[str, str], number: int) -> Listed | Message:
    written = values.get("day", "")
    day = day_of(written)
    year = day.year if day else _year_of(written)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Message("press_list_date", {"line": number, "text": written[:40]})
    addresses = {name: values.get(name, "") for name in ("address", "manifest")}
    for text in addresses.values():
        if text and not is_web_address(text):
            return Message("press_list_address", {"line": number, "text": text[:80]})
    label = " ".join(values.get("label", "").split())[:LONGEST_LABEL]
    return Listed(year, day, label or (written if day is None else ""), **addresses)


def day_of(text: str) -> date | None:
    """The day of "1879-07-15" or "15/07/1879"; None for anything else, and for a day that no year has."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(found[name] or found[f"{name}2"]) for name in "ymd")
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_of(text: str) -> int:
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found else 0


def is_web_address(text: str) -> bool:
    """Whether a text is the address of a page or a file of the web, and fits where it is kept."""
    if len(text) > LONGEST_ADDRESS or any(char <= " " or char in '<>"\\' for char in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
