"""The record as the partner sent it, as text one can read: XML indented, ISO 2709 one field a line."""

from __future__ import annotations

from catalogue.formats.marc.charsets import decode_body
from catalogue.formats.xml.showing import indented

MAX_SHOWN = 300_000
_SEPARATORS = str.maketrans({"\x1d": "", "\x1e": "\n", "\x1f": " ‡", "\x98": "", "\x9c": ""})


def as_text(data: bytes, *, unimarc: bool) -> str:
    """``data`` as text to be escaped by the page; ``unimarc`` tells which character sets ISO 2709 may be in.

    At most :data:`MAX_SHOWN` characters; what cannot be read is shown as U+FFFD.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return indented(data)[:MAX_SHOWN]
    return decode_body(data, unimarc=unimarc).text.translate(_SEPARATORS)[:MAX_SHOWN]
