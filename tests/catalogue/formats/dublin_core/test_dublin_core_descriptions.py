"""Dublin Core: what fifteen elements and their refinements tell a reader."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalogue.core.description import Description
from catalogue.formats.dublin_core import describe
from catalogue.formats.dublin_core.agents import read_name
from catalogue.formats.dublin_core.describe import HANDLERS
from catalogue.formats.reading import read_file
from tests.catalogue.formats.written import FIXTURES

DC = "http://purl.org/dc/elements/1.1/"


def case(name: str, *, identifier: str = "") -> Description:
    return describe(etree.parse(FIXTURES / "dublin_core" / f"{name}.xml").getroot(), identifier=identifier)


def simple(*elements: tuple[str, str]) -> Description:
    root = etree.Element("dc")
    for name, text in elements:
        etree.SubElement(root, f"{{{DC}}}{name}").text = text
    return describe(root)


def test_a_title_said_twice_is_shown_once_with_its_place() -> None:
    (title,) = case("gallica_newspaper").titles
    assert (title.value, title.kind, title.place) == ("Le Glaneur de Haute-Savoie : journal d'Annecy", "proper", "dc:title[1]")


def test_a_name_is_parted_from_its_dates_and_its_role() -> None:
    author, editor = case("gallica_newspaper").agents
    assert (author.name, author.dates, author.roles, author.kind, author.rank) == ("Hugo, Victor", "1802-1885", ("070",), "person", "main")
    assert (editor.name, editor.roles, editor.rank) == ("Société florimontane (Annecy)", ("340",), "other")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hugo, Victor", ("Hugo, Victor", "", ())),
        ("Hugo, Victor (1802-1885)", ("Hugo, Victor", "1802-1885", ())),
        ("Doré, Gustave (graveur)", ("Doré, Gustave", "", ("350",))),
        ("Cellier, F. (18..-18..). Lithographe", ("Cellier, F.", "18..-18..", ("510",))),
        ("J. R. R. Tolkien", ("J. R. R. Tolkien", "", ())),
        ("Ville de Lyon (Rhône)", ("Ville de Lyon (Rhône)", "", ())),
    ],
)
def test_names_are_read_as_libraries_write_them(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert read_name(text) == expected


def test_the_publisher_gives_its_place_and_the_date_its_year() -> None:
    description = case("gallica_newspaper")
    (publication,) = description.publications
    assert (publication.names, publication.places) == (("Impr. Abry",), ("Annecy",))
    assert [(date.display, date.start, date.kind) for date in description.dates] == [
        ("1879-07-15", 1879, "publication"),
        ("1860-1914", 1860, "coverage"),
    ]
    assert [language.code for language in description.languages] == ["fre"]


def test_the_narrowest_type_wins() -> None:
    description = case("gallica_newspaper")
    assert (description.material, description.document_type, description.level) == ("text", "periodical", "serial")
    assert [extent.value for extent in description.extents] == ["in-fol."]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("text", "monographie imprimée"), ("text", "book")),
        (("Text", "manuscrit"), ("manuscript", "manuscript")),
        (("image fixe", "still image", "estampe"), ("image", "print")),
        (("estampe", "image"), ("image", "print")),
        (("http://purl.org/dc/dcmitype/Sound",), ("sound", "sound")),
        (("carte",), ("map", "map")),
        (("fonds",), ("mixed", "archive")),
        (("Cartes postales -- Savoie",), ("image", "postcard")),
        (("okm_type",), ("", "")),
        ((), ("", "")),
    ],
)
def test_a_reader_who_filters_by_type_finds_the_document(types: tuple[str, ...], expected: tuple[str, str]) -> None:
    description = simple(*(("type", text) for text in types))
    assert (description.material, description.document_type) == expected


def test_a_type_that_no_list_knows_is_a_genre() -> None:
    assert [genre.value for genre in simple(("type", "text"), ("type", "Almanach")).genres] == ["Almanach"]


def test_the_source_names_library_collection_and_call_number() -> None:
    (copy,) = case("gallica_newspaper").holdings
    assert (copy.institution_name, copy.collection, copy.call_number) == (
        "Bibliothèque municipale d'Annecy", "Fonds ancien, salle 2", "JO 12 (1879, 1880)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("62J-105", ("", "", "62J-105")),
        ("FR-693836101, Rés 5", ("693836101", "", "Rés 5")),
        ("Archives départementales de l'Ain", ("", "Archives départementales de l'Ain", "")),
    ],
)
def test_a_source_may_be_a_call_number_or_a_library_alone(source: str, expected: tuple[str, str, str]) -> None:
    (copy,) = simple(("source", source)).holdings
    assert (copy.institution, copy.institution_name, copy.call_number) == expected


def test_relations_lead_to_the_notice_the_whole_and_the_picture() -> None:
    description = case("gallica_newspaper")
    assert [(n.scheme, n.value, n.qualifier) for n in description.identifiers] == [
        ("ark", "ark:/12148/bpt6k5603637g", ""),
        ("ark", "ark:/12148/cb327412265", "catalogue"),
        ("frbnf", "FRBNF32741226", ""),
    ]
    assert [(link.relation, link.identifiers[0].value) for link in description.links] == [("part_of", "ark:/12148/cb366461503")]
    (copy,) = description.digital_copies
    assert copy.manifest == "https://gallica.bnf.fr/iiif/ark:/12148/bpt6k5603637g/manifest.json"


def test_subjects_places_and_periods_are_told_apart() -> None:
    description = case("gallica_newspaper")
    assert [(subject.kind, subject.value) for subject in description.subjects] == [
        ("place", "Annecy"),
        ("period", "1860-1914"),
        ("topic", "Presse locale -- Haute-Savoie"),
        ("free", "journaux"),
    ]
    assert [note.value for note in description.notes] == ["15 juillet 1879"]
    assert [text.value for text in description.rights] == ["domaine public"]


def test_qualified_terms_are_read_without_any_namespace() -> None:
    description = case("qualified_without_namespace", identifier="oai:example.org:245")
    assert description.identifier == "oai:example.org:245"
    assert [(title.kind, title.value, title.language) for title in description.titles] == [
        ("proper", "Traité des eaux minérales", "fre"),
        ("variant", "Les eaux d'Uriage", ""),
        ("parallel", "De aquis mineralibus", "lat"),
    ]
    assert [(date.kind, date.start, date.end) for date in description.dates] == [
        ("creation", 1849, 1849),
        ("creation", 1840, 1850),
        ("coverage", 1801, 1900),
    ]
    assert [(n.scheme, n.value) for n in description.identifiers] == [
        ("isbn", "9782804115951"),
        ("local", "Ms 245"),
        ("doi", "10.34416/svc.00029"),
    ]
    assert [(note.kind, note.value) for note in description.notes] == [
        ("summary", "Description des eaux."),
        ("contents", "I. Sources ; II. Bains"),
    ]
    (copy,) = description.holdings
    assert (copy.call_number, [(note.kind, note.value) for note in copy.notes]) == ("Ms 245 Rés.", [("provenance", "Collection Chaper")])
    assert [(link.relation, link.identifiers[0].value) for link in description.links] == [("part_of", "0182-2411")]
    assert [extent.value for extent in description.extents] == ["120 f.", "papier"]
    assert (description.document_type, description.rights[0].value) == ("manuscript", "Licence ouverte")


def test_a_page_of_a_portal_is_a_copy_only_where_a_file_is_named() -> None:
    description = case("photograph_file")
    assert [copy.url for copy in description.digital_copies] == [
        "https://memoire.example.org/ark:/99999/a01234",
        "https://memoire.example.org/images/a01234.jpg",
    ]
    page = simple(("identifier", "https://archives.example.org/ark:/99999/b5"), ("type", "fonds"))
    assert page.digital_copies == ()
    assert [(n.scheme, n.value) for n in page.identifiers] == [
        ("ark", "ark:/99999/b5"),
        ("url", "https://archives.example.org/ark:/99999/b5"),
    ]


def test_a_script_is_never_an_address() -> None:
    description = case("photograph_file")
    assert ("local", "javascript:alert(1)") in [(n.scheme, n.value) for n in description.identifiers]
    assert all(copy.url.startswith("https://") for copy in description.digital_copies)
    assert (description.dates[0].start, description.dates[0].end, description.dates[0].uncertain) == (1895, 1905, True)


def test_without_a_harvested_identifier_the_ark_names_the_record() -> None:
    assert case("photograph_file").identifier == "ark:/99999/a01234"
    assert simple(("title", "T")).identifier == ""


def test_only_an_alternative_title_still_names_the_document() -> None:
    assert simple(("alternative", "Autre titre")).title == "Autre titre"
    assert simple(("title", " \t "), ("description", "x")).titles == ()


def test_wrapped_containers_are_opened() -> None:
    root = etree.fromstring("<metadata><oai_dc><title>Dedans</title><!-- rien --></oai_dc></metadata>")
    assert describe(root).title == "Dedans"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(HANDLERS)),
            st.one_of(
                st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32), max_size=40),
                st.sampled_from(["", " ", ",", ", ", "(", "a (1)", "http://x", "ark:/1/2", " -- ", "vignette : http://x", "ISBN", ", 1"]),
            ),
        ),
        max_size=12,
    )
)
def test_no_description_breaks_the_harvest(elements: list[tuple[str, str]]) -> None:
    description = simple(*elements)
    assert all(title.value for title in description.titles)
    assert not description.titles or description.titles[0].kind == "proper"
    assert all(copy.url.startswith(("http://", "https://")) for copy in description.digital_copies)
    for date in description.dates:
        assert date.start is None or date.end is None or date.start <= date.end


@pytest.mark.shared
def test_a_real_record_of_gallica_is_read(shared_data: Path) -> None:
    path = shared_data / "gallica/oletizi__colony-cults/oairecord-bpt6k5603637g.xml"
    if not path.exists():
        pytest.skip("that record is not among the real records of this machine")
    root = etree.parse(path).getroot()
    container = next(element for element in root.iter() if isinstance(element.tag, str) and element.tag.endswith("}dc"))
    description = describe(container)
    assert description.title == "La Nouvelle France : journal de la colonie libre de Port-Breton, Océanie"
    assert (description.document_type, description.dates[0].start) == ("periodical", 1879)
    (copy,) = description.holdings
    assert (copy.institution_name, copy.call_number) == ("Bibliothèque nationale de France", "JO-3094")
    assert description.digital_copies[0].ark == "ark:/12148/bpt6k5603637g"


@pytest.mark.shared
def test_real_qualified_records_are_read(shared_data: Path) -> None:
    path = shared_data / "dublin_core/NatLibFi__RecordManager/qdc1.xml"
    if not path.exists():
        pytest.skip("that record is not among the real records of this machine")
    (reading,) = list(read_file(path.read_bytes()))
    description = reading.description
    assert description is not None
    assert (description.document_type, len(description.agents), description.dates[0].start) == ("article", 3, 2021)
    assert description.titles[0].language == "fin"
