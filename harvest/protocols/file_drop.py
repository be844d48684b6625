"""Files that a partner deposits: ISO 2709, XML records, finding aids and tables kept as they are, archives within their caps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from catalogue.core.messages import Message
from catalogue.formats.messages import BadRecord
from catalogue.formats.sniffing import ISO2709, sniff_file
from catalogue.formats.xml import names
from catalogue.formats.xml.cutter import BLOCK
from catalogue.formats.xml.files import holds_records, open_xml, root_name
from harvest.protocols import drop_cuts, record_identity
from harvest.protocols.base import Checkpoint, EndpointConfig, Fatal, Item, Page, Protocol, RetryLater, ServerFacts, Slice
from harvest.protocols.drop_cuts import Cut
from harvest.protocols.drop_files import Delivery, Entry

HEAD = 1 << 16
MAX_PAGE_BYTES = 32_000_000
MAX_DOCUMENT = 64_000_000
TABLES = frozenset({".csv", ".tsv"})


@dataclass(slots=True)
class _Place:
    """Where reading stands in a file: the offset of the next record, the start tags around it, how many records came before."""

    offset: int = 0
    around: tuple[bytes, ...] = ()
    number: int = 0

    @classmethod
    def of(cls, state: Checkpoint) -> _Place:
        around = tuple(tag.encode("latin-1") for tag in state.get("around", ()))
        return cls(int(state.get("offset", 0)), around, int(state.get("number", 0)))

    def checkpoint(self, name: str) -> Checkpoint:
        state: Checkpoint = {"file": name, "offset": self.offset, "number": self.number}
        return state | ({"around": [tag.decode("latin-1") for tag in self.around]} if self.around else {})


class FileDrop(Protocol):
    """Reads ``config.url``, a file or a folder. A checkpoint is a file, an offset in it, and how many records came before."""

    name = "file_drop"
    remote = False

    def __init__(self, config: EndpointConfig) -> None:
        super().__init__(config)
        self.delivery = Delivery(config)
        self.block_size = int(config.options.get("block_size", BLOCK))

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
        files = [entry.name for entry in entries]
        state = dict(checkpoint or {})
        place = _Place.of(state)
        self.delivery.budget.used = int(state.get("unpacked", 0))
        if state and state["file"] not in files:
            raise Fatal(Message("protocol.drop.changed", {"file": state["file"]}))
        first = files.index(state["file"]) if state else 0
        for index in range(first, len(entries)):
            following = files[index + 1] if index + 1 < len(files) else ""
            yield from self._file(entries[index], place, following=following)
            place = _Place(number=place.number)
        if not entries:
            yield Page(items=())

    def close(self) -> None:
        """Close the archive that is open."""
        self.delivery.close()

    def _file(self, entry: Entry, place: _Place, *, following: str) -> Iterator[Page]:
        """The pages of one file, ``place`` moving with them. The last one leads to ``following``."""
        messages: list[Message] = [] if entry.remark is None else [entry.remark]
        cuts = iter(()) if entry.remark else self._records(entry, _Place(place.offset, place.around), messages)
        items: list[Item] = []
        size = 0
        while (cut := _next(cuts, entry)) is not None:
            if items and (len(items) >= self.config.page_size or size > MAX_PAGE_BYTES):
                yield self._page(items, messages, place.checkpoint(entry.name))
                items, size = [], 0
                messages.clear()
            place.number += 1
            place.offset, place.around = cut.end, cut.around
            cut.item.position, cut.item.file = place.number, entry.name
            if not cut.item.identifier and cut.item.refusal is None:
                cut.item.refusal = Message("protocol.record.no_identifier")
            items.append(cut.item)
            size += len(cut.item.data)
        yield self._page(items, messages, _Place(number=place.number).checkpoint(following) if following else None)

    def _page(self, items: list[Item], messages: list[Message], checkpoint: Checkpoint | None) -> Page:
        if checkpoint is not None:
            checkpoint["unpacked"] = self.delivery.budget.used
        return Page(items=tuple(items), checkpoint=checkpoint, messages=tuple(messages), bytes_read=sum(len(one.data) for one in items))

    def _records(self, entry: Entry, place: _Place, messages: list[Message]) -> Iterator[Cut]:
        with self.delivery.open(entry) as raw:
            stream = _Peeked(raw)
            head = stream.peek(HEAD)
            try:
                if not head.strip():
                    messages.append(Message("protocol.drop.empty_file", {"file": entry.name}))
                elif Path(entry.name).suffix.lower() in TABLES:
                    yield from self._whole(stream, messages, identifier=entry.name)
                elif sniff_file(head) == ISO2709:
                    stream.skip(place.offset)
                    yield from drop_cuts.iso2709(stream.binary, name=entry.name, offset=place.offset, block_size=self.block_size)
                elif root_name(head) in names.FINDING_AIDS:
                    yield from self._whole(stream, messages)
                else:
                    yield from self._xml(stream, entry, place, messages)
            except BadRecord:
                messages.append(Message("protocol.drop.unknown_file", {"file": entry.name, "looks": _looks(head)}))

    def _xml(self, stream: _Peeked, entry: Entry, place: _Place, messages: list[Message]) -> Iterator[Cut]:
        head = stream.peek(HEAD)
        opened = open_xml(stream.binary, head=head)
        inside = _Peeked(opened.stream)
        inside.skip(place.offset)
        opened = opened._replace(stream=inside.binary)
        cuts = drop_cuts.XmlCuts(opened, messages, name=entry.name, offset=place.offset, around=place.around, block_size=self.block_size)
        empty = not place.offset
        for cut in cuts if holds_records(head) else ():
            empty = False
            yield cut
        if empty:
            messages.append(Message("protocol.drop.unknown_file", {"file": entry.name, "looks": _looks(head)}))
        elif cuts.cut_short:
            messages.append(Message("protocol.drop.cut_file", {"file": entry.name}))

    def _whole(self, stream: _Peeked, messages: list[Message], *, identifier: str = "") -> Iterator[Cut]:
        """The file as one record, kept as it is."""
        data = stream.read(MAX_DOCUMENT + 1)
        while (more := stream.read(MAX_DOCUMENT + 1 - len(data))) and len(data) <= MAX_DOCUMENT:
            data += more
        if len(data) > MAX_DOCUMENT:
            messages.append(Message("protocol.record.too_large", {"megabytes": MAX_DOCUMENT // 1_000_000}))
            return
        yield Cut(Item(identifier or record_identity.of_document(data), data=data), len(data))


def _next(cuts: Iterator[Cut], entry: Entry) -> Cut | None:
    try:
        return next(cuts, None)
    except OSError as error:
        raise _unreadable(entry.name, error) from error


class _Peeked:
    """A stream whose first bytes can be looked at before it is read. A member of an archive can only be read forward."""

    def __init__(self, stream: IO[bytes] | BinaryIO) -> None:
        self._stream = stream
        self._kept = b""

    @property
    def binary(self) -> BinaryIO:
        return cast(BinaryIO, self)

    def peek(self, size: int) -> bytes:
        while len(self._kept) < size and (block := self._stream.read(size - len(self._kept))):
            self._kept += block
        return self._kept

    def read(self, size: int = -1) -> bytes:
        if not self._kept:
            return self._stream.read(size)
        block, self._kept = (self._kept, b"") if size < 0 else (self._kept[:size], self._kept[size:])
        return block

    def skip(self, count: int) -> None:
        while count and (block := self.read(min(count, BLOCK))):
            # What is converted comes in blocks that may be longer than what was asked for.
            self._kept = block[count:] + self._kept
            count -= min(count, len(block))


def _looks(head: bytes) -> str:
    """The first words of a file that could not be recognised."""
    return " ".join(head[:60].decode("utf-8", "replace").split())[:40]


def _unreadable(name: str, error: OSError) -> RetryLater:
    return RetryLater(Message("protocol.drop.unreadable", {"file": name, "detail": error.strerror or type(error).__name__}), seconds=60)
