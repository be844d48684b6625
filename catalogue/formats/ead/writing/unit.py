"""One level of description: the attributes of its element, its ``did``, and what stands after it but its components."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.formats.ead.kept import keeping
from catalogue.formats.ead.model import LEVELS, DigitalObject, Extent, Unit, UnitId
from catalogue.formats.ead.writing import notes
from catalogue.formats.ead.writing.dates import date
from catalogue.formats.ead.writing.markup import around, element, escaped, is_name, start, token
from catalogue.formats.ead.writing.names import producer, term

_MEASURES = frozenset({"extent", "dimensions", "physfacet"})
_ADDRESS = "address"


def opening(name: str, unit: Unit, *, internal: bool, identified: bool) -> str:
    """The start of the element of a unit. ``identified``: its identifier is no other's in what is written."""
    named = identified and is_name(unit.identifier)
    listed = not unit.level or unit.level in LEVELS
    level = unit.level if listed else "otherlevel"
    return start(
        name,
        level=level or ("otherlevel" if name == "archdesc" else ""),
        otherlevel=unit.other_level,
        id_=unit.identifier if named else "",
        audience="internal" if internal else "",
        altrender=keeping(id="" if named else unit.identifier, level="" if listed else unit.level),
    )


def said(unit: Unit, known: notes.Known) -> str:
    """What a unit says: its ``did``, its notes, its index terms."""
    first, others = notes.split(unit.notes)
    terms = [term(each) for each in unit.terms]
    did = "".join(_did(unit)) + "".join(notes.in_did(each, known) for each in first)
    did += "".join(around("physdesc", written) for place, written in terms if place == "physdesc")
    did += "".join(map(_digital, unit.digital))
    access = "".join(written for place, written in terms if place == "controlaccess")
    told = around("did", did or "<unittitle></unittitle>") + "".join(notes.outside(others, known))
    return told + (around("controlaccess", access) if access else "")


def _did(unit: Unit) -> Iterator[str]:
    yield from map(_identified, unit.ids)
    yield from (element("unittitle", title) for title in (unit.title, *unit.other_titles) if title)
    yield from map(date, unit.dates)
    yield from map(_extent, unit.extents)
    if unit.languages or unit.language_note:
        codes = "".join(f"{start('language', langcode=language.code)}</language>" for language in unit.languages)
        yield around("langmaterial", escaped(unit.language_note) + codes)
    yield from map(producer, unit.producers)
    if unit.repository or unit.repository_code:
        yield around("repository", element("corpname", unit.repository, authfilenumber=unit.repository_code))
    if unit.location:
        yield element("physloc", unit.location)
    yield from (element("container", each.value, **token("type", each.kind)) for each in unit.containers)


def _identified(number: UnitId) -> str:
    if number.kind == _ADDRESS:
        return around("unitid", start("extptr", href=number.value)[:-1] + "/>")
    return element("unitid", number.value, type=number.kind)


def _extent(extent: Extent) -> str:
    if extent.kind in _MEASURES:
        return around("physdesc", element(extent.kind, extent.value, unit=extent.unit))
    if extent.unit:
        return around("physdesc", element("extent", extent.value, unit=extent.unit, type=extent.kind))
    return element("physdesc", extent.value, label=extent.kind)


def _digital(one: DigitalObject) -> str:
    audience = "internal" if one.internal else ""
    if one.parts:
        places = "".join(start("daoloc", href=href, role=role)[:-1] + "/>" for role, href in one.parts)
        return around("daogrp", places, title=one.title, role=one.role, audience=audience)
    held = keeping(small="1" if one.thumbnail else "")
    return start("dao", href=one.href or one.thumbnail, title=one.title, role=one.role, audience=audience, altrender=held)[:-1] + "/>"
