"""A stream of ISO 2709 records cut into its records, in bounded memory, past anything that stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LIMIT = 4_000_000
_BLOCK = 262_144
_END = b"\x1d"
_BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
_LABEL = re.compile(rb"\d{5}[\x20-\x7e]{5}\d\d[\d ]{5}[\x20-\x7e\x00-\x03]{3}4[45]")
_NEXT_LABEL = re.compile(rb"(?<=\x1e)[ \t\r\n]*(?=\d{5}[\x20-\x7e]{5}22\d{5}[\x20-\x7e]{3}4[45])")


class Chunk(NamedTuple):
    """The bytes of one record and where they begin in the stream; ``skipped`` bytes of nothing stood before them.

    ``fault`` is a code of ``catalogue.formats.messages`` where the bytes are no record.
    """

    offset: int
    data: bytes
    skipped: int = 0
    fault: str = ""


def split_records(stream: BinaryIO, *, block_size: int = _BLOCK) -> Iterator[Chunk]:
    """Every record of ``stream``, in order; what lies between records and is no record comes as a chunk with a fault.

    Records are told apart by 0x1D (a declared length may be wrong), except where the declared length ends on a 0x1D and the
    one before it is followed by no label: a stray end mark inside a field. Longer than LIMIT without an end: a fault.
    """
    buffer, offset, at_end = b"", 0, False
    while True:
        if not at_end and len(buffer) < block_size:
            block = stream.read(block_size)
            buffer, at_end = buffer + block, not block
        start, ready = 0, len(buffer) if at_end else len(buffer) - block_size // 2
        while start < ready:
            end = buffer.find(_END, start) + 1
            declared = buffer[start : start + 5]
            if end and declared.isdigit() and int(declared) == end - start:
                yield Chunk(offset + start, buffer[start:end])
                start = end
                continue
            end = _end_of_record(buffer, start)
            if end < 0:
                break
            yield from _chunks(buffer[start:end], offset + start)
            start = end
        buffer, offset = buffer[start:], offset + start
        if at_end:
            yield from _chunks(buffer, offset)
            return
        if len(buffer) >= block_size and buffer.find(_END) < 0:
            if len(buffer) > LIMIT:
                yield Chunk(offset, buffer[:block_size], fault="record_too_large")
                buffer, offset, at_end = _skip_to_end(stream, offset + len(buffer))
            else:
                block = stream.read(block_size)
                buffer, at_end = buffer + block, not block


def _skip_to_end(stream: BinaryIO, offset: int) -> tuple[bytes, int, bool]:
    """Throw away the stream up to the next end mark: what follows it, its offset, and whether the stream is finished."""
    while block := stream.read(_BLOCK):
        end = block.find(_END)
        if end >= 0:
            return block[end + 1 :], offset + end + 1, False
        offset += len(block)
    return b"", offset, True


def _end_of_record(buffer: bytes, start: int) -> int:
    """The position after the record that begins at ``start``, -1 where its end is not in the buffer."""
    end = buffer.find(_END, start)
    if end < 0:
        return -1
    declared = buffer[start : start + 5]
    if declared.isdigit():
        announced = start + int(declared) - 1
        if announced > end and buffer[announced : announced + 1] == _END and not _LABEL.match(buffer[end + 1 :].lstrip(_BLANK)[:24]):
            return announced + 1
    return end + 1


def _chunks(piece: bytes, offset: int) -> Iterator[Chunk]:
    """The records in the bytes up to an end mark: one as a rule, several where an end mark is missing, none in blanks."""
    start = len(piece) - len(piece.lstrip(_BLANK))
    if start == len(piece):
        return
    skipped = 0
    label = _LABEL.match(piece, start) or _LABEL.search(piece, start)
    if label and label.start() > start:
        skipped, start = label.start() - start, label.start()
    elif not label and (b"\x1e" not in piece or piece.strip(_BLANK) == _END):
        yield Chunk(offset + start, piece[start:], fault="record_text")
        return
    length = int(piece[start : start + 5]) if piece[start : start + 5].isdigit() else 0
    if length != len(piece) - start:
        for next_label in _NEXT_LABEL.finditer(piece, start + 24):
            yield Chunk(offset + start, piece[start : next_label.start()], skipped)
            start, skipped = next_label.end(), 0
    yield Chunk(offset + start, piece[start:], skipped)
