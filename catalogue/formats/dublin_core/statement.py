"""One element of a Dublin Core description: its name, its text, its encoding scheme and language, its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from catalogue.formats.cleaning import clean

_TERMS = "purl.org/dc/terms"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# Containers: oai_dc:dc, srw_dc:dc, dcterms containers, and the wrappers of OAI-PMH around them.
CONTAINERS = frozenset({"dc", "qualifieddc", "metadata", "record", "recorddata", "oai_dc", "simpledc", "srwdc", "rdf", "description-set"})


_MOST_ESCAPES = 2
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,10}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_INSIDE_WORDS = frozenset({"b", "i", "em", "strong", "sup", "sub", "u", "a", "span", "small", "font", "abbr", "q", "cite"})
_TAG = re.compile(
    r"</?(p|br|div|ul|ol|li|h[1-6]|hr|table|tr|td|th|tbody|blockquote|img|script|style|b|i|em|strong|sup|sub|u|a|span|small|font|abbr|q|cite)"
    r"(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)


class Statement(NamedTuple):
    """``name`` is the local name of the element, ``scheme`` its xsi:type without prefix, in small letters."""

    name: str
    text: str
    scheme: str
    language: str
    place: str


def _names(element: etree._Element) -> tuple[str, str]:
    """(namespace, local name); a prefix that was never declared stays in the tag when the parser recovers."""
    namespace, _, local = element.tag.rpartition("}")
    return namespace, local.rpartition(":")[2]


def _attribute(element: etree._Element, *names: str) -> str:
    return next((value for name in names if (value := element.get(name))), "")


def statements(container: etree._Element) -> Iterator[Statement]:
    """Every element of a container, in order, those of containers inside it too; empty ones are left out."""
    counts: dict[str, int] = {}
    for element in _leaves(container, depth=0):
        namespace, name = _names(element)
        prefix = "dcterms" if _TERMS in namespace else "dc"
        key = f"{prefix}:{name}"
        counts[key] = counts.get(key, 0) + 1
        text = _as_read("".join(part for part in element.itertext() if isinstance(part, str)))
        if text:
            scheme = _attribute(element, _XSI_TYPE, "type", "scheme").rpartition(":")[2].casefold()
            yield Statement(name, text, scheme, _attribute(element, _XML_LANG, "lang"), f"{key}[{counts[key]}]")


def _as_read(text: str) -> str:
    """The text without the entities of HTML that were escaped once more, nor the tags that an editor of pages left in it."""
    for _ in range(_MOST_ESCAPES):
        if not _ENTITY.search(text):
            break
        text = _TAG.sub(_blank, html.unescape(text))
    if "<" in text:
        text = _TAG.sub(_blank, text)
    return clean(text)


def _blank(tag: re.Match[str]) -> str:
    return "" if tag[1].casefold() in _INSIDE_WORDS else " "


def _leaves(container: etree._Element, *, depth: int) -> Iterator[etree._Element]:
    for element in container:
        if not isinstance(element.tag, str):
            continue
        _, name = _names(element)
        if name.casefold() in CONTAINERS and len(element) and depth < 4:
            yield from _leaves(element, depth=depth + 1)
        else:
            yield element
