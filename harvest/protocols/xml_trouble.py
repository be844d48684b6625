"""What the reading of XML cannot use, as the failures that a harvest knows: try again, or give up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from catalogue.formats.xml.cutter import Cutter
from catalogue.formats.xml.trouble import Unreadable
from harvest.protocols.base import Fatal, RetryLater


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
