"""How a partner is treated: asked slowly, left alone when busy, understood in its dates, named in its certificates."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from harvest.protocols import dates, registry
from harvest.protocols.base import EndpointConfig, Fatal, Protocol, RetryLater
from harvest.protocols.oai_pmh import request_url
from harvest.protocols.politeness import Manners, retry_after
from tests.fault_server import FaultServer
from tests.fault_server.play import Play, Request, Response
from tests.fault_server.server import authority
from tests.harvest.protocols.conductor import conduct, config

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 1),
        ("Thu, 01 Jan 2026 00:02:00 GMT", 120),
        ("Wed, 31 Dec 2025 23:00:00 GMT", 1),
        ("999999999999999999999", 21_600),
        ("bientôt", 60),
        ("-5", 60),
        ("", 60),
        (None, 60),
    ],
)
def test_every_way_of_asking_for_patience_is_understood(value: str | None, seconds: float) -> None:
    assert retry_after(value, now=NOW) == seconds


def test_a_partner_is_not_asked_more_often_than_agreed() -> None:
    manners = Manners()
    began = time.monotonic()
    for _ in range(5):
        manners.wait("a:80", requests_per_second=50)
    assert time.monotonic() - began >= 0.08


def test_a_long_wait_is_left_to_the_pipeline() -> None:
    manners = Manners()
    manners.cool("a:80", seconds=100)
    with pytest.raises(RetryLater) as asked:
        manners.wait("a:80", requests_per_second=5)
    assert 98 < asked.value.seconds <= 100
    manners.wait("b:80", requests_per_second=5)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02T03:04:05+02:00", datetime(2024, 1, 2, 1, 4, 5, tzinfo=UTC)),
        ("2024-01-02T03:04:05-0530", datetime(2024, 1, 2, 8, 34, 5, tzinfo=UTC)),
        ("2024-01-02T03:04:05.123Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02 03:04:05", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02", datetime(2024, 1, 2, tzinfo=UTC)),
        ("2024-13-02", None),
        ("hier", None),
        ("", None),
    ],
)
def test_dates_of_servers_are_read_in_utc(text: str, moment: datetime | None) -> None:
    assert dates.parse(text) == moment


def test_dates_are_sent_in_utc_in_the_granularity_of_the_server() -> None:
    moment = dates.parse("2024-01-01T01:30:00+02:00")
    assert moment is not None
    assert dates.written(moment, granularity="second") == "2023-12-31T23:30:00Z"
    assert dates.written(moment, granularity="day") == "2023-12-31"


def test_an_address_pasted_with_its_question_keeps_only_its_own_part() -> None:
    url = request_url(
        "http://x.example/oai.php?base=livres&verb=Identify&set=#haut", {"verb": "ListRecords", "resumptionToken": "a+b &%2B"}
    )
    assert url == "http://x.example/oai.php?base=livres&verb=ListRecords&resumptionToken=a%2Bb%20%26%252B"


def test_a_partner_with_an_authority_of_its_own_is_trusted_once_it_is_given() -> None:
    with FaultServer(tls="good") as server:
        assert conduct(config(server.url)).errors == [("Fatal", "protocol.tls.incomplete")]
        assert conduct(config(server.url, ca_bundle=authority())).ended == "done"


def test_a_certificate_file_that_is_none_says_so() -> None:
    with FaultServer(tls="good") as server:
        assert conduct(config(server.url, ca_bundle="not a certificate")).errors == [("Fatal", "protocol.tls.bad_bundle")]


def test_the_certificate_is_checked_against_the_name_not_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(tls="good") as server:
        outcome = conduct(config(f"https://localhost:{server.port}/oai", ca_bundle=authority()))
    assert outcome.ended == "done"


def test_a_server_that_is_down_is_tried_again_later() -> None:
    with FaultServer() as server:
        url = server.url
    assert conduct(config(url), tries=1).errors == [("RetryLater", "protocol.http.refused")]


def test_an_address_with_accents_and_blanks_is_asked_as_the_web_writes_it() -> None:
    with FaultServer() as server:
        outcome = conduct(config(f"http://127.0.0.1:{server.port}/bibliothèque de prêt/oai%20pmh"))
        asked = {request.path for request in server.requests}
    assert outcome.ended == "done"
    assert asked == {"/biblioth%C3%A8que%20de%20pr%C3%AAt/oai%20pmh"}


@pytest.mark.parametrize(("location", "asked"), [("/bibliothèque/oai", "/biblioth%C3%A8que/oai"), ("/à côté", "/%C3%A0%20c%C3%B4t%C3%A9")])
def test_a_redirect_to_an_address_with_accents_is_followed(location: str, asked: str) -> None:
    class Moved(Play):
        """The old address leads to one written in raw UTF-8."""

        def respond(self, request: Request) -> Response:
            if request.path == "/oai":
                return Response("", 302, {"Location": location.encode().decode("latin-1")})
            return super().respond(request)

    with FaultServer(play=Moved) as server:
        outcome = conduct(config(server.url))
        assert {request.path for request in server.requests} == {"/oai", asked}
    assert outcome.ended == "done"


def test_connections_are_kept_between_pages() -> None:
    with FaultServer() as server:
        ports = set()
        finish = server._http.finish_request

        def counting(request: object, address: object) -> None:
            ports.add(address)
            finish(request, address)

        server._http.finish_request = counting  # type: ignore[method-assign]
        conduct(config(server.url))
        assert len(server.requests) == 3
    assert len(ports) == 1


@pytest.mark.parametrize("name", registry.PROTOCOLS)
def test_every_protocol_opens_by_its_name(name: str) -> None:
    client = registry.open_protocol(name, EndpointConfig(url="http://x.example/"))
    assert isinstance(client, Protocol)
    assert client.name == name
    client.close()


def test_an_unknown_protocol_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Fatal, match="oai_pmh, sru, file_drop"):
        registry.open_protocol("z3950", EndpointConfig(url="x"))
