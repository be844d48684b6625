"""What the reading of XML cannot use, as the failures that a harvest knows: try again, or give up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from catalogue.core.messages import Message
from catalogue.formats.xml.clean import CONTROL, UTF8, Cleaned
from catalogue.formats.xml.cutter import Cutter
from catalogue.formats.xml.safety import from_windows
from catalogue.formats.xml.trouble import Unreadable
from harvest.protocols.base import Fatal, Item, RetryLater

MARC_RECORD = re.compile(rb"<(?:[\w.\-]+:)?record[\s>]")


@contextmanager
def translated() -> Iterator[None]:
    """Raise RetryLater for what may pass, Fatal for what will not."""
    try:
        yield
    except Unreadable as error:
        if error.seconds is None:
            raise Fatal(error.message) from error
        raise RetryLater(error.message, seconds=error.seconds) from error


def record_spans(data: bytes) -> list[tuple[int, int]]:
    """Where the records of a broken answer begin and end in it, as every other door cuts them."""
    return [(unit.offset, unit.end) for unit in Cutter(BytesIO(data)) if unit.is_record]


def check_characters(item: Item, cleaned: Cleaned, start: int, end: int, messages: list[Message]) -> None:
    """Say what was changed in the record between two positions of ``cleaned``; refuse it, with its very bytes, where those that are not
    UTF-8 make no sense in Windows-1252 either.
    """
    named = {"identifier": item.identifier or f"n° {item.position}"}
    if replaced := len(cleaned.edits_in(start, end, kind=CONTROL)):
        messages.append(Message("protocol.xml.control_characters", {**named, "count": replaced}))
    broken = cleaned.edits_in(start, end, kind=UTF8)
    if not broken or item.deleted:
        return
    received = cleaned.original(start, end)
    said = {**named, "offset": broken[0].start, "bytes": cleaned.source[broken[0].start : broken[0].end].hex(" ")}
    if from_windows(received) is not None:
        messages.append(Message("protocol.xml.windows", said))
    else:
        item.refusal, item.data = Message("protocol.xml.bad_utf8", said), received


def together(parts: list[bytes]) -> bytes:
    """What one envelope holds: its element; several records of MARC, as a bibliographic one with its holdings, in one collection; of
    anything else, the first.
    """
    if len(parts) < 2 or not all(MARC_RECORD.match(part) for part in parts):
        return parts[0]
    return b"<collection>" + b"".join(parts) + b"</collection>"
