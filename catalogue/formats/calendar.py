"""Calendars as every calendar program takes them (iCalendar, RFC 5545): days and meetings, written as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

TYPE = "text/calendar; charset=utf-8"
_LONGEST = 75  # bytes of a line, RFC 5545, 3.1


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``uid`` never changes. Of whole days from ``start`` to ``end``, both included; or of moments, where they are datetimes:
    the same one twice where nobody says when it ends.

    ``changed``: when it was written, in UTC.
    """

    uid: str
    title: str
    start: date
    end: date
    changed: datetime
    place: str = ""
    text: str = ""
    address: str = ""


def calendar(name: str, events: Iterable[Event]) -> str:
    """The file of a calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Traboule//FR", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event) -> list[str]:
    said = [("SUMMARY", event.title), ("LOCATION", event.place), ("DESCRIPTION", event.text)]
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(event.changed)}",
        *_when(event),
        *(f"{name}:{_text(value)}" for name, value in said if value),
        *([f"URL:{event.address}"] if event.address else []),
        "END:VEVENT",
    ]


def _when(event: Event) -> list[str]:
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        ends = [f"DTEND:{_moment(event.end)}"] if event.end > event.start else []  # later than the start, RFC 5545, 3.8.2.2
        return [f"DTSTART:{_moment(event.start)}", *ends]
    after = event.end + timedelta(days=1)  # the day after the last, RFC 5545, 3.6.1
    return [f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> str:
    """Cut every 75 bytes, never within a character."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
