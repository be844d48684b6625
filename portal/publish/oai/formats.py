"""The metadata formats: what each is called, and a record in it. Notices go out as they were received wherever they came in the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalogue.core.description import Description
from catalogue.core.serialization import from_json
from catalogue.formats.base import MARC21, UNIMARC
from catalogue.formats.dublin_core.writing import OAI_DC, Said, write_oai_dc
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, write_marcxml
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.mods import MODS, MODS_SCHEMA, write_mods
from catalogue.formats.received import marc_record
from catalogue.formats.unimarc.writing import write as write_unimarc
from catalogue.selectors.disseminated import Item
from harvest.selectors.originals import Original


class Dissemination(NamedTuple):
    """A record in a format, and whether it is other than what its source sent."""

    data: bytes
    altered: bool


class Format(NamedTuple):
    """A metadata format of the protocol."""

    prefix: str
    schema: str
    namespace: str
    write: Callable[[Item, Original | None, Said], Dissemination]
    size: int
    own: str = ""
    """The format of the records that go out as they came."""


def description_of(item: Item) -> Description:
    """What a record says."""
    return from_json(item.description)


def _oai_dc(item: Item, original: Original | None, said: Said) -> Dissemination:
    return Dissemination(write_oai_dc(description_of(item), said), altered=True)


def _marcxchange(item: Item, original: Original | None, said: Said) -> Dissemination:
    record = marc_record(original.data) if original is not None and item.format == UNIMARC else None
    if record is not None:
        return Dissemination(write_marcxml(record, namespace=MARCXCHANGE), altered=False)
    made = write_unimarc(description_of(item), entered=item.received.date())
    return Dissemination(write_marcxml(made, namespace=MARCXCHANGE), altered=True)


def _marcxml(item: Item, original: Original | None, said: Said) -> Dissemination:
    record = marc_record(original.data) if original is not None and item.format == MARC21 else None
    if record is not None:
        return Dissemination(write_marcxml(record, namespace=MARC21_SLIM), altered=False)
    made = write_marc21(description_of(item), entered=item.received.date())
    return Dissemination(write_marcxml(made, namespace=MARC21_SLIM), altered=True)


def _mods(item: Item, original: Original | None, said: Said) -> Dissemination:
    return Dissemination(write_mods(description_of(item), said), altered=True)


FORMATS: Mapping[str, Format] = {
    each.prefix: each
    for each in (
        Format("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC, _oai_dc, 250),
        Format("marcxchange", "http://www.loc.gov/standards/iso25577/marcxchange-2-0.xsd", MARCXCHANGE, _marcxchange, 100, UNIMARC),
        Format("marcxml", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", MARC21_SLIM, _marcxml, 100, MARC21),
        Format("mods", MODS_SCHEMA, MODS, _mods, 100),
    )
}
