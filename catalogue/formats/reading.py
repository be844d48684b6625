"""The door of the readers: files and harvested items in, one outcome per record out, whatever the bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from catalogue.core.messages import Message
from catalogue.formats.base import AUTO, NotRecords, Reading
from catalogue.formats.interpreting import read_marc, read_xml
from catalogue.formats.marc.iso2709_stream import split_records
from catalogue.formats.messages import BadRecord
from catalogue.formats.sniffing import XML, sniff_file
from catalogue.formats.xml.files import split_xml

_HEAD = 65_536


def read_file(data: bytes | BinaryIO, *, format: str = AUTO) -> Iterator[Reading]:
    """Every record of a file, in order, in bounded memory; raises NotRecords at the first step where it holds none.

    ``data`` is ISO 2709 or XML (a collection, one record, an OAI-PMH or an SRU answer). ``format``: AUTO, UNIMARC, MARC21 or
    DUBLIN_CORE, what the file was announced as.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    if not stream.seekable():
        stream = cast(BinaryIO, _Rewound(stream))
    head = stream.read(_HEAD)
    stream.seek(0)
    try:
        kind = sniff_file(head)
        readings = _read_xml(stream, format=format) if kind == XML else _read_iso2709(stream, format=format)
        yield from readings
    except BadRecord as refusal:
        raise NotRecords(refusal.message) from refusal


class _Rewound(io.RawIOBase):
    """A stream that cannot go back, with its first bytes kept so that it can go back to its start once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._head = b""
        self._replay = b""

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, from the kept ones first."""
        if self._replay:
            block, self._replay = self._replay[:size], self._replay[size:]
            return block
        block = self._stream.read(size)
        self._head += block if len(self._head) < _HEAD else b""
        return block

    def seek(self, position: int, whence: int = 0) -> int:
        """To the start, before anything past the first block was read."""
        self._replay = self._head
        return position


def _read_iso2709(stream: BinaryIO, *, format: str) -> Iterator[Reading]:
    """The records of an ISO 2709 file."""
    for position, chunk in enumerate(split_records(stream), start=1):
        if chunk.fault:
            yield _faulty(chunk.fault, chunk.data, position=position, offset=chunk.offset)
            continue
        warnings = [Message("junk_skipped", {"length": chunk.skipped})] if chunk.skipped else []
        yield read_marc(chunk.data, format=format, position=position, offset=chunk.offset, warnings=warnings)


def _read_xml(stream: BinaryIO, *, format: str) -> Iterator[Reading]:
    """The records of an XML file."""
    for position, unit in enumerate(split_xml(stream), start=1):
        if unit.fault:
            yield _faulty(unit.fault, unit.data, position=position, offset=unit.offset)
        else:
            yield read_xml(unit.data, format=format, position=position, offset=unit.offset)


def _faulty(code: str, data: bytes, *, position: int, offset: int) -> Reading:
    """A piece of a file that is no whole record."""
    reason = Message(code, {"length": len(data), "limit": len(data)})
    return Reading(position, "refused", reason=reason, raw=data, offset=offset)


def read_item(data: bytes, *, format: str = AUTO, identifier: str = "", position: int = 1) -> Reading:
    """One harvested item; never raises: what cannot be read comes back refused, with its bytes.

    ``identifier`` is the one that the protocol gave, used where the record has none of its own.
    """
    if data[:1] == b"<":
        return read_xml(data, format=format, position=position, identifier=identifier)
    try:
        if sniff_file(data[:_HEAD]) == XML:
            return read_xml(data.lstrip(), format=format, position=position, identifier=identifier)
    except BadRecord as refusal:
        if b"\x1e" not in data:
            return Reading(position, "refused", identifier=identifier, reason=refusal.message, raw=data)
    return read_marc(data, format=format, position=position, identifier=identifier)
