"""The elements of a description in one ``mods``."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.formats.dublin_core.writing import Said
from catalogue.formats.mods import contents, copies, material, names, origin, related, titles
from catalogue.formats.mods.element import group, leaf

MODS = "http://www.loc.gov/mods/v3"
MODS_SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def write_mods(description: Description, said: Said) -> bytes:
    """One ``mods`` element in UTF-8, without declaration; ``said``: what the record alone does not say."""
    inside = "".join(_elements(description, said))
    return f'<mods xmlns="{MODS}" xmlns:xsi="{_XSI}" xsi:schemaLocation="{MODS} {MODS_SCHEMA}" version="3.8">{inside}</mods>'.encode()


def _elements(description: Description, said: Said) -> Iterator[str]:
    yield from titles.titles(description)
    yield from names.names(description)
    yield from material.kinds(description)
    yield from origin.origins(description)
    yield from material.languages(description)
    yield from material.physical(description)
    yield from contents.notes(description)
    yield from contents.subjects(description)
    yield from related.related(description)
    yield leaf("identifier", said.address, type_="uri")
    yield from related.identifiers(description)
    yield from copies.locations(description, said.institutions)
    yield leaf("accessCondition", said.licence, type_="use and reproduction", displayLabel="licence of the record")
    yield group("recordInfo", _record(description))


def _record(description: Description) -> Iterator[str]:
    yield leaf("recordContentSource", description.agency)
    yield leaf("recordIdentifier", description.identifier)
    yield leaf("recordOrigin", "Written by the portal from the description that its source gave." if description.identifier else "")
