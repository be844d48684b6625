"""Reads SRU answers of versions 1.1, 1.2 and 2.0: records cut out as they were received, diagnostics as numbers and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.core.messages import Message
from catalogue.formats.envelopes import names_a_record
from catalogue.formats.xml.clean import Cleaned, Document, prepare
from catalogue.formats.xml.fault import fault
from catalogue.formats.xml.text import START_TAG, packed_xml, scope_of, unescape
from catalogue.formats.xml.trouble import Unreadable
from catalogue.formats.xml.walk import NotWellFormed, Walk
from harvest.protocols import record_identity
from harvest.protocols.base import Fatal, Item, RetryLater
from harvest.protocols.oai_answer import MAX_RECORD_TAGS, heavy, list_size, too_heavy
from harvest.protocols.xml_trouble import check_characters, record_spans, together, translated

ROOT = "searchRetrieveResponse"
EXPLAIN = "explainResponse"
NUMBER = re.compile(r"(\d+)\s*$")
# A record of the answer, told from the records inside by its first child.
RECORD = re.compile(rb"<(?:[\w.\-]+:)?record(?:\s[^<>]*)?>\s*(?=<(?:[\w.\-]+:)?record(?:Schema|Packing|XMLEscaping|Data|Identifier)[\s>])")
LIST_END = re.compile(rb"</(?:[\w.\-]+:)?records\s*>")
IDENTIFIER = re.compile(rb"<(?:[\w.\-]+:)?recordIdentifier[^<>]*>\s*([^<]*?)\s*</")
# Records of one broken page that are worth separating one by one.
MAX_SALVAGED = 10_000
# A recordPosition farther than that from the place asked for is no place.
FARTHEST = 10_000


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic (SRU 1.2 appendix; info:srw/diagnostic/1/N): its number, 0 when it is of another list, and its words."""

    number: int
    detail: str


