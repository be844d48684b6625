"""Walks a well-formed answer with expat and tells where each element begins and ends in its bytes; no tree, no entity, no DTD."""

from __future__ import annotations

# The document type is taken out before expat sees the bytes (see clean), so that no entity can be declared, and expat is
# used because it gives byte positions, which lxml does not: a record is cut out as it was received.
from xml.parsers import expat

from catalogue.core.messages import Message
from catalogue.formats.xml.text import START_TAG
from catalogue.formats.xml.trouble import Unreadable

# libxml2, which reads the records afterwards, stops at the same depth.
MAX_DEPTH = 250


class NotWellFormed(Exception):
    """The bytes are not well-formed XML; the text says why."""


class Walk:
    """One walk over ``data`` (UTF-8, from a root's start tag to its end tag). Subclasses override ``opened`` and ``closed``.

    ``path`` holds the local names of the elements around, ``tags`` their start tags as bytes. ``capture()`` in ``opened`` asks
    for the text of an element, given to ``closed``. ``skip()`` jumps over the inside of an element: ``closed`` is next called for it.
    """

    def __init__(self, data: bytes, *, max_elements: int) -> None:
        self.data = data
        self.path: list[str] = []
        self.tags: list[bytes] = []
        self._starts: list[int] = []
        self._budget = max_elements
        self._max_elements = max_elements
        self._depth = 0
        self._text: list[str] | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True

    def run(self) -> None:
        """Walk to the end. Raises NotWellFormed, or Unreadable for a page with too many elements."""
        self._listen()
        try:
            self._parser.Parse(self.data, True)
        except expat.ExpatError as error:
            detail = f"{expat.ErrorString(error.code)}, byte {self._parser.ErrorByteIndex}"
            raise NotWellFormed(detail) from error

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; it is already the last of ``path`` and ``tags``."""

    def closed(self, name: str, *, text: str, start: int, end: int) -> None:
        """An element ends; it is still the last of ``path``. ``start`` and ``end`` bound its bytes."""

    def capture(self) -> None:
        """Keep the text of the element that has just begun."""
        self._text = []
        self._parser.CharacterDataHandler = self._text.append

    def skip(self) -> None:
        """Do not look inside the element that has just begun."""
        self._depth = 0
        self._parser.StartElementHandler = self._deeper
        self._parser.EndElementHandler = self._shallower

    def _listen(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._budget -= 1
        at = self._parser.CurrentByteIndex
        tag = START_TAG.match(self.data, at)
        if len(self.path) > MAX_DEPTH or tag is None:
            raise NotWellFormed("too deep" if tag else f"start tag, byte {at}")
        local = name.rpartition(":")[2]
        self.path.append(local)
        self.tags.append(tag[0])
        self._starts.append(at)
        self.opened(local, attributes)

    def _end(self, name: str) -> None:
        at = self._parser.CurrentByteIndex
        tag = self.tags[-1]
        # At the end of an empty element expat already points after it.
        end = self._starts[-1] + len(tag) if tag.endswith(b"/>") else self.data.index(b">", at) + 1
        text = ""
        if self._text is not None:
            text = "".join(self._text)
            self._text = self._parser.CharacterDataHandler = None
        self.closed(self.path[-1], text=text, start=self._starts.pop(), end=end)
        self.path.pop()
        self.tags.pop()

    def _deeper(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._budget -= 1
        if self._depth > MAX_DEPTH:
            raise NotWellFormed("too deep")
        if self._budget < 0:
            raise Unreadable(Message("protocol.xml.too_dense", {"count": self._max_elements}))

    def _shallower(self, name: str) -> None:
        if self._depth:
            self._depth -= 1
            return
        self._listen()
        self._end(name)
