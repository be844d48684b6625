"""Splits a stream of ISO 2709 or of XML records into records without reading the file at once, whatever its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast
from xml.parsers import expat

from catalogue.core.messages import Message
from catalogue.formats.marc.iso2709_stream import LIMIT, split_records
from harvest.protocols.xml_text import START_TAG, declarations, local_name, scope_of

BLOCK = 1 << 18
MAX_RECORD = 16_000_000
KEPT_OF_BROKEN = 1_000_000
TERMINATOR = b"\x1d"
RECORDS = frozenset({"record", "dc", "qualifieddc", "mods", "ead", "mets", "oai_dc"})
RECORD_START = re.compile(rb"<(?:[\w.\-]+:)?(?:record|dc|qualifieddc|mods|ead|mets|oai_dc)[\s/>]")
# What a record of MARC begins with: inside another element, its own tag is damaged.
FIELDS = frozenset({"leader", "controlfield", "datafield"})
MAX_DEPTH = 250
LONGEST_START = 64  # bytes of RECORD_START that may have come without the rest


@dataclass(frozen=True, slots=True)
class Cut:
    """One record as it is in the file, the offset after it, and why it cannot be taken, if so."""

    data: bytes
    end: int
    refusal: Message | None = None


def iso2709(stream: IO[bytes], *, name: str, offset: int, block_size: int = BLOCK) -> Iterator[Cut]:
    """The records of ISO 2709 from ``offset`` on, told apart as the readers do, so that an end mark too few or too many costs none."""
    for chunk in split_records(cast(BinaryIO, stream), block_size=block_size):
        refusal = None
        if chunk.fault == "record_too_large":
            refusal = Message("protocol.record.too_large", {"megabytes": LIMIT // 1_000_000})
        elif chunk.fault:
            refusal = Message(chunk.fault, {"length": len(chunk.data)})
        elif not chunk.data.endswith(TERMINATOR) and chunk.data[:5].isdigit() and int(chunk.data[:5]) > len(chunk.data) + 1:
            refusal = Message("protocol.drop.cut_record", {"file": name})
        yield Cut(chunk.data, offset + chunk.offset + len(chunk.data), refusal)


class _Broken(Exception):
    """The XML cannot be followed past this point."""


class XmlCuts:
    """The records of an XML file: the children of its root that are records. ``root`` is the root's start tag, ``encoding`` the
    declared one, ``fresh`` whether
    the stream begins with the root. Broken records are set aside, and the walk takes up again at the next one.
    """

    def __init__(
        self, stream: IO[bytes], *, name: str, offset: int, root: bytes, encoding: str, fresh: bool, block_size: int = BLOCK
    ) -> None:
        self.stream = stream
        self.block_size = block_size
        self.name = name
        self.root = _reopened(root)
        self.encoding = encoding
        self.cut_short = False
        self._buffer = b""
        self._at = offset
        self._start_parser(offset, inside=not fresh)

    def __iter__(self) -> Iterator[Cut]:
        while True:
            block = self.stream.read(self.block_size)
            self._buffer += block
            yield from self._feed(block, final=not block)
            if not block:
                return

    def _feed(self, block: bytes, *, final: bool) -> Iterator[Cut]:
        while True:
            try:
                self._parser.Parse(block, final)
                broken = self._too_long()
            except (expat.ExpatError, _Broken) as error:
                broken = str(error)
            yield from self._ready()
            if not broken:
                self._trim()
                return
            if final and self._record is None:
                self.cut_short = True
                return
            yield from self._set_aside(broken, final=final)
            block = self._buffer
            if not block:
                return

    def _start_parser(self, offset: int, *, inside: bool) -> None:
        """Walk from ``offset``; ``inside`` the root, it is opened again first."""
        parser = expat.ParserCreate(self.encoding)
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.EntityDeclHandler = self._entity
        self._parser, self._depth = parser, 0
        self._record: int | None = None
        self._child, self._stray = offset, False
        self._spans: list[tuple[int, int, bytes]] = []
        self._shift = offset
        if inside:
            parser.Parse(self.root, False)
            self._shift = offset - len(self.root)

    def _position(self) -> int:
        return self._parser.CurrentByteIndex + self._shift

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = name.rpartition(":")[2]
        if self._depth == 2:
            self._child = self._position()
            if local in RECORDS:
                self._record, self._name, self._stray = self._child, name, False
        elif self._depth == 3 and self._record is None and local in FIELDS:
            self._record, self._name, self._stray = self._child, "", True
        elif self._depth > MAX_DEPTH or (self._depth > 2 and self._record is not None and name == self._name):
            raise _Broken(f"<{name}> inside <{name}>" if self._depth <= MAX_DEPTH else "too deep")

    def _closed(self, name: str) -> None:
        if self._depth == 2 and self._record is not None:
            at = self._position()
            start = self._record
            # At the end of an empty element expat already points after it.
            end = self._buffer.index(b">", at - self._at) + 1 + self._at if self._buffer[at - self._at :].startswith(b"</") else at
            tag = START_TAG.match(self._buffer, start - self._at)
            if tag is not None and tag[0].endswith(b"/>"):
                end = start + len(tag[0])
            if self._stray:
                raise _Broken("no record around its fields")
            self._spans.append((start, end, tag[0] if tag else b""))
            self._record = None
        self._depth -= 1

    def _entity(self, name: str, *rest: object) -> None:
        raise _Broken(f"entity {name}")

    def _ready(self) -> Iterator[Cut]:
        for start, end, tag in self._spans:
            data = scope_of(self.root).close(self._buffer[start - self._at : end - self._at], tag)
            yield Cut(self._utf8(data), end)
        self._spans = []

    def _utf8(self, data: bytes) -> bytes:
        return data if self.encoding == "utf-8" else data.decode(self.encoding, "replace").encode()

    def _too_long(self) -> str:
        return "too long" if self._record is not None and self._at + len(self._buffer) - self._record > MAX_RECORD else ""

    def _trim(self) -> None:
        """Drop what was passed. A tag of which only the beginning has come is told to no handler yet: expat stands at its "<"."""
        keep = self._record
        if keep is None:
            keep = max(self._position(), self._at)
            if self._depth >= 2 and keep - self._child <= KEPT_OF_BROKEN:
                keep = self._child
        self._buffer = self._buffer[keep - self._at :]
        self._at = keep

    def _set_aside(self, detail: str, *, final: bool) -> Iterator[Cut]:
        """Give up the record that does not parse, find where the next one begins, and start again there."""
        start = self._record if self._record is not None else self._position()
        begin = max(start - self._at, 0)
        kept, at = b"", begin + 1
        while (found := RECORD_START.search(self._buffer, at)) is None and not final:
            block = self.stream.read(self.block_size)
            if not block:
                break
            at = max(len(self._buffer) - LONGEST_START, at)
            self._buffer += block
            if at - begin > KEPT_OF_BROKEN:
                kept = kept or self._buffer[begin : begin + KEPT_OF_BROKEN]
                self._at, self._buffer, begin, at = self._at + at, self._buffer[at:], 0, 0
        end = found.start() if found else len(self._buffer)
        data = kept or self._buffer[begin : min(end, begin + KEPT_OF_BROKEN)]
        if self._record is not None:
            message = Message("protocol.drop.broken_record", {"file": self.name, "detail": detail})
            yield Cut(self._utf8(data), self._at + end, message)
        self._buffer, self._at = self._buffer[end:], self._at + end
        self._start_parser(self._at, inside=True)


def _reopened(tag: bytes) -> bytes:
    """A start tag that opens the root again: its name and its namespaces, without what else it may carry."""
    found = re.match(rb"<([A-Za-z_][\w.:\-]*)", tag)
    name = found[1] if found else b"collection"
    spaces = b"".join(b" xmlns%b=%b" % (b":" + prefix if prefix else b"", uri) for prefix, uri in declarations(tag).items())
    made = b"<%b%b>" % (name, spaces)
    try:
        expat.ParserCreate("utf-8").Parse(made, False)
    except expat.ExpatError:
        return b"<collection>"
    return made


def root_tag(head: bytes, *, start: int) -> tuple[str, bytes]:
    """The local name and the start tag of the root that begins at ``start``; empty when there is none."""
    tag = START_TAG.match(head, start)
    if tag is None:
        return "", b""
    return local_name(re.split(rb"[\s/>]", tag[0][1:], maxsplit=1)[0]).decode("utf-8", "replace"), tag[0]
