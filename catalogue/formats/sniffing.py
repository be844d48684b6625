"""What bytes, files and records are, whatever they were announced as."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.base import MARC21, UNIMARC
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc.xml import local_name
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml import names

ISO2709, XML = "iso2709", "xml"

_UNIMARC_TAGS = frozenset({"200", "205", "210", "214", "215", "225", "461", "463", "801"})
_MARC21_TAGS = frozenset({"245", "260", "264", "300", "490", "040", "773", "852"})
_UNIMARC_BIBLIOGRAPHIC = frozenset({"105", "106", "210", "214", "215", "225", "461", "463"})
_INTERMARC_TAGS = frozenset({"009", "280", "290", "295", "297", "395", "141", "145", "750", "917"})
_DUBLIN_CORE_NAMESPACES = ("{http://purl.org/dc/", "{https://purl.org/dc/")
_GENERAL_DATA = re.compile(r"\d{8}[a-z|]")
_UNIMARC_TYPES = frozenset("abcdefgijklmru")
_MARC21_TYPES = frozenset("acdefgijkmoprt")

_LABEL = re.compile(rb"\d{5}[\x20-\x7e]{5}\d\d[\d ]{5}[\x20-\x7e\x00-\x03]{3}4[45]")
_ALEPH = re.compile(rb"\A\d{9} [A-Z0-9]{3}[ 0-9A-Z]{2} L ")
_MARC_LINES = re.compile(rb"(?m)^\s*(?:=LDR|LEADER|LDR)\s+\S|^=\d{3}  |^\s*\d{3} [ 0-9#_\\]{2} ?[$|\xc2]")
_HTML = re.compile(rb"(?i)\A\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.DOTALL)
_LOST_BEGINNING = re.compile(
    rb"<(?:[A-Za-z_][\w.-]*:)?record(?:\s[^<>]*)?>\s*<(?:[A-Za-z_][\w.-]*:)?(?:leader|controlfield|datafield|header|recordSchema)[\s>]"
)
_MAGIC = {b"\x1f\x8b": "file_compressed", b"PK\x03\x04": "file_compressed", b"BZh": "file_compressed", b"\xfd7zXZ": "file_compressed"}
_PRINTABLE_BINARY = (b"%PDF-", b"{\\rtf", b"%!PS")
_WIDE = frozenset({b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"})
_BLANK = b" \t\r\n\x00\xef\xbb\xbf"


def sniff_file(head: bytes) -> str:
    """ISO2709 or XML from the first bytes of a file (64 kB are enough); raises BadRecord saying what it is instead."""
    for magic, code in _MAGIC.items():
        if head.startswith(magic):
            raise BadRecord(code)
    if head[:2] in _WIDE and b"<" in head[:8]:
        return XML
    bare = head.lstrip(_BLANK)
    if not bare:
        raise BadRecord("file_empty")
    if _HTML.match(bare):
        raise BadRecord("file_html")
    if bare.startswith(b"<"):
        return XML
    separated = b"\x1e" in head and (b"\x1f" in head or b"\x1d" in head)
    if _LABEL.match(bare) or (separated and (_LABEL.search(head) or not _odd_controls(bare))):
        return ISO2709
    if _LOST_BEGINNING.search(head) and bare[:1] not in {b"{", b"["}:
        return XML
    raise BadRecord(_not_records(bare))


def _not_records(bare: bytes) -> str:
    """The code of what a file that is neither ISO 2709 nor XML looks like."""
    if bare.startswith(_PRINTABLE_BINARY):
        return "file_binary"
    if bare[:1] in {b"{", b"["}:
        return "file_json"
    if _ALEPH.match(bare):
        return "file_aleph_sequential"
    if _MARC_LINES.search(bare[:4000]):
        return "file_marc_lines"
    return "file_binary" if _odd_controls(bare) else "file_text"


def _odd_controls(bare: bytes) -> bytes:
    """The bytes near the beginning that neither a text nor a record holds; pictures and programs are full of them."""
    return bare[:4000].translate(None, bytes(range(0x1B, 0x100)) + b"\t\r\n\x0c")


def looks_like_unimarc(tags: Collection[str]) -> bool:
    """Whether the tags of a record are UNIMARC's rather than MARC 21's; decides the order in which charsets are tried."""
    if "245" in tags:
        return False
    return "200" in tags or len(_UNIMARC_TAGS.intersection(tags)) > len(_MARC21_TAGS.intersection(tags))


def is_dublin_core(element: etree._Element) -> bool:
    """Whether an element is a record in Dublin Core: by its name, else because half of what it holds is in its namespaces."""
    if local_name(element) in names.DUBLIN_CORE:
        return True
    tags = [child.tag for child in element if isinstance(child.tag, str)]
    known = sum(1 for tag in tags if tag.startswith(_DUBLIN_CORE_NAMESPACES))
    return bool(known) and known * 2 >= len(tags)


def sniff_marc(record: MarcRecord, *, announced: str = "") -> str | Message:
    """UNIMARC or MARC21, or the reason why the record is no description of a document in either.

    ``announced`` is the format attribute of a marcxchange record, the only sign of INTERMARC in some.
    """
    tags = {field.tag for field in record.fields}
    kind = record.leader_at(6)
    if announced.lower() == "intermarc" or _is_intermarc(record, tags):
        return Message("format_intermarc", {})
    if any(len(tag) == 4 and tag[3] in "@ABCDEFGHIJKLMNOPQRSTUVWXYZ" for tag in tags):
        return Message("format_pica", {})
    odd = next((field for field in record.fields if field.tag == "001" and "\x1f" in field.value), None)
    if odd is not None or record.leader_at(10) in "3456789":
        return Message("format_other_marc", {"sign": "subfields in 001" if odd is not None else f"{record.leader_at(10)} indicators"})
    if "200" in tags and "245" not in tags:
        return _unimarc_or_authority(record, tags, kind)
    if "245" in tags:
        return Message("format_authority", {}) if kind == "z" else MARC21
    return _untitled(record, tags, kind)


def _is_intermarc(record: MarcRecord, tags: set[str]) -> bool:
    """INTERMARC shares 245 and 260 with MARC 21; its label has a digit as type of record and ends on "45" and a letter.

    A label that an export has rewritten leaves the fields: a collation in 280, a series in 290 or 295.
    """
    if "200" in tags and "245" not in tags:
        return False
    kind, own = record.leader_at(6), _INTERMARC_TAGS & tags
    if record.leader[20:22] == "45" and record.leader_at(22).isalpha():
        return kind not in _MARC21_TYPES or len(own) > 1 or (record.leader_at(22) == "a" and "040" not in tags)
    if kind not in _MARC21_TYPES and "245" in tags:
        return len(own) > (0 if kind.isdigit() else 1)
    return "245" in tags and "280" in tags and "300" not in tags and len(own) > 1


def _unimarc_or_authority(record: MarcRecord, tags: set[str], kind: str) -> str | Message:
    """A 200 is a title in a bibliographic record, a person's name in an authority (IdRef): the label and 152, 106 tell."""
    if kind in "xyz" or (kind not in _UNIMARC_TYPES and "152" in tags):
        return Message("format_authority", {})
    return UNIMARC


def _untitled(record: MarcRecord, tags: set[str], kind: str) -> str | Message:
    """Records without 200 and 245: authorities, holdings, or documents whose title is missing."""
    if kind == "z" or "152" in tags:
        return Message("format_authority", {})
    general = record.first("100", "a")
    if kind in "xyz" and _GENERAL_DATA.match(general) and "004" not in tags:
        return Message("format_authority", {})
    if kind in "uvwxyq":
        return Message("format_not_bibliographic", {"type": kind}) if kind in "wq" else Message("format_holdings", {})
    if _GENERAL_DATA.match(general) or _UNIMARC_BIBLIOGRAPHIC & tags:
        return UNIMARC
    fixed = record.first("008")
    if len(fixed) == 40 or len(_MARC21_TAGS & tags) > 1:
        return MARC21
    return Message("format_unknown", {})
