"""The elements of a description in their order, as ``oai_dc:dc`` (simple) or as a qualified container."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from catalogue.core.description import Description
from catalogue.formats.dublin_core.writing import agents, contents, identifiers, material, sources, titles
from catalogue.formats.dublin_core.writing.element import Element
from catalogue.formats.marc.xml_writer import xml_text

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SIMPLE_HEAD = (
    f'<oai_dc:dc xmlns:oai_dc="{OAI_DC}" xmlns:dc="{_DC}" xmlns:xsi="{_XSI}" '
    f'xsi:schemaLocation="{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
)
_SRW_HEAD = f'<srw_dc:dc xmlns:srw_dc="info:srw/schema/1/dc-schema" xmlns:dc="{_DC}">'
_QUALIFIED_HEAD = f'<qualifieddc xmlns:dc="{_DC}" xmlns:dcterms="{_TERMS}" xmlns:xsi="{_XSI}">'


@dataclass(frozen=True, slots=True)
class Said:
    """What the record alone does not say: ``address`` of the page where a reader finds it, names of institutions by their code, the
    terms under which its source gives the record.
    """

    address: str = ""
    institutions: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""


def elements(description: Description, said: Said) -> Iterator[Element]:
    """What the description says, in elements of Dublin Core: the page first, which is what a reader follows."""
    if said.address:
        yield Element("identifier", said.address)
    yield from titles.elements(description)
    yield from agents.elements(description)
    yield from identifiers.elements(description)
    yield from material.elements(description)
    yield from contents.elements(description)
    yield from sources.elements(description, said.institutions)
    if said.licence:
        yield Element("rights", said.licence)


def write_oai_dc(description: Description, said: Said) -> bytes:
    """One ``oai_dc:dc`` element in UTF-8, without declaration: refinements under the element that they refine."""
    return f"{_SIMPLE_HEAD}{_simple(description, said)}</oai_dc:dc>".encode()


def _simple(description: Description, said: Said) -> str:
    parts = (f"<dc:{each.name}{_language(each)}>{escape(xml_text(each.text))}</dc:{each.name}>" for each in elements(description, said))
    return "".join(parts)


def write_srw_dc(description: Description, said: Said) -> bytes:
    """The same elements as SRU gives them (info:srw/schema/1/dc-v1.1)."""
    return b"%b%b</srw_dc:dc>" % (_SRW_HEAD.encode(), _simple(description, said).encode())


def write_qualified(description: Description, said: Said) -> bytes:
    """One ``qualifieddc`` element in UTF-8, without declaration: refinements of dcterms, schemes in xsi:type."""
    return f"{_QUALIFIED_HEAD}{''.join(map(_qualified, elements(description, said)))}</qualifieddc>".encode()


def _language(each: Element) -> str:
    return f" xml:lang={quoteattr(each.language)}" if each.language else ""


def _qualified(each: Element) -> str:
    name = f"dcterms:{each.refined}" if each.refined else f"dc:{each.name}"
    scheme = f' xsi:type="dcterms:{each.scheme}"' if each.scheme else ""
    return f"<{name}{_language(each)}{scheme}>{escape(xml_text(each.text))}</{name}>"
