"""One ISO 2709 record: bytes to MarcRecord by a walk that checks everything, and back.

The fast walk takes a record whose directory lists its fields in their order, without hole; any other goes to
``iso2709_repair``. Structure: ISO 2709:2008, label of 24 bytes, directory entries of 12, fields, 0x1D.
"""

from __future__ import annotations

import re
import unicodedata

from catalogue.core.messages import Message
from catalogue.formats.marc.charsets import UTF8, Decoded, decode_body, plain_text
from catalogue.formats.marc.iso2709_repair import repaired_fields
from catalogue.formats.marc.record import Field, MarcRecord, Subfields
from catalogue.formats.messages import BadRecord
from catalogue.formats.sniffing import looks_like_unimarc

LABEL, ENTRY, COLUMNS = 24, 12, 80
FIELD_END, RECORD_END, SUBFIELD = "\x1e", "\x1d", "\x1f"

_ENTRIES = re.compile(r"(...)(\d{9})", re.DOTALL).findall
_SUBFIELDS = re.compile("\x1f([!-~])([^\x1e\x1f]*)").findall
_LINES = re.compile(rb"\r?\n")
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def parse_iso2709(data: bytes) -> MarcRecord:
    """The record in ``data`` (one record, with or without its end mark); raises BadRecord with the reason."""
    address = data[12:17]
    if data.endswith(b"\x1e\x1d") and address.isdigit() and data[:5].isdigit() and int(data[:5]) == len(data):
        base = int(address)
        if LABEL < base < len(data) and data[base - 1] == 0x1E:
            body, directory = data[base:-2], data[LABEL : base - 1]
            text, charset, warnings = _decode(body, directory, data[9:10])
            fields = _walk(directory, text, body)
            if fields:
                return MarcRecord(data[:LABEL].decode("ascii", "replace"), fields, charset=charset, warnings=warnings)
    return _parse_with_care(data)


def _decode(body: bytes, directory: bytes, flag: bytes) -> Decoded:
    """The text of a body; ``directory`` tells which family's character sets to try, ``flag`` is leader/09."""
    text = plain_text(body)
    if text is not None:
        return Decoded(text, UTF8, [])
    tags = [tag for tag, _ in _ENTRIES(directory.decode("latin-1"))]
    return decode_body(body, unimarc=looks_like_unimarc(tags), declared_utf8=flag == b"a", tags=tags)


def _walk(directory: bytes, text: str, body: bytes) -> list[Field] | None:
    """The fields of a body without its end marks, ``text`` its decoding; None at the first thing out of the ordinary.

    An entry's last 9 digits are its length and its start, compared as one number with those of the field found there.
    """
    pieces = text.split("\x1e")
    if len(pieces) * ENTRY != len(directory):
        return None
    ascii_only = len(text) == len(body)
    subfields = _SUBFIELDS(text)
    if len(subfields) != text.count("\x1f"):
        return None
    if not ascii_only:
        subfields = [(code, value if value.isascii() else unicodedata.normalize("NFC", value)) for code, value in subfields]
    sizes = map(len, pieces if ascii_only else body.split(b"\x1e"))
    entries = directory.decode("latin-1")
    fields: list[Field] = []
    new, add = object.__new__, fields.append
    start = taken = entry = 0
    for piece, size in zip(pieces, sizes, strict=False):
        following = entry + ENTRY
        numbers = entries[entry + 3 : following]
        if not numbers.isdecimal() or int(numbers) != size * 100_000 + 100_000 + start:
            return None
        start += size + 1
        tag = entries[entry : entry + 3]
        field = new(Field)
        field.tag, field.occurrence = tag, 1
        entry = following
        if piece[2:3] == "\x1f" and tag >= "010" and (ascii_only or piece[:2].isascii()):
            end = taken + piece.count("\x1f")
            field.value, field.indicators, field.subfields = "", piece[:2], subfields[taken:end]
            taken = end
        elif tag < "010" and tag.isdigit() and "\x1f" not in piece:
            field.value, field.indicators, field.subfields = piece, "  ", []
        else:
            return None
        add(field)
    return fields


def _parse_with_care(data: bytes) -> MarcRecord:
    """A record that the walk did not take: in an old character set, or with something to repair."""
    data, unwrapped = _unwrapped(data)
    base, warnings = _base_address(data)
    warnings += unwrapped
    body = data[base:-1] if data.endswith(b"\x1d") else data[base:]
    if not data.endswith(b"\x1d"):
        warnings.append(Message("terminator_missing", {}))
    directory = data[LABEL : base - 1]
    pieces = body.split(b"\x1e")
    tags = [tag for tag, _ in _ENTRIES(directory.decode("latin-1"))]
    if not _directory_fits(directory, pieces):
        tagged = repaired_fields(directory, body, warnings=warnings)
        tags = [tag for tag, _ in tagged]
        body = b"\x1e".join(piece for _, piece in tagged)
    decoded = _decode(body, directory, data[9:10])
    warnings += decoded.warnings
    composed = decoded.text.isascii() or unicodedata.is_normalized("NFC", decoded.text)
    fields = build_fields(tags, decoded.text.split(FIELD_END), composed=composed, warnings=warnings)
    if not fields:
        raise BadRecord("record_empty")
    return MarcRecord(data[:LABEL].decode("ascii", "replace"), fields, charset=decoded.charset, warnings=warnings)


