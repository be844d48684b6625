"""Answers made to hurt: entities, bombs, dense or endless markup. No text leaks, and memory and time stay bounded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harvest.protocols import oai_fast, oai_slow, sru_answer
from harvest.protocols.base import EndpointConfig, Fatal, ProtocolError, Slice
from harvest.protocols.registry import open_protocol
from tests.cost import at_most
from tests.fault_server import FaultServer
from tests.harvest.protocols.conductor import MEGABYTE, conduct, config, measured

SECRET = "the content of a file of this machine"


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
    with at_most(10):
        answer, peak = measured(lambda: oai_slow.read(page_with(metadata, before=before)))
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
    pages, peak = measured(lambda: list(open_protocol("file_drop", EndpointConfig(url=str(tmp_path / "depot"))).pages(Slice())))
    assert not any(SECRET.encode() in item.data for page in pages for item in page.items)
    assert peak < 20 * MEGABYTE


def test_an_entity_from_nowhere_is_set_aside_in_an_sru_answer() -> None:
    answer = (
        '<!DOCTYPE r [<!ENTITY e "x">]><searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records><record><recordData>'
        "<a>&e;</a></recordData></record></records></searchRetrieveResponse>"
    )
    (item,) = sru_answer.read(answer.encode()).items
    assert item.refusal is not None and item.refusal.code == "protocol.xml.broken_record"
    assert b"<a>&e;</a>" in item.data


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
        oai_slow.read(page, max_elements=40_000, shortcut=False)


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
    with at_most(10):
        try:
            _ = oai_fast.read(page) or oai_slow.read(page)
        except ProtocolError as error:
            assert "%(" not in str(error)


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
