"""Units of a file that belong together: a bibliographic record and the holdings records that follow it, as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalogue.formats.xml.cutter import Unit
from catalogue.formats.xml.safety import MAX_BYTES
from catalogue.formats.xml.text import START_TAG

Around = tuple[bytes, ...]

# A record of MARC: one of OAI-PMH or of SRU begins with its header or its schema.
_RECORD = re.compile(rb"<(?:[\w.\-]+:)?record(?:\s[^<>]*)?>\s*<(?:[\w.\-]+:)?(?:leader|controlfield|datafield)[\s>]")
_TYPE = re.compile(rb"""\stype\s*=\s*["']\s*(\w+)""")
_LEADER = re.compile(rb"<(?:[\w.\-]+:)?leader[^<>]*>[^<]{6}([^<])")
_NUMBER = re.compile(rb"""<(?:[\w.\-]+:)?controlfield\s[^<>]*?tag\s*=\s*["'](001|004)["'][^<>]*>\s*(?:\([^<)]*\))?\s*([^<]*?)\s*</""")
_HEAD = 4_096


def with_holdings(units: Iterable[tuple[Unit, Around]]) -> Iterator[tuple[Unit, Around]]:
    """The same units with what was open around them, each record of a document joined by the holdings records behind it that are its
    own (``catalogue.formats.beside`` reads them): 004 names it, or nothing else.
    """
    last: tuple[Unit, Around] | None = None
    parts: list[bytes] = []
    for unit, around in units:
        if last is not None and parts and _belongs(parts[0], unit) and sum(map(len, parts)) + len(unit.data) < MAX_BYTES:
            parts.append(unit.data)
            last = (last[0]._replace(end=unit.end), around)
            continue
        if last is not None:
            yield _joined(last, parts)
        last, parts = (unit, around), [unit.data] if _may_have_holdings(unit) else []
    if last is not None:
        yield _joined(last, parts)


def _joined(last: tuple[Unit, Around], parts: list[bytes]) -> tuple[Unit, Around]:
    if len(parts) < 2:
        return last
    unit, around = last
    return unit._replace(data=b"<collection>" + b"".join(parts) + b"</collection>"), around


def _may_have_holdings(unit: Unit) -> bool:
    return not unit.fault and _RECORD.match(unit.data) is not None and not _is_holdings(unit.data)


def _belongs(document: bytes, unit: Unit) -> bool:
    if unit.fault or not _RECORD.match(unit.data) or not _is_holdings(unit.data):
        return False
    named = dict(reversed(_NUMBER.findall(unit.data, 0, _HEAD))).get(b"004", b"")
    return not named or dict(reversed(_NUMBER.findall(document, 0, _HEAD))).get(b"001", b"") == named


def _is_holdings(data: bytes) -> bool:
    tag = START_TAG.match(data)
    kind = _TYPE.search(tag[0]) if tag else None
    if kind:
        return kind[1].lower() == b"holdings"
    leader = _LEADER.search(data, 0, _HEAD)
    return leader is not None and leader[1] in b"uvxy"
