"""What a finding aid means for staff alone (``audience="internal"``): it stays in the file as it came, and reaches no reader."""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from catalogue.formats.ead.digital import GROUPS
from catalogue.formats.ead.model import Unit
from catalogue.formats.ead.text import name_of

COMPONENTS = frozenset({"c", *(f"c{number:02d}" for number in range(1, 13))})
_ELSEWHERE = COMPONENTS | GROUPS | {"dsc", "dao", "daoloc"}  # components and digital objects know it of themselves


def leave_out(element: etree._Element) -> None:
    """Take what is meant for staff out of the element of a unit that is not: notes, paragraphs, call numbers of stores, names."""
    for child in element.iterchildren(etree.Element):
        if name_of(child) in _ELSEWHERE:
            continue
        for each in [one for one in child.iter(etree.Element) if one.get("audience") == "internal"]:
            if name_of(each) not in _ELSEWHERE:
                _drop(each)


def _drop(element: etree._Element) -> None:
    """Take an element away; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def for_readers(unit: Unit) -> Unit:
    """A unit without the digital objects that are meant for staff."""
    if not any(one.internal for one in unit.digital):
        return unit
    return replace(unit, digital=tuple(one for one in unit.digital if not one.internal))