def _unwrapped(data: bytes) -> tuple[bytes, list[Message]]:
    """The record without the line breaks that CDS/ISIS puts after each 80 characters of an export, and the warning that says so."""
    if b"\n" not in data[: COLUMNS + 2] or not data[:5].isdigit():
        return data, []
    *lines, last = _LINES.split(data)
    joined = b"".join((*lines, last))
    if any(len(line) != COLUMNS for line in lines) or len(last) > COLUMNS or len(joined) != int(data[:5]):
        return data, []
    return joined, [Message("lines_joined", {"count": len(lines)})]


def _base_address(data: bytes) -> tuple[int, list[Message]]:
    """Where the fields begin, checked against the end mark of the directory; warns where the length of the label is wrong."""
    if len(data) <= LABEL or not data[:5].isdigit():
        raise BadRecord("record_label")
    warnings = []
    announced = int(data[:5])
    if announced != len(data):
        if announced > len(data) + 1 and not data.endswith(b"\x1e\x1d"):
            raise BadRecord("record_truncated", found=len(data), announced=announced)
        warnings.append(Message("length_wrong", {"announced": announced, "found": len(data)}))
    address = data[12:17]
    base = int(address) if address.isdigit() else 0
    if not (LABEL < base <= len(data) and data[base - 1] == 0x1E):
        base = data.find(b"\x1e", LABEL) + 1
        if not base:
            raise BadRecord("record_directory")
        warnings.append(Message("directory_repaired", {}))
    return base, warnings


def _directory_fits(directory: bytes, pieces: list[bytes]) -> bool:
    """Whether the directory lists the fields in their order with their lengths; ``pieces`` ends with what follows the last."""
    if pieces[-1] or (len(pieces) - 1) * ENTRY != len(directory):
        return False
    start = 0
    for entry, piece in zip(range(0, len(directory), ENTRY), pieces, strict=False):
        length = len(piece) + 1
        if directory[entry + 3 : entry + ENTRY] != b"%04d%05d" % (length, start):
            return False
        start += length
    return True


def build_fields(tags: list[str], pieces: list[str], *, composed: bool, warnings: list[Message]) -> list[Field]:
    """Fields from tags and their decoded contents, values in NFC; ``warnings`` receives what was repaired.

    ``composed`` says that the text is in NFC already.
    """
    fields: list[Field] = []
    for tag, piece in zip(tags, pieces, strict=False):
        piece = piece.lstrip("\r\n")  # some exports end each field with a line break
        if (tag[:2] == "00" and tag.isdigit()) or (SUBFIELD not in piece and not tag.isdigit()):
            fields.append(Field(tag, value=piece))
            continue
        indicators, *parts = piece.split(SUBFIELD)
        subfields = [(part[0], part[1:]) for part in parts if part]
        if len(indicators) != 2 or not indicators.isascii():
            indicators = _repair_indicators(tag, indicators, subfields, warnings=warnings)
        if not composed:
            subfields = [(code, unicodedata.normalize("NFC", value)) for code, value in subfields]
        if not piece.isascii() and any(code > "\x7e" for code, _ in subfields):
            subfields = [_ascii_code(tag, code, value, warnings=warnings) for code, value in subfields]
        fields.append(Field(tag, indicators=indicators, subfields=subfields))
    return fields


def _ascii_code(tag: str, code: str, value: str, *, warnings: list[Message]) -> tuple[str, str]:
    """A subfield whose code carries an accent, with the bare letter as its code; "a" where there is none."""
    if code.isascii():
        return code, value
    bare = unicodedata.normalize("NFD", code)[0]
    bare = bare if bare.isascii() else "a"
    warnings.append(Message("subfield_code_repaired", {"tag": tag, "code": bare}))
    return bare, value


def _repair_indicators(tag: str, indicators: str, subfields: Subfields, *, warnings: list[Message]) -> str:
    """Two characters whatever was there; text that stood before the first subfield is kept as $a."""
    bare = _BIDI.sub("", indicators)
    if len(bare) == 2 and bare.isascii():
        warnings.append(Message("indicators_repaired", {"tag": tag}))
        return bare
    text = bare[2:].strip() if len(bare) > 2 else ""
    if text:
        subfields.insert(0, ("a", text))
        warnings.append(Message("text_outside_subfields", {"tag": tag}))
    else:
        warnings.append(Message("indicators_repaired", {"tag": tag}))
    kept = "".join(sign if sign.isascii() and sign.isprintable() else " " for sign in bare[:2])
    return kept.ljust(2)
