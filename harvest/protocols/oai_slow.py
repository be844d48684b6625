"""Reads any OAI-PMH answer: odd prologs, prefixes, comments, damaged characters, broken records set aside one by one."""

from __future__ import annotations

import re
from dataclasses import replace

from catalogue.core.messages import Message
from catalogue.formats.xml.clean import Cleaned, Document, prepare
from catalogue.formats.xml.fault import fault
from catalogue.formats.xml.text import START_TAG, declarations, local_name, packed_xml, scope_of, unescape
from catalogue.formats.xml.trouble import Unreadable
from catalogue.formats.xml.walk import NotWellFormed, Walk
from harvest.protocols import oai_fast
from harvest.protocols.base import Fatal, Item
from harvest.protocols.oai_answer import MAX_RECORD_TAGS, OaiAnswer, heavy, list_size, too_heavy
from harvest.protocols.xml_trouble import check_characters, record_spans, together, translated

ROOT = "OAI-PMH"
LISTS = frozenset({"ListRecords", "ListIdentifiers", "GetRecord"})
SMALL = frozenset({"Identify", "set"})

RECORD = re.compile(rb"<(?:[\w.\-]+:)?record(?:\s[^<>]*)?>\s*(?=<(?:[\w.\-]+:)?header[\s/>])")
IDENTIFIER = re.compile(rb"<(?:[\w.\-]+:)?identifier[^<>]*>\s*([^<]*?)\s*</")
# Records of one broken page that are worth separating one by one.
MAX_SALVAGED = 10_000
OPENING, CLOSING = b"<OAI-PMH><ListRecords>", b"</ListRecords></OAI-PMH>"
TOKEN = re.compile(rb"<(?:[\w.\-]+:)?resumptionToken([^<>]*)>([^<]*)</")


