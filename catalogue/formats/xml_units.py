"""A stream of XML cut into its records by their tags, so that a broken record costs only itself and memory stays bounded.

A unit is an outermost element named like a record (``record``, ``dc``, ``ead``…): the ``record`` of a MARC collection, of an
OAI-PMH or of an SRU answer. Each is given with the namespaces of its ancestors declared again, to be parsed alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from catalogue.formats.xml_safety import MAX_BYTES

_BLOCK = 262_144
_MARGIN = 4_096
_HEAD = 65_536
_TOKEN = re.compile(
    rb"<(?:(!--)|(!\[CDATA\[)|(\?)|(/?)((?:[A-Za-z_][\w.-]*:)?(?:record|dc|qualifieddc|qdc|dcterms|simpledc|ead))(?=[\s/>]))"
)
_TAG_END = re.compile(rb"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_TAG_LIMIT = 65_536
_CLOSING = {1: b"-->", 2: b"]]>", 3: b"?>"}
_NAMESPACE = re.compile(rb"""\sxmlns(?::([A-Za-z_][\w.-]*))?\s*=\s*("[^"<]*"|'[^'<]*')""")
_FIRST_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)")
ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>)*+<([A-Za-z_][\w.:-]*)", re.DOTALL)
_FIRST_CHILD = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
# Signs, outside any record, of one whose own tag is damaged.
_STRAY = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:leader|controlfield|datafield)[\s>]|<dc:title[\s>]")
_MARC_CHILDREN = frozenset({b"leader", b"controlfield", b"datafield"})


class Unit(NamedTuple):
    """The bytes of one record element, self-contained, and where it begins in the stream.

    ``fault`` is a code of ``catalogue.formats.messages`` where the element is not whole.
    """

    offset: int
    data: bytes
    fault: str = ""


