"""location: each copy with its institution and its call number; each address where the document opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalogue.core.description import Description, Holding
from catalogue.core.isil import isil
from catalogue.formats.mods.contents import of_a_copy, owner
from catalogue.formats.mods.element import group, leaf


def locations(description: Description, institutions: Mapping[str, str]) -> Iterator[str]:
    """Copies, then digital copies; the first of these is where a reader goes."""
    for holding in description.holdings:
        yield _copy(holding, institutions)
    for number, copy in enumerate(description.digital_copies):
        inside = [leaf("url", copy.url, displayLabel=copy.label, access="object in context", usage="" if number else "primary")]
        inside.append(leaf("url", copy.manifest if copy.manifest != copy.url else "", note="IIIF", access="raw object"))
        inside.append(leaf("url", copy.thumbnail, access="preview"))
        yield group("location", inside)


def _copy(holding: Holding, institutions: Mapping[str, str]) -> str:
    name = institutions.get(holding.institution) or holding.institution_name
    places = [leaf("physicalLocation", name, type_="current"), leaf("physicalLocation", _isil(holding), authority="isil")]
    inside = [leaf("subLocation", holding.collection), leaf("shelfLocator", holding.call_number)]
    inside += [of_a_copy(note) for note in holding.notes] + [owner(agent) for agent in holding.former_owners]
    inside += [leaf("note", holding.access, type_="access"), leaf("enumerationAndChronology", holding.statement)]
    inside += [leaf("itemIdentifier", holding.identifier, type_="local"), leaf("itemIdentifier", holding.barcode, type_="barcode")]
    simple = group("holdingSimple", (group("copyInformation", inside),))
    return group("location", (*places, leaf("shelfLocator", holding.call_number), simple))


def _isil(holding: Holding) -> str:
    return isil(holding.institution) if holding.institution else ""
