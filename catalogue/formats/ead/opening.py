"""A file of XML opened for reading piece by piece: its character set judged on its bytes, what XML forbids left out and counted."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from catalogue.core.messages import Message
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import declared_encoding
from catalogue.formats.xml.text import without_html_entities

_BLOCK = 262_144
MAX_AHEAD = 8_000_000
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_LONGEST_ENTITY = 12
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?=<)")
_FORBIDDEN = bytes((*range(9), 11, 12, *range(14, 32)))
WINDOWS, UTF8 = "windows-1252", "utf-8"


class Opened(io.RawIOBase):
    """The bytes of a file as a parser may read them; ``encoding`` overrides what the file says of itself, "" where it need not."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.controls = self.entities = 0
        self._begun = b""  # of an entity that a block ends in
        self.ahead = 0  # bytes read since the parser last gave something: what one description may be long
        self.warnings: list[Message] = []
        head = stream.read(1024)
        stream.seek(0)
        if not head.strip():
            raise BadRecord("ead_empty")
        self._wide = head[:2] in _WIDE
        blank = None if self._wide else _BLANK.match(head)
        self._blank = blank.end() if blank else 0  # a declaration must be the very beginning (XML 1.0, §2.8)
        self.encoding = "" if self._wide else self._judge(declared_encoding(head))

    def _judge(self, said: str) -> str:
        try:
            known = codecs.lookup(said).name
        except LookupError:
            raise BadRecord("ead_encoding", name=said) from None
        wide = known.startswith(("utf-16", "utf-32"))
        if not wide and known != "utf-8" and not self._has_high_bytes():
            return ""
        if self._is_utf8():
            if known == "utf-8":
                return ""
            self.warnings.append(Message("ead_charset", {"said": said, "found": "UTF-8"}))
            return UTF8
        if known in {"utf-8", "ascii"} or wide:
            self.warnings.append(Message("ead_charset", {"said": said, "found": "Windows-1252"}))
            return WINDOWS
        return ""

    def _has_high_bytes(self) -> bool:
        return any(not block.isascii() for block in self._blocks())

    def _is_utf8(self) -> bool:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for block in self._blocks():
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _blocks(self) -> Iterator[bytes]:
        """The file from its beginning to its end, at which it is then rewound."""
        try:
            while block := self._stream.read(_BLOCK):
                yield block
        finally:
            self._stream.seek(0)

    def read(self, size: int = -1) -> bytes:
        """About ``size`` bytes, empty at the end."""
        while True:
            block = self._stream.read(size if size > 0 else _BLOCK)
            self.ahead += len(block)
            if self.ahead > MAX_AHEAD:
                raise BadRecord("ead_too_long", limit=MAX_AHEAD)
            if self._blank:
                block, self._blank = block[self._blank :], max(self._blank - len(block), 0)
            if self._wide:
                return block
            if not block:
                last, self._begun = self._begun, b""
                return last
            if kept := self._plain(block):
                return kept

    def _plain(self, block: bytes) -> bytes:
        """A block without what XML forbids, with the entities of HTML as numbers; one that it ends in waits for the next block."""
        kept = self._begun + block.translate(None, _FORBIDDEN)
        self.controls += len(block) - (len(kept) - len(self._begun))
        begun = kept.rfind(b"&", -_LONGEST_ENTITY)
        kept, self._begun = (kept[:begun], kept[begun:]) if begun >= 0 and b";" not in kept[begun:] else (kept, b"")
        kept, entities = without_html_entities(kept)
        self.entities += entities
        return kept
