"""One record of an answer: its header, its metadata, and where it comes from under which terms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from catalogue.formats.dublin_core.writing import OAI_DC, Said
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, MARCXCHANGE_1, xml_text
from harvest.selectors.originals import Original
from portal.publish.oai.formats import Format, Given
from portal.publish.oai.told import Told

__all__ = ["Said", "deleted", "headed", "header", "origin", "record", "rights", "stamp", "text"]

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


def header(told: Told) -> str:
    """The header: what is withdrawn keeps its sets."""
    status = "" if told.shown else ' status="deleted"'
    specs = "".join(f"<setSpec>{spec}</setSpec>" for spec in told.sets)
    named = f"<identifier>{text(told.identifier)}</identifier><datestamp>{stamp(told.changed)}</datestamp>"
    return f"<header{status}>{named}{specs}</header>"


def headed(told: Told) -> bytes:
    """The header alone, as lists of identifiers have it."""
    return header(told).encode()


def deleted(told: Told) -> bytes:
    """What is shown no more: its header alone."""
    return f"<record>{header(told._replace(shown=False))}</record>".encode()


def record(told: Told, form: Format, given: Given, origin: Origin | None, terms: str) -> bytes:
    """The thing in a format, with where it comes from and under which terms (``terms``: its elements ``about`` of :func:`rights`)."""
    if not told.shown:
        return deleted(told)
    made = form.write(given)
    about = (_provenance(origin, altered=made.altered) if origin else "") + terms
    return b"<record>%b<metadata>%b</metadata>%b</record>" % (header(told).encode(), made.data, about.encode())


class Origin(NamedTuple):
    """Where a record was harvested: its identifier there, and what came."""

    identifier: str
    original: Original


def origin(original: Original | None, identifier: str) -> Origin | None:
    """The origin of a record that came from an OAI-PMH server; None for what came otherwise."""
    return Origin(identifier, original) if original is not None and original.address and original.datestamp else None


def _provenance(origin: Origin, *, altered: bool) -> str:
    """Where the record was harvested, for those who come after (implementation guideline "provenance")."""
    original = origin.original
    return (
        f"{_PROVENANCE}<originDescription harvestDate={quoteattr(stamp(original.received))} altered={quoteattr(str(altered).lower())}>"
        f"<baseURL>{text(original.address)}</baseURL><identifier>{text(origin.identifier)}</identifier>"
        f"<datestamp>{text(original.datestamp)}</datestamp><metadataNamespace>{_namespace(original.data)}</metadataNamespace>"
        "</originDescription></provenance></about>"
    )


def _namespace(data: bytes) -> str:
    """The namespace that the partner's record is in, as its first bytes say."""
    return next((each for each in _NAMESPACES if each.encode() in data[:2000]), _NAMESPACES[-1])


def rights(licence: str, address: str) -> str:
    """The terms of a source, which are not those of the portal."""
    if address:
        return f"{_RIGHTS}<rightsReference ref={quoteattr(xml_text(address))}/></rights></about>"
    return f'{_RIGHTS}<rightsDefinition><p xmlns="">{text(licence)}</p></rightsDefinition></rights></about>' if licence else ""
