"""Gallica's Issues service: the years of a periodical, and the issues of one of them; whatever else it sends is a fault, never data.

``services/Issues?ark=ark:/12148/cb…/date`` gives the years, ``&date=1879`` the issues of one. Gallica answers 200 with a page of HTML
where it asks for a human being.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from catalogue.core.dates.words import FRENCH_MONTHS
from catalogue.core.identifiers import normalise_ark
from catalogue.core.messages import Message
from catalogue.core.text import fold
from catalogue.formats.marc.xml import local_name
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import parse_xml

LONGEST_LABEL: Final = 200
FIRST_YEAR, LAST_YEAR = 1400, 2200
_COLLECTION: Final = re.compile(r"(?:ark:/12148/)?(cb\d{8}[0-9b-z])(?:/date)?")
_DOCUMENT: Final = re.compile(r"ark:/12148/b[0-9a-z]{4,30}")
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)
_WRITTEN: Final = re.compile(r"(\d{1,2})(?:er|ᵉʳ)?\s+(\w+)\s+(\d{4})")
_BLANKS: Final = re.compile(r"\s+")


class Fault(StrEnum):
    """Why an answer is no data: Gallica wants a human being before it; it is cut or no XML; it is XML of something else; it is of another
    title, or of another year, than was asked.
    """

    CHALLENGE = "challenge"
    BROKEN = "broken"
    OTHER = "other"
    WRONG_TITLE = "wrong_title"
    WRONG_YEAR = "wrong_year"


class Years(Struct, frozen=True):
    """The years in which a title has issues, in order, and how many issues Gallica says it has in all (0: it does not say)."""

    years: tuple[int, ...]
    total: int = 0


class Issue(Struct, frozen=True):
    """One issue: its ark ("ark:/12148/bpt6k…"), its day (None where Gallica does not know it), and what Gallica writes of its date."""

    ark: str
    day: date | None
    label: str


def collection_of(text: str) -> str:
    """The name of a periodical in Gallica, "cb328261098", of its ark in any form; "" for anything else, an issue's ark among them."""
    ark = normalise_ark(text) or text.strip()
    found = _COLLECTION.fullmatch(ark.strip("/"))
    return found[1] if found else ""


def read_years(data: bytes, *, collection: str) -> Years | Fault:
    """The years of the title ``collection`` ("cb…"). A list without a year is an answer: nothing is digitised yet."""
    root = _root(data, collection=collection, kind="years")
    if isinstance(root, Fault):
        return root
    years = {year for one in _children(root, "year") if (year := whole_number(one.text)) and FIRST_YEAR <= year <= LAST_YEAR}
    return Years(tuple(sorted(years)), whole_number(root.get("totalIssues")))


def read_issues(data: bytes, *, collection: str, year: int) -> tuple[Issue, ...] | Fault:
    """The issues of a year of the title ``collection``, in the order of their days, those without a day last; each ark once."""
    root = _root(data, collection=collection, kind="issue")
    if isinstance(root, Fault):
        return root
    if whole_number(root.get("date")) != year:
        return Fault.WRONG_YEAR
    found: dict[str, Issue] = {}
    for one in _children(root, "issue"):
        ark = _ark_of(one.get("ark", ""))
        if ark:
            label = _BLANKS.sub(" ", "".join(one.itertext())).strip()[:LONGEST_LABEL]
            found.setdefault(ark, Issue(ark, _day(one.get("dayOfYear"), label, year), label))
    return tuple(sorted(found.values(), key=lambda one: one.day or date.max))


def root_of(data: bytes, name: str) -> Any:
    """The root element of an answer of any of Gallica's services, which has this name; or what is wrong with it."""
    if _HTML.search(data[:2000]):
        return Fault.CHALLENGE
    warnings: list[Message] = []
    try:
        root = parse_xml(data, warnings=warnings)
    except BadRecord:
        return Fault.BROKEN
    return root if local_name(root) == name else Fault.OTHER


def whole_number(text: str | None) -> int:
    """A whole number, 0 for anything else."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _root(data: bytes, *, collection: str, kind: str) -> Any:
    """The element ``issues`` of an answer, or what is wrong with it."""
    root = root_of(data, "issues")
    if isinstance(root, Fault):
        return root
    if root.get("listType") != kind:
        return Fault.OTHER
    return root if collection_of(root.get("parentArk", "")) == collection else Fault.WRONG_TITLE


def _children(root: Any, name: str) -> Iterator[Any]:
    return (one for one in root if local_name(one) == name)


def _ark_of(name: str) -> str:
    ark = f"ark:/12148/{name.strip().removeprefix('ark:/12148/')}"
    return ark if _DOCUMENT.fullmatch(ark) else ""


def _day(number: str | None, label: str, year: int) -> date | None:
    """The day that the words say, where they say one of that year; else the day of that number (366 days in leap years)."""
    if written := _WRITTEN.fullmatch(label):
        month = FRENCH_MONTHS.get(fold(written[2]))
        try:
            if month and int(written[3]) == year:
                return date(year, month, int(written[1]))
        except ValueError:
            pass
    count = whole_number(number)
    day = date(year, 1, 1) + timedelta(days=count - 1) if 1 <= count <= 366 else None
    return day if day and day.year == year else None
