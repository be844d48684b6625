"""One record of an answer: its header, its metadata, and where it comes from under which terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from catalogue.formats.dublin_core.writing import OAI_DC, Said
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, MARCXCHANGE_1, xml_text
from catalogue.selectors.disseminated import Item
from harvest.selectors.originals import Original
from portal.public import addresses
from portal.publish.oai import names, sets
from portal.publish.oai.formats import Format

_PROVENANCE = (
    '<about><provenance xmlns="http://www.openarchives.org/OAI/2.0/provenance" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/provenance '
    'http://www.openarchives.org/OAI/2.0/provenance.xsd">'
)
_NAMESPACES = (MARCXCHANGE, MARCXCHANGE_1, MARC21_SLIM, OAI_DC)
_RIGHTS = (
    '<about><rights xmlns="http://www.openarchives.org/OAI/2.0/rights/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/rights/ '
    'http://www.openarchives.org/OAI/2.0/rights.xsd">'
)


def stamp(moment: datetime) -> str:
    """A moment as the protocol writes it, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(value: str) -> str:
    """A value as XML text."""
    return escape(xml_text(value))


def header(item: Item, *, site: str) -> str:
    """The header: a withdrawn record keeps its sets."""
    status = "" if item.shown else ' status="deleted"'
    specs = "".join(f"<setSpec>{spec}</setSpec>" for spec in sets.of(item))
    return (
        f"<header{status}><identifier>{text(names.write(item, site=site))}</identifier><datestamp>{stamp(item.changed)}</datestamp>"
        f"{specs}</header>"
    )


def record(item: Item, original: Original | None, *, form: Format, site: str, institutions: Mapping[str, str]) -> bytes:
    """The record in a format; of a withdrawn one, the header alone."""
    head = header(item, site=site)
    if not item.shown:
        return f"<record>{head}</record>".encode()
    page = f"{site}{addresses.permanent(item.ark)}" if item.ark else ""
    said = Said(address=page, institutions=institutions, licence=item.licence_url or item.licence)
    made = form.write(item, original, said)
    about = _provenance(item, original, altered=made.altered) + _rights(item)
    return b"<record>%b<metadata>%b</metadata>%b</record>" % (head.encode(), made.data, about.encode())


def _provenance(item: Item, original: Original | None, *, altered: bool) -> str:
    """Where the record was harvested, for those who come after (implementation guideline "provenance"): of OAI-PMH servers alone."""
    if original is None or not original.address or not original.datestamp:
        return ""
    return (
        f"{_PROVENANCE}<originDescription harvestDate={quoteattr(stamp(original.received))} altered={quoteattr(str(altered).lower())}>"
        f"<baseURL>{text(original.address)}</baseURL><identifier>{text(item.identifier)}</identifier>"
        f"<datestamp>{text(original.datestamp)}</datestamp><metadataNamespace>{_namespace(original.data)}</metadataNamespace>"
        "</originDescription></provenance></about>"
    )


def _namespace(data: bytes) -> str:
    """The namespace that the partner's record is in, as its first bytes say."""
    return next((each for each in _NAMESPACES if each.encode() in data[:2000]), _NAMESPACES[-1])


def _rights(item: Item) -> str:
    """The terms of the source, which are not those of the portal."""
    if item.licence_url:
        return f"{_RIGHTS}<rightsReference ref={quoteattr(xml_text(item.licence_url))}/></rights></about>"
    return f'{_RIGHTS}<rightsDefinition><p xmlns="">{text(item.licence)}</p></rightsDefinition></rights></about>' if item.licence else ""
