"""Deals the notices out to the partners: one record per edition and catalogue, with its copies, its identifier and its datestamp."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from demonstration.imprints import years
from demonstration.institutions import by_code
from demonstration.notices import IMAGES, SERIALS, Copy, Notice, all_notices
from demonstration.sources import SOURCES, Source, source_of

_FIRST_DAY = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)
_SPAN = 900  # days over which the datestamps are spread
_RARE_BEFORE = 1700


@dataclass(frozen=True, slots=True, eq=False)
class PartnerRecord:
    """What one partner says of one edition. ``notice`` is None for a record that was deleted.

    ``first`` is true where this record holds the copy that was digitised. ``fault`` names a deliberate defect (see
    ``demonstration.faults``).
    """

    source: Source
    identifier: str
    datestamp: datetime
    notice: Notice | None
    copies: tuple[Copy, ...]
    rcrs: tuple[str, ...]
    first: bool = False
    fault: str = ""


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8"))


def datestamp(key: str, *, day: bool) -> datetime:
    """A moment that depends on ``key`` only, between March 2024 and August 2026; midnight where only days count."""
    number = _hash(key)
    moment = _FIRST_DAY + timedelta(days=number % _SPAN, seconds=0 if day else (number >> 8) % 36_000)
    return moment.replace(hour=0) if day else moment


def _shelf(notice: Notice) -> str:
    """The key of the shape of call numbers that suits a document."""
    if notice.kind in SERIALS:
        return "serial"
    if notice.kind in IMAGES:
        return "image"
    if notice.kind != "book":
        return notice.kind
    covered = years(notice)
    return "rare" if covered and covered.first < _RARE_BEFORE else "book"


def _number(shape: str, key: str) -> str:
    """The shape of a call number with figures drawn from ``key``; the first is never a nought."""
    draw = _hash(key)
    out = []
    for position, char in enumerate(shape):
        if char == "#":
            draw, figure = divmod(draw, 10)
            char = str(figure or 1) if shape.find("#") == position else str(figure)
        out.append(char)
    return "".join(out)


def _call_numbers(notices: tuple[Notice, ...]) -> dict[int, str]:
    """A call number for each copy (by ``id``) that has none, no two alike in one institution."""
    taken = {(copy.institution, copy.call_number) for notice in notices for copy in notice.copies}
    given: dict[int, str] = {}
    for notice in notices:
        for copy in notice.copies:
            if copy.call_number:
                continue
            shape = by_code()[copy.institution].call_numbers[_shelf(notice)]
            salt = 0
            while (number := _number(shape, f"{notice.slug}/{copy.institution}/{salt}")) and (copy.institution, number) in taken:
                salt += 1
            taken.add((copy.institution, number))
            given[id(copy)] = number
    return given


@cache
def _given() -> dict[int, str]:
    return _call_numbers(all_notices())


def call_number_of(copy: Copy) -> str:
    """The call number of a copy: its own, or the one drawn for it."""
    return copy.call_number or _given()[id(copy)]


def _groups(notice: Notice) -> Iterator[tuple[Source, list[Copy]]]:
    """The records a notice becomes: one per shared catalogue, one per library where libraries catalogue apart."""
    for source in SOURCES:
        copies = [copy for copy in notice.copies if (copy.source or source_of(copy.institution, kind=notice.kind)) == source.slug]
        if copies and source.shared:
            yield source, copies
        else:
            for copy in copies:
                yield source, [copy]


def _records_of(notice: Notice, numbers: dict[int, str]) -> Iterator[PartnerRecord]:
    for source, copies in _groups(notice):
        key = notice.slug if source.shared else f"{notice.slug}-{copies[0].institution.lower()}"
        yield PartnerRecord(
            source=source,
            identifier=key,
            datestamp=datestamp(f"{source.slug}/{key}", day=source.granularity == "day"),
            notice=notice,
            copies=tuple(replace(copy, call_number=copy.call_number or numbers[id(copy)]) for copy in copies),
            rcrs=tuple(dict.fromkeys(by_code()[copy.institution].rcr for copy in copies)),
            first=notice.copies[0] in copies,
        )


@cache
def all_records() -> tuple[PartnerRecord, ...]:
    """Every sound record of every partner, in the order of the notices."""
    notices = all_notices()
    numbers = _call_numbers(notices)
    return tuple(record for notice in notices for record in _records_of(notice, numbers))
