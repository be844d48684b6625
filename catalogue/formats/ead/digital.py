"""The digital objects of a unit: single ones, and groups whose locations together make one."""

from __future__ import annotations

from lxml import etree

from catalogue.formats.ead.kept import kept
from catalogue.formats.ead.model import DigitalObject
from catalogue.formats.ead.text import attribute, name_of, plain

GROUPS = frozenset({"daogrp", "daoset"})
_SMALL = ("thumbnail", "vignette", "icon", "miniature")
_TAGS = ("{*}dao", *(f"{{*}}{name}" for name in sorted(GROUPS)))


def digital_objects_of(unit: etree._Element) -> tuple[DigitalObject, ...]:
    """The digital objects of a unit wherever they stand in it: its ``did``, a note, itself. Its components are no longer in it."""
    objects: list[DigitalObject] = []
    for element in unit.iter(*_TAGS):
        if name_of(element) in GROUPS:
            objects.append(_group(element))
        elif not any(name_of(above) in GROUPS for above in element.iterancestors()):
            objects.append(_single(element))
    return tuple(objects)


def _title(element: etree._Element) -> str:
    described = next((each for each in element.iterdescendants(etree.Element) if name_of(each) in {"daodesc", "descriptivenote"}), None)
    return attribute(element, "title") or attribute(element, "linktitle") or (plain(described) if described is not None else "")


def _role(element: etree._Element) -> str:
    return attribute(element, "role") or attribute(element, "linkrole") or attribute(element, "localtype") or attribute(element, "label")


def _is_small(role: str, title: str) -> bool:
    return any(word in said.lower() for word in _SMALL for said in (role, title))


def _single(element: etree._Element) -> DigitalObject:
    """A ``dao``. Where it has an address without a namespace and another as XLink's, the latter is the one that opens."""
    href = " ".join((element.get("{http://www.w3.org/1999/xlink}href") or element.get("href") or "").split())
    title, role = _title(element), _role(element)
    internal = attribute(element, "audience") == "internal"
    if _is_small(role, title) or kept(element, "small"):
        return DigitalObject(role=role, thumbnail=href, internal=internal)
    return DigitalObject(href=href, title=title, role=role, internal=internal)


def _group(element: etree._Element) -> DigitalObject:
    """A group: the first location that is no small image is what opens."""
    places = [each for each in element.iterdescendants(etree.Element) if name_of(each) in {"daoloc", "dao"}]
    parts = tuple((_role(each), attribute(each, "href")) for each in places if attribute(each, "href"))
    small = [href for role, href in parts if _is_small(role, "")]
    large = [href for role, href in parts if not _is_small(role, "")]
    return DigitalObject(
        href=large[0] if large else "",
        title=_title(element),
        role=_role(element),
        thumbnail=small[0] if small else "",
        parts=parts,
        internal=attribute(element, "audience") == "internal",
    )
