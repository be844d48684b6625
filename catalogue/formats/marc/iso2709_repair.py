"""ISO 2709 records whose directory is out of order or wrong: find their fields again, or say that it cannot be done."""

from __future__ import annotations

from catalogue.core.messages import Message
from catalogue.formats.messages import BadRecord

_ENTRY = 12
Tagged = list[tuple[str, bytes]]


def repaired_fields(directory: bytes, body: bytes, *, warnings: list[Message]) -> Tagged:
    """(tag, content) of each field, contents without their end marks; ``warnings`` receives what was done.

    In this order: the directory is right, but not in the order of the fields; it is right once the numbers too long for
    their columns are allowed for (fields over 9 999 bytes, records over 99 999); it has as many entries as there are fields,
    with wrong numbers (lengths counted before a conversion); the right entries account for all fields, the others are spare.
    Raises BadRecord otherwise: a field under another's tag would be worse than no record.
    """
    entries = [directory[start : start + _ENTRY] for start in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    exact = [(_tag(entry), piece) for entry in entries if (piece := _exact(entry, body)) is not None]
    pieces = body.split(b"\x1e")
    if not pieces[-1].strip():
        pieces.pop()
    if entries and len(exact) == len(entries) and len(entries) * _ENTRY == len(directory):
        if len(exact) < len(pieces):
            warnings.append(Message("fields_unlisted", {"count": len(pieces) - len(exact)}))
        return exact
    spread = _overflowing(directory, pieces)
    if spread:
        return spread
    if not any(warning.code == "directory_repaired" for warning in warnings):
        warnings.append(Message("directory_repaired", {}))
    if len(pieces) == len(entries) and len(entries) * _ENTRY == len(directory):
        return [(_tag(entry), piece) for entry, piece in zip(entries, pieces, strict=True)]
    if exact and sorted(piece for _, piece in exact) == sorted(pieces):
        warnings += [Message("field_skipped", {"tag": _tag(entry)}) for entry in entries if _exact(entry, body) is None]
        return exact
    raise BadRecord("record_directory")


def _overflowing(directory: bytes, pieces: list[bytes]) -> Tagged:
    """The fields in their order where the directory is right but for numbers wider than 4 and 5 digits; else nothing."""
    tagged: Tagged = []
    position = start = 0
    for piece in pieces:
        length = len(piece) + 1
        numbers = b"%04d%05d" % (length, start)
        if not directory.startswith(numbers, position + 3):
            return []
        tagged.append((_tag(directory[position : position + 3]), piece))
        position += 3 + len(numbers)
        start += length
    return tagged if position == len(directory) else []


def _tag(entry: bytes) -> str:
    """The tag of a directory entry."""
    return entry[:3].decode("ascii", "replace")


def _exact(entry: bytes, body: bytes) -> bytes | None:
    """The content that an entry points to, if it begins and ends where a field does; else None."""
    if not entry[3:].isdigit():
        return None
    length, start = int(entry[3:7]), int(entry[7:12])
    end = start + length - 1
    if length < 1 or end >= len(body) or body[end] != 0x1E or (start and body[start - 1] != 0x1E) or body.find(b"\x1e", start, end) >= 0:
        return None
    return body[start:end]
