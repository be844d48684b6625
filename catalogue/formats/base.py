"""The contract of the readers: bytes in, one outcome per record out, whatever the bytes."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.core.description import Description
from catalogue.core.messages import Message

UNIMARC = "unimarc"
MARC21 = "marc21"
DUBLIN_CORE = "dublin_core"
AUTO = "auto"


class NotRecords(Exception):
    """The bytes hold no records at all (a picture, a web page, an empty file): ``message`` says what they look like."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one record of a file or of one harvested item.

    ``position`` counts from 1 in the file. ``status``: "read" or "refused". ``reason`` is set when refused, ``description``
    when read. ``raw`` holds the record's own bytes, self-contained. ``offset`` is the byte position in the file, -1 where
    it has no meaning (a record cut out of a parsed XML tree).
    """

    position: int
    status: str
    format: str = ""
    charset: str = ""
    identifier: str = ""
    reason: Message | None = None
    warnings: tuple[Message, ...] = ()
    description: Description | None = None
    raw: bytes = b""
    offset: int = -1


# The door, in catalogue/formats/reading.py:
#   read_file(data: bytes | BinaryIO, *, format: str = AUTO) -> Iterator[Reading]     a whole file; raises NotRecords
#   read_item(data: bytes, *, format: str = AUTO, identifier: str = "", position: int = 1) -> Reading   one harvested item
