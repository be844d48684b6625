"""What Europeana is given of a digitised document: the object, its copies, who gives it, and terms that it takes."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from catalogue.core.description import Description, DigitalCopy, Language, Title
from catalogue.formats.dublin_core.writing import Said
from catalogue.formats.edm import rights_of, write_edm
from tests.portal.public import samples

NS = {
    "edm": "http://www.europeana.eu/schemas/edm/", "dc": "http://purl.org/dc/elements/1.1/", "ore": "http://www.openarchives.org/ore/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dcterms": "http://purl.org/dc/terms/",
}  # fmt: skip
ADDRESS = "https://traboule.example/ark:/99999/tr1"
COPY = DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/btv1b8449691v", thumbnail="https://a.example/1.jpg", rights="Domaine public")
RESOURCE = f"{{{NS['rdf']}}}resource"


def made(description: Description) -> etree._Element:
    return etree.fromstring(write_edm(description, Said(address=ADDRESS), provider="Traboule", keeper="Bibliothèque & archives"))


def resource(written: etree._Element, path: str) -> str | None:
    found = written.find(path, NS)
    return None if found is None else found.get(RESOURCE)


def test_an_object_is_told_with_its_copies_and_who_gives_it() -> None:
    written = made(replace(samples.RICH, digital_copies=(COPY,)))
    assert written.findtext("edm:ProvidedCHO/edm:type", namespaces=NS) == "TEXT"
    assert written.findtext("edm:ProvidedCHO/dc:title", namespaces=NS) == "Le Jardin des soyeux : ou Traité des étoffes façonnées"
    assert resource(written, "ore:Aggregation/edm:isShownAt") == ADDRESS == resource(written, "ore:Aggregation/edm:aggregatedCHO")
    assert resource(written, "ore:Aggregation/edm:rights") == "http://creativecommons.org/publicdomain/mark/1.0/"
    assert resource(written, "ore:Aggregation/edm:object") == "https://a.example/1.jpg"
    assert written.findtext("ore:Aggregation/edm:dataProvider", namespaces=NS) == "Bibliothèque & archives"
    assert str(resource(written, "edm:WebResource/dcterms:isReferencedBy")).endswith("/manifest.json")


@pytest.mark.parametrize(("kind", "expected"), [("map", "IMAGE"), ("sound", "SOUND"), ("video", "VIDEO"), ("book", "TEXT"), ("", "TEXT")])
def test_an_object_is_of_one_of_the_types_of_europeana(kind: Any, expected: str) -> None:
    written = made(Description(titles=(Title(value="Plan"),), document_type=kind, digital_copies=(COPY,)))
    assert written.findtext("edm:ProvidedCHO/edm:type", namespaces=NS) == expected
    assert bool(written.findtext("edm:ProvidedCHO/dc:language", namespaces=NS)) == (expected == "TEXT")
    assert written.findtext("edm:ProvidedCHO/dc:type", namespaces=NS)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "http://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC0 : http://creativecommons.org/publicdomain/zero/1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
        ("http://rightsstatements.org/page/InC/1.0/?language=fr", "http://rightsstatements.org/vocab/InC/1.0/"),
        ("Domaine public.", "http://creativecommons.org/publicdomain/mark/1.0/"), ("public domain", "http://creativecommons.org/publicdomain/mark/1.0/"),
        ("https://creativecommons.org/licenses/by-sa/9.0/", "http://rightsstatements.org/vocab/CNE/1.0/"),
        ("Licence Ouverte", "http://rightsstatements.org/vocab/CNE/1.0/"), ("", "http://rightsstatements.org/vocab/CNE/1.0/"),
    ],
)  # fmt: skip
def test_terms_are_those_that_europeana_takes(said: str, expected: str) -> None:
    assert rights_of(said) == expected


@pytest.mark.shared
def test_it_is_valid_by_the_schema_of_europeana(shared_data: Any) -> None:
    judge = etree.XMLSchema(etree.parse(shared_data / "schemas/edm/EDM.xsd"))
    odd = DigitalCopy(url="https://a.example/?a=1&b=<2>")
    for description in (*samples.EVERY, Description(titles=(Title(value="a\x1fb"),), languages=(Language(code="fre"),))):
        judge.assertValid(made(replace(description, digital_copies=(COPY, odd))))
