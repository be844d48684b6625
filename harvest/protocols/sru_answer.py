"""Reads SRU answers of versions 1.1, 1.2 and 2.0: records cut out as they were received, diagnostics as numbers and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.core.messages import Message
from harvest.protocols import record_identity
from harvest.protocols.base import Fatal, Item, RetryLater
from harvest.protocols.oai_answer import heavy, list_size, too_heavy
from harvest.protocols.xml_clean import CONTROL, UTF8, Cleaned, prepare
from harvest.protocols.xml_text import scope_of
from harvest.protocols.xml_walk import NotWellFormed, Walk

ROOT = "searchRetrieveResponse"
EXPLAIN = "explainResponse"
NUMBER = re.compile(r"(\d+)\s*$")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic (SRU 1.2 appendix; info:srw/diagnostic/1/N): its number, 0 when it is of another list, and its words."""

    number: int
    detail: str


@dataclass(frozen=True, slots=True)
class SruAnswer:
    """One answer. ``shown`` counts the records of the page, surrogate diagnostics included."""

    items: tuple[Item, ...] = ()
    messages: tuple[Message, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    total: int | None = None
    next_position: int | None = None
    shown: int = 0
    version: str = ""
    title: str = ""


class _Answer(Walk):
    def __init__(self, cleaned: Cleaned, *, first: int, max_elements: int) -> None:
        super().__init__(cleaned.data, max_elements=max_elements)
        self.cleaned = cleaned
        self.first = first
        self.items: list[Item] = []
        self.messages: list[Message] = []
        self.diagnostics: list[Diagnostic] = []
        self.shown = 0
        self.said: dict[str, str] = {}
        self._record: dict[str, str] = {}
        self._data = b""
        self._span = (0, 0)
        self._surrogate: Diagnostic | None = None
        self._diagnostic: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Look at the structure of SRU only; the inside of a record stays closed unless it is a diagnostic."""
        parent = self.path[-2] if len(self.path) > 1 else ""
        if name == "record" and parent == "records":
            self._record, self._data, self._surrogate = {}, b"", None
        elif parent == "recordData" and name not in ("diagnostics", "diagnostic") and self.path[0] == ROOT:
            self.skip()
        elif name == "recordData":
            self.capture()
        elif name in ("extraRecordData", "extraResponseData", "echoedSearchRetrieveRequest"):
            self.skip()
        elif name == "diagnostic":
            self._diagnostic = {}
        elif parent in ("diagnostic", "record", ROOT, "databaseInfo"):
            self.capture()

    def closed(self, name: str, *, text: str, start: int, end: int) -> None:
        """Put together what has just ended."""
        parent = self.path[-2] if len(self.path) > 1 else ""
        if parent == "recordData" and name not in ("diagnostics", "diagnostic"):
            around = tuple(one for one in self.tags[:-1] if b"xmlns" in one)
            self._data = self._data or scope_of(*around).close(self.data[start:end], self.tags[-1])
            self._span = (start, end)
        elif name == "recordData":
            if not self._data and self._surrogate is None and text.strip():
                self._data = text.strip().encode()
            self._span = (start, end) if self._span[0] < start else self._span
        elif name == "record" and parent == "records":
            self._finish(start, end)
        elif name == "diagnostic":
            self._add_diagnostic()
        elif parent == "diagnostic":
            self._diagnostic[name] = " ".join(text.split())
        elif parent == "record":
            self._record[name] = text.strip()
        elif parent == ROOT:
            self.said[name] = text.strip()
        elif parent == "databaseInfo" and name == "title":
            self.said["title"] = " ".join(text.split())

    def _add_diagnostic(self) -> None:
        found = NUMBER.search(self._diagnostic.get("uri", ""))
        words = [self._diagnostic.get(name, "") for name in ("message", "details")]
        made = Diagnostic(int(found[1][:6]) if found else 0, " – ".join(one for one in words if one)[:300])
        if "record" in self.path:
            self._surrogate = made
        else:
            self.diagnostics.append(made)

    def _finish(self, start: int, end: int) -> None:
        position = self.first + self.shown
        self.shown += 1
        identifier = self._record.get("recordIdentifier", "")
        if self._surrogate is not None:
            values = {"identifier": identifier or "–", "position": position}
            values |= {"number": self._surrogate.number, "detail": self._surrogate.detail}
            self.messages.append(Message("protocol.sru.surrogate", values))
            return
        item = Item(identifier or record_identity.of_xml(self._data), data=self._data, position=position)
        named = {"identifier": item.identifier or f"n° {position}"}
        if not item.data:
            item.refusal, item.data = Message("protocol.record.no_metadata", named), self.cleaned.original(start, end)
        elif not item.identifier:
            item.refusal = Message("protocol.record.no_identifier")
        elif heavy(item.data):
            item.refusal = too_heavy()
        self._check_characters(item, start, end, named)
        self.items.append(item)

    def _check_characters(self, item: Item, start: int, end: int, named: dict[str, str]) -> None:
        replaced = len(self.cleaned.edits_in(start, end, kind=CONTROL))
        if replaced:
            self.messages.append(Message("protocol.xml.control_characters", {**named, "count": replaced}))
        broken = self.cleaned.edits_in(start, end, kind=UTF8)
        if broken:
            first = broken[0]
            values = {"offset": first.start, "bytes": self.cleaned.source[first.start : first.end].hex(" ")}
            item.refusal, item.data = Message("protocol.xml.bad_utf8", {**named, **values}), self.cleaned.original(start, end)


def read(page: bytes, *, first: int = 1, max_elements: int = 4_000_000) -> SruAnswer:
    """Read ``page``; ``first``: the position asked for. Raises RetryLater for cut XML or HTML, Fatal for another protocol."""
    document = prepare(page)
    if document.root not in (ROOT, EXPLAIN, "diagnostics"):
        raise Fatal(Message("protocol.xml.other_root", {"protocol": "SRU", "root": document.root[:80]}))
    walk = _Answer(document.cleaned, first=first, max_elements=max_elements)
    try:
        walk.run()
    except NotWellFormed as error:
        raise RetryLater(Message("protocol.xml.not_well_formed", {"detail": str(error)}), seconds=60) from error
    return SruAnswer(
        items=tuple(walk.items),
        messages=(*document.messages, *walk.messages),
        diagnostics=tuple(walk.diagnostics),
        total=list_size(walk.said.get("numberOfRecords")),
        next_position=list_size(walk.said.get("nextRecordPosition")),
        shown=walk.shown,
        version=walk.said.get("version", ""),
        title=walk.said.get("title", ""),
    )
