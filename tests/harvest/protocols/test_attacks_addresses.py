"""Where a partner, or who poses as one, may not lead the harvester."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from harvest.protocols import guard
from harvest.protocols.base import EndpointConfig, Fatal
from harvest.protocols.transport import Transport
from tests.fault_server import FaultServer
from tests.harvest.protocols.conductor import conduct, config

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8"),
    *("198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.9", "192.88.99.1"),
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::"),
    *("2002:a00:1::1", "2001:0:7f00:1::", "5f00::1", "3fff::1"),
]
PUBLIC = ["194.214.0.1", "8.8.8.8", "2001:660::1", "2a00:1450:4007::1"]

# Ways to write 127.0.0.1, 10.0.0.1 or an address that is none.
DISGUISES = [
    *("http://2130706433/oai", "http://0x7f000001/oai", "http://0177.0.0.1/oai", "http://127.1/oai", "http://0x7f.0.0.1/oai"),
    *("http://[::ffff:127.0.0.1]/oai", "http://[::ffff:7f00:1]/oai", "http://[64:ff9b::10.0.0.1]/oai", "http://127.0.0.1./oai"),
    *("http://①②⑦.0.0.1/oai", "http://0/oai", "http://[::]/oai", "http://[fe80::1%25eth0]/oai", "http://010.0.0.1/oai"),
]
NEVER = [
    *("file:///etc/passwd", "ftp://example.org/oai", "gopher://example.org/", "jar:http://example.org!/", "//example.org/oai", "oai"),
    *(
        "http:///oai",
        "http://user:secret@example.org/oai",
        "http://exa mple.org/",
        "http://example.org:99999/",
        "http://example.org\\@10.0.0.1/",
    ),
]


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a socket tries to reach; none is reached."""
    tried: list[Any] = []

    def refuse(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError("a test does not leave")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names resolve to ``answers``, one after the other, the last one for ever; returns the names asked."""
    asked: list[str] = []

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        asked.append(host)
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            names = [one for one in asked if one == host]
            found = answers[min(len(names), len(answers)) - 1]
        return [(socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def endpoint(url: str, **changes: Any) -> EndpointConfig:
    """An endpoint as in production: loopback is refused."""
    return config(url, allow_loopback=False, **changes)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_name_leads_inside(address: str, monkeypatch: pytest.MonkeyPatch, connections: list[Any]) -> None:
    assert not guard.is_public(ipaddress.ip_address(address))
    resolving(monkeypatch, [address])
    outcome = conduct(endpoint("http://partner.example/oai"))
    assert outcome.errors == [("Fatal", "protocol.address.private")]
    assert connections == []


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_reached(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, [address])
    target = guard.check("https://partner.example/oai?x=1", config=endpoint("https://partner.example/oai"))
    assert (target.addresses, target.authority, target.path) == ((address,), "partner.example", "/oai?x=1")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch, connections: list[Any]) -> None:
    resolving(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    assert conduct(endpoint("http://partner.example/oai")).ended == "Fatal"
    assert connections == []


@pytest.mark.parametrize("url", DISGUISES)
def test_disguised_addresses_are_refused(url: str, connections: list[Any]) -> None:
    assert conduct(endpoint(url)).ended == "Fatal"
    assert connections == []


@pytest.mark.parametrize("url", NEVER)
def test_strange_addresses_are_refused_with_a_sentence(url: str, connections: list[Any]) -> None:
    outcome = conduct(endpoint(url))
    assert outcome.ended == "Fatal"
    assert "%(" not in str(outcome.error)
    assert "secret" not in str(outcome.error)
    assert connections == []


def test_other_ports_need_an_approval(monkeypatch: pytest.MonkeyPatch, connections: list[Any]) -> None:
    resolving(monkeypatch, ["8.8.8.8"])
    assert conduct(endpoint("http://partner.example:6379/oai")).errors == [("Fatal", "protocol.address.port")]
    assert connections == []
    conduct(endpoint("http://partner.example:8080/oai", ports=(8080,)), tries=1)
    assert connections == [("8.8.8.8", 8080)]


def test_a_name_that_changes_its_address_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as server:
        asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
        outcome = conduct(config(f"http://partner.example:{server.port}/oai"))
        assert {request.headers["host"] for request in server.requests} == {f"partner.example:{server.port}"}
    assert outcome.ended == "done"
    assert asked.count("partner.example") == 1


def test_a_redirect_is_checked_like_a_first_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer(mode="redirect_to_private_address") as server:
        outcome = conduct(config(server.url))
        assert outcome.errors == [("Fatal", "protocol.address.private")]
        assert len(server.requests) == 1


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with FaultServer() as server:
        assert conduct(config(server.url)).ended == "done"


def test_the_transport_speaks_only_through_the_guard() -> None:
    with pytest.raises(Fatal):
        Transport(endpoint("http://127.0.0.1/")).get("http://127.0.0.1:80/")
