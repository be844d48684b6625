"""An element of MODS on its way out, as text: what is empty is not written."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from catalogue.formats.marc.xml_writer import xml_text


def leaf(name: str, text: str, **attributes: str) -> str:
    """An element that holds a text, "" without one. ``type_`` stands for the attribute "type", ``xml_lang`` for "xml:lang"."""
    return f"<{name}{_written(attributes)}>{escape(xml_text(text))}</{name}>" if text.strip() else ""


def group(name: str, children: Iterable[str], **attributes: str) -> str:
    """An element that holds others, "" where none of them is written."""
    inside = "".join(children)
    return f"<{name}{_written(attributes)}>{inside}</{name}>" if inside else ""


def _written(attributes: dict[str, str]) -> str:
    said = ((name.rstrip("_").replace("xml_", "xml:"), value) for name, value in attributes.items() if value)
    return "".join(f" {name}={quoteattr(xml_text(value))}" for name, value in said)