class _Records(Walk):
    """Collects the records of a list as items, their metadata cut out of ``cleaned``."""

    def __init__(self, cleaned: Cleaned, data: bytes, *, base: int, offset: int, max_elements: int) -> None:
        super().__init__(data, max_elements=max_elements)
        self.cleaned = cleaned
        self.base = base
        self.offset = offset
        self.items: list[Item] = []
        self.messages: list[Message] = []
        self.errors: list[tuple[str, str]] = []
        self.leaves: list[tuple[str, str, str]] = []
        self.verb = ""
        self.token: str | None = None
        self.total: int | None = None
        self.response_date = ""
        self._error = ""
        self._reset()

    def _reset(self) -> None:
        self.fields: dict[str, str] = {}
        self.sets: list[str] = []
        self.deleted = self.has_header = False
        self.contents: list[tuple[int, int, bytes, tuple[bytes, ...]]] = []
        self.packed = b""
        self.children = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Decide what to look at: the structure of OAI-PMH only, never the inside of the metadata."""
        parent = self.path[-2] if len(self.path) > 1 else ""
        if parent == "metadata":
            self.children += 1
            self.skip()
        elif name == "record" and parent in LISTS:
            self._reset()
        elif name == "header" and parent in ("record", "ListIdentifiers"):
            if parent == "ListIdentifiers":
                self._reset()
            self.has_header = True
            self.deleted = attributes.get("status", "").strip().lower() == "deleted"
        elif name == "metadata" and parent == "record":
            self.capture()  # some write the record as text: escaped, or in CDATA
        elif name == "resumptionToken":
            self.total = list_size(attributes.get("completeListSize"))
            self.capture()
        elif parent == ROOT and name != "error":
            self.verb = name if name not in ("responseDate", "request") else self.verb
            if name == "responseDate":
                self.capture()
        elif name == "error" and parent == ROOT:
            self._error = attributes.get("code", "").strip()
            self.capture()
        elif parent == "header" or (parent in SMALL and name != "description"):
            self.capture()
        elif len(self.path) > 1 and name != "set":
            self.skip()

    def closed(self, name: str, *, text: str, start: int, end: int) -> None:
        """Put together what has just ended."""
        parent = self.path[-2] if len(self.path) > 1 else ""
        if parent == "metadata":
            self.contents.append((start, end, self.tags[-1], tuple(self.tags[:-1])))
        elif name == "metadata" and parent == "record":
            self.packed = packed_xml(text).encode() if not self.contents else b""
        elif (name == "record" and parent in LISTS) or (name == "header" and parent == "ListIdentifiers"):
            self.items.append(self._item(start, end, with_data=name == "record"))
        elif name == "resumptionToken":
            self.token = text.strip()
        elif name == "responseDate" and parent == ROOT:
            self.response_date = text.strip()
        elif name == "error" and parent == ROOT:
            self.errors.append((self._error, " ".join(text.split())[:300]))
        elif name == "setSpec" and parent == "header":
            self.sets.append(text.strip())
        elif parent == "header":
            self.fields.setdefault(name, text.strip())
        elif parent in SMALL:
            self.leaves.append((parent, name, text.strip()))

    def _item(self, start: int, end: int, *, with_data: bool) -> Item:
        item = Item(
            identifier=self.fields.get("identifier", ""),
            datestamp=self.fields.get("datestamp", ""),
            deleted=self.deleted,
            sets=tuple(one for one in self.sets if one),
            position=self.base + len(self.items) + 1,
        )
        named = {"identifier": item.identifier or f"n° {item.position}"}
        if with_data and not item.deleted:
            self._take_content(item, named)
        if not item.identifier:
            item.refusal = Message("protocol.record.no_identifier" if self.has_header else "protocol.record.no_header")
        elif not item.datestamp:
            self.messages.append(Message("protocol.record.no_datestamp", named))
        check_characters(item, self.cleaned, start + self.offset, end + self.offset, self.messages)
        if item.refusal is not None and not item.data:
            item.data = self.cleaned.original(start + self.offset, end + self.offset)
        return item

    def _take_content(self, item: Item, named: dict[str, str]) -> None:
        if not self.contents and not self.packed.startswith(b"<"):
            item.refusal = Message("protocol.record.no_metadata", named)
            return
        if not self.contents:
            self.messages.append(Message("protocol.record.packed", named))
        parts = [
            scope_of(*(one for one in around if b"xmlns" in one)).close(self.data[start:end], tag)
            for start, end, tag, around in self.contents
        ] or [self.packed]
        item.data = together(parts)
        if heavy(item.data):
            item.refusal = too_heavy()
        if self.children > 1 and item.data is parts[0]:
            self.messages.append(Message("protocol.record.several", {**named, "count": self.children}))


def read_one(record: bytes) -> tuple[Item, tuple[Message, ...]]:
    """The item in one record element that was cut alone, and what was tolerated in it."""
    cleaned = prepare(OPENING + record + CLOSING).cleaned
    walk = _Records(cleaned, cleaned.data, base=0, offset=0, max_elements=MAX_RECORD_TAGS)
    try:
        walk.run()
        return walk.items[0], tuple(walk.messages)
    except (NotWellFormed, Unreadable, IndexError) as error:
        start, end = len(OPENING), len(cleaned.data) - len(CLOSING)
        return _refused(cleaned, start, end, number=1, detail=str(error)), ()


def read(page: bytes, *, base: int = 0, max_elements: int = 4_000_000, shortcut: bool = True, charset: str = "") -> OaiAnswer:
    """Read ``page``. ``base``: how many records of the slice came before. ``shortcut``: once it is cleaned, try the quick way
    again. ``charset``: the transport's. Raises RetryLater for cut XML, HTML or another root that may pass, Fatal for an answer of
    another kind.
    """
    with translated():
        return _read(prepare(page, charset=charset), base=base, max_elements=max_elements, shortcut=shortcut)


def _read(document: Document, *, base: int, max_elements: int, shortcut: bool) -> OaiAnswer:
    if document.root != ROOT:
        raise Fatal(Message("protocol.xml.other_root", {"protocol": ROOT, "root": document.root[:80]}))
    cleaned = document.cleaned
    # A document type may have declared entities: then every record must be looked into.
    shortcut = shortcut and not cleaned.edits and all(message.code != "protocol.xml.doctype" for message in document.messages)
    if shortcut and (quick := oai_fast.read_hiding(cleaned.data, base=base)) is not None:
        return replace(quick, messages=document.messages)
    walk = _Records(cleaned, cleaned.data, base=base, offset=0, max_elements=max_elements)
    try:
        walk.run()
    except NotWellFormed as error:
        walk = _salvage(cleaned, base=base, max_elements=max_elements, detail=str(error))
    return OaiAnswer(
        verb=walk.verb,
        items=tuple(walk.items),
        token=walk.token,
        total=walk.total,
        response_date=walk.response_date,
        errors=tuple(walk.errors),
        leaves=tuple(walk.leaves),
        namespace=_namespace(cleaned.data),
        messages=(*document.messages, *walk.messages),
    )


def _namespace(data: bytes) -> bytes:
    tag = START_TAG.match(data)
    name = re.split(rb"[\s/>]", tag[0][1:], maxsplit=1)[0] if tag else b""
    prefix = name[: -len(local_name(name)) - 1] if b":" in name else b""
    return declarations(tag[0]).get(prefix, b"").strip(b"\"'") if tag else b""


def _salvage(cleaned: Cleaned, *, base: int, max_elements: int, detail: str) -> _Records:
    """The page is broken somewhere: separate its records by their tags, read each by itself, set aside those that cannot be.

    What is around the records is read after they are taken out, so that a token or an error is found all the same.
    """
    data = cleaned.data
    spans = record_spans(data)
    if len(spans) > MAX_SALVAGED:
        raise Fatal(Message("protocol.xml.too_damaged", {"count": MAX_SALVAGED}))
    frame = _without(data, spans)
    outer = _Records(Cleaned(frame, []), frame, base=base, offset=0, max_elements=max_elements)
    try:
        outer.run()
    except NotWellFormed:
        _read_loosely(outer, frame)
    opening = _opening(data, spans[0][0] if spans else len(data))
    refused = 0
    for number, (start, end) in enumerate(spans, start=base + 1):
        one = _Records(
            cleaned, opening + data[start:end] + CLOSING, base=number - 1, offset=start - len(opening), max_elements=max_elements
        )
        one.verb = "ListRecords"
        try:
            one.run()
            item = one.items[0]
        except (NotWellFormed, IndexError) as error:
            item = _refused(cleaned, start, end, number=number, detail=str(error) or detail)
            refused += 1
        outer.items.append(item)
        outer.messages += one.messages if item.refusal is None or item.refusal.code != "protocol.xml.broken_record" else ()
    if spans:
        outer.verb = outer.verb or "ListRecords"
        outer.messages.append(Message("protocol.xml.broken_page", {"refused": refused, "count": len(spans)}))
    return outer


def _without(data: bytes, spans: list[tuple[int, int]]) -> bytes:
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(data[at:start])
        at = end
    return b"".join((*pieces, data[at:]))


def _opening(data: bytes, before: int) -> bytes:
    """Start tags that put a lone record back in its namespaces: those of the root and of the list, without prefixes of their own."""
    declared: dict[bytes, dict[bytes, bytes]] = {b"OAI-PMH": {}, b"ListRecords": {}}
    for found in START_TAG.finditer(data, 0, before):
        name = local_name(re.split(rb"[\s/>]", found[0][1:], maxsplit=1)[0])
        name = b"ListRecords" if name == b"GetRecord" else name
        if name in declared:
            declared[name] = declarations(found[0])
    return b"".join(
        b"<%b%b>" % (name, b"".join(b" xmlns%b=%b" % (b":" + prefix if prefix else b"", uri) for prefix, uri in found.items()))
        for name, found in declared.items()
    )


def _read_loosely(outer: _Records, frame: bytes) -> None:
    found = TOKEN.search(frame)
    if found:
        outer.token = unescape(found[2].decode("utf-8")).strip()
        size = re.search(rb"completeListSize\s*=\s*[\"'](\d+)", found[1])
        outer.total = list_size(size[1].decode()) if size else None


def _refused(cleaned: Cleaned, start: int, end: int, *, number: int, detail: str) -> Item:
    found = IDENTIFIER.search(cleaned.data, start, end)
    identifier = unescape(found[1].decode("utf-8")) if found else ""
    message = Message("protocol.xml.broken_record", {"identifier": identifier or f"n° {number}", "detail": fault(detail)})
    return Item(identifier=identifier, data=cleaned.original(start, end), position=number, refusal=message)