class XmlUnits:
    """The units of a stream in UTF-8 or another set that contains ASCII; ``head`` is the beginning of the stream.

    ``prolog`` (an XML declaration) is put before each unit that is not in UTF-8.
    """

    def __init__(self, stream: BinaryIO, *, prolog: bytes = b"") -> None:
        self._stream = stream
        self._prolog = prolog
        self._buffer = stream.read(_BLOCK)
        self._at_end = not self._buffer
        self._offset = self._position = 0
        self._start, self._depth = -1, 0
        self._name = self._child = b""
        self._context: list[tuple[bytes, bytes]] | None = None
        self._after = 0  # where what lies outside of records begins in the buffer
        self._stray: Unit | None = None
        self._given_up = False
        self.head = self._buffer[:_HEAD]

    def __iter__(self) -> Iterator[Unit]:
        while (found := self._next_tag()) is not None:
            if isinstance(found, Unit):
                yield found
            else:
                yield from self._meet(found)
        yield from self._left_outside(len(self._buffer))
        if self._start >= 0:
            yield Unit(self._offset + self._start, self._buffer[self._start :], "xml_truncated")
        elif self._context is not None and not self._is_closed():
            yield Unit(self._offset + len(self._buffer), self._buffer[-_MARGIN:], "xml_truncated")

    def _left_outside(self, end: int) -> Iterator[Unit]:
        """The fields that no record holds between the last record and ``end``, as one faulty unit; nothing in a sound file."""
        if self._start >= 0 or self._context is None or self._given_up:
            return
        stray = self._stray
        if stray is None and (found := _STRAY.search(self._buffer, self._after, end)):
            stray = Unit(self._offset + found.start(), self._buffer[found.start() : end][:_BLOCK].rstrip(), "record_text")
        if stray is not None:
            yield stray

    def _outside(self) -> int:
        """From where the buffer is still wanted outside of records: from the first stray field on, within a block."""
        end = min(self._position, len(self._buffer))
        found = None if self._stray or self._given_up else _STRAY.search(self._buffer, self._after, end)
        if found is None:
            self._after = end
        elif end - found.start() < _BLOCK:
            self._after = end = found.start()
        else:
            self._stray = Unit(self._offset + found.start(), self._buffer[found.start() : found.start() + _BLOCK], "record_text")
        return end

    def _is_closed(self) -> bool:
        """Whether the root element ends at the end of the stream (a root that is a unit itself always does)."""
        root = ROOT.match(self.head)
        return not root or bool(_TOKEN.match(b"<" + root[1] + b">")) or b"</" + root[1] in self._buffer[-_MARGIN:]

    def _next_tag(self) -> re.Match[bytes] | Unit | None:
        """The next tag named like a record, outside comments and CDATA; a unit with a fault where one is too long; None at the end."""
        while True:
            found = _TOKEN.search(self._buffer, self._position)
            trusted = len(self._buffer) if self._at_end else len(self._buffer) - _MARGIN
            if found is None or found.start() >= trusted:
                if self._at_end and found is None:
                    return None
                self._position = max(self._position, trusted)
            elif self._pass(found):
                if found[5]:
                    return found
                continue
            elif self._at_end or len(self._buffer) - found.start() > MAX_BYTES:
                self._position = found.end()
                continue
            too_long = self._fill()
            if too_long is not None:
                return too_long

    def _pass(self, found: re.Match[bytes]) -> bool:
        """Move past a comment, a CDATA section, an instruction or a tag; False where its end is not in the buffer."""
        closing = _CLOSING.get(found.lastindex or 0)
        if closing is None:
            end = _TAG_END.match(self._buffer, found.end(), found.end() + _TAG_LIMIT)
            if end is None and len(self._buffer) - found.end() < _TAG_LIMIT:
                return False
            self._position = end.end() if end else found.end()
            return True
        position = self._buffer.find(closing, found.end())
        if position < 0:
            return False
        self._position = position + len(closing)
        return True

    def _fill(self) -> Unit | None:
        """Read on, dropping what was passed; gives up the unit under way where it is longer than MAX_BYTES."""
        given_up = None
        if self._start >= 0 and len(self._buffer) - self._start > MAX_BYTES:
            given_up = Unit(self._offset + self._start, self._buffer[self._start : self._start + _BLOCK], "record_too_large")
            self._start = -1
            self._given_up = True
        keep = self._start if self._start >= 0 else self._outside()
        block = self._stream.read(_BLOCK)
        self._at_end = not block
        self._buffer = self._buffer[keep:] + block
        self._offset += keep
        self._position -= keep
        self._after = max(self._after - keep, 0)
        self._start = 0 if self._start >= 0 else -1
        return given_up

    def _meet(self, tag: re.Match[bytes]) -> Iterator[Unit]:
        """Open, nest or close a unit at a tag."""
        name, end = tag[5], self._position
        empty = self._buffer[end - 2 : end - 1] == b"/"
        if self._start < 0:
            if not tag[4]:
                if self._context is None:
                    self._context = _namespaces(self.head[: self._offset + tag.start()])
                yield from self._left_outside(tag.start())
                self._open(tag)
                if empty:
                    yield self._close(end)
        elif name.rpartition(b":")[2] != self._name.rpartition(b":")[2] or empty:
            return
        elif tag[4]:
            self._depth -= 1
            if not self._depth:
                yield self._close(end)
        elif name == self._name and self._first_child(end) == self._child:
            yield self._close(tag.start())
            self._open(tag)
        else:
            self._depth += 1

    def _open(self, tag: re.Match[bytes]) -> None:
        """A unit begins."""
        self._start, self._depth, self._name = tag.start(), 1, tag[5]
        self._stray, self._given_up = None, False
        self._child = self._first_child(self._position)

    def _close(self, end: int) -> Unit:
        """The unit under way, up to ``end``."""
        unit = Unit(self._offset + self._start, self._declared(self._buffer[self._start : end]))
        self._start, self._depth, self._after = -1, 0, end
        return unit

    def _first_child(self, position: int) -> bytes:
        """The local name of the first element after ``position``; any MARC field counts as the same."""
        found = _FIRST_CHILD.match(self._buffer, position)
        name = found[1] if found else b""
        return b"datafield" if name in _MARC_CHILDREN else name

    def _declared(self, element: bytes) -> bytes:
        """The element with its ancestors' namespaces declared again, and the XML declaration where one is needed."""
        if not self._context:
            return self._prolog + element
        start = _FIRST_TAG.match(element)
        end = start and _TAG_END.match(element, start.end(), start.end() + _TAG_LIMIT)
        if not start or not end:
            return self._prolog + element
        own = {prefix for prefix, _ in _NAMESPACE.findall(element[start.end() - 1 : end.end()])}
        missing = b"".join(
            b" xmlns" + (b":" + prefix if prefix else b"") + b"=" + value for prefix, value in self._context if prefix not in own
        )
        return self._prolog + element[: start.end()] + missing + element[start.end() :]


def _namespaces(ancestors: bytes) -> list[tuple[bytes, bytes]]:
    """(prefix, quoted address) of the namespaces declared before the first unit, the nearest winning."""
    bare = re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", ancestors, flags=re.DOTALL)
    return list({prefix: (prefix, value) for prefix, value in _NAMESPACE.findall(bare)}.values())
