"""Lists of the OAI-PMH repository: walked to their end, cut, resumed, bounded by dates and by sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from catalogue.core.description import DigitalCopy
from catalogue.core.serialization import to_json
from catalogue.models import Institution, Record, Source
from catalogue.services import holdings, intake
from catalogue.services.intake import Arrival
from portal.publish.conformance.oai_schema import NS
from portal.publish.oai import lists
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.publish.oai_asking import EVERYBODY, Ask, code, identifiers, name, texts, walk


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


def test_a_list_of_a_period_long_past_is_walked_to_its_end(ask: Ask, three_a_page: None) -> None:
    """Its tokens live for a week from the moment they were given, not from the end of the period."""
    assert timedelta(days=30) < datetime.now(UTC) - RECEIVED
    pages = list(walk(ask, metadataPrefix="oai_dc", until=f"{RECEIVED:%Y-%m-%d}"))
    assert {one for page in pages for one in identifiers(page)} == EVERYBODY and len(pages) > 1


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


def test_a_page_is_cut_where_its_bytes_are_too_many(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_BYTES", 1)
    pages = list(walk(ask, "ListRecords", metadataPrefix="oai_dc"))
    assert len(pages) == len(EVERYBODY)
    assert {one for page in pages for one in identifiers(page)} == EVERYBODY


SEEN = RECEIVED + timedelta(days=10)


def sent_again(library: Library, **changed: Any) -> None:
    """The rich notice, as its library sends it anew."""
    record = library.records["rich"]
    said = replace(samples.RICH, **changed)
    format = str(changed.get("format", "unimarc"))
    arrival = Arrival(identifier="rich", format=format, charset="utf-8", digest=b"x", description=to_json(said), holdings=said.holdings,
                      record_id=record.pk)  # fmt: skip
    intake.store(library.source.pk, [arrival], now=SEEN)


ELSEWHERE = (DigitalCopy(url="https://numelyo.example/ark:/99999/jardin"),)
LEAVING: list[tuple[str, dict[str, Any]]] = [
    (f"rcr:{samples.GRENOBLE}", {"holdings": samples.RICH.holdings[:1]}),
    ("type:book", {"document_type": "map"}),
    ("type:book", {"document_type": ""}),
    ("ccfr:patrimoine", {"format": "dublin_core"}),
    ("ccfr", {"format": "dublin_core"}),
    ("gallica", {"digital_copies": (*ELSEWHERE, DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/btv1b1"))}),
    ("gallica", {"digital_copies": ()}),
    ("europeana", {"digital_copies": ()}),
]


@pytest.mark.parametrize(("spec", "changed"), LEAVING)
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_notice_that_leaves_a_set_is_told_there_as_deleted(
    ask: Ask, library: Library, verb: str, spec: str, changed: dict[str, Any]
) -> None:
    Source.objects.update(metadata_cc0=True)
    for record in library.records.values():
        holdings.write([holdings.Held(record.pk, record.as_description.holdings)], keeper=holdings.keeper_of(library.source.pk))
    since = {"verb": verb, "metadataPrefix": "oai_dc", "set": spec, "from": f"{SEEN:%Y-%m-%d}"}
    sent_again(library)
    (stands,) = ask(**since).iterfind(".//o:header", NS)
    assert stands.get("status") is None
    sent_again(library, **changed)
    answer = ask(**since)
    (left,) = answer.iterfind(".//o:header", NS)
    assert (left.findtext("o:identifier", "", NS), left.get("status")) == (name("rich"), "deleted") and answer.find(
        ".//o:metadata", NS
    ) is None
    assert texts(left, "o:setSpec")[-1] == ("ccfr:patrimoine" if spec == "ccfr" else spec)
    whole = ask(**{**since, "set": "rcr"})
    assert identifiers(whole) == [name("rich")] and whole.find(".//o:header", NS).get("status") is None  # type: ignore[union-attr]
    assert code(ask(**{**since, "set": "type:manuscript"})) == "noRecordsMatch"
    one = ask(verb="GetRecord", identifier=name("rich"), metadataPrefix="oai_dc")
    assert one.find(".//o:metadata", NS) is not None and spec not in texts(one, ".//o:setSpec")
    sent_again(library)
    assert [header.get("status") for header in ask(**since).iterfind(".//o:header", NS)] == [None], "and comes back to it"


def test_a_list_of_a_set_holds_those_that_left_it_among_the_others_page_by_page(ask: Ask, library: Library, three_a_page: None) -> None:
    for record in library.records.values():
        holdings.write([holdings.Held(record.pk, record.as_description.holdings)], keeper=holdings.keeper_of(library.source.pk))
    sent_again(library, document_type="map")
    pages = list(walk(ask, metadataPrefix="oai_dc", set="type:book"))
    found = {header.findtext("o:identifier", "", NS): header.get("status") for page in pages for header in page.iterfind(".//o:header", NS)}
    books = {name(one.identifier) for one in (*samples.EVERY, samples.WITHDRAWN) if one.document_type == "book"}
    assert set(found) == books and len(books) > 3 and found[name("rich")] == "deleted"
    sizes = {token.get("completeListSize") for page in pages for token in page.iterfind(".//o:resumptionToken", NS)}
    assert sizes == {str(len(books))}


def test_notices_of_a_source_that_answers_to_another_institution_change_sets(ask: Ask, library: Library) -> None:
    for record in library.records.values():
        holdings.write([holdings.Held(record.pk, record.as_description.holdings)], keeper=holdings.keeper_of(library.source.pk))
    ascribed = {name("bare")}  # it names no copy at all
    assert ascribed <= set(identifiers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=f"rcr:{samples.LYON}")))
    Source.objects.update(institution=Institution.objects.get(isil=f"FR-{samples.GRENOBLE}"))
    assert holdings.ascribe_again(library.source.pk) > 0
    changed = {
        f"oai:traboule.example:record/lyon/{one}"
        for one in Record.objects.filter(updated_at__gt=RECEIVED).values_list("identifier", flat=True)
    }
    assert ascribed <= changed and name("rich") not in changed
    Record.objects.filter(updated_at__gt=RECEIVED).update(updated_at=SEEN)  # a moment ago is beyond what lists may hold yet
    for spec, status in ((f"rcr:{samples.LYON}", "deleted"), (f"rcr:{samples.GRENOBLE}", None)):
        answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec, **{"from": f"{SEEN:%Y-%m-%d}"})
        assert {(header.findtext("o:identifier", "", NS), header.get("status")) for header in answer.iterfind(".//o:header", NS)} == {
            (one, status) for one in changed
        }
