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


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        *(
            ("Français (langue)", ["fre"]),
            ("français/allemand", ["fre", "ger"]),
            ("FRE-LAT", ["fre", "lat"]),
            ("lat. fre.", ["lat", "fre"]),
        ),
        *(("Texte en français", ["fre"]), ("français moyen (1400-1600)", ["frm"]), ("latin médiéval", ["lat"]), ("provençal", ["oci"])),
        *(("franco-provençal", ["frp"]), ("zh-Hans", ["chi"]), ("en-US", ["eng"]), ("aucune", []), ("fre (principal)", ["fre"])),
    ],
)
def test_languages_are_read_as_partners_name_them(text: str, codes: list[str]) -> None:
    assert [language.code for language in simple(("language", text)).languages] == codes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Lyon (Rhône)--18e siècle", ["Lyon (Rhône) -- 18e siècle"]),
        ("Révolution française, 1789--1799", ["Révolution française, 1789--1799"]),
        ("Cartes;Plans", ["Cartes", "Plans"]),
        ("Imprimerie | Typographie", ["Imprimerie", "Typographie"]),
        ("Lyon – 18e siècle", ["Lyon – 18e siècle"]),
        ("A;1;2", ["A;1;2"]),
    ],
)
def test_headings_are_parted_by_what_parts_them(text: str, values: list[str]) -> None:
    assert [subject.value for subject in simple(("subject", text)).subjects] == values


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("978-2-07-036822-8", "isbn", "9782070368228"),
        ("(OCoLC)123456789", "oclc", "123456789"),
        ("DOI 10.5072/abc", "doi", "10.5072/abc"),
        ("1789-12-31-4", "local", "1789-12-31-4"),
        ("Cote : Ms 123", "local", "Cote : Ms 123"),
    ],
)
def test_a_number_is_known_by_its_shape(text: str, scheme: str, value: str) -> None:
    assert [(number.scheme, number.value) for number in simple(("identifier", text)).identifiers] == [(scheme, value)]


@pytest.mark.parametrize(
    ("text", "name", "dates", "roles"),
    [
        ("Hugo, Victor, 1802-1885", "Hugo, Victor", "1802-1885", ()),
        ("Voltaire, 1694-1778, author", "Voltaire", "1694-1778", ("070",)),
        ("Dupont, Jean, 1950-", "Dupont, Jean", "1950-", ()),
        ("Exposition internationale, Lyon, 1914", "Exposition internationale, Lyon, 1914", "", ()),
        ("Dupont, Jean [éditeur scientifique]", "Dupont, Jean", "", ("340",)),
    ],
)
def test_dates_after_a_name_are_of_the_person(text: str, name: str, dates: str, roles: tuple[str, ...]) -> None:
    (agent,) = simple(("creator", text)).agents
    assert (agent.name, agent.dates, agent.roles) == (name, dates, roles)


def test_the_end_of_an_embargo_is_no_date_of_publication() -> None:
    assert simple(("date", "info:eu-repo/date/embargoEnd/2025-01-01")).dates == ()
