"""Files that a partner deposits: ISO 2709, XML records, finding aids and tables kept as they are, archives within their caps."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from catalogue.core.messages import Message
from harvest.protocols import drop_cuts, oai_slow, record_identity, sru_answer
from harvest.protocols.base import Checkpoint, EndpointConfig, Fatal, Item, Page, Protocol, RetryLater, ServerFacts, Slice
from harvest.protocols.drop_cuts import Cut
from harvest.protocols.drop_files import Delivery, Entry
from harvest.protocols.xml_clean import DECLARED, DOCTYPE, ENCODINGS, HTML, LEADING, PROLOG_PART

HEAD = 1 << 16
MAX_PAGE_BYTES = 32_000_000
MAX_DOCUMENT = 64_000_000
ISO2709 = re.compile(rb"[\s\x00\xef\xbb\xbf]*\d{5}[\x20-\x7e]{5}.{2}[\d ]{5}")
TABLES = frozenset({".csv", ".tsv"})
# Roots that are one record each: the file is the record, with its own prolog, and is kept as it is.
DOCUMENTS = frozenset({"ead", "record", "dc", "qualifieddc", "mods", "mets", "eac-cpf"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One record of a file: ready-made, or cut out of it."""

    item: Item
    end: int


class FileDrop(Protocol):
    """Reads ``config.url``, a file or a folder. A checkpoint is a file, an offset in it, and how many records came before."""

    name = "file_drop"
    remote = False

    def __init__(self, config: EndpointConfig) -> None:
        super().__init__(config)
        self.delivery = Delivery(config)
        self.block_size = int(config.options.get("block_size", drop_cuts.BLOCK))

    def facts(self) -> ServerFacts:
        """The name of the delivery; raises Fatal when it is not there."""
        place = self.delivery.place()
        if not place.exists():
            raise Fatal(Message("protocol.drop.missing", {"path": self.config.url}))
        return ServerFacts(name=place.name)

    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """The records of every file, ``page_size`` at a time; a page never mixes two files."""
        try:
            entries = list(self.delivery.entries())
        except OSError as error:
            raise _unreadable(self.config.url, error) from error
        names = [entry.name for entry in entries]
        state = dict(checkpoint or {})
        number, offset = int(state.get("number", 0)), int(state.get("offset", 0))
        self.delivery.budget.used = int(state.get("unpacked", 0))
        if state and state["file"] not in names:
            raise Fatal(Message("protocol.drop.changed", {"file": state["file"]}))
        first = names.index(state["file"]) if state else 0
        seen = number
        for index in range(first, len(entries)):
            following = names[index + 1] if index + 1 < len(names) else ""
            for page, count in self._file(entries[index], offset=offset, number=number, following=following):
                yield page
                seen = count
            offset, number = 0, seen
        if not entries:
            yield Page(items=())

    def _file(self, entry: Entry, *, offset: int, number: int, following: str) -> Iterator[tuple[Page, int]]:
        """The pages of one file with the count of records after each. The last one leads to ``following``."""
        messages: list[Message] = [] if entry.remark is None else [entry.remark]
        found = iter(()) if entry.remark else self._records(entry, offset=offset, number=number, messages=messages)
        items: list[Item] = []
        at = size = 0
        while (one := _next(found, entry)) is not None:
            if items and (len(items) >= self.config.page_size or size > MAX_PAGE_BYTES):
                number += len(items)
                yield self._page(items, messages, {"file": entry.name, "offset": at, "number": number}), number
                items, size = [], 0
                messages.clear()
            items.append(one.item)
            at, size = one.end, size + len(one.item.data)
        number += len(items)
        yield self._page(items, messages, {"file": following, "offset": 0, "number": number} if following else None), number

    def _page(self, items: list[Item], messages: list[Message], checkpoint: Checkpoint | None) -> Page:
        if checkpoint is not None:
            checkpoint["unpacked"] = self.delivery.budget.used
        return Page(items=tuple(items), checkpoint=checkpoint, messages=tuple(messages), bytes_read=sum(len(one.data) for one in items))

    def _records(self, entry: Entry, *, offset: int, number: int, messages: list[Message]) -> Iterator[_Found]:
        with self.delivery.open(entry) as stream:
            head = stream.read(HEAD)
            if not head.strip():
                messages.append(Message("protocol.drop.empty_file", {"file": entry.name}))
                return
            if ISO2709.match(head):
                cuts = drop_cuts.iso2709(_rewound(stream, head, offset), name=entry.name, offset=offset, block_size=self.block_size)
                yield from _numbered(cuts, number, record_identity.of_iso2709)
            elif Path(entry.name).suffix.lower() in TABLES:
                yield self._whole(stream, head, entry, number=number, identifier=entry.name)
            else:
                yield from self._xml(stream, head, entry, offset=offset, number=number, messages=messages)

    def _xml(self, stream: IO[bytes], head: bytes, entry: Entry, *, offset: int, number: int, messages: list[Message]) -> Iterator[_Found]:
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = self._read_all(stream, head).decode("utf-16", "replace").encode()
            head, stream = text[:HEAD], io.BytesIO(text[HEAD:])
        start = _root_start(head)
        root, tag = drop_cuts.root_tag(head, start=start)
        if root in (oai_slow.ROOT, sru_answer.ROOT):
            data = self._read_all(stream, head)
            read = oai_slow.read(data, base=number - offset) if root == oai_slow.ROOT else sru_answer.read(data, first=number - offset + 1)
            messages += read.messages if not offset else ()
            # The offset in a recorded answer, which is read at once, counts its records.
            yield from (_Found(item, index) for index, item in enumerate(read.items, start=1) if index > offset)
        elif root in DOCUMENTS:
            yield self._whole(stream, head, entry, number=number)
        elif not root or HTML.match(head, start) or not drop_cuts.RECORD_START.search(head, start + len(tag)):
            messages.append(Message("protocol.drop.unknown_file", {"file": entry.name, "looks": _looks(head)}))
        else:
            source = _rewound(stream, head, offset or start)
            cuts = drop_cuts.XmlCuts(
                source,
                name=entry.name,
                offset=offset or start,
                root=tag,
                encoding=_encoding(head),
                fresh=not offset,
                block_size=self.block_size,
            )
            yield from _numbered(iter(cuts), number, record_identity.of_document)
            if cuts.cut_short:
                messages.append(Message("protocol.drop.cut_file", {"file": entry.name}))

    def _whole(self, stream: IO[bytes], head: bytes, entry: Entry, *, number: int, identifier: str = "") -> _Found:
        """The file as one record, kept as it is."""
        data = self._read_all(stream, head)
        item = Item(identifier or record_identity.of_document(data), data=data, position=number + 1)
        if not item.identifier:
            item.refusal = Message("protocol.record.no_identifier")
        return _Found(item, len(data))

    def _read_all(self, stream: IO[bytes], head: bytes) -> bytes:
        data = head + stream.read(MAX_DOCUMENT + 1)
        if len(data) > MAX_DOCUMENT:
            raise Fatal(Message("protocol.record.too_large", {"megabytes": MAX_DOCUMENT // 1_000_000}))
        return data


def _next(found: Iterator[_Found], entry: Entry) -> _Found | None:
    try:
        return next(found, None)
    except OSError as error:
        raise _unreadable(entry.name, error) from error


def _numbered(cuts: Iterator[Cut], number: int, identify: Callable[[bytes], str]) -> Iterator[_Found]:
    for position, cut in enumerate(cuts, start=number + 1):
        item = Item(identify(cut.data), data=cut.data, position=position, refusal=cut.refusal)
        if not item.identifier and item.refusal is None:
            item.refusal = Message("protocol.record.no_identifier")
        yield _Found(item, cut.end)


def _rewound(stream: IO[bytes], head: bytes, offset: int) -> IO[bytes]:
    """``stream``, of which ``head`` was read, from ``offset`` on. A member of an archive can only be read forward."""
    if offset >= len(head):
        left = offset - len(head)
        while left and (skipped := stream.read(min(left, HEAD))):
            left -= len(skipped)
        return stream
    return _Chained(head[offset:], stream)  # type: ignore[return-value]


class _Chained:
    """Bytes already read, then the rest of a stream."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int) -> bytes:
        head, self._head = self._head[:size], self._head[size:]
        return head or self._rest.read(size)


def _root_start(head: bytes) -> int:
    found = LEADING.match(head)
    at = found.end() if found else 0
    while (part := PROLOG_PART.match(head, at) or DOCTYPE.match(head, at)) is not None:
        at = part.end()
    while head[at : at + 1].isspace():
        at += 1
    return at


def _encoding(head: bytes) -> str:
    found = DECLARED.match(head)
    name = found[1].decode("ascii").lower() if found else "utf-8"
    return name if ENCODINGS.fullmatch(name) and not name.startswith("utf") else "utf-8"


def _looks(head: bytes) -> str:
    """The first words of a file that could not be recognised."""
    return " ".join(head[:60].decode("utf-8", "replace").split())[:40]


def _unreadable(name: str, error: OSError) -> RetryLater:
    return RetryLater(Message("protocol.drop.unreadable", {"file": name, "detail": error.strerror or type(error).__name__}), seconds=60)
