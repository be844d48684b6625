"""What a librarian finds again of a notice in MODS: every field that the standard can hold, valid by its schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from catalogue.core.description import Agent, DateSpan, Description, Holding, Identifier, Link, Publication, Subject, Title
from catalogue.formats.dublin_core.writing import Said
from catalogue.formats.mods import write_mods
from portal.publish.conformance.mods_schema import MODS, schema
from tests.catalogue.formats.everything import EVERYTHING

NS = {"m": MODS}
XML = Path(__file__).parents[4] / "shared/data/schemas/oai/xml.xsd"


def written(description: Description, said: Said | None = None) -> etree._Element:
    return etree.fromstring(write_mods(description, said or Said()))


def texts(found: etree._Element, path: str) -> list[str]:
    return [each if isinstance(each, str) else each.text for each in found.xpath(path, namespaces=NS)]


@pytest.mark.skipif(not XML.exists(), reason="the schema of xml:lang is not beside the repository")
@pytest.mark.parametrize("description", [EVERYTHING, Description(), Description(titles=(Title(value="Sans rien"),))], ids=str)
def test_what_is_written_is_valid(description: Description) -> None:
    judge = schema(XML.as_uri())
    made = written(description, Said("https://exemple.fr/ark:/1/a", {"690001001": "Bibliothèque"}, "https://exemple.fr/licence"))
    if len(made):
        assert judge.validate(made), judge.error_log


def test_the_article_stands_apart_and_the_subtitle_under_its_title() -> None:
    titles = (
        Title(value="Le Jardin", nonsorting=3, language="fre"),
        Title(value="roman", kind="remainder"),
        Title(value="Hortus", kind="uniform"),
    )
    made = written(Description(titles=titles))
    first = made.find("m:titleInfo", NS)
    assert [(each.tag.partition("}")[2], each.text) for each in first] == [("nonSort", "Le "), ("title", "Jardin"), ("subTitle", "roman")]
    assert texts(made, "m:titleInfo[@type='uniform']/m:title") == ["Hortus"]
    bad = written(Description(titles=(Title(value="Le", nonsorting=9),)))
    assert texts(bad, "//m:title") == ["Le"] and not texts(bad, "//m:nonSort")


def test_a_name_has_its_role_its_dates_and_its_authority() -> None:
    agent = Agent(name="Hugo, Victor", dates="1802-1885", roles=("070",), identifiers=(Identifier(scheme="idref", value="026927608"),))
    made = written(Description(agents=(agent, Agent(name="Trinité", kind="corporate", copy="690001001"))))
    (name,) = made.findall("m:name", NS)
    assert name.get("type") == "personal" and name.get("usage") == "primary"
    assert texts(name, "m:namePart") == ["Hugo, Victor", "1802-1885"]
    assert texts(name, "m:role/m:roleTerm[@type='code']") == ["aut"] and texts(name, "m:nameIdentifier[@type='idref']") == ["026927608"]


def test_one_name_alone_is_the_first_that_a_reader_looks_for() -> None:
    agents = (Agent(name="Hugo, Victor", roles=("070",)), Agent(name="Dumas, Alexandre", roles=("070",), rank="other"))
    made = written(Description(agents=agents))
    assert [each.get("usage") for each in made.findall("m:name", NS)] == ["primary", None]


def test_a_date_that_is_not_sure_says_so_and_keeps_its_words() -> None:
    dates = (DateSpan(display="[vers 1560]", start=1555, end=1565, uncertain=True),)
    made = written(Description(publications=(Publication(places=("Lyon",), names=("Jean de Tournes",), date="[vers 1560]"),), dates=dates))
    assert texts(made, "m:originInfo/m:publisher") == ["Jean de Tournes"] and "[vers 1560]" in texts(made, "m:originInfo/m:dateIssued")
    coded = made.xpath("m:originInfo/m:dateIssued[@encoding]", namespaces=NS)
    assert [(each.get("point"), each.text, each.get("qualifier")) for each in coded] == [
        ("start", "1555", "questionable"), ("end", "1565", "questionable"),
    ]  # fmt: skip


def test_each_copy_is_at_its_institution_under_its_call_number() -> None:
    holding = Holding(institution="690001001", call_number="Rés 317", collection="Fonds ancien", former_owners=(Agent(name="Trinité"),))
    made = written(Description(holdings=(holding,)), Said(institutions={"690001001": "Lyon · BM"}))
    assert texts(made, "m:location/m:physicalLocation[@authority='isil']") == ["FR-690001001"]
    assert texts(made, "m:location/m:physicalLocation[@type='current']") == ["Lyon · BM"]
    assert texts(made, "m:location/m:shelfLocator") == ["Rés 317"]
    assert texts(made, "m:location/m:holdingSimple/m:copyInformation/m:note[@type='ownership']") == ["Trinité"]


def test_what_a_reader_is_told_of_a_copy_stands_with_it() -> None:
    holding = Holding(institution="690001001", access="Sur rendez-vous", statement="1879-1881", identifier="12", barcode="B1")
    inside = "m:location/m:holdingSimple/m:copyInformation"
    made = written(Description(holdings=(holding,)))
    assert texts(made, f"{inside}/m:note[@type='access']") == ["Sur rendez-vous"]
    assert texts(made, f"{inside}/m:enumerationAndChronology") == ["1879-1881"]
    assert texts(made, f"{inside}/m:itemIdentifier[@type='local']") == ["12"]
    assert texts(made, f"{inside}/m:itemIdentifier[@type='barcode']") == ["B1"]


def test_subjects_are_of_their_kind_with_their_subdivisions_and_links_of_their_relation() -> None:
    subject = Subject(value="Lyon -- Histoire", kind="place", parts=("Lyon", "Histoire"), scheme="rameau")
    made = written(Description(subjects=(subject,), links=(Link(relation="part_of", title="Œuvres", volume="3"),)))
    found = made.find("m:subject", NS)
    assert found.get("authority") == "rameau" and texts(found, "m:geographic") == ["Lyon"] and texts(found, "m:topic") == ["Histoire"]
    assert texts(made, "m:relatedItem[@type='host']//m:title") == ["Œuvres"] and texts(made, "m:relatedItem//m:number") == ["3"]


def test_what_was_written_to_break_the_file_is_text() -> None:
    made = written(Description(titles=(Title(value='<a href="x">&\x00</a>'),), identifiers=(Identifier(scheme='"><', value="]]>"),)))
    assert texts(made, "//m:title") == ['<a href="x">&�</a>'] and made.find("m:identifier", NS).text == "]]>"


def test_every_field_of_a_full_notice_leaves_a_trace() -> None:
    whole = write_mods(EVERYTHING, Said())
    without = {name: replace(EVERYTHING, **{name: type(getattr(EVERYTHING, name))()}) for name in EVERYTHING.__struct_fields__}
    same = {name for name, description in without.items() if write_mods(description, Said()) == whole}
    assert same <= {"format", "deleted", "features"}
