"""What a harvester finds at the portal's OAI-PMH address: every verb, every error, lists that end, withdrawn notices that say so."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import etree
from msgspec.structs import replace

from catalogue.core.serialization import from_dict, to_dict
from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.unimarc.writing import write
from catalogue.models import Record, Source
from catalogue.services import holdings
from harvest.models import Endpoint, RawRecord
from harvest.protocols.base import EndpointConfig, Slice
from harvest.protocols.oai_pmh import OaiPmh
from harvest.protocols.transport import Answer, Transport
from portal.publish.oai import formats, lists, views
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.publish.oai_judge import NS, schema

Ask = Callable[..., etree._Element]
BASE = "http://testserver/oai"


@pytest.fixture
def ask(client: Client, library: Library) -> Ask:
    """The answer to a request, parsed: arguments by keyword (``from_`` for from), or a query as it is."""

    def asked(query: str = "", **arguments: str) -> etree._Element:
        named = {name.rstrip("_"): value for name, value in arguments.items()}
        response = client.get(f"/oai?{query}" if query else "/oai", named or None)
        assert response.status_code == 200 and response["Content-Type"] == "text/xml; charset=UTF-8"
        return etree.fromstring(response.content)

    return asked


@pytest.fixture
def three_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "IDENTIFIERS", 3)
    short = {name: form._replace(size=3) for name, form in formats.FORMATS.items()}
    monkeypatch.setattr(lists, "FORMATS", short)


def code(answer: etree._Element) -> str:
    error = answer.find("o:error", NS)
    return "" if error is None else error.get("code") or ""


def texts(answer: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in answer.iterfind(path, NS)]


def identifiers(answer: etree._Element) -> list[str]:
    return texts(answer, ".//o:header/o:identifier")


def walk(ask: Ask, verb: str = "ListIdentifiers", **arguments: str) -> Iterator[etree._Element]:
    """The pages of a list, one after the other."""
    answer = ask(verb=verb, **arguments)
    while True:
        yield answer
        token = answer.find(f"o:{verb}/o:resumptionToken", NS)
        if token is None or not token.text:
            return
        answer = ask(verb=verb, resumptionToken=token.text)


def name(identifier: str) -> str:
    return f"oai:traboule.example:record/lyon/{identifier}"


EVERYBODY = {name(one.identifier) for one in (*samples.EVERY, samples.WITHDRAWN)}

DC = "metadataPrefix=oai_dc"
WRONG = [
    ("", "badVerb"), ("junk", "badVerb"), ("verb=junk", "badVerb"), ("verb=", "badVerb"), ("verb=identify", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"), ("verb=Identify&verb=ListSets", "badVerb"),
    ("verb=Identify&metadataPrefix=oai_dc", "badArgument"), ("verb=Identify&junk=1", "badArgument"),
    ("verb=ListMetadataFormats&metadataPrefix=oai_dc", "badArgument"), ("verb=ListSets&set=type", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"), ("verb=GetRecord&identifier=oai:a:b", "badArgument"),
    (f"verb=GetRecord&identifier={name('rich')}&{DC}&from=2002-01-01", "badArgument"),
    ('verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc', "idDoesNotExist"),
    (f"verb=GetRecord&identifier={name('nobody')}&{DC}", "idDoesNotExist"),
    ("verb=GetRecord&identifier=oai:elsewhere.example:record/lyon/rich&metadataPrefix=oai_dc", "idDoesNotExist"),
    (f"verb=GetRecord&identifier=oai:traboule.example:record/lyon/%2572ich&{DC}", "idDoesNotExist"),
    (f"verb=GetRecord&identifier=%00&{DC}", "idDoesNotExist"), (f"verb=GetRecord&identifier=&{DC}", "idDoesNotExist"),
    (f"verb=GetRecord&identifier={name('rich')}&metadataPrefix=junk", "cannotDisseminateFormat"),
    (f"verb=GetRecord&identifier={name('rich')}&{DC}&{DC}", "badArgument"),
    (f"verb=ListMetadataFormats&identifier={name('nobody')}", "idDoesNotExist"),
    (f"verb=ListMetadataFormats&identifier={name(samples.WITHDRAWN.identifier)}", "noMetadataFormats"),
    ("verb=ListSets&resumptionToken=junk", "badResumptionToken"),
    *((f"verb={verb}{rest}", expected) for verb in ("ListIdentifiers", "ListRecords") for rest, expected in (
        ("", "badArgument"), ("&until=junk", "badArgument"), ("&from=junk", "badArgument"),
        ("&metadataPrefix=junk", "cannotDisseminateFormat"),
        (f"&{DC}&from=junk", "badArgument"), (f"&{DC}&until=junk", "badArgument"), (f"&{DC}&from=", "badArgument"),
        (f"&{DC}&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument"), (f"&{DC}&from=2026-03-03&until=2026-03-01", "badArgument"),
        (f"&{DC}&from=2002-13-05", "badArgument"), (f"&{DC}&from=2002-02-30", "badArgument"), (f"&{DC}&from=2002", "badArgument"),
        (f"&{DC}&from=2002-02", "badArgument"), (f"&{DC}&from=2002-02-05T05:35:00", "badArgument"),
        (f"&{DC}&from=2002-02-05T05:35:00.5Z", "badArgument"), (f"&{DC}&from=2002-02-05T05:35Z", "badArgument"),
        (f"&{DC}&from=2002-02-05T05:35:00%2B01:00", "badArgument"), (f"&{DC}&from=2002-02-05%2000:00:00Z", "badArgument"),
        (f"&{DC}&from=٢٠٠٢-02-05", "badArgument"), (f"&{DC}&from=2001-01-01&from=2001-01-01", "badArgument"),
        (f"&{DC}&until=2001-01-01", "noRecordsMatch"), (f"&{DC}&from=2126-01-01", "noRecordsMatch"),
        (f"&{DC}&until=9999-12-31&from=9999-12-31", "noRecordsMatch"),
        (f"&{DC}&set=junk", "noRecordsMatch"), (f"&{DC}&set=rcr:junk", "noRecordsMatch"), (f"&{DC}&set=type:junk", "noRecordsMatch"),
        (f"&{DC}&set=rcr:690001001:more", "noRecordsMatch"), ("&resumptionToken=junk", "badResumptionToken"),
        ("&resumptionToken=", "badResumptionToken"), (f"&{DC}&resumptionToken=junk&until=1990-01-10", "badArgument"),
        ("&resumptionToken=junk&until=2000-02-05", "badArgument"), (f"&{DC}&identifier={name('rich')}", "badArgument"),
    )),
]  # fmt: skip


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
    assert texts(ask(verb="ListMetadataFormats", identifier=name("rich")), ".//o:metadataPrefix") == everywhere


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


@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
@pytest.mark.parametrize("prefix", ["oai_dc", "marcxchange"])
def test_a_list_walked_to_its_end_holds_every_notice_once(ask: Ask, three_a_page: None, verb: str, prefix: str) -> None:
    pages = list(walk(ask, verb, metadataPrefix=prefix))
    found = [one for page in pages for one in identifiers(page)]
    assert sorted(found) == sorted(EVERYBODY) and len(pages) == 3
    tokens = [page.find(f"o:{verb}/o:resumptionToken", NS) for page in pages]
    assert [token.get("cursor") for token in tokens] == ["0", "3", "6"]  # type: ignore[union-attr]
    assert {token.get("completeListSize") for token in tokens} == {str(len(EVERYBODY))}  # type: ignore[union-attr]
    assert all(token.get("expirationDate") for token in tokens[:-1]) and not tokens[-1].text  # type: ignore[union-attr]


def test_a_list_that_stands_in_one_page_has_no_token(ask: Ask) -> None:
    assert ask(verb="ListRecords", metadataPrefix="oai_dc").find(".//o:resumptionToken", NS) is None


def test_a_token_asked_twice_gives_the_same_page(ask: Ask, three_a_page: None) -> None:
    token = ask(verb="ListIdentifiers", metadataPrefix="oai_dc").findtext(".//o:resumptionToken", namespaces=NS)
    pages = [ask(verb="ListIdentifiers", resumptionToken=token) for _ in range(2)]
    assert identifiers(pages[0]) == identifiers(pages[1]) != []


def test_a_token_changed_by_hand_or_of_another_verb_or_old_is_refused(
    ask: Ask, three_a_page: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = ask(verb="ListIdentifiers", metadataPrefix="oai_dc").findtext(".//o:resumptionToken", namespaces=NS) or ""
    assert code(ask(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"
    assert code(ask(verb="ListIdentifiers", resumptionToken=token[:-1] + ("A" if token[-1] != "A" else "B"))) == "badResumptionToken"
    monkeypatch.setattr(lists.tokens, "LIFE", timedelta(days=-1))
    assert code(ask(verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"


def test_what_changes_while_a_list_is_walked_is_neither_lost_nor_told_twice(ask: Ask, library: Library, three_a_page: None) -> None:
    first = ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    seen = identifiers(first)
    changed = next(one for one in sorted(EVERYBODY) if one not in seen).rpartition("/")[2]
    Record.objects.filter(identifier=changed).update(updated_at=datetime.now(UTC) + timedelta(minutes=1))
    rest = list(walk(ask, resumptionToken=first.findtext(".//o:resumptionToken", namespaces=NS) or ""))
    found = seen + [one for page in rest for one in identifiers(page)]
    assert len(found) == len(set(found)) and set(found) == EVERYBODY - {name(changed)}
    assert rest[0].findtext("o:responseDate", namespaces=NS)


def test_a_harvester_that_asks_since_its_last_answer_finds_what_changed(ask: Ask, library: Library) -> None:
    since = ask(verb="ListIdentifiers", metadataPrefix="oai_dc").findtext("o:responseDate", namespaces=NS) or ""
    assert code(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", from_=since)) == "noRecordsMatch"
    moment = datetime.fromisoformat(since) - timedelta(seconds=60)
    Record.objects.filter(identifier="rich").update(updated_at=moment)
    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", from_=f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    assert identifiers(answer) == [name("rich")]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"from_": "2026-03-02T09:30:00Z", "until": "2026-03-02T09:30:00Z"}, True),
        ({"from_": "2026-03-02", "until": "2026-03-02"}, True),
        ({"from_": "2026-03-02T09:30:01Z"}, False),
        ({"until": "2026-03-02T09:29:59Z"}, False),
        ({"until": "9999-12-31"}, True),
        ({"from_": "0001-01-01"}, True),
    ],
)
def test_both_ends_of_a_period_are_of_it(ask: Ask, arguments: dict[str, str], found: bool) -> None:
    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
    assert (code(answer) == "") == found


def test_every_set_that_is_listed_can_be_harvested_and_holds_what_says_so(ask: Ask, library: Library) -> None:
    held = [holdings.Held(record.pk, record.as_description.holdings) for record in library.records.values()]
    holdings.write(held, keeper=holdings.keeper_of(library.source.pk))
    everything = {
        header.findtext("o:identifier", namespaces=NS): set(texts(header, "o:setSpec"))
        for header in ask(verb="ListIdentifiers", metadataPrefix="oai_dc").iterfind(".//o:header", NS)
    }
    specs = texts(ask(verb="ListSets"), ".//o:setSpec")
    assert len(specs) == len(set(specs)) and f"rcr:{samples.LYON}" in specs
    for spec in (one for one in specs if ":" in one):
        answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)
        assert code(answer) in ("", "noRecordsMatch")
        assert set(identifiers(answer)) == {one for one, sets in everything.items() if spec in sets}, spec
    assert {spec for sets in everything.values() for spec in sets} <= set(specs) | {f"rcr:{samples.UNKNOWN}", f"rcr:{samples.GRENOBLE}"}


def test_nothing_is_told_of_a_source_that_is_being_prepared_and_of_one_withdrawn_that_it_is(ask: Ask, library: Library) -> None:
    Source.objects.update(standing=Source.Standing.WITHDRAWN)
    Record.objects.update(state=Record.State.HIDDEN)
    answer = ask(verb="ListRecords", metadataPrefix="oai_dc")
    assert {header.get("status") for header in answer.iterfind(".//o:header", NS)} == {"deleted"}
    Source.objects.update(standing=Source.Standing.PREPARED)
    assert code(ask(verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"
    assert code(ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="oai_dc")) == "idDoesNotExist"


def test_a_form_sent_is_answered_as_an_address(client: Client, library: Library) -> None:
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}

    def without_date(body: bytes) -> str:
        return body.decode().partition("</responseDate>")[2]

    assert without_date(client.post("/oai", asked).content) == without_date(client.get("/oai", asked).content)


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip", gzip.decompress), ("deflate", zlib.decompress), ("gzip;q=0, br", bytes)])
def test_answers_are_compressed_for_who_asks(client: Client, library: Library, accepted: str, unpack: Callable[[bytes], bytes]) -> None:
    response = client.get("/oai?verb=Identify", headers={"Accept-Encoding": accepted})
    assert b"</OAI-PMH>" in unpack(response.content)


def test_an_address_with_a_slash_tells_the_right_one(client: Client, library: Library) -> None:
    response = client.get("/oai/?verb=Identify")
    assert response.status_code == 404 and BASE in response.content.decode()


def test_when_every_place_is_taken_a_harvester_is_told_when_to_come_back(client: Client, library: Library) -> None:
    held = 0
    while views._places.acquire(blocking=False):
        held += 1
    try:
        response = client.get("/oai?verb=Identify")
    finally:
        views._places.release(held)
    assert response.status_code == 503 and response["Retry-After"].isdecimal()


def test_a_page_costs_two_statements_whatever_it_holds(
    client: Client, library: Library, three_a_page: None, django_assert_num_queries: Any
) -> None:
    first = client.get("/oai?verb=ListRecords&metadataPrefix=marcxchange")
    token = etree.fromstring(first.content).findtext(".//o:resumptionToken", namespaces=NS)
    client.get("/oai", {"verb": "ListRecords", "resumptionToken": token})
    with django_assert_num_queries(3):  # the horizon, the records, what was received of them
        client.get("/oai", {"verb": "ListRecords", "resumptionToken": token})


def test_a_page_is_cut_where_its_bytes_are_too_many(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_BYTES", 1)
    pages = list(walk(ask, "ListRecords", metadataPrefix="oai_dc"))
    assert len(pages) == len(EVERYBODY)
    assert {one for page in pages for one in identifiers(page)} == EVERYBODY


def test_an_identifier_with_any_sign_is_found_again(ask: Ask, library: Library) -> None:
    for odd in ("a b/c?d#é", "100%", "x<y>&\"'", "oai:partner.example:12"):
        library.add(replace(samples.RICH, identifier=odd))
    found = [one for page in walk(ask, metadataPrefix="oai_dc") for one in identifiers(page)]
    assert len(found) == len(EVERYBODY) + 4
    for one in found:
        assert identifiers(ask(verb="GetRecord", identifier=one, metadataPrefix="oai_dc")) == [one]


def test_signs_that_xml_forbids_do_not_break_a_page(ask: Ask, library: Library) -> None:
    record = library.records["rich"]
    said = replace(from_dict(record.description), titles=(replace(samples.RICH.titles[0], value="a\x1fb\ufffe"),))
    Record.objects.filter(pk=record.pk).update(description=to_dict(said))
    for prefix in formats.FORMATS:
        ask(verb="GetRecord", identifier=name("rich"), metadataPrefix=prefix)


@pytest.mark.shared
def test_every_answer_is_valid_by_the_schemas_of_the_protocol(
    ask: Ask, library: Library, three_a_page: None, shared_data: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    Endpoint.objects.create(source=library.source, protocol="oai_pmh", url="https://partner.example/oai")
    RawRecord.objects.create(
        source=library.source, identifier="rich", datestamp="2026-01-02", digest=b"", received_at=RECEIVED,
        data=write_marcxml(write(samples.RICH), namespace=MARCXCHANGE),
    )  # fmt: skip
    judge = schema(shared_data / "schemas", tmp_path_factory.mktemp("schemas"))
    answers = [ask(verb="Identify"), ask(verb="ListSets"), ask(verb="ListMetadataFormats"), *(ask(query) for query, _ in WRONG)]
    for prefix in formats.FORMATS:
        answers += [page for verb in ("ListRecords", "ListIdentifiers") for page in walk(ask, verb, metadataPrefix=prefix)]
    for answer in answers:
        judge.assertValid(answer)


class _InThePortal(Transport):
    """The client's way out, that leads back into the portal."""

    client = Client()

    def get(self, url: str) -> Answer:
        response = self.client.get(url.removeprefix("http://testserver"))
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, response.content, url, "testserver", "")


@pytest.mark.parametrize("prefix", ["oai_dc", "marcxchange"])
def test_the_portal_harvests_itself_tombstones_included(library: Library, three_a_page: None, prefix: str) -> None:
    harvester = OaiPmh(EndpointConfig(url=BASE, prefix=prefix))
    harvester.transport = _InThePortal(harvester.config)
    facts = harvester.facts()
    assert (facts.granularity, facts.deletions) == ("second", "persistent")
    pages = list(harvester.pages(Slice()))
    items = [item for page in pages for item in page.items]
    assert {item.identifier for item in items} == EVERYBODY and not any(item.refusal for item in items)
    assert {item.identifier for item in items if item.deleted} == {name(samples.WITHDRAWN.identifier)}
    assert not any(page.messages for page in pages)
    assert connection.in_atomic_block
