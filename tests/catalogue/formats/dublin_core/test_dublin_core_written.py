"""A description given back in Dublin Core: what Gallica and Europeana's aggregators read, and what is read again."""

from __future__ import annotations

import pytest
from lxml import etree

from catalogue.core.description import Description, Identifier, Link, Text, Title
from catalogue.formats.comparing import losses
from catalogue.formats.dublin_core import describe
from catalogue.formats.dublin_core.writing import Said, write_oai_dc, write_qualified
from tests.catalogue.formats.everything import EVERYTHING

DC = "{http://purl.org/dc/elements/1.1/}"
SAID = Said(address="https://traboule.example/ark:/99999/abc", institutions={"690296101": "Bibliothèque municipale de Lyon"})


def written(description=EVERYTHING, *, write=write_oai_dc):
    return etree.fromstring(write(description, SAID))


def texts(name, description=EVERYTHING):
    return [each.text for each in written(description).iterfind(f"{DC}{name}")]


def test_the_first_identifier_leads_to_the_page():
    assert texts("identifier")[0] == SAID.address


def test_a_title_is_completed_and_says_its_language():
    assert texts("title")[0] == "Les misérables : roman : Première partie"
    assert {each.get("{http://www.w3.org/XML/1998/namespace}lang") for each in written().iterfind(f"{DC}title")} >= {"en"}


def test_a_person_has_dates_and_role_as_gallica_writes_them():
    assert texts("creator") == ["Hugo, Victor (1802-1885). Auteur"]


def test_a_copy_stands_in_the_form_that_gallica_asks_for():
    assert texts("source")[0] == "Bibliothèque municipale de Lyon, Fonds ancien, Rés 1234"


def test_another_document_is_named_with_its_volume_and_the_kind_of_its_number():
    links = (
        Link(relation="part_of", title="Œuvres", volume="3", identifiers=(Identifier(scheme="isbn", value="9782070409228"),)),
        Link(relation="continues", title="Revue", identifiers=(Identifier(scheme="issn", value="0035-2004"),)),
        Link(relation="related", identifiers=(Identifier(scheme="ark", value="ark:/12148/x"),)),
    )
    told = ["Œuvres, 3 : ISBN 9782070409228", "Revue : ISSN 0035-2004", "ark:/12148/x"]
    assert texts("relation", Description(links=links)) == told


def test_the_type_is_said_in_french_and_by_dcmi():
    assert texts("type")[:2] == ["livre", "Text"]


def test_what_is_read_again_is_what_dublin_core_holds():
    back = describe(written(), identifier="b1234")
    for field in ("languages", "rights", "countries"):
        assert field == "countries" or getattr(back, field)
    assert (back.material, back.document_type, back.level) == ("text", "book", "monograph")
    agents = {(agent.name, agent.dates, agent.roles) for agent in back.agents}
    assert ("Hugo, Victor", "1802-1885", ("070",)) in agents
    numbers = {(each.scheme, each.value) for each in back.identifiers}
    assert {("isbn", "9782070409228"), ("ark", "ark:/12148/cb36646150b"), ("frbnf", "FRBNF36646150"), ("oclc", "31870143")} <= numbers


def test_the_qualified_form_keeps_what_the_simple_one_loses():
    simple, qualified = (describe(written(write=write), identifier="b1234") for write in (write_oai_dc, write_qualified))
    lost = [{loss.field.partition(".")[0] for loss in losses(EVERYTHING, back)} for back in (qualified, simple)]
    assert lost[0] <= lost[1]
    assert {(note.kind, note.value) for note in qualified.notes} >= {("summary", "Résumé du livre"), ("contents", "Contient la préface")}
    assert {subject.kind for subject in qualified.subjects} >= {"class", "place", "topic"}


def test_signs_that_xml_forbids_do_not_break_it():
    assert texts("title", Description(titles=(Title(value="a\x1fb & <c>"),), rights=(Text(value="x"),))) == ["a�b & <c>"]


@pytest.mark.shared
def test_it_is_valid_by_the_schema_of_the_protocol(shared_data):
    names = {"http://www.w3.org/XML/1998/namespace": "xml.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/": "oai_dc.xsd"}
    folder = shared_data / "schemas/oai"
    imports = "".join(f'<xs:import namespace="{name}" schemaLocation="{(folder / file).as_uri()}"/>' for name, file in names.items())
    schema = etree.XMLSchema(etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'))
    schema.assertValid(written())
    schema.assertValid(written(Description()))
