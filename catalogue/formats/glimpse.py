"""A glimpse at bytes that could not be read: what looks like their title, so that a person knows which record it is."""

from __future__ import annotations

import re

LONGEST = 300
LOOKED_AT = 20_000
TITLES = (b"200", b"245")
_IN_MARC_XML = re.compile(rb"""tag=["'](?:200|245)["'][^>]{0,200}>\s{0,200}<[^>]{0,80}code=["']a["'][^>]{0,80}>([^<]{1,1000})(?:<|\Z)""")
_IN_DUBLIN_CORE = re.compile(rb"<(?:[\w.-]{1,40}:)?title(?:\s[^>]{0,200})?>([^<]{1,1000})(?:<|\Z)")
_ENTRY = 12  # bytes of the directory of ISO 2709 for each field


def title_in(data: bytes) -> str:
    """What looks like the title of a record in MARC or Dublin Core, on one line; "" where nothing does. Never raises."""
    head = data[:LOOKED_AT]
    found = _IN_MARC_XML.search(head) or _IN_DUBLIN_CORE.search(head)
    text = found.group(1) if found else _in_iso2709(head)
    return " ".join(text.decode("utf-8", "replace").split())[:LONGEST]


def _in_iso2709(head: bytes) -> bytes:
    """Subfield $a of the first title field that the directory names; b"" where the directory is no directory."""
    base = head[12:17]
    if not base.isdigit():
        return b""
    for start in range(24, min(int(base), len(head)) - _ENTRY, _ENTRY):
        tag, length, offset = head[start : start + 3], head[start + 3 : start + 7], head[start + 7 : start + _ENTRY]
        if tag in TITLES and length.isdigit() and offset.isdigit():
            first = int(base) + int(offset)
            field = head[first : first + int(length)]
            return next((part[1:] for part in field.split(b"\x1f")[1:] if part[:1] == b"a"), b"").rstrip(b"\x1e\x1d")
    return b""