@dataclass(frozen=True, slots=True)
class SruAnswer:
    """One answer. ``shown`` counts the records of the page, surrogate diagnostics included; ``last_position`` is the place in the whole
    that the last of them says it has, 0 where none says it.
    """

    items: tuple[Item, ...] = ()
    messages: tuple[Message, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    total: int | None = None
    next_position: int | None = None
    shown: int = 0
    last_position: int = 0
    version: str = ""
    title: str = ""


class _Answer(Walk):
    """``data``, where given, is a piece of ``cleaned`` whose positions are ``offset`` bytes before those of ``cleaned``."""

    def __init__(self, cleaned: Cleaned, *, first: int, max_elements: int, data: bytes | None = None, offset: int = 0) -> None:
        super().__init__(cleaned.data if data is None else data, max_elements=max_elements)
        self.cleaned = cleaned
        self.offset = offset
        self.first = first
        self.items: list[Item] = []
        self.messages: list[Message] = []
        self.diagnostics: list[Diagnostic] = []
        self.shown = 0
        self.nameless: list[str] = []
        self.last_position = 0
        self.said: dict[str, str] = {}
        self._record: dict[str, str] = {}
        self._parts: list[bytes] = []
        self._surrogate: Diagnostic | None = None
        self._diagnostic: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Look at the structure of SRU only; the inside of a record stays closed unless it is a diagnostic."""
        parent = self.path[-2] if len(self.path) > 1 else ""
        if name == "record" and parent == "records":
            self._record, self._parts, self._surrogate = {}, [], None
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
            self._parts.append(scope_of(*around).close(self.data[start:end], self.tags[-1]))
        elif name == "recordData":
            if not self._parts and self._surrogate is None and text.strip():
                self._parts = [packed_xml(text).encode()]
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
        said = list_size(self._record.get("recordPosition"))
        position = max(said, self.first + self.shown) if said and said < self.first + FARTHEST else self.first + self.shown
        self.last_position = max(self.last_position, position if said else 0)
        self.shown += 1
        start, end = start + self.offset, end + self.offset
        identifier = self._record.get("recordIdentifier", "")
        if self._surrogate is not None:
            values = {"identifier": identifier or "–", "position": position}
            values |= {"number": self._surrogate.number, "detail": self._surrogate.detail}
            self.messages.append(Message("protocol.sru.surrogate", values))
            return
        data = together(self._parts) if self._parts else b""
        own = "" if names_a_record(identifier) else record_identity.of_xml(data)
        item = Item(own or identifier, data=data, position=position)
        if own and identifier:
            self.nameless.append(identifier)
        named = {"identifier": item.identifier or f"n° {position}"}
        if not item.data:
            item.refusal, item.data = Message("protocol.record.no_metadata", named), self.cleaned.original(start, end)
        elif not item.identifier:
            item.refusal = Message("protocol.record.no_identifier")
        elif heavy(item.data):
            item.refusal = too_heavy()
        check_characters(item, self.cleaned, start, end, self.messages)
        self.items.append(item)


def read_one(record: bytes) -> tuple[Item, tuple[Message, ...]]:
    """The item in one record element that was cut alone, and what was tolerated in it; a surrogate diagnostic is set aside."""
    opening, ending = b"<%b><records>" % ROOT.encode(), b"</records></%b>" % ROOT.encode()
    cleaned = prepare(opening + record + ending).cleaned
    walk = _Answer(cleaned, first=1, max_elements=MAX_RECORD_TAGS)
    try:
        walk.run()
    except (NotWellFormed, Unreadable) as error:
        return _refused(cleaned, len(opening), len(cleaned.data) - len(ending), position=1, detail=str(error)), ()
    if walk.items:
        return walk.items[0], (*walk.messages, *_nameless(walk.nameless))
    return Item("", data=record, refusal=walk.messages[0]), ()


def read(page: bytes, *, first: int = 1, max_elements: int = 4_000_000, charset: str = "") -> SruAnswer:
    """Read ``page``; ``first``: the position asked for; ``charset``: the transport's. Raises RetryLater for cut XML or HTML, Fatal for
    another protocol.
    """
    with translated():
        return _read(prepare(page, charset=charset), first=first, max_elements=max_elements)


def _read(document: Document, *, first: int, max_elements: int) -> SruAnswer:
    if document.root not in (ROOT, EXPLAIN, "diagnostics"):
        raise Fatal(Message("protocol.xml.other_root", {"protocol": "SRU", "root": document.root[:80]}))
    walk = _Answer(document.cleaned, first=first, max_elements=max_elements)
    try:
        walk.run()
    except NotWellFormed as error:
        walk = _salvage(document.cleaned, error, first=first, max_elements=max_elements)
    _name_apart(walk)
    return SruAnswer(
        items=tuple(walk.items),
        messages=(*document.messages, *walk.messages),
        diagnostics=tuple(walk.diagnostics),
        total=list_size(walk.said.get("numberOfRecords")),
        next_position=list_size(walk.said.get("nextRecordPosition")),
        shown=walk.shown,
        last_position=walk.last_position,
        version=walk.said.get("version", ""),
        title=walk.said.get("title", ""),
    )


def _name_apart(walk: _Answer) -> None:
    """An identifier that all the records of a page share is none: they go by their own, and it is said."""
    walk.messages += _nameless(walk.nameless)
    shared = {item.identifier for item in walk.items}
    if len(walk.items) < 2 or len(shared) > 1 or shared == {""}:
        return
    own = [record_identity.of_xml(item.data) for item in walk.items]
    if len(set(own)) == 1 and own[0] in shared:
        return  # one record, several times
    for item, identifier in zip(walk.items, own, strict=True):
        item.identifier = identifier
        if not identifier and item.refusal is None:
            item.refusal = Message("protocol.record.no_identifier")
    walk.messages += _nameless([next(iter(shared))] * len(own))


def _nameless(said: list[str]) -> tuple[Message, ...]:
    """What is said of records whose envelope names them all alike."""
    return (Message("protocol.sru.constant_identifier", {"identifier": said[0][:80], "count": len(said)}),) if said else ()


def _salvage(cleaned: Cleaned, error: NotWellFormed, *, first: int, max_elements: int) -> _Answer:
    """The page is broken inside one of its records: each is read by itself, those that cannot be are set aside with their bytes.

    Raises RetryLater where what stands around the records is broken too: the page was cut, or is no answer.
    """
    data = cleaned.data
    spans = record_spans(data)
    starts = [start for start, _ in spans]
    closing = max((found.start() for found in LIST_END.finditer(data)), default=0)
    root = START_TAG.match(data)
    again = RetryLater(Message("protocol.xml.not_well_formed", {"detail": fault(str(error))}), seconds=60)
    if not starts or root is None or len(starts) > MAX_SALVAGED:
        raise again from error
    frame = data[: starts[0]] + data[closing:]
    outer = _Answer(Cleaned(frame, []), first=first, max_elements=max_elements)
    try:
        outer.run()
    except NotWellFormed:
        raise again from error
    opening = root[0] + b"<records>"
    ending = b"</records></" + re.split(rb"[\s/>]", root[0][1:], maxsplit=1)[0] + b">"
    refused = 0
    for position, (start, stop) in enumerate(zip(starts, [*starts[1:], closing], strict=True), start=first):
        piece = opening + data[start:stop] + ending
        one = _Answer(cleaned, first=position, max_elements=max_elements, data=piece, offset=start - len(opening))
        try:
            one.run()
        except NotWellFormed as broken:
            one.items, one.messages = [_refused(cleaned, start, stop, position=position, detail=str(broken))], []
            refused += 1
        outer.items += one.items
        outer.messages += one.messages
        outer.last_position = max(outer.last_position, one.last_position)
    outer.shown = len(starts)
    outer.messages.append(Message("protocol.xml.broken_page", {"refused": refused, "count": len(starts)}))
    return outer


def _refused(cleaned: Cleaned, start: int, end: int, *, position: int, detail: str) -> Item:
    """A record that is not well-formed, under the identifier that its envelope gives."""
    found = IDENTIFIER.search(cleaned.data, start, end)
    identifier = unescape(found[1].decode("utf-8")) if found else ""
    message = Message("protocol.xml.broken_record", {"identifier": identifier or f"n° {position}", "detail": fault(detail)})
    return Item(identifier, data=cleaned.original(start, end), position=position, refusal=message)
