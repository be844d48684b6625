"""A file of XML cut into records, whatever its character set; and why a file of XML holds none."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from lxml import etree

from catalogue.formats.envelopes import diagnostic
from catalogue.formats.marc.xml import local_name
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml_safety import declared_encoding, parse_xml
from catalogue.formats.xml_units import ROOT, Unit, XmlUnits

_BLOCK = 262_144
_HEAD = 60_000
_LONGEST_NAME = 80
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_NO_RECORDS = frozenset({"explainResponse", "html", "scanResponse"})


def split_xml(stream: BinaryIO) -> Iterator[Unit]:
    """The records of an XML file at its beginning, each in UTF-8 or with its declaration; raises BadRecord where it holds none."""
    start = stream.read(2)
    stream.seek(0)
    wide = _WIDE.get(start)
    if wide:
        stream = cast(BinaryIO, _Transcoded(stream, wide))
    units = XmlUnits(stream, prolog=b"" if wide else _prolog(stream))
    declared = b"encoding" in units.head[:200].partition(b"?>")[0]
    empty = True
    if _root_name(units.head) not in _NO_RECORDS:
        for unit in units:
            empty = False
            yield _told(unit) if declared else unit
    if empty:
        raise why_no_records(units.head)


def _told(unit: Unit) -> Unit:
    """A record of a file that declares UTF-8; where its bytes are no UTF-8, the declaration goes with it, or it would be guessed."""
    try:
        unit.data.decode("utf-8")
    except UnicodeDecodeError:
        if not unit.data.startswith(b"<?xml"):
            return unit._replace(data=b'<?xml version="1.0" encoding="UTF-8"?>' + unit.data)
    return unit


def _prolog(stream: BinaryIO) -> bytes:
    """The XML declaration to put before each record, empty for UTF-8; raises BadRecord for a character set that is not known."""
    encoding = declared_encoding(stream.read(1024))
    stream.seek(0)
    try:
        known = codecs.lookup(encoding)
        if "<record>".encode(encoding) != b"<record>":
            raise LookupError(encoding)
    except (LookupError, UnicodeError) as error:
        raise BadRecord("file_xml_encoding", name=encoding) from error
    return b"" if known.name in {"utf-8", "ascii"} else f'<?xml version="1.0" encoding="{encoding}"?>'.encode("ascii")


class _Transcoded(io.RawIOBase):
    """A stream of UTF-16 as UTF-8; a wrong pair becomes ``�``, which the record's own reading then shows."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def read(self, size: int = -1) -> bytes:
        """About ``size`` bytes, empty at the end."""
        while True:
            block = self._stream.read(size if size > 0 else _BLOCK)
            text = self._decoder.decode(block, final=not block)
            if text or not block:
                return text.lstrip("\ufeff").encode("utf-8")


def _root_name(head: bytes) -> str:
    """The local name of the root element, empty where the beginning is no XML."""
    found = ROOT.match(head)
    return found[1].rpartition(b":")[2][:_LONGEST_NAME].decode("ascii") if found else ""


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
    name = _root_name(head)
    if name in {"explainResponse", "html"}:
        return _ANSWERS[name]({})
    if broken.message.code == "xml_entity":
        return BadRecord("file_xml_entities")
    if len(head) >= _HEAD and name:
        return BadRecord("file_xml_unknown", name=name)
    return BadRecord("file_xml_broken", detail=str(broken))


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


_ANSWERS = {
    "OAI-PMH": _oai_answer,
    "searchRetrieveResponse": _sru_answer,
    "explainResponse": lambda parts: BadRecord("file_sru_explain"),
    "html": lambda parts: BadRecord("file_html"),
}
