"""Dublin Core as servers make it: entities escaped twice, several values in one, bare numbers, titles in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from catalogue.core.description import Description
from catalogue.formats.dublin_core import describe
from catalogue.formats.reading import read_file

DC = "{http://purl.org/dc/elements/1.1/}"


def simple(*elements: tuple[str, str]) -> Description:
    root = etree.Element("dc")
    for name, text in elements:
        etree.SubElement(root, DC + name).text = text
    return describe(root)


def case(shared_cases: Path, name: str) -> Description:
    with (shared_cases / "formats" / name).open("rb") as stream:
        (reading,) = read_file(stream)
    assert reading.description is not None
    return reading.description


@pytest.mark.shared
def test_entities_escaped_twice_are_letters_and_tags_are_gone(shared_cases: Path) -> None:
    description = case(shared_cases, "05-dc-double-escaped.xml")
    assert description.title.replace("’", "'") == "Les bâtiments & les jardins de l'hôpital"
    assert description.agents[0].name == "Bérard, Jean"
    assert [note.value for note in description.notes] == ["Plan levé sur place. Encre et lavis.", "Au verso : signature", "p < 0.05"]
    assert description.publications[0].names == ("Chez Perisse & fils",)


@pytest.mark.shared
def test_the_french_title_is_first_and_languages_are_parted(shared_cases: Path) -> None:
    description = case(shared_cases, "11-dc-xml-lang.xml")
    assert [title.value for title in description.titles] == ["Les ponts de Lyon", "The bridges of Lyon"]
    assert [language.code for language in description.languages] == ["fre", "lat", "fro"]
    free = [subject.value for subject in description.subjects if subject.kind == "free"]
    assert free == ["bridges", "ponts", "ouvrages d'art", "Rhône"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("fre,lat", ["fre", "lat"]),
        ("français ; latin", ["fre", "lat"]),
        ("fr-FR", ["fre"]),
        ("français et latin", ["fre", "lat"]),
        ("frelat", ["fre", "lat"]),
        ("FRE lat", ["fre", "lat"]),
        ("francoprovençal", ["frp"]),
        ("http://lexvo.org/id/iso639-3/lat", ["lat"]),
        ("http://id.loc.gov/vocabulary/iso639-2/fre", ["fre"]),
    ],
)
def test_languages_of_one_statement(written: str, codes: list[str]) -> None:
    assert [language.code for language in simple(("language", written)).languages] == codes


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("10.1234/abc.12", ("doi", "10.1234/abc.12")),
        ("https://www.sudoc.fr/002573709", ("ppn", "002573709")),
        ("https://data.bnf.fr/ark:/12148/cb11909918c", ("ark", "ark:/12148/cb11909918c")),
    ],
)
def test_numbers_are_known_under_any_address(written: str, number: tuple[str, str]) -> None:
    description = simple(("title", "T"), ("identifier", written))
    assert number in [(identifier.scheme, identifier.value) for identifier in description.identifiers]
    assert description.digital_copies == ()


@pytest.mark.parametrize(
    ("address", "document_type"),
    [
        ("http://purl.org/coar/resource_type/c_12cd", "map"),
        ("https://purl.org/coar/resource_type/c_46ec/", "book"),
        ("http://purl.org/dc/dcmitype/Text", "book"),
        ("http://purl.org/dc/dcmitype/StillImage", "image"),
        ("http://purl.org/dc/dcmitype/PhysicalObject", "object"),
        ("https://schema.org/Map", "map"),
        ("http://schema.org/SheetMusic", "score"),
        ("http://schema.org/Photograph", "photograph"),
        ("http://www.europeana.eu/schemas/edm/IMAGE", "image"),
        ("http://www.europeana.eu/schemas/edm/3D", "object"),
        ("http://id.loc.gov/authorities/genreForms/gf2011026387", "map"),
        ("https://id.loc.gov/authorities/genreForms/gf2014026132.", "newspaper"),
        ("http://id.loc.gov/vocabulary/marcgt/map", "map"),
        ("http://id.loc.gov/vocabulary/contentTypes/ntm", "score"),
        ("http://id.loc.gov/ontologies/bibframe/NotatedMusic", "score"),
        ("http://vocab.getty.edu/aat/300026816", "postcard"),
    ],
)
def test_a_type_said_by_its_address_is_known(address: str, document_type: str) -> None:
    described = simple(("type", address))
    assert (described.document_type, described.genres) == (document_type, ())


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("http://purl.org/dc/dcmitype/Event", "événement"),
        ("http://schema.org/Recipe", "recipe"),
        ("http://id.loc.gov/authorities/genreForms/gf2014026127", "menus"),
        ("http://example.org/types/objetInsolite", "objet insolite"),
        ("http://example.org/types/1234", "http://example.org/types/1234"),
    ],
)
def test_a_type_of_no_document_is_a_genre_by_its_label(address: str, label: str) -> None:
    (genre,) = simple(("type", address)).genres
    assert (genre.value, [number.value for number in genre.identifiers]) == (label, [address])


def test_a_type_that_is_a_file_format_is_no_genre() -> None:
    assert simple(("type", "image/jpeg"), ("type", "Carte")).genres == ()


def test_signs_that_are_no_tags_stay() -> None:
    assert [note.value for note in simple(("description", "a < b & c > d ; x <y> z")).notes] == ["a < b & c > d ; x <y> z"]


@pytest.mark.parametrize("text", ["ponts ; Lyon", "ponts ; Lyon ;  ", "; ponts ; ; Lyon ;", "ponts; Lyon"])
def test_subjects_of_one_statement_lose_the_signs_between_them(text: str) -> None:
    assert [subject.value for subject in simple(("subject", text)).subjects] == ["ponts", "Lyon"]
