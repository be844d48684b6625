"""The MARC record in the bytes that a partner sent: what goes out as it came is taken from there, not from its description."""

from __future__ import annotations

from catalogue.core.messages import Message
from catalogue.formats.beside import join
from catalogue.formats.envelopes import open_envelope
from catalogue.formats.marc.iso2709 import parse_iso2709
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc.xml import is_marc_record, parse_marcxml
from catalogue.formats.marc.xml_scan import scan_marcxml
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import parse_xml


def marc_record(data: bytes) -> MarcRecord | None:
    """The record of one harvested item or of one piece of a file, decoded; None where the bytes are no MARC that can be read."""
    try:
        if data.lstrip()[:1] != b"<":
            return parse_iso2709(data)
        plain = scan_marcxml(data)
        if plain is not None:
            return plain[0]
        warnings: list[Message] = []
        content = open_envelope(parse_xml(data.lstrip(), warnings=warnings), warnings=warnings)
        if not is_marc_record(content.element):
            return None
        record = parse_marcxml(content.element)
        join(record, content.holdings)
    except BadRecord:
        return None
    return record
