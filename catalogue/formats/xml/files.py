"""A file of XML cut into records, whatever its character set; and why a file of XML holds none."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, cast

from lxml import etree

from catalogue.formats.envelopes import diagnostic
from catalogue.formats.marc.xml import local_name
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.companions import with_holdings
from catalogue.formats.xml.cutter import ROOT, Cutter, Unit
from catalogue.formats.xml.safety import contradicted, declared_encoding, is_utf8, parse_xml

UTF8 = "utf-8"
_BLOCK = 262_144
_HEAD = 60_000
_LONGEST_NAME = 80
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_NO_RECORDS = frozenset({"explainResponse", "html", "scanResponse"})


def split_xml(stream: BinaryIO) -> Iterator[Unit]:
    """The records of an XML file at its beginning, each in UTF-8 or with its declaration; raises BadRecord where it holds none."""
    head = stream.read(1024)
    stream.seek(0)
    opened = open_xml(stream, head=head)
    cutter = Cutter(opened.stream)
    empty = True
    if holds_records(cutter.head):
        for unit, _ in with_holdings((unit, ()) for unit in cutter):
            empty = False
            yield unit._replace(data=opened.told(unit.data))
    if empty:
        raise why_no_records(cutter.head)


class Opened(NamedTuple):
    """A file of XML as a stream that a cutter takes, and the character set in which its records then are."""

    stream: BinaryIO
    encoding: str

    def told(self, data: bytes) -> bytes:
        """One record of the file with the declaration that it needs when it is read alone: none where it is in UTF-8, whatever the file
        says of itself, since bytes of another set hardly ever make UTF-8.
        """
        if self.encoding == UTF8 or data.isascii() or is_utf8(data):
            return data
        return f'<?xml version="1.0" encoding="{self.encoding}"?>'.encode("ascii") + data

    def in_utf8(self, data: bytes) -> bytes:
        """One record of the file in UTF-8; as :meth:`told` where it is not in the set that the file announces."""
        if self.encoding == UTF8 or data.isascii() or is_utf8(data):
            return data
        try:
            return data.decode(self.encoding).encode()
        except UnicodeDecodeError:
            return self.told(data)


def open_xml(stream: BinaryIO, *, head: bytes) -> Opened:
    """A stream of XML at its beginning, which is ``head``, ready to be cut; raises BadRecord for a character set that is not known."""
    wide = _WIDE.get(head[:2])
    if wide:
        return Opened(cast(BinaryIO, _Transcoded(stream, wide)), UTF8)
    encoding = declared_encoding(head[:1024])
    if contradicted(encoding, head[:0]):
        encoding = UTF8  # UTF-16 is announced and the bytes say otherwise
    try:
        known = codecs.lookup(encoding).name
        if "<record>".encode(encoding) != b"<record>":
            raise LookupError(encoding)
    except (LookupError, UnicodeError) as error:
        raise BadRecord("file_xml_encoding", name=encoding) from error
    return Opened(stream, UTF8 if known in {UTF8, "ascii"} else encoding)


class _Transcoded(io.RawIOBase):
    """A stream of UTF-16 as UTF-8; a wrong pair becomes ``�``, which the record's own reading then shows."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def read(self, size: int = -1) -> bytes:
        """About ``size`` bytes, empty at the end."""
        while True:
            block = self._stream.read(size if size > 0 else _BLOCK)
            text = self._decoder.decode(block, final=not block).lstrip("\ufeff")
            if text or not block:
                return text.encode("utf-8")


def holds_records(head: bytes) -> bool:
    """Whether a file that begins like this may hold records: not a web page, nor the description of a server."""
    return root_name(head) not in _NO_RECORDS


def root_name(head: bytes) -> str:
    """The local name of the root element, empty where the beginning is no XML."""
    wide = _WIDE.get(head[:2])
    if wide:
        head = head.decode(wide, "replace").lstrip("\ufeff").encode("utf-8", "replace")
    root = ROOT.match(head)
    return root[1].rpartition(b":")[2][:_LONGEST_NAME].decode("ascii") if root else ""


def why_no_records(head: bytes) -> BadRecord:
    """What an XML file without records is, from its beginning: another answer of a protocol, another XML, broken XML."""
    try:
        root = parse_xml(head, warnings=[])
    except BadRecord as broken:
        return _broken_beginning(head, broken)
    name = local_name(root)
    answer = _ANSWERS.get(name)
    return answer({local_name(child): child for child in root}) if answer else BadRecord("file_xml_unknown", name=name)


def _broken_beginning(head: bytes, broken: BadRecord) -> BadRecord:
    """XML that cannot be parsed: entities, another XML whose beginning only was read, or faults."""
    name = root_name(head)
    if name in {"explainResponse", "html"}:
        return _ANSWERS[name]({})
    if broken.message.code == "xml_entity":
        return BadRecord("file_xml_entities")
    if len(head) >= _HEAD and name:
        return BadRecord("file_xml_unknown", name=name)
    return BadRecord("file_xml_broken", detail=broken.message.as_json())


def _sru_answer(parts: dict[str, etree._Element]) -> BadRecord:
    """An SRU answer without records: a diagnostic, or nothing found."""
    if "diagnostics" in parts:
        return BadRecord("file_sru_diagnostic", detail=diagnostic(parts["diagnostics"]))
    return BadRecord("file_sru_empty")


def _oai_answer(parts: dict[str, etree._Element]) -> BadRecord:
    """An OAI-PMH answer that lists no record: an error, or another verb's."""
    if "error" in parts:
        error = parts["error"]
        return BadRecord("file_oai_error", code=error.get("code") or "", detail=" ".join((error.text or "").split()))
    verb = next((name for name in parts if name not in {"responseDate", "request", ""}), "")
    return BadRecord("file_oai_without_records", verb=verb)


_ANSWERS: dict[str, Callable[[dict[str, etree._Element]], BadRecord]] = {
    "OAI-PMH": _oai_answer,
    "searchRetrieveResponse": _sru_answer,
    "explainResponse": lambda parts: BadRecord("file_sru_explain"),
    "html": lambda parts: BadRecord("file_html"),
}
