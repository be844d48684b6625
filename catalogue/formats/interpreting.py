"""One record's bytes to one outcome: read with its description, or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from catalogue.core.description import Description
from catalogue.core.messages import Message
from catalogue.formats import dublin_core, marc21, unimarc
from catalogue.formats.base import AUTO, DUBLIN_CORE, MARC21, UNIMARC, Reading
from catalogue.formats.beside import join
from catalogue.formats.bounding import bounded
from catalogue.formats.envelopes import Content, Refused, open_envelope
from catalogue.formats.marc.charsets import UTF8, WINDOWS, may_be_coded_twice
from catalogue.formats.marc.iso2709 import parse_iso2709
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc.xml import is_marc_record, local_name, parse_marcxml
from catalogue.formats.marc.xml_scan import scan_marcxml
from catalogue.formats.messages import BadRecord
from catalogue.formats.sniffing import is_dublin_core, looks_like_unimarc, sniff_marc
from catalogue.formats.xml.safety import declared_encoding, parse_xml

NAMES = {UNIMARC: "UNIMARC", MARC21: "MARC 21", DUBLIN_CORE: "Dublin Core"}

_REFUSED_ROOTS = {"ead": "format_ead", "eadgrp": "format_ead"}
_PICA_SIGNS = ("picaXML", "picaxml", "oclcpica", "ppxml")


_MAPPERS: dict[str, Callable[[MarcRecord], Description]] = {UNIMARC: unimarc.describe, MARC21: marc21.describe}


class _Outcome(NamedTuple):
    """What became of one record."""

    format: str
    charset: str = ""
    identifier: str = ""
    description: Description | None = None
    reason: Message | None = None


def read_marc(
    data: bytes, *, format: str = AUTO, position: int = 1, offset: int = -1, identifier: str = "", warnings: list[Message] | None = None
) -> Reading:
    """One ISO 2709 record; ``warnings`` holds what the file around it already showed."""
    warnings = warnings if warnings is not None else []
    try:
        record = parse_iso2709(data)
    except BadRecord as refusal:
        outcome = _Outcome(format if format != AUTO else "", identifier=identifier, reason=refusal.message)
    else:
        warnings += record.warnings
        outcome = _interpret_marc(record, format=format, identifier=identifier, warnings=warnings)
    return _reading(outcome, data=data, position=position, offset=offset, warnings=warnings)


def read_xml(data: bytes, *, format: str = AUTO, position: int = 1, offset: int = -1, identifier: str = "") -> Reading:
    """One record in XML, bare or in the record element of an OAI-PMH or SRU answer."""
    warnings: list[Message] = []
    plain = None if may_be_coded_twice(data) else scan_marcxml(data)
    if plain is not None:
        record, announced = plain
        warnings += record.warnings
        outcome = _interpret_marc(record, format=format, identifier=identifier, warnings=warnings, announced=announced)
        return _reading(outcome, data=data, position=position, offset=offset, warnings=warnings)
    try:
        root = parse_xml(data, warnings=warnings)
        content = open_envelope(root, warnings=warnings)
        identifier = identifier or content.identifier
        outcome = _interpret_element(content, format=format, identifier=identifier, warnings=warnings)
        if outcome.charset:
            charset = WINDOWS if any(warning.code == "charset_windows" for warning in warnings) else declared_encoding(data[:200])
            outcome = outcome._replace(charset=charset)
    except BadRecord as refusal:
        known = refusal.identifier if isinstance(refusal, Refused) else ""
        outcome = _Outcome(format if format != AUTO else "", identifier=identifier or known, reason=refusal.message)
    return _reading(outcome, data=data, position=position, offset=offset, warnings=warnings)


def _reading(outcome: _Outcome, *, data: bytes, position: int, offset: int, warnings: list[Message]) -> Reading:
    """The outcome with its bytes and its place."""
    return Reading(
        position=position,
        status="read" if outcome.reason is None else "refused",
        format=outcome.format,
        charset=outcome.charset,
        identifier=outcome.identifier,
        reason=outcome.reason,
        warnings=tuple(warnings),
        description=outcome.description,
        raw=data,
        offset=offset,
    )


def _interpret_element(content: Content, *, format: str, identifier: str, warnings: list[Message]) -> _Outcome:
    """A record element without its envelope: MARC, Dublin Core, or something to refuse by name."""
    element = content.element
    name = local_name(element)
    if is_marc_record(element):
        record = parse_marcxml(element)
        join(record, content.holdings)
        warnings += record.warnings
        return _interpret_marc(record, format=format, identifier=identifier, warnings=warnings, announced=element.get("format") or "")
    if is_dublin_core(element):
        if format not in {AUTO, DUBLIN_CORE}:
            return _misfiled(DUBLIN_CORE, format, identifier)

        def describe() -> Description:
            return dublin_core.describe(element, identifier=identifier)

        return _described(DUBLIN_CORE, describe, charset=UTF8, identifier=identifier, warnings=warnings)
    if name in _REFUSED_ROOTS:
        return _Outcome("ead", identifier=identifier, reason=Message(_REFUSED_ROOTS[name], {}))
    tag = element.tag if isinstance(element.tag, str) else ""
    if any(sign in tag for sign in _PICA_SIGNS):
        return _Outcome("pica", identifier=identifier, reason=Message("format_pica", {}))
    return _Outcome("", identifier=identifier, reason=Message("xml_unknown", {"name": name}))


def _interpret_marc(record: MarcRecord, *, format: str, identifier: str, warnings: list[Message], announced: str = "") -> _Outcome:
    """A MARC record in the format it is in, if it is one that we read and the one announced."""
    own = _own_number(record) or identifier
    if record.leader_at(5) == "d":
        warnings.clear()
        return _deleted(record, format=format, identifier=own)
    sniffed = sniff_marc(record, announced=announced)
    if isinstance(sniffed, Message) and sniffed.code == "format_unknown" and format in _MAPPERS:
        sniffed = format
    if isinstance(sniffed, Message):
        return _Outcome(_family(record, sniffed), record.charset, own, reason=sniffed)
    if format not in {AUTO, sniffed}:
        return _misfiled(sniffed, format, own)._replace(charset=record.charset)
    mapper = _MAPPERS[sniffed]
    return _described(sniffed, lambda: mapper(record), charset=record.charset, identifier=own, warnings=warnings)


def _own_number(record: MarcRecord) -> str:
    """001; without it, 003 where it holds an address (UNIMARC; in MARC 21 it is the code of an agency)."""
    first = record.first("001").strip()
    if first:
        return first
    permanent = record.first("003").strip()
    return permanent if ":/" in permanent else ""


def _deleted(record: MarcRecord, *, format: str, identifier: str) -> _Outcome:
    """A record that says in its label (05 = d) that it is deleted: whatever else it holds or lacks, nothing more is read of it."""
    sniffed = sniff_marc(record)
    known = sniffed if isinstance(sniffed, str) else _family(record, sniffed) or (format if format in _MAPPERS else "")
    return _Outcome(known, record.charset, identifier, Description(identifier=identifier, format=known, deleted=True))


def _family(record: MarcRecord, reason: Message) -> str:
    """The format of a record that is refused all the same: an authority in UNIMARC, holdings in MARC 21…"""
    name = reason.code.removeprefix("format_")
    if name in {"authority", "holdings", "not_bibliographic"}:
        return UNIMARC if looks_like_unimarc([field.tag for field in record.fields]) or record.by_tag("152") else MARC21
    return name if name in {"intermarc", "pica"} else ""


def _misfiled(sniffed: str, announced: str, identifier: str) -> _Outcome:
    """Refused: the record is well in a format that was not announced, and mapping it would hide the mistake."""
    reason = Message("format_misfiled", {"expected": NAMES.get(announced, announced), "found": NAMES[sniffed]})
    return _Outcome(sniffed, identifier=identifier, reason=reason)


def _described(format: str, describe: Callable[[], Description], *, charset: str, identifier: str, warnings: list[Message]) -> _Outcome:
    """The outcome of a mapper; one that fails refuses its record alone, with the name of the fault."""
    try:
        description = bounded(describe(), warnings=warnings)
    except Exception as fault:
        reason = Message("record_unreadable", {"detail": f"{type(fault).__name__}: {fault}"[:200]})
        return _Outcome(format, charset, identifier, reason=reason)
    if not description.titles:
        warnings.append(Message("no_title", {}))
    return _Outcome(format, charset, description.identifier or identifier, description)
