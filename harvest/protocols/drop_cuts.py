"""The records of one file of a delivery, as items: cut as the inspection of a file cuts them, named as their readers name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from catalogue.core.messages import Message
from catalogue.formats.marc.iso2709_stream import LIMIT, split_records
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.companions import with_holdings
from catalogue.formats.xml.cutter import BLOCK, Cutter
from catalogue.formats.xml.files import Opened
from harvest.protocols import oai_slow, record_identity, sru_answer
from harvest.protocols.base import Item

TERMINATOR = b"\x1d"


@dataclass(frozen=True, slots=True)
class Cut:
    """One record of a file, the offset after it, and the start tags of the elements around it there, for going on later."""

    item: Item
    end: int
    around: tuple[bytes, ...] = ()


def iso2709(stream: BinaryIO, *, name: str, offset: int, block_size: int = BLOCK) -> Iterator[Cut]:
    """The records of ISO 2709 from ``offset`` on, told apart as the readers do, so that an end mark too few or too many costs none."""
    for chunk in split_records(stream, block_size=block_size):
        refusal = None
        if chunk.fault == "record_too_large":
            refusal = Message("protocol.record.too_large", {"megabytes": LIMIT // 1_000_000})
        elif chunk.fault:
            refusal = Message(chunk.fault, {"length": len(chunk.data)})
        elif not chunk.data.endswith(TERMINATOR) and chunk.data[:5].isdigit() and int(chunk.data[:5]) > len(chunk.data) + 1:
            refusal = Message("protocol.drop.cut_record", {"file": name})
        item = Item(record_identity.of_iso2709(chunk.data), data=chunk.data, refusal=refusal)
        yield Cut(item, offset + chunk.offset + len(chunk.data))


class XmlCuts:
    """The records of an XML file, those of recorded answers without their envelopes; ``messages`` receives what is said of them.
    ``cut_short`` tells, afterwards, whether the
    file stops before the end of its root.
    """

    def __init__(
        self, opened: Opened, messages: list[Message], *, name: str, offset: int, around: Iterable[bytes] = (), block_size: int = BLOCK
    ) -> None:
        self.opened = opened
        self.messages = messages
        self.name = name
        self.cut_short = False
        self._cutter = Cutter(opened.stream, offset=offset, around=around, block_size=block_size)

    def __iter__(self) -> Iterator[Cut]:
        for unit, around in with_holdings((unit, self._cutter.around) for unit in self._cutter):
            if not unit.is_record:
                self.cut_short = True
                continue
            item = self._item(unit.data)
            if unit.fault:
                item.refusal = Message("protocol.drop.broken_record", {"file": self.name, "detail": _words(unit.fault, unit.data)})
            yield Cut(item, unit.end, around)

    def _item(self, data: bytes) -> Item:
        data = self.opened.in_utf8(data)
        for answer in (oai_slow, sru_answer):
            if answer.RECORD.match(data):
                item, messages = answer.read_one(data)
                self.messages += messages
                return item
        return Item(record_identity.of_document(data), data=data)


def _words(code: str, data: bytes) -> dict[str, Any]:
    return BadRecord(code, length=len(data), limit=len(data)).message.as_json()
