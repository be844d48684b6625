"""Every way in which a partner's OAI-PMH server has been seen to fail: what the client does, what is kept, what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from catalogue.core.messages import TEMPLATES
from harvest.protocols.base import Slice
from harvest.protocols.oai_pmh import OaiPmh
from tests.fault_server import MODES, FaultServer
from tests.fault_server.server import authority
from tests.harvest.protocols.conductor import conduct, config

ALL = 25
YEAR = Slice(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC))


@dataclass(frozen=True)
class Expected:
    """``ended``: "done" or the kind of the last error. ``kept``: distinct records kept. ``met``: errors overcome or final,
    in order. ``said``: codes of messages that must be there. ``refused``: codes of the reasons of the items set aside.
    """

    ended: str = "done"
    kept: int = ALL
    met: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    slice_: Slice = field(default_factory=Slice)
    changes: dict[str, Any] = field(default_factory=dict)


SET = {"set_spec": "livres"}
TLS = {"ca_bundle": authority()}

CASES = {
    "good": Expected(),
    "expired_token_mid_harvest": Expected(met=("protocol.oai.bad_token",)),
    "token_always_expired": Expected("RestartSlice", 10, met=("protocol.oai.bad_token",) * 3),
    "single_use_token": Expected(met=("protocol.xml.truncated", "protocol.oai.bad_token")),
    "token_with_plus_signs": Expected(),
    "same_token_for_ever": Expected("Fatal", 20, met=("protocol.oai.loop",)),
    "same_page_new_tokens": Expected("Fatal", 20, met=("protocol.oai.loop",)),
    "long_token_circle": Expected("Fatal", ALL, met=("protocol.oai.loop",)),
    "token_element_blank_at_end": Expected(),
    "token_absent_at_end": Expected(),
    "token_after_the_end": Expected(),
    "list_size_absurd": Expected(said=("protocol.oai.short_list",)),
    "list_size_moves": Expected(),
    "list_ends_early": Expected(kept=10, said=("protocol.oai.short_list",)),
    "server_error_in_deep_pages": Expected("SplitSlice", 10, met=("protocol.http.deep_error",)),
    "server_error_once": Expected(),
    "too_many_records_refused": Expected("SplitSlice", 0, met=("protocol.http.refused_size",)),
    "busy_retry_after_seconds": Expected(met=("protocol.http.busy",)),
    "busy_retry_after_date": Expected(met=("protocol.http.busy",)),
    "busy_without_retry_after": Expected("RetryLater", 0, met=("protocol.http.busy",) * 3),
    "too_many_requests": Expected(met=("protocol.http.busy",)),
    "empty_body": Expected(met=("protocol.http.empty",)),
    "truncated_xml": Expected(met=("protocol.xml.truncated",)),
    "html_page_with_200": Expected(met=("protocol.xml.html",)),
    "always_html": Expected("RetryLater", 0, met=("protocol.xml.html",) * 3),
    "php_notice_after_root": Expected(said=("protocol.xml.trailing",)),
    "robot_challenge": Expected("Blocked", 0, met=("protocol.http.challenge",)),
    "forbidden": Expected("Blocked", 0, met=("protocol.http.forbidden",)),
    "invalid_utf8": Expected(said=("protocol.xml.windows",)),
    "bytes_of_no_character_set": Expected(kept=ALL - 1, refused=("protocol.xml.bad_utf8",)),
    "charset_in_the_header_only": Expected(said=("protocol.xml.encoding",) * 3),
    "charset_wrongly_declared": Expected(said=("protocol.xml.contradicted",) * 3),
    "packed_as_a_character_set": Expected(said=("protocol.http.encoding_plain",)),
    "packed_as_nothing": Expected(said=("protocol.http.encoding_plain",)),
    "packed_as_nobody_knows": Expected(said=("protocol.http.encoding_plain",)),
    "session_in_a_cookie": Expected(),
    "first_record_of_year_one": Expected(),
    "first_record_of_no_date": Expected(),
    "periods_ignored": Expected(
        said=("protocol.oai.dates_ignored",), slice_=Slice(datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 2, 1, tzinfo=UTC))
    ),
    "identify_fails": Expected(slice_=YEAR, changes={"options": {"granularity": None}}),
    "identify_unknown": Expected(slice_=YEAR, changes={"options": {"granularity": None}}),
    "control_characters": Expected(said=("protocol.xml.control_characters",) * 2),
    "entities_in_doctype": Expected(
        kept=ALL - 1, said=("protocol.xml.doctype", "protocol.xml.broken_page"), refused=("protocol.xml.broken_record",)
    ),
    "prolog_inside_record": Expected(said=("protocol.xml.inner_prolog",)),
    "byte_order_mark_and_blanks": Expected(said=("protocol.xml.leading",)),
    "prefixed_oai_elements": Expected(),
    "namespaces_on_record": Expected(),
    "wrong_oai_namespace": Expected(said=("protocol.oai.namespace",)),
    "no_oai_namespace": Expected(said=("protocol.oai.namespace",)),
    "second_granularity_refused": Expected(said=("protocol.oai.granularity",), slice_=YEAR),
    "day_granularity_refused": Expected(said=("protocol.oai.granularity",), slice_=YEAR, changes={"options": {"granularity": "day"}}),
    "clock_ahead": Expected(),
    "not_in_date_order": Expected(),
    "exclusive_until": Expected(slice_=YEAR),
    "backdated_datestamps": Expected(),
    "deletions_not_announced": Expected(),
    "gap_behind_the_cursor": Expected("RetryLater", 0, met=("protocol.http.server_error",) * 3),
    "another_source_is_broken": Expected("RetryLater", 0, met=("protocol.http.server_error",) * 3),
    "slow_but_good": Expected(),
    "fails_then_recovers": Expected("Fatal", 0, met=("protocol.oai.bad_format",)),
    "duplicate_identifiers": Expected(),
    "record_without_metadata": Expected(kept=ALL - 2, refused=("protocol.record.no_metadata",) * 2),
    "record_written_as_text": Expected(kept=ALL - 1, said=("protocol.record.packed",) * 2, refused=("protocol.record.no_metadata",)),
    "record_without_identifier": Expected(kept=ALL - 2, refused=("protocol.record.no_identifier",) * 2),
    "record_without_header": Expected(kept=ALL - 1, refused=("protocol.record.no_header",)),
    "record_without_datestamp": Expected(said=("protocol.record.no_datestamp",)),
    "broken_notice": Expected(),
    "broken_record": Expected(kept=ALL - 1, said=("protocol.xml.broken_page",), refused=("protocol.xml.broken_record",)),
    "nothing_matches": Expected(kept=0, changes=SET),
    "vanished_set": Expected(kept=0, said=("protocol.oai.vanished_set",), changes=SET),
    "format_not_offered": Expected("Fatal", 0, met=("protocol.oai.bad_format",)),
    "no_sets": Expected("Fatal", 0, met=("protocol.oai.no_sets",), changes=SET),
    "certificate_expired": Expected("Fatal", 0, met=("protocol.tls.expired",), changes=TLS),
    "certificate_chain_incomplete": Expected("Fatal", 0, met=("protocol.tls.incomplete",), changes=TLS),
    "certificate_self_signed": Expected("Fatal", 0, met=("protocol.tls.self_signed",), changes=TLS),
    "certificate_of_another_host": Expected("Fatal", 0, met=("protocol.tls.hostname",), changes=TLS),
    "moved_permanently": Expected(said=("protocol.http.moved",)),
    "redirect_circle": Expected("Fatal", 0, met=("protocol.http.redirects",)),
    "redirect_to_private_address": Expected("Fatal", 0, met=("protocol.address.private",)),
    "connection_reset": Expected(met=("protocol.http.reset",)),
    "connection_closed_early": Expected(met=("protocol.http.cut",)),
    "hanging_endpoint": Expected(met=("protocol.http.read_timeout",)),
    "slow_drip": Expected(met=("protocol.http.too_slow",)),
    "slow_drip_in_headers": Expected(met=("protocol.http.deadline",)),
    "huge_page": Expected("SplitSlice", 10, met=("protocol.http.too_large",), changes={"options": {"max_bytes": 5_000_000}}),
    "empty_set_argument_refused": Expected(),
    "gzip_unasked": Expected(),
    "gzip_announced_but_plain": Expected(),
    "gzip_damaged": Expected(),
    "gzip_bomb": Expected("Fatal", 0, met=("protocol.http.bomb",)),
}


def test_every_mode_of_the_server_has_its_case() -> None:
    assert set(CASES) == set(MODES)


@pytest.mark.parametrize("name", CASES)
def test_the_client_stands(name: str) -> None:
    expected = CASES[name]
    with FaultServer(mode=name) as server:
        outcome = conduct(config(server.url, **expected.changes), slice_=expected.slice_)

    assert outcome.ended == expected.ended, outcome.errors
    assert tuple(code for _, code in outcome.errors) == expected.met
    assert len(outcome.kept) == expected.kept
    assert sorted(item.refusal.code for item in outcome.refused if item.refusal) == sorted(expected.refused)
    for code in set(expected.said):
        assert outcome.codes.count(code) >= expected.said.count(code), outcome.codes
    unexpected = set(outcome.codes) - set(expected.said) - {"protocol.xml.broken_page"}
    assert not unexpected
    assert all(item.data for item in outcome.refused), "what is set aside keeps its bytes"
    for code in {*outcome.codes, *(code for _, code in outcome.errors), *expected.refused}:
        assert code in TEMPLATES
    if outcome.error is not None:
        assert "%(" not in str(outcome.error), "the sentence has all its values"


def test_records_of_a_good_server_are_self_contained() -> None:
    with FaultServer() as server:
        outcome = conduct(config(server.url))
    item = outcome.kept["oai:partenaire.example:7"]
    assert item.data.startswith(b'<oai_dc:dc xmlns:oai_dc="http')
    assert "Notice n° 7 – Æsop à Lyon" in item.data.decode()
    assert (item.datestamp, item.sets, item.deleted) == ("2024-01-08T00:00:00Z", ("livres",), False)
    gone = outcome.kept["oai:partenaire.example:3"]
    assert (gone.deleted, gone.data, gone.sets) == (True, b"", ("livres",))
    assert [item.position for item in outcome.items] == list(range(1, ALL + 1))


def test_namespaces_declared_on_the_record_travel_with_its_metadata() -> None:
    with FaultServer(mode="namespaces_on_record") as server:
        item = conduct(config(server.url)).kept["oai:partenaire.example:7"]
    assert b'xmlns:dc="http://purl.org/dc/elements/1.1/"' in item.data[: item.data.index(b">")]


def test_damaged_characters_are_replaced_where_they_were() -> None:
    with FaultServer(mode="control_characters") as server:
        outcome = conduct(config(server.url))
    assert "Not\ufffdice\ufffd n° 12" in outcome.kept["oai:partenaire.example:12"].data.decode()
    assert "Not\ufffdice\ufffd n° 14" in outcome.kept["oai:partenaire.example:14"].data.decode()


def test_a_record_in_another_character_set_is_set_aside_with_its_very_bytes() -> None:
    with FaultServer(mode="bytes_of_no_character_set") as server:
        outcome = conduct(config(server.url))
    (item,) = outcome.refused
    assert item.identifier == "oai:partenaire.example:12"
    assert b"n\x81 12 \x8d \xf0\xde\x9d\xfe\x90" in item.data
    assert "81" in str(item.refusal)


@pytest.mark.parametrize(
    ("mode", "title"),
    [
        ("invalid_utf8", "Notice n° 12 - Æsop à Lyon"),
        ("charset_in_the_header_only", "Notice n° 12 - Æsop à Lyon"),
        ("charset_wrongly_declared", "Notice n° 12 – Æsop à Lyon"),
    ],
)
def test_a_title_in_another_character_set_than_announced_is_read_as_it_was_written(mode: str, title: str) -> None:
    with FaultServer(mode=mode) as server:
        outcome = conduct(config(server.url))
    assert title in outcome.kept["oai:partenaire.example:12"].data.decode()


def test_the_first_answer_gives_the_clock_of_the_next_harvest() -> None:
    with FaultServer(mode="clock_ahead") as server:
        client = OaiPmh(config(server.url))
        pages = list(client.pages(Slice()))
        client.close()
    first = pages[0].response_date
    assert first is not None and first.tzinfo is UTC
    assert 47 < (datetime.now(UTC) - first).total_seconds() / 3600 < 49
    assert {page.first_response_date for page in pages} == {first}


def test_an_empty_set_is_never_sent() -> None:
    with FaultServer(mode="empty_set_argument_refused") as server:
        conduct(config(server.url, set_spec=""))
        assert not any("set" in request.arguments for request in server.requests)


def test_the_token_travels_alone_and_encoded_once() -> None:
    with FaultServer(mode="token_with_plus_signs") as server:
        conduct(config(server.url))
        asked = [request for request in server.requests if request["resumptionToken"]]
    assert all(set(request.arguments) == {"verb", "resumptionToken"} for request in asked)
    assert "a%2Bb%2Fc%3Dd%26e%252B%C3%A9%20" in asked[0].query


def test_a_refusing_partner_is_asked_once_and_knows_whom_to_write_to() -> None:
    with FaultServer(mode="robot_challenge") as server:
        conduct(config(server.url))
        assert len(server.requests) == 1
        headers = server.requests[0].headers
    assert headers["from"] == "moissonnage@traboule.example"
    assert headers["user-agent"] == "Traboule (+moissonnage@traboule.example)"
    assert "br" not in headers["accept-encoding"].replace(" ", "").split(",")


def test_a_moved_partner_is_followed_and_the_new_address_proposed() -> None:
    with FaultServer(mode="moved_permanently") as server:
        client = OaiPmh(config(server.url))
        page = next(client.pages(Slice()))
        client.close()
        (message,) = page.messages
        assert message.args["url"] == server.url.replace("/oai", "/nouveau/oai")


def test_a_page_too_long_asks_for_a_shorter_slice_and_a_bomb_does_not() -> None:
    with FaultServer(mode="huge_page") as server:
        outcome = conduct(config(server.url, options={"max_bytes": 5_000_000, "max_wire_bytes": 5_000_000}))
    assert outcome.errors == [("SplitSlice", "protocol.http.too_large")]


def test_dates_are_sent_in_the_granularity_that_the_server_announces() -> None:
    with FaultServer(mode="day_granularity_refused") as server:
        options = {"granularity": None}
        conduct(config(server.url, options=options), slice_=YEAR)
        verbs = [request["verb"] for request in server.requests[:3]]
        asked = [(request["from"], request["until"]) for request in server.requests[1:3]]
    assert verbs == ["Identify", "ListRecords", "ListRecords"]
    assert asked == [("2024-01-01", "2024-12-31"), ("2024-01-01T00:00:00Z", "2024-12-31T00:00:00Z")]


def test_identifiers_can_be_listed_alone() -> None:
    with FaultServer() as server:
        outcome = conduct(config(server.url), identifiers=True)
    assert len(outcome.kept) == ALL
    assert not any(item.data for item in outcome.items)
    assert outcome.kept["oai:partenaire.example:3"].deleted


def test_facts_come_from_identify() -> None:
    with FaultServer(mode="deletions_not_announced") as server:
        client = OaiPmh(config(server.url))
        facts = client.facts()
        client.close()
    assert (facts.name, facts.granularity, facts.deletions) == ("Bibliothèque d’essai", "second", "no")
    assert facts.earliest == datetime(2024, 1, 1, tzinfo=UTC)
    assert facts.response_date is not None and not facts.messages
