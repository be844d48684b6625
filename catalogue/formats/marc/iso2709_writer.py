"""MarcRecord to ISO 2709 bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.formats.marc import iso5426
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.messages import CannotHold

_SEPARATORS = re.compile("[\x1d-\x1f]")
_LEADER = "     nam a22     3i 450 "
_MAX_FIELD, _MAX_RECORD = 9_999, 99_999


def write_iso2709(record: MarcRecord, *, charset: str = "utf-8") -> bytes:
    """The record in ISO 2709, in UTF-8 or (``charset="iso-5426"``) in ISO 5426.

    The label keeps the record's codes; its lengths are computed. Raises CannotHold for a field over 9 999 bytes or a record
    over 99 999, which the format cannot hold, and UnicodeEncodeError for a character that the set lacks.
    """
    encode = iso5426.encode if charset == "iso-5426" else _utf8
    directory: list[bytes] = []
    body: list[bytes] = []
    start = 0
    for field in record.fields:
        content = _content(field, encode) + b"\x1e"
        if len(content) > _MAX_FIELD:
            raise CannotHold("field_too_long", place=field.place, length=len(content), limit=_MAX_FIELD)
        directory.append(b"%s%04d%05d" % (_tag(field), len(content), start))
        body.append(content)
        start += len(content)
    base = 24 + 12 * len(directory) + 1
    length = base + start + 1
    if length > _MAX_RECORD:
        raise CannotHold("record_too_long", length=length, limit=_MAX_RECORD)
    leader = record.leader if len(record.leader) == 24 and record.leader.isascii() else _LEADER
    label = f"{length:05d}{leader[5:10]}22{base:05d}{leader[17:20]}{leader[20:24]}".encode("ascii")
    return label + b"".join(directory) + b"\x1e" + b"".join(body) + b"\x1d"


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")


def _tag(field: Field) -> bytes:
    """The tag in three bytes; raises CannotHold for another."""
    tag = field.tag.encode("ascii", "replace")
    if len(tag) != 3:
        raise CannotHold("tag_not_writable", tag=field.tag)
    return tag


def _content(field: Field, encode: Callable[[str], bytes]) -> bytes:
    """A field without its end mark; separators inside values become blanks."""
    if not field.subfields:
        return encode(_SEPARATORS.sub(" ", field.value))
    parts = [(field.indicators + "  ")[:2]]
    parts += [f"\x1f{code}{_SEPARATORS.sub(' ', value)}" for code, value in field.subfields]
    return b"".join(encode(part) if part[:1] != "\x1f" else b"\x1f" + encode(part[1:]) for part in parts)
