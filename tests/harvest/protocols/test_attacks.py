"""Partners, or those who pose as one, who mean harm: where they may lead the harvester, what they may make it read or hold."""

from __future__ import annotations

import io
import ipaddress
import socket
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harvest.protocols import guard, oai_fast, oai_slow, sru_answer
from harvest.protocols.base import EndpointConfig, Fatal, Page, ProtocolError, RetryLater, Slice
from harvest.protocols.registry import open_protocol
from harvest.protocols.transport import Transport
from tests.fault_server import FaultServer
from tests.harvest.protocols.conductor import conduct, config

MEGABYTE = 1_000_000
SECRET = "the content of a file of this machine"

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


def page_with(metadata: str, *, before: str = "") -> bytes:
    """An OAI-PMH page of two records, of which the first holds ``metadata``."""
    inside = "".join(
        f"<record><header><identifier>oai:x:{number}</identifier><datestamp>2024-01-01</datestamp></header><metadata>{one}</metadata></record>"
        for number, one in enumerate((metadata, "<a>safe</a>"), start=1)
    )
    return (
        f'<?xml version="1.0"?>{before}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z</responseDate>'
        f"<request>http://x</request><ListRecords>{inside}</ListRecords></OAI-PMH>"
    ).encode()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "billion laughs": (f'<!DOCTYPE OAI-PMH [<!ENTITY l0 "ha">{LAUGHS}]>', "<a>&l9;</a>"),
    "quadratic": (f'<!DOCTYPE OAI-PMH [<!ENTITY q "{"q" * 100_000}">]>', f"<a>{'&q;' * 10_000}</a>"),
    "in an attribute": (f'<!DOCTYPE OAI-PMH [<!ENTITY l0 "ha">{LAUGHS}]>', '<a t="&l9;"/>'),
    "external file": ('<!DOCTYPE OAI-PMH [<!ENTITY f SYSTEM "file://%(path)s">]>', "<a>&f;</a>"),
    "parameter entity": ('<!DOCTYPE OAI-PMH [<!ENTITY %% p SYSTEM "file://%(path)s"> %%p;]>', "<a>&f;</a>"),
    "text entity": ('<!DOCTYPE OAI-PMH [<!ENTITY lyon "Lyon">]>', "<a>&lyon;</a>"),
    "external subset": ('<!DOCTYPE OAI-PMH SYSTEM "file://%(path)s">', "<a>&f;</a>"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_entities_are_never_expanded_and_their_record_is_set_aside(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    before, metadata = BOMBS[name]
    before = before % {"path": secret} if "%" in before else before
    began = time.monotonic()
    answer, peak = measured(lambda: oai_slow.read(page_with(metadata, before=before)))
    assert time.monotonic() - began < 5
    assert [bool(item.refusal) for item in answer.items] == [True, False]
    assert not any(SECRET.encode() in item.data for item in answer.items)
    assert peak < 20 * MEGABYTE


@pytest.mark.parametrize("name", BOMBS)
def test_entities_in_a_deposited_file_are_never_expanded(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    before, metadata = BOMBS[name]
    before = (before % {"path": secret} if "%" in before else before).replace("OAI-PMH", "collection")
    (tmp_path / "depot").mkdir()
    (tmp_path / "depot" / "notices.xml").write_text(f"<?xml version='1.0'?>{before}<collection><record>{metadata}</record></collection>")
    pages, peak = measured(lambda: list(drop(tmp_path / "depot").pages(Slice())))
    assert not any(SECRET.encode() in item.data for page in pages for item in page.items)
    assert peak < 20 * MEGABYTE


def test_an_entity_from_nowhere_is_set_aside_in_an_sru_answer() -> None:
    answer = (
        '<!DOCTYPE r [<!ENTITY e "x">]><searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records><record><recordData>'
        "<a>&e;</a></recordData></record></records></searchRetrieveResponse>"
    )
    with pytest.raises(RetryLater, match="not well-formed"):
        sru_answer.read(answer.encode())


def test_ten_megabytes_of_dense_markup_cost_little() -> None:
    page = page_with(f"<r>{'<a/>' * 2_500_000}</r>")
    answer, peak = measured(lambda: oai_fast.read(page))
    assert [item.refusal.code if item.refusal else "" for item in answer.items] == ["protocol.record.too_large", ""]
    assert peak < 4 * len(page)


CAREFUL = """
import resource, sys
from harvest.protocols import oai_slow
page = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
items = oai_slow.read(page).items
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(after - before, [bool(item.refusal) for item in items])
"""


def test_ten_megabytes_of_dense_markup_cost_little_when_read_with_care() -> None:
    page = page_with(f"<r><!-- -->{'<a/>' * 2_500_000}</r>")
    done = subprocess.run([sys.executable, "-c", CAREFUL], input=page, capture_output=True, check=True)
    grown, _, refused = done.stdout.decode().partition(" ")
    kilobyte = 1 if sys.platform == "darwin" else 1024
    assert refused.strip() == "[True, False]"
    assert int(grown) * kilobyte < 5 * len(page)


def test_a_page_with_too_many_elements_is_refused() -> None:
    page = page_with(f"<r><!-- -->{'<a/>' * 50_000}</r>")
    with pytest.raises(Fatal, match="refused as dangerous"):
        oai_slow.read(page, max_elements=40_000)


def test_a_well_too_deep_loses_only_its_own_record() -> None:
    deep = 100_000
    answer, peak = measured(lambda: oai_slow.read(page_with("<!-- -->" + "<a>" * deep + "</a>" * deep)))
    assert [bool(item.refusal) for item in answer.items] == [True, False]
    assert peak < 20 * MEGABYTE


@pytest.mark.parametrize(
    "page",
    [
        b"<!--" * 400_000,
        b"<?a" * 400_000,
        b"<!DOCTYPE a [" + b"<!--" * 300_000,
        b"<!DOCTYPE a " + b"'" * 300_001,
        b"<OAI-PMH>" + b"<record><header>" * 50_000 + b"</OAI-PMH>",
        b"<OAI-PMH></OAI-PMH>" + b"<!-- x -->" * 50_000 + b"y",
        b"<OAI-PMH " + b"a='" * 200_000 + b"></OAI-PMH>",
        b"<OAI-PMH><ListRecords>" + b"&#" * 300_000 + b"</ListRecords></OAI-PMH>",
        b"<OAI-PMH>" + b"> <?xml " * 100_000 + b"</OAI-PMH>",
        b"\xff\xfe" * 300_000,
        b"<OAI-PMH>" + b"\xe9" * 500_000 + b"</OAI-PMH>",
    ],
    ids=range(11),
)
def test_no_page_makes_the_reading_crawl(page: bytes) -> None:
    began = time.monotonic()
    try:
        _ = oai_fast.read(page) or oai_slow.read(page)
    except ProtocolError as error:
        assert "%(" not in str(error)
    assert time.monotonic() - began < 5


def test_a_compressed_bomb_is_stopped_before_it_is_unpacked() -> None:
    with FaultServer(mode="gzip_bomb") as server:
        outcome, peak = measured(lambda: conduct(config(server.url, options={"max_bytes": 30 * MEGABYTE})))
    assert outcome.errors == [("Fatal", "protocol.http.bomb")]
    assert peak < 45 * MEGABYTE


def test_an_endless_answer_is_stopped() -> None:
    with FaultServer(mode="huge_page") as server:
        options = {"max_wire_bytes": MEGABYTE, "max_bytes": MEGABYTE}
        outcome = conduct(config(server.url, options=options))
    assert outcome.errors == [("SplitSlice", "protocol.http.too_large")]
    assert len(outcome.items) == 10


# ---- deposited files


def drop(path: Path, **options: Any) -> Any:
    """The client of a delivery."""
    return open_protocol("file_drop", EndpointConfig(url=str(path), options=options))


def archive(path: Path, members: dict[str, bytes]) -> Path:
    """A ZIP file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def codes(pages: list[Page]) -> list[str]:
    """The codes of the messages of a delivery."""
    return [message.code for page in pages for message in page.messages]


def test_a_zip_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bombe.zip", {f"{n}.xml": b"<collection><record/>" + b" " * 60 * MEGABYTE for n in range(3)})
    assert bomb.stat().st_size < MEGABYTE

    def read() -> None:
        with pytest.raises(Fatal, match="unpacks to more than"):
            list(drop(bomb, max_unpacked=20 * MEGABYTE).pages(Slice()))

    _, peak = measured(read)
    assert peak < 40 * MEGABYTE


def test_the_cap_of_an_archive_holds_across_checkpoints(tmp_path: Path) -> None:
    notices = (
        b"<collection>"
        + b"".join(b"<record><controlfield tag='001'>%d</controlfield></record>" % n for n in range(4000))
        + b"</collection>"
    )
    path = archive(tmp_path / "lot.zip", {"a.xml": notices, "b.xml": notices})
    checkpoint = None
    with pytest.raises(Fatal, match="unpacks to more than"):
        while True:
            page = next(drop(path, max_unpacked=len(notices) + 1000).pages(Slice(), checkpoint))
            checkpoint = page.checkpoint
            assert checkpoint is not None


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "lot.zip", {f"{n}.csv": b"a;b" for n in range(30)})
    with pytest.raises(Fatal, match="more than 20 files"):
        list(drop(path, max_files=20).pages(Slice()))


def test_dangerous_members_are_left_out_and_named(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("x.csv", "a;b")
    members = {
        "../../etc/cron.d/x.csv": b"a;b",
        "/etc/passwd.csv": b"a;b",
        "C:\\x.csv": b"a;b",
        "dedans.zip": inner.getvalue(),
        "bon.csv": b"a;b",
    }
    pages = list(drop(archive(tmp_path / "lot.zip", members)).pages(Slice()))
    assert [item.identifier for page in pages for item in page.items] == ["lot.zip/bon.csv"]
    assert sorted(codes(pages)) == ["protocol.drop.bad_name"] * 3 + ["protocol.drop.nested"]


def test_links_and_places_outside_the_delivery_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(SECRET)
    depot = tmp_path / "depot"
    depot.mkdir()
    (depot / "lien.csv").symlink_to(tmp_path / "secret.csv")
    assert [page.items for page in drop(depot).pages(Slice())] == [()]
    with pytest.raises(Fatal, match="outside the folder"):
        list(drop(tmp_path / "secret.csv", root=str(depot)).pages(Slice()))
    with pytest.raises(Fatal, match="outside the folder"):
        list(drop(depot / ".." / "secret.csv", root=str(depot)).pages(Slice()))


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "lot.zip", {"a.csv": b"abc;def" * 1000})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(Fatal, match="is damaged"):
        list(drop(path).pages(Slice()))


def measured(action: Callable[[], Any]) -> tuple[Any, int]:
    """What ``action`` gives and the most memory that it held at once, in bytes."""
    tracemalloc.start()
    try:
        result = action()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_transport_speaks_only_through_the_guard() -> None:
    with pytest.raises(Fatal):
        Transport(endpoint("http://127.0.0.1/")).get("http://127.0.0.1:80/")
