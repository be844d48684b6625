"""The identifier that a record carries inside itself, for protocols that give none beside it. Never a made-up one."""

from __future__ import annotations

import re

from catalogue.formats.xml.text import unescape

_CONTROL = rb"""<(?:[\w.\-]+:)?controlfield\s[^<>]*?tag\s*=\s*["']%b["'][^<>]*>\s*([^<]*?)\s*</"""
MARC_LOCAL = re.compile(_CONTROL % b"001")
MARC_PERSISTENT = re.compile(_CONTROL % b"003")
IDENTIFIER = re.compile(rb"<(?:[\w.\-]+:)?identifier(?:\s[^<>]*)?>\s*([^<]*?)\s*</")
EAD_IDENTIFIER = re.compile(rb"<(?:[\w.\-]+:)?(?:eadid|recordid)(?:\s[^<>]*)?>\s*([^<]*?)\s*</")
ARK = re.compile(rb"ark:/?\d{5,9}/[0-9A-Za-z=~*+@_$%./\-]+")

LEADER_LENGTH = 24
ENTRY_LENGTH = 12


def of_xml(data: bytes) -> str:
    """The identifier of one record in XML: MARC 001, else 003 when it is an address, else an ark or a web address among the
    identifiers of Dublin Core; empty when there is none. An ISBN or a shelf mark is none: two records may share it.
    """
    for pattern in (MARC_LOCAL, MARC_PERSISTENT):
        found = pattern.search(data)
        # 003 holds a persistent address in UNIMARC, but only the code of the agency in MARC 21.
        if found and found[1] and (pattern is MARC_LOCAL or b":/" in found[1]):
            return _text(found[1])
    identifiers = IDENTIFIER.findall(data)
    arks = [found[0] for one in identifiers if (found := ARK.search(one))]
    addresses = [one for one in identifiers if one.startswith((b"http://", b"https://"))]
    return _text((arks + addresses + [b""])[0])


def of_document(data: bytes) -> str:
    """The identifier of one record or finding aid that was delivered as a file: as :func:`of_xml`, else eadid (EAD 2002) or
    recordid (EAD3), else the first identifier.
    """
    own = EAD_IDENTIFIER.search(data, 0, 200_000)
    if own and own[1]:
        return _text(own[1])
    return of_xml(data) or _text(next((one for one in IDENTIFIER.findall(data) if one), b""))


def of_iso2709(data: bytes) -> str:
    """The first field 001 of an ISO 2709 record; empty when there is none or the directory cannot be followed."""
    if not data[12:17].isdigit():
        return ""
    base = int(data[12:17])
    directory = data[LEADER_LENGTH : base - 1]
    for at in range(0, len(directory) - ENTRY_LENGTH + 1, ENTRY_LENGTH):
        entry = directory[at : at + ENTRY_LENGTH]
        if entry[:3] == b"001" and entry[3:].isdigit():
            length, start = int(entry[3:7]), int(entry[7:])
            value = data[base + start : base + start + length]
            return value.rstrip(b"\x1e\x1d").decode("utf-8", "replace").strip()
    return ""


def _text(value: bytes) -> str:
    return unescape(value.decode("utf-8", "replace")).strip()
