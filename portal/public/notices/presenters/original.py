"""The record as the partner sent it, as text one can read: XML indented, ISO 2709 one field a line."""

from __future__ import annotations

from lxml import etree

from catalogue.formats.marc.charsets import decode_body

MAX_SHOWN = 300_000
_SEPARATORS = str.maketrans({"\x1d": "", "\x1e": "\n", "\x1f": " ‡", "\x98": "", "\x9c": ""})


def as_text(data: bytes, *, unimarc: bool) -> str:
    """``data`` as text to be escaped by the page; ``unimarc`` tells which character sets ISO 2709 may be in.

    At most :data:`MAX_SHOWN` characters; what cannot be read is shown as U+FFFD.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _indented(data)[:MAX_SHOWN]
    return decode_body(data, unimarc=unimarc).text.translate(_SEPARATORS)[:MAX_SHOWN]


def _indented(data: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_blank_text=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return data.decode("utf-8", "replace")
    return etree.tostring(root, encoding="unicode", pretty_print=True)
