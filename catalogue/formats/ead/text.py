"""The text of marked-up passages: inline elements flow, blocks part, whitespace collapses, entities that nobody resolves keep a meaning."""

from __future__ import annotations

from functools import lru_cache
from html.entities import html5

from lxml import etree

XLINK = "{http://www.w3.org/1999/xlink}"
BLOCKS = frozenset({
    "p", "item", "defitem", "chronitem", "row", "addressline", "blockquote", "bibref", "archref", "legalstatus", "head", "listhead",
    "chronlist", "list", "table", "address", "descriptivenote",
})  # fmt: skip
# What stands between two elements that a page would show apart.
_JOINED = {"event": " : ", "entry": " | "}
_BREAKS = frozenset({"lb"})


def name_of(element: etree._Element) -> str:
    """The local name, in lower case; empty for comments, processing instructions and entities."""
    return _local(element.tag)


@lru_cache(maxsize=2048)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def named(element: etree._Element) -> dict[str, list[etree._Element]]:
    """The children of an element by their local names, in order."""
    children: dict[str, list[etree._Element]] = {}
    for child in element.iterchildren(etree.Element):
        children.setdefault(_local(child.tag), []).append(child)
    return children


def attribute(element: etree._Element, name: str) -> str:
    """An attribute, without a namespace or as XLink's: files mix the two forms whatever they claim; blanks collapsed."""
    return " ".join((element.get(name) or element.get(XLINK + name) or "").split())


def collapse(text: str) -> str:
    """``text`` with its runs of white space made one blank."""
    return " ".join(text.split())


def entity_text(element: etree._Element) -> str:
    """What an entity stands for where no DTD is read: the characters that HTML gives the name, else the reference as it is written."""
    name = getattr(element, "name", "") or ""
    return html5.get(f"{name};", f"&{name};")


def plain(element: etree._Element, *, without: frozenset[str] = frozenset()) -> str:
    """The text of an element on one line, without its descendants of these names."""
    pieces: list[str] = []
    _gather(element, pieces, without)
    return collapse("".join(pieces))


def _gather(element: etree._Element, pieces: list[str], without: frozenset[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = name_of(child)
        if not name:
            if isinstance(child, etree._Entity):
                pieces.append(entity_text(child))
        elif name not in without:
            pieces.append(_JOINED.get(name, " " if name in BLOCKS or name in _BREAKS else ""))
            _gather(child, pieces, without)
            if name in BLOCKS:
                pieces.append(" ")
        pieces.append(child.tail or "")


class _Paragraphs:
    """Collects the paragraphs of a passage, its own heading left out."""

    def __init__(self, passage: etree._Element, without: frozenset[str]) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._passage, self._without = passage, without

    def flush(self) -> None:
        """End a paragraph."""
        if line := collapse("".join(self._line)):
            self.lines.append(line)
        self._line.clear()

    def walk(self, element: etree._Element) -> None:
        """Take the text of an element, a paragraph for each of its blocks."""
        self._line.append(element.text or "")
        for child in element:
            self._take(child, own_heading=element is self._passage and name_of(child) == "head")
            self._line.append(child.tail or "")

    def _take(self, child: etree._Element, *, own_heading: bool) -> None:
        name = name_of(child)
        if not name:
            if isinstance(child, etree._Entity):
                self._line.append(entity_text(child))
        elif own_heading or name in self._without:
            return
        elif name in _JOINED:
            self._line.append(_JOINED[name] if collapse("".join(self._line)) else "")
            self.walk(child)
        elif name in BLOCKS:
            self.flush()
            self.walk(child)
            self.flush()
        else:
            self._line.append(" " if name in _BREAKS else "")
            self.walk(child)


def paragraphs(element: etree._Element, *, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The paragraphs of a passage, in order, each on one line; ``without`` names the descendants that are read elsewhere."""
    passage = _Paragraphs(element, without)
    passage.walk(element)
    passage.flush()
    return tuple(passage.lines)
