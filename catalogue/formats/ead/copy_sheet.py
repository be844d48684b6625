"""The EAD of a fonds as a sheet from which a person types it into another tool: one field after the other, in the order of the file.

TAPIR, in which the national directory is written, is an editor of EAD 2002: its fields are elements and attributes, under their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from lxml import etree

from catalogue.formats.xml.safety import parse_xml

_COMPONENTS: Final = frozenset({"c", *(f"c{number:02d}" for number in range(1, 13))})
_UNSAID: Final = frozenset({"dsc", "did", "controlaccess"})
_OF_FILE: Final = ("eadid", "titleproper", "author", "publisher")


class Line(NamedTuple):
    """A field: the name of its element, the attributes to fill in beside it, what to type (paragraphs parted by a line)."""

    element: str
    attributes: tuple[tuple[str, str], ...]
    value: str


class Part(NamedTuple):
    """A fonds or a sous-fonds: its title, how deep it stands (0: the fonds, whose header comes first), its level, its fields."""

    title: str
    depth: int
    level: str
    lines: tuple[Line, ...]


def sheet(written: bytes) -> tuple[Part, ...]:
    """The parts of a file that we wrote (``formats.ead.writing.write_fonds``), the fonds first, sous-fonds in their order."""
    root = parse_xml(written, warnings=[])
    top = root.find("archdesc")
    header = tuple(line for name in _OF_FILE for element in root.iterfind(f"eadheader//{name}") for line in _line(element))
    return tuple(_parts(top, 0, header)) if top is not None else ()


def _parts(unit: Any, depth: int, lines: tuple[Line, ...] = ()) -> Iterator[Part]:
    yield Part(_words(unit.find("did/unittitle")), depth, unit.get("level", ""), (*lines, *_lines(unit)))
    for element in (*unit.iterchildren(), *unit.iterfind("dsc/*")):
        if element.tag in _COMPONENTS:
            yield from _parts(element, depth + 1)


def _lines(unit: Any) -> Iterator[Line]:
    for element in unit.iterchildren(etree.Element):
        if element.tag in ("did", "controlaccess"):
            for field in element.iterchildren(etree.Element):
                yield from _line(field)
        elif element.tag not in _COMPONENTS and element.tag not in _UNSAID:
            yield from _line(element)


def _line(element: Any) -> Iterator[Line]:
    """The field of an element, with the attributes of what it holds where that is one element: ``repository/corpname``."""
    inner, path = element, [element.tag]
    while len(inner) == 1 and not (inner.text or "").strip() and inner[0].tag != "p":
        inner = inner[0]
        path.append(inner.tag)
    attributes = tuple(
        (name, value) for held in ([element] if inner is element else [element, inner]) for name, value in held.attrib.items()
    )
    value = _words(inner)
    if value or attributes:
        yield Line("/".join(path), attributes, value)


def _words(element: Any) -> str:
    """Its text, each paragraph on a line of its own."""
    if element is None:
        return ""
    parts = [part for part in element.iterchildren(etree.Element) if part.tag in ("p", "legalstatus", "bibref")]
    texts = ["".join(part.itertext()) for part in parts] if parts else ["".join(element.itertext())]
    return "\n".join(" ".join(text.split()) for text in texts if text.strip())
