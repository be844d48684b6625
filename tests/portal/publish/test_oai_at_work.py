"""The OAI-PMH repository at work: forms, compression, places, statements, its judge, and its own harvester."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from msgspec.structs import replace

from catalogue.core.serialization import from_dict, to_dict
from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.unimarc.writing import write
from catalogue.models import Record
from harvest.models import Endpoint, RawRecord
from harvest.protocols.base import EndpointConfig, Slice
from harvest.protocols.oai_pmh import OaiPmh
from portal.publish.conformance.oai_schema import schema
from portal.publish.oai import formats, views
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.publish.oai_asking import BASE, EVERYBODY, WRONG, Ask, InThePortal, identifiers, name, walk


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


@pytest.mark.parametrize("prefix", ["oai_dc", "marcxchange"])
def test_the_portal_harvests_itself_tombstones_included(library: Library, three_a_page: None, prefix: str) -> None:
    harvester = OaiPmh(EndpointConfig(url=BASE, prefix=prefix))
    harvester.transport = InThePortal(harvester.config)
    facts = harvester.facts()
    assert (facts.granularity, facts.deletions) == ("second", "persistent")
    pages = list(harvester.pages(Slice()))
    items = [item for page in pages for item in page.items]
    assert {item.identifier for item in items} == EVERYBODY and not any(item.refusal for item in items)
    assert {item.identifier for item in items if item.deleted} == {name(samples.WITHDRAWN.identifier)}
    assert not any(page.messages for page in pages)
    assert connection.in_atomic_block
