"""XML from strangers to a tree: no DTD, no network, no entity, bounded size; what cannot be parsed is refused with its reason."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.marc.charsets import WINDOWS, may_be_coded_twice, oddity
from catalogue.formats.marc.twice import undo_double
from catalogue.formats.messages import BadRecord, hex_bytes
from catalogue.formats.xml.fault import fault
from catalogue.formats.xml.text import without_html_entities

MAX_BYTES = 8_000_000
MAX_ELEMENTS = 200_000

_PARSER = etree.XMLParser(
    resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, dtd_validation=False
)
_CONTROL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|&#0*(?:[0-8]|1[124-9]|2\d|3[01]);|&#x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]);"
)
_SURROGATE = re.compile(rb"&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|(?:5529[6-9]|55[3-9]\d\d|56\d\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3]));")
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
_WIDE = frozenset({b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"})
_WIDE_NAMES = ("utf-16", "utf16", "utf-32", "utf32", "ucs-2", "ucs-4", "iso-10646")
_ENTITY = re.compile(rb"&([A-Za-z_][\w.-]*);")
_PREFIX = re.compile(rb"""[<\s]/?([A-Za-z_][\w.-]*):[A-Za-z_]""")
_START = re.compile(rb"<[A-Za-z_][\w.:-]*")
# Whole sequences of UTF-8; and bytes of Windows-1252 that no language of our partners writes (Icelandic aside).
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNLIKELY = re.compile(rb"[\xde\xf0\xfe]")
_KNOWN_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_UNDECLARED_PREFIX = 201


def parse_xml(data: bytes, *, warnings: list[Message]) -> etree._Element:
    """The root of ``data``; raises BadRecord. ``warnings`` is told of forbidden characters replaced, of words coded twice undone."""
    if len(data) > MAX_BYTES:
        raise BadRecord("record_too_large", limit=MAX_BYTES)
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        raise BadRecord("xml_too_many_elements", limit=MAX_ELEMENTS)
    if contradicted(declared_encoding(data[:1024]), data):
        data = _DECLARATION.sub(b"", data, count=1)
    if b"<!DOCTYPE" in data:  # with one, an entity that nobody declares is no fault to the parser
        data = _with_characters(data, warnings)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        root = _second_try(data, error, warnings=warnings)
    except ValueError as error:
        raise BadRecord("xml_broken", detail=fault(str(error))) from error
    if b"<!DOCTYPE" in data:
        _refuse_entities(root)
    if may_be_coded_twice(data) and _undo_double(root):
        warnings.append(Message("utf8_twice", {}))
    return root


def _undo_double(root: etree._Element) -> bool:
    """Undo what was coded twice in the words of each element; whether there was any."""
    found = False
    for element in root.iter(etree.Element):
        for side in ("text", "tail"):
            written = getattr(element, side)
            undone = undo_double(written) if written and not written.isascii() else written
            if undone != written:
                setattr(element, side, undone)
                found = True
    return found


def declared_encoding(data: bytes) -> str:
    """The character set that the XML declaration names, in lower case; UTF-8 where it names none."""
    declared = _DECLARED.match(data)
    return declared[1].decode("ascii").lower() if declared else "utf-8"


def contradicted(encoding: str, data: bytes) -> bool:
    """Whether bytes that are said to be in ``encoding`` are in UTF-8 all the same: text of another set hardly ever makes UTF-8."""
    if encoding in {"utf-8", "utf8"} or data[:2] in _WIDE:
        return False
    if encoding.startswith(_WIDE_NAMES):
        return True
    return not data.isascii() and is_utf8(data)


def is_utf8(data: bytes) -> bool:
    """Whether ``data`` is whole UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_entities(root: etree._Element) -> None:
    """A DOCTYPE is harmless; an entity in use has no text here, and its words would be lost without an error."""
    for entity in root.iter(etree.Entity):
        raise BadRecord("xml_entity", name=str(getattr(entity, "name", "")))


def _second_try(data: bytes, error: etree.XMLSyntaxError, *, warnings: list[Message]) -> etree._Element:
    """Parse again with forbidden characters replaced and missing namespaces declared; else say what is wrong."""
    encoding = declared_encoding(data)
    replacement = "�".encode() if encoding == "utf-8" else b"?"
    repaired, count = _CONTROL.subn(replacement, data)
    repaired, surrogates = _SURROGATE.subn(replacement, repaired)
    if getattr(error, "code", 0) == _UNDECLARED_PREFIX or b"xmlns:" not in data:
        repaired = _declare_prefixes(repaired)
    windows = from_windows(repaired) if encoding == "utf-8" else None
    if windows is not None:
        repaired = windows
        warnings.append(Message("charset_windows", {}))
    repaired = _with_characters(repaired, warnings)
    if repaired != data:
        try:
            root = etree.fromstring(repaired, _PARSER)
        except etree.XMLSyntaxError as second:
            error = second
        else:
            if count + surrogates:
                warnings.append(Message("control_characters", {"count": count + surrogates}))
            return root
    raise _reason(repaired, error, encoding=encoding) from error


def _with_characters(data: bytes, warnings: list[Message]) -> bytes:
    """The same with the entities of HTML as their characters."""
    data, count = without_html_entities(data)
    if count:
        warnings.append(Message("html_entities", {"count": count}))
    return data


def from_windows(data: bytes) -> bytes | None:
    """XML that should be in UTF-8 and is not, in UTF-8, its strange bytes taken as Windows-1252, all of them or those of a field;
    None where they make no sense in that set.
    """
    if is_utf8(data):
        return None
    rest = _SEQUENCE.sub(b"", data)
    if _UNLIKELY.search(rest) or oddity(rest, WINDOWS) > 0:
        return None
    return data.decode("utf-8", "windows").encode()


def _windows_bytes(error: UnicodeError) -> tuple[str, int]:
    """The bytes of an error of UTF-8 as characters of Windows-1252."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end


codecs.register_error("windows", _windows_bytes)


def _declare_prefixes(data: bytes) -> bytes:
    """The same XML with a declaration for each prefix that has none: readers here go by local names."""
    used = {prefix for prefix in _PREFIX.findall(data) if prefix.lower() not in {b"xml", b"xmlns"}}
    missing = sorted(prefix for prefix in used if b"xmlns:" + prefix + b"=" not in data)
    start = _START.search(data)
    if not missing or not start:
        return data
    declared = b"".join(b' xmlns:%s="urn:undeclared:%s"' % (prefix, prefix) for prefix in missing[:50])
    return data[: start.end()] + declared + data[start.end() :]


def _reason(data: bytes, error: etree.XMLSyntaxError, *, encoding: str) -> BadRecord:
    """Why the XML cannot be parsed, the commonest causes first."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as wrong:
        return BadRecord("xml_bytes", charset=encoding, offset=wrong.start, bytes=hex_bytes(data[wrong.start : wrong.end + 1]))
    except LookupError:
        return BadRecord("file_xml_encoding", name=encoding)
    for name in _ENTITY.findall(data):
        if name not in _KNOWN_ENTITIES:
            return BadRecord("xml_entity", name=name.decode("ascii", "replace"))
    return BadRecord("xml_broken", detail=fault(error.msg or "syntax error"))
