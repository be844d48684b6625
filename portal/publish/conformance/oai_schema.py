"""The schema of the answers of the repository: the protocol's own ones, joined by one of ours for what they leave open."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from catalogue.formats.ead.writing.namespaced import NAMESPACE
from catalogue.formats.xml.grammar import schema_of
from portal.publish.conformance import mods_schema

OAI = "http://www.openarchives.org/OAI/2.0/"
NS = {"o": OAI, "dc": "http://purl.org/dc/elements/1.1/", "m": "info:lc/xmlns/marcxchange-v2"}
_XSD = "http://www.w3.org/2001/XMLSchema"
# Written from the implementation guidelines "provenance" and "rights" of OAI-PMH: their schemas are not beside the repository.
_PROVENANCE = f"""<xs:schema xmlns:xs="{_XSD}" targetNamespace="{OAI}provenance" xmlns="{OAI}provenance"
elementFormDefault="qualified">
<xs:element name="provenance"><xs:complexType><xs:sequence><xs:element name="originDescription" maxOccurs="unbounded" type="o"/>
</xs:sequence></xs:complexType></xs:element><xs:complexType name="o"><xs:sequence><xs:element name="baseURL" type="xs:anyURI"/>
<xs:element name="identifier" type="xs:anyURI"/><xs:element name="datestamp" type="xs:string"/>
<xs:element name="metadataNamespace" type="xs:anyURI"/><xs:element name="originDescription" minOccurs="0" type="o"/></xs:sequence>
<xs:attribute name="harvestDate" type="xs:dateTime" use="required"/><xs:attribute name="altered" type="xs:boolean" use="required"/>
</xs:complexType></xs:schema>"""
_RIGHTS = f"""<xs:schema xmlns:xs="{_XSD}" targetNamespace="{OAI}rights/" xmlns="{OAI}rights/" elementFormDefault="qualified">
<xs:element name="rights"><xs:complexType><xs:choice><xs:element name="rightsReference"><xs:complexType>
<xs:attribute name="ref" type="xs:anyURI" use="required"/></xs:complexType></xs:element><xs:element name="rightsDefinition">
<xs:complexType><xs:sequence><xs:any processContents="lax"/></xs:sequence></xs:complexType></xs:element></xs:choice></xs:complexType>
</xs:element></xs:schema>"""


@cache
def schema(schemas: Path, folder: Path) -> etree.XMLSchema:
    """The schema that imports all; ``folder`` takes the ones that are made here."""
    (folder / "provenance.xsd").write_text(_PROVENANCE)
    (folder / "rights.xsd").write_text(_RIGHTS)
    second = (schemas / "marc/marcxchange-1-1.xsd").read_text(encoding="utf-8").replace("marcxchange-v1", "marcxchange-v2")
    (folder / "marcxchange.xsd").write_text(second, encoding="utf-8")
    (folder / "mods.xsd").write_text(mods_schema.text((schemas / "oai/xml.xsd").as_uri()), encoding="utf-8")
    # The schema names that of XLink by an address: it is beside it.
    ead = (schemas / "ead/ead.xsd").read_text(encoding="utf-8")
    ead = ead.replace("http://www.loc.gov/standards/xlink/xlink.xsd", (schemas / "ead/xlink.xsd").as_uri())
    (folder / "ead.xsd").write_text(ead, encoding="utf-8")
    imported = {
        "http://www.w3.org/XML/1998/namespace": schemas / "oai/xml.xsd",
        OAI: schemas / "oai/OAI-PMH.xsd", f"{OAI}oai_dc/": schemas / "oai/oai_dc.xsd",
        f"{OAI}oai-identifier": schemas / "oai/oai-identifier.xsd",
        "info:lc/xmlns/marcxchange-v2": folder / "marcxchange.xsd", f"{OAI}provenance": folder / "provenance.xsd",
        f"{OAI}rights/": folder / "rights.xsd", "http://www.loc.gov/MARC21/slim": schemas / "marc/MARC21slim.xsd",
        mods_schema.MODS: folder / "mods.xsd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": schemas / "edm/EDM.xsd",
        NAMESPACE: folder / "ead.xsd", "http://www.w3.org/1999/xlink": schemas / "ead/xlink.xsd",
    }  # fmt: skip
    imports = "".join(f'<xs:import namespace="{name}" schemaLocation="{path.as_uri()}"/>' for name, path in imported.items())
    return schema_of(f'<xs:schema xmlns:xs="{_XSD}">{imports}</xs:schema>')
