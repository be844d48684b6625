"""What our own files keep of a finding aid that the grammar of EAD 2002 has no place for: in ``altrender``, as a query ("kept?id=12").

``altrender`` is what the grammar leaves to whoever writes a file; a file of anybody else holds nothing that begins so.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from lxml import etree

START = "kept?"


def kept(element: etree._Element, name: str) -> str:
    """What an element keeps under a name; "" where it keeps nothing."""
    said = element.get("altrender")
    if said is None or not said.startswith(START):
        return ""
    return dict(parse_qsl(said[len(START) :])).get(name, "")


def keeping(**values: str) -> str:
    """The value of ``altrender`` that keeps these; "" where they are all empty."""
    held = {name: value for name, value in values.items() if value}
    return START + urlencode(held) if held else ""
