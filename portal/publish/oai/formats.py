"""The metadata formats: what each is called, and a thing in it. Notices go out as they were received wherever they came in the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from catalogue.core.description import Description
from catalogue.formats.base import MARC21, UNIMARC
from catalogue.formats.dublin_core.writing import OAI_DC, Said, write_oai_dc
from catalogue.formats.ead.writing.namespaced import NAMESPACE as EAD_NAMESPACE
from catalogue.formats.ead.writing.namespaced import SCHEMA as EAD_SCHEMA
from catalogue.formats.edm import EDM, EDM_SCHEMA, write_edm
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, write_marcxml
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.mods import MODS, MODS_SCHEMA, write_mods
from catalogue.formats.received import marc_record
from catalogue.formats.unimarc.writing import write as write_unimarc

EAD, EUROPEANA = "oai_ead", "edm"
OF_NOTICES = ("oai_dc", "marcxchange", "marcxml", "mods")
OF_WHOLES = ("oai_dc", EAD)  # finding aids and fonds


class Given(NamedTuple):
    """What is to be written: what it says (read only where a format asks), the format and the bytes in which its one source sent it,
    when it was received, what the description does not say; ``ead``: the whole of a finding aid or of a fonds; ``keeper``: who
    holds the document where no copy says it.
    """

    description: Callable[[], Description]
    format: str
    received: datetime
    original: bytes | None
    said: Said
    ead: Callable[[], bytes] = bytes
    keeper: str = ""


class Dissemination(NamedTuple):
    """A thing in a format, and whether it is other than what its source sent."""

    data: bytes
    altered: bool


class Format(NamedTuple):
    """A metadata format of the protocol; ``size``: how many of it stand on a page."""

    prefix: str
    schema: str
    namespace: str
    write: Callable[[Given], Dissemination]
    size: int


def _oai_dc(given: Given) -> Dissemination:
    return Dissemination(write_oai_dc(given.description(), given.said), altered=True)


def _marcxchange(given: Given) -> Dissemination:
    record = marc_record(given.original) if given.original is not None and given.format == UNIMARC else None
    if record is not None:
        return Dissemination(write_marcxml(record, namespace=MARCXCHANGE), altered=False)
    made = write_unimarc(given.description(), entered=given.received.date())
    return Dissemination(write_marcxml(made, namespace=MARCXCHANGE), altered=True)


def _marcxml(given: Given) -> Dissemination:
    record = marc_record(given.original) if given.original is not None and given.format == MARC21 else None
    if record is not None:
        return Dissemination(write_marcxml(record, namespace=MARC21_SLIM), altered=False)
    made = write_marc21(given.description(), entered=given.received.date())
    return Dissemination(write_marcxml(made, namespace=MARC21_SLIM), altered=True)


def _mods(given: Given) -> Dissemination:
    return Dissemination(write_mods(given.description(), given.said), altered=True)


def _edm(given: Given) -> Dissemination:
    description = given.description()
    codes = (holding.institution for holding in description.holdings)
    keeper = next((given.said.institutions[code] for code in codes if code in given.said.institutions), given.keeper)
    return Dissemination(write_edm(description, given.said, provider=settings.WAGTAIL_SITE_NAME, keeper=keeper), altered=True)


def _ead(given: Given) -> Dissemination:
    return Dissemination(given.ead(), altered=True)


FORMATS: Mapping[str, Format] = {
    each.prefix: each
    for each in (
        Format("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", OAI_DC, _oai_dc, 250),
        Format("marcxchange", "http://www.loc.gov/standards/iso25577/marcxchange-2-0.xsd", MARCXCHANGE, _marcxchange, 100),
        Format("marcxml", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", MARC21_SLIM, _marcxml, 100),
        Format("mods", MODS_SCHEMA, MODS, _mods, 100),
        Format(EUROPEANA, EDM_SCHEMA, EDM, _edm, 100),
        # One on a page: identifiers of units are unique in a document (xs:ID), and two finding aids may use the same.
        Format(EAD, EAD_SCHEMA, EAD_NAMESPACE, _ead, 1),
    )
}
