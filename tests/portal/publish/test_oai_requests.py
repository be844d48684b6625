"""What a harvester is told at the portal's OAI-PMH address: every verb, every error, a record and its origin."""

from __future__ import annotations

import pytest
from lxml import etree

from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.unimarc.writing import write
from catalogue.models import Record, Source
from harvest.models import Endpoint, RawRecord
from portal.publish.conformance.oai_schema import NS
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.publish.oai_asking import BASE, WRONG, Ask, code, identifiers, name, texts


@pytest.mark.parametrize(("query", "expected"), WRONG)
def test_a_wrong_request_is_told_by_the_very_error_of_the_protocol(ask: Ask, query: str, expected: str) -> None:
    answer = ask(query)
    assert code(answer) == expected
    request = answer.find("o:request", NS)
    assert request is not None and request.text == BASE
    assert not request.attrib if expected in ("badVerb", "badArgument") else request.get("verb")


def test_identify_says_what_the_repository_is(ask: Ask) -> None:
    answer = ask(verb="Identify")
    said = {etree.QName(each).localname: each.text for each in answer.find("o:Identify", NS)}  # type: ignore[union-attr]
    assert said["baseURL"] == BASE and said["protocolVersion"] == "2.0" and said["deletedRecord"] == "persistent"
    assert said["granularity"] == "YYYY-MM-DDThh:mm:ssZ" and said["earliestDatestamp"] == "2026-03-02T09:30:00Z"
    assert "@" in (said["adminEmail"] or "")
    assert texts(answer, ".//{*}repositoryIdentifier") == ["traboule.example"]


def test_the_formats_of_a_record_are_those_of_all(ask: Ask) -> None:
    everywhere = texts(ask(verb="ListMetadataFormats"), ".//o:metadataPrefix")
    assert {"oai_dc", "marcxchange"} <= set(everywhere)
    of_a_notice = texts(ask(verb="ListMetadataFormats", identifier=name("rich")), ".//o:metadataPrefix")
    assert set(everywhere) - set(of_a_notice) == {"oai_ead", "edm"}  # finding aids alone are given in EAD, what is for Europeana in EDM


def test_a_record_says_where_it_is_shown_and_which_sets_it_is_of(ask: Ask, library: Library) -> None:
    answer = ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="oai_dc")
    assert identifiers(answer) == [name("rich")] and texts(answer, ".//o:datestamp") == ["2026-03-02T09:30:00Z"]
    assert texts(answer, ".//dc:identifier")[0] == f"http://testserver{library.path('rich')}"
    assert "ccfr:patrimoine" in texts(answer, ".//o:setSpec") and "type:book" in texts(answer, ".//o:setSpec")
    assert texts(answer, ".//dc:title")[0] == "Le Jardin des soyeux : ou Traité des étoffes façonnées"


def test_a_record_in_marcxchange_is_the_notice(ask: Ask) -> None:
    answer = ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="marcxchange")
    found = {field.get("tag"): field for field in answer.iterfind(".//m:datafield", NS)}
    assert found["200"].findtext("m:subfield[@code='a']", namespaces=NS) == "\x98Le \x9cJardin des soyeux"


def test_a_notice_that_came_in_unimarc_goes_out_as_it_came(ask: Ask, library: Library) -> None:
    came = write_marcxml(write(samples.RICH), namespace=MARCXCHANGE).replace(b"Jardin des soyeux", b"Jardin tel que recu")
    Endpoint.objects.create(source=library.source, protocol="oai_pmh", url="https://partner.example/oai")
    RawRecord.objects.create(
        source=library.source, identifier="rich", datestamp="2026-01-02", digest=b"", data=came, received_at=RECEIVED
    )  # fmt: skip
    answer = ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="marcxchange")
    assert "Jardin tel que recu" in "".join(answer.itertext())
    origin = answer.find(".//{*}originDescription")
    assert origin is not None and origin.get("altered") == "false" and origin.get("harvestDate") == "2026-03-02T09:30:00Z"
    assert texts(answer, ".//{*}originDescription/{*}baseURL") == ["https://partner.example/oai"]
    dublin = ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="oai_dc").find(".//{*}originDescription")
    assert dublin is not None and dublin.get("altered") == "true"


def test_the_licence_of_the_source_goes_with_each_record(ask: Ask) -> None:
    answer = ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="oai_dc")
    assert "Licence Ouverte 2.0" in "".join(answer.find(".//{*}rightsDefinition").itertext())  # type: ignore[union-attr]


def test_a_withdrawn_notice_is_told_by_its_header_with_its_sets(ask: Ask) -> None:
    answer = ask(verb="GetRecord", identifier=name(samples.WITHDRAWN.identifier), metadataPrefix="oai_dc")
    header = answer.find(".//o:header", NS)
    assert header is not None and header.get("status") == "deleted" and header.find("o:setSpec", NS) is not None
    assert answer.find(".//o:metadata", NS) is None and answer.find(".//o:about", NS) is None


def test_nothing_is_told_of_a_source_that_is_being_prepared_and_of_one_withdrawn_that_it_is(ask: Ask, library: Library) -> None:
    Source.objects.update(standing=Source.Standing.WITHDRAWN)
    Record.objects.update(state=Record.State.HIDDEN)
    answer = ask(verb="ListRecords", metadataPrefix="oai_dc")
    assert {header.get("status") for header in answer.iterfind(".//o:header", NS)} == {"deleted"}
    Source.objects.update(standing=Source.Standing.PREPARED)
    assert code(ask(verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"
    assert code(ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="oai_dc")) == "idDoesNotExist"
