"""A stream of XML cut into its records by their tags, so that a broken record costs only itself and memory stays bounded.

A unit is an outermost element named like a record (``names.RECORDS``), at any depth: the ``record`` of a MARC collection, of an
OAI-PMH or of an SRU answer. Each is given with the namespaces that it inherits and uses declared again, to be parsed alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from catalogue.formats.xml.clean import DOCUMENT_TYPE
from catalogue.formats.xml.names import MARC_CHILDREN, RECORDS
from catalogue.formats.xml.safety import MAX_BYTES
from catalogue.formats.xml.text import ATTRIBUTES, START_TAG, declarations, local_name, scope_of

BLOCK = 262_144
_MARGIN = 4_096
_LEAST_MARGIN = 128  # the longest name of a record with its prefix
_HEAD = 65_536
_TAG_LIMIT = 65_536
_MAX_DEPTH = 250
_HIDDEN = rb"<(?:(!--)|(!\[CDATA\[)|(\?)|(!DOCTYPE)"
_TAG = re.compile(_HIDDEN + rb"|(/?)([^\s<>/=\"'&!?][^\s<>/=\"']*)(?=[\s/>]))")
_MANY_TAGS = 50_000  # without a record among them: from there on, what is around the records is not followed any more
_TAG_END = re.compile(ATTRIBUTES + rb">")
_DOCUMENT_TYPE = re.compile(DOCUMENT_TYPE, re.DOTALL)
_CLOSING = {1: b"-->", 2: b"]]>", 3: b"?>"}
_RECORDS = frozenset(name.encode() for name in RECORDS)
_RECORD_TAG = re.compile(_HIDDEN + rb"|(/?)((?:[^\s<>/=\"'&!?:]+:)?(?:%b))(?=[\s/>]))" % b"|".join(sorted(_RECORDS)))
_MARC_CHILDREN = frozenset(name.encode() for name in MARC_CHILDREN)
ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>)*+<([A-Za-z_][\w.:-]*)", re.DOTALL)
_FIRST_CHILD = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
# Signs, outside any record, of one whose own tag is damaged.
_STRAY = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:%b)[\s>]|<dc:title[\s>]" % b"|".join(sorted(_MARC_CHILDREN)))


@lru_cache(maxsize=64)
def _same(name: bytes) -> re.Pattern[bytes]:
    """The tags of a local name, and what hides tags: all that is looked for inside a record."""
    return re.compile(_HIDDEN + rb"|(/?)((?:[^\s<>/=\"'&!?:]+:)?%b)(?=[\s/>]))" % re.escape(name))


class Unit(NamedTuple):
    """The bytes of one record element, self-contained, and where it begins and ends in the stream.

    ``fault`` is a code of ``catalogue.formats.messages`` where the element is not whole. ``is_record`` is False where the fault
    is the file's: its root is not closed.
    """

    offset: int
    data: bytes
    fault: str = ""
    end: int = 0
    is_record: bool = True


class Cutter:
    """The units of a stream in UTF-8 or another set that contains ASCII; ``head`` is the beginning of the stream.

    To go on where another cutter stood after a unit: the stream from ``unit.end`` on, ``offset`` = ``unit.end``, and its ``around``,
    the start tags of the elements that were open there. ``block_size``: how much is read at a time.
    """

    def __init__(self, stream: BinaryIO, *, offset: int = 0, around: Iterable[bytes] = (), block_size: int = BLOCK) -> None:
        self._stream = stream
        self._block_size = block_size
        self._margin = max(min(_MARGIN, block_size), _LEAST_MARGIN)
        self._buffer = stream.read(block_size)
        self._at_end = not self._buffer
        self._offset, self._position = offset, 0
        self._start, self._depth = -1, 0
        self._name = self._child = b""
        self._around = list(around)
        self._any = bool(offset)  # a unit was met: what lies outside of the others may be a damaged one
        self._after = 0  # where what lies outside of records begins in the buffer
        self._stray: Unit | None = None
        self._given_up = False
        self._steps = 0  # tags met since the last unit
        self._unclosed: dict[bytes, int] = {}  # what ends nothing up to there: looked for once
        self.head = self._buffer[:_HEAD]

    @property
    def around(self) -> tuple[bytes, ...]:
        """The start tags of the open elements around the next unit, reduced to their names and namespaces."""
        return tuple(self._around)

    def __iter__(self) -> Iterator[Unit]:
        while (tag := self._next_tag()) is not None:
            if isinstance(tag, Unit):
                yield tag
            else:
                yield from self._meet(tag)
        yield from self._left_outside(len(self._buffer))
        end = self._offset + len(self._buffer)
        if self._start >= 0:
            yield Unit(self._offset + self._start, self._buffer[self._start :], "xml_truncated", end)
        elif self._around and self._any:
            yield Unit(end, self._buffer[-_MARGIN:], "xml_truncated", end, is_record=False)

    def _left_outside(self, end: int) -> Iterator[Unit]:
        """The fields that no record holds between the last record and ``end``, as one faulty unit; nothing in a sound file."""
        if self._start >= 0 or not self._any or self._given_up:
            return
        stray = self._stray
        if stray is None and (outside := _STRAY.search(self._buffer, self._after, end)):
            stray = self._faulty(outside.start(), end, "record_text")
        if stray is not None:
            self._stray = None
            yield stray._replace(end=self._offset + end)

    def _faulty(self, start: int, end: int, fault: str) -> Unit:
        """What is in the buffer from ``start`` on, no longer than a block, as a unit that is none."""
        end = min(end, start + BLOCK)
        return Unit(self._offset + start, self._buffer[start:end].rstrip(), fault, self._offset + end)

    def _outside(self) -> int:
        """From where the buffer is still wanted outside of records: from the first stray field on, within a block."""
        end = min(self._position, len(self._buffer))
        stray = None if self._stray or self._given_up else _STRAY.search(self._buffer, self._after, end)
        if stray is None:
            self._after = end
        elif end - stray.start() < BLOCK:
            self._after = end = stray.start()
        else:
            self._stray = self._faulty(stray.start(), len(self._buffer), "record_text")
        return end

    def _next_tag(self) -> re.Match[bytes] | Unit | None:
        """The next tag: any outside of records, those of its own name inside one; a unit with a fault where one is too long."""
        while True:
            tag = self._wanted().search(self._buffer, self._position)
            trusted = len(self._buffer) if self._at_end else len(self._buffer) - self._margin
            if tag is None or tag.start() >= trusted:
                if self._at_end and tag is None:
                    return None
                self._position = max(self._position, trusted)
            elif self._pass(tag):
                if tag[6]:
                    return tag
                continue
            elif self._at_end or len(self._buffer) - tag.start() > MAX_BYTES:
                self._position = tag.end()
                continue
            too_long = self._fill()
            if too_long is not None:
                return too_long

    def _wanted(self) -> re.Pattern[bytes]:
        """What to look for: any tag outside of records, those of its own name inside one."""
        if self._start >= 0:
            return _same(local_name(self._name))
        return _TAG if self._steps < _MANY_TAGS else _RECORD_TAG

    def _pass(self, tag: re.Match[bytes]) -> bool:
        """Move past a comment, a CDATA section, an instruction, a document type or a tag; False where its end is not in the buffer."""
        if tag[6] or tag[4]:
            pattern, start = (_TAG_END, tag.end()) if tag[6] else (_DOCUMENT_TYPE, tag.start())
            end = pattern.match(self._buffer, start, start + _TAG_LIMIT)
            if end is None and not self._at_end and len(self._buffer) - start < _TAG_LIMIT:
                return False
            self._position = end.end() if end else tag.end()
            return True
        closing = _CLOSING[tag.lastindex or 1]
        known = self._offset + len(self._buffer)
        position = self._buffer.find(closing, tag.end()) if self._unclosed.get(closing) != known else -1
        if position < 0:
            self._unclosed[closing] = known
            return False
        self._position = position + len(closing)
        return True

    def _fill(self) -> Unit | None:
        """Read on, dropping what was passed; gives up the unit under way where it is longer than MAX_BYTES."""
        given_up = None
        if self._start >= 0 and len(self._buffer) - self._start > MAX_BYTES:
            given_up = self._faulty(self._start, len(self._buffer), "record_too_large")._replace(end=self._offset + len(self._buffer))
            self._start = -1
            self._given_up = True
        keep = self._start if self._start >= 0 else self._outside()
        block = self._stream.read(self._block_size)
        self._at_end = not block
        self._buffer = self._buffer[keep:] + block
        self._offset += keep
        self._position -= keep
        self._after = max(self._after - keep, 0)
        self._start = 0 if self._start >= 0 else -1
        return given_up

    def _meet(self, tag: re.Match[bytes]) -> Iterator[Unit]:
        """Open, nest or close a unit at a tag, or note what is around the units."""
        name, end, closes = tag[6], self._position, bool(tag[5])
        empty = self._buffer[end - 2 : end - 1] == b"/"
        if self._start < 0:
            if local_name(name) not in _RECORDS:
                self._step(tag, name, closes=closes, empty=empty)
            elif not closes:
                self._any = True
                yield from self._left_outside(tag.start())
                self._open(tag)
                if empty:
                    yield self._close(end)
        elif empty:
            return
        elif closes:
            self._depth -= 1
            if not self._depth:
                yield self._close(end)
        elif name == self._name and self._first_child(end) == self._child:
            yield self._close(tag.start())
            self._open(tag)
        else:
            self._depth += 1

    def _step(self, tag: re.Match[bytes], name: bytes, *, closes: bool, empty: bool) -> None:
        """Into or out of an element around the units. One that is never closed ends with the one around it."""
        self._steps += 1
        if closes:
            opened = [_name_of(one) for one in self._around]
            if name in opened:
                del self._around[len(opened) - 1 - opened[::-1].index(name) :]
        elif not empty and len(self._around) < _MAX_DEPTH:
            spaces = declarations(self._buffer[tag.start() : self._position]).items()
            written = b"".join(b" xmlns%b=%b" % (b":" + prefix if prefix else b"", uri) for prefix, uri in spaces)
            self._around.append(b"<%b%b>" % (name, written))

    def _open(self, tag: re.Match[bytes]) -> None:
        """A unit begins."""
        self._start, self._depth, self._name = tag.start(), 1, tag[6]
        self._stray, self._given_up, self._steps = None, False, 0
        self._child = self._first_child(self._position)

    def _close(self, end: int) -> Unit:
        """The unit under way, up to ``end``."""
        element = self._buffer[self._start : end]
        tag = START_TAG.match(element)
        if tag:
            element = scope_of(*(one for one in self._around if b"xmlns" in one)).close(element, tag[0])
        unit = Unit(self._offset + self._start, element, "", self._offset + end)
        self._start, self._depth, self._after = -1, 0, end
        return unit

    def _first_child(self, position: int) -> bytes:
        """The local name of the first element after ``position``; any MARC field counts as the same."""
        child = _FIRST_CHILD.match(self._buffer, position)
        name = child[1] if child else b""
        return b"datafield" if name in _MARC_CHILDREN else name


def _name_of(tag: bytes) -> bytes:
    return re.split(rb"[\s>]", tag[1:], maxsplit=1)[0]
