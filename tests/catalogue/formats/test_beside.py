"""Holdings records sent beside a bibliographic one: their call numbers and their states of collection reach the notice that is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.formats.reading import read_file, read_item
from harvest.protocols import oai_fast, oai_slow, sru_answer
from tests.harvest.protocols.test_file_drop import items, read
from tests.selections import some

NAMESPACE = 'xmlns="http://www.loc.gov/MARC21/slim"'


def bibliographic(number: str, *, kind: str = ' type="Bibliographic"', copies: str = "") -> str:
    return (
        f'<record {NAMESPACE}{kind}><leader>00000nas a2200000 c 4500</leader><controlfield tag="001">{number}</controlfield>'
        '<controlfield tag="008">990101c19999999fr |||p|||||||||||0fre  </controlfield>'
        '<datafield tag="035" ind1=" " ind2=" "><subfield code="a">(DE-599)ZDB'
        f"{number}</subfield></datafield>"
        f'<datafield tag="245" ind1="0" ind2="0"><subfield code="a">Revue {number}</subfield></datafield>{copies}</record>'
    )


def field(tag: str, *subfields: tuple[str, str]) -> str:
    inside = "".join(f'<subfield code="{code}">{value}</subfield>' for code, value in subfields)
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{inside}</datafield>'


def holdings(
    number: str, shelf: str, years: str, *, of: str = "", kind: str = ' type="Holdings"', status: str = "n", eight: str = ""
) -> str:
    named = f'<controlfield tag="004">{of}</controlfield>' if of else ""
    linked = (("8", f"{eight}.1"),) if eight else ()
    return (
        f'<record {NAMESPACE}{kind}><leader>00000{status}y  a2200000   4500</leader><controlfield tag="001">{number}</controlfield>{named}'
        + field("852", *linked, ("a", "DE-101"), ("h", shelf))
        + field("866", *linked, ("a", years))
        + "</record>"
    )


def copies(data: str | bytes) -> list[tuple[str, str]]:
    reading = read_item(data.encode() if isinstance(data, str) else data, identifier="x")
    assert reading.description is not None, reading.reason
    return [(copy.call_number, copy.statement) for copy in reading.description.holdings]


BOTH = [("Z 1", "1999-2003"), ("Z 2", "2004-")]
ENVELOPES = {
    "a collection": "<collection>%s</collection>",
    "OAI-PMH": "<record><header><identifier>x</identifier></header><metadata><collection>%s</collection></metadata></record>",
    "OAI-PMH, several in one": "<record><header><identifier>x</identifier></header><metadata>%s</metadata></record>",
    "SRU": "<record><recordSchema>m</recordSchema><recordData><collection>%s</collection></recordData></record>",
    "SRU, several in one": "<record><recordSchema>m</recordSchema><recordData>%s</recordData></record>",
}


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
@pytest.mark.parametrize("kind", [' type="Holdings"', ""], ids=["typed", "by label"])
@pytest.mark.parametrize("of", ["17", "(DE-101)17", "(DE-599)ZDB17", ""], ids=["001", "with agency", "035", "by order"])
def test_the_shelf_of_a_holdings_record_is_that_of_the_notice_beside_it(of: str, kind: str, envelope: str) -> None:
    sent = bibliographic("17") + holdings("h1", "Z 1", "1999-2003", of=of, kind=kind) + holdings("h2", "Z 2", "2004-", of=of, kind=kind)
    assert copies(envelope % sent) == BOTH


def test_two_holdings_records_that_number_their_links_alike_keep_their_own_years() -> None:
    sent = bibliographic("17") + holdings("h1", "Z 1", "1999-2003", eight="1") + holdings("h2", "Z 2", "2004-", eight="1")
    assert copies(f"<collection>{sent}</collection>") == BOTH


def test_the_holdings_of_another_notice_are_not_taken_and_it_is_said() -> None:
    sent = bibliographic("17") + holdings("h1", "Z 1", "1999-2003", of="18")
    reading = read_item(f"<collection>{sent}</collection>".encode())
    assert reading.description is not None and not reading.description.holdings
    assert [(warning.code, warning.args["count"]) for warning in reading.warnings] == [("records_beside", 1)]


def test_a_holdings_record_that_was_deleted_adds_nothing() -> None:
    sent = bibliographic("17") + holdings("h1", "Z 1", "1999-2003", status="d") + holdings("h2", "Z 2", "2004-")
    assert copies(f"<collection>{sent}</collection>") == BOTH[1:]


def test_a_library_and_a_call_number_in_two_fields_are_one_copy() -> None:
    held = f'<record {NAMESPACE} type="Holdings"><leader>00000ny  a22000003n 4500</leader><controlfield tag="001">h1</controlfield>'
    held += field("852", ("c", "2024 AA 2531"), ("9", "00")) + field("852", ("a", "DE-101a")) + "</record>"
    reading = read_item(
        f"<collection>{bibliographic('17')}{held}{held.replace('2531', '6253').replace('101a', '101b')}</collection>".encode()
    )
    assert reading.description is not None
    found = [(copy.institution_name, copy.call_number) for copy in reading.description.holdings]
    assert found == [("DE-101a", "2024 AA 2531"), ("DE-101b", "2024 AA 6253")]


@pytest.mark.shared
def test_the_copies_of_the_dnb_reach_its_notices(shared_data: Path) -> None:
    found = {}
    for path in some(sorted((shared_data / "sru" / "metafacture__metafacture-core").glob("sru_dnb-*.xml")), least=2):
        for reading in read_file(path.read_bytes()):
            assert reading.description is not None and not reading.warnings
            found[reading.identifier] = [(copy.institution_name, copy.call_number) for copy in reading.description.holdings]
    assert found == {
        "1284328724": [("DE-101a", "2024 AA 5219")],
        "1304143236": [("DE-101a", "2024 AA 2531"), ("DE-101b", "2024 AA 6253")],
    }


@pytest.mark.shared
def test_holdings_records_that_follow_their_notices_in_a_delivery_are_theirs(shared_data: Path) -> None:
    readings = list(read_file((shared_data / "marcxml" / "marc4j__marc4j" / "sample1a.xml").read_bytes()))
    shelves = [[copy.call_number for copy in one.description.holdings] if one.description else one.reason for one in readings]
    assert shelves[0] == ["H 75 .26"] and shelves[2:4] == [["MT130.M25 Z93 2000"], ["SD194.P42 G373 2003"]]
    assert readings[4].description is not None
    assert [(copy.call_number, copy.statement) for copy in readings[4].description.holdings] == [("Ref BV173 .N8614 1992", "v.1-v.2")]
    assert readings[1].reason is not None and readings[1].reason.code == "format_holdings", "its 004 names a record that is not there"


def test_a_copy_that_the_notice_itself_names_stays() -> None:
    sent = bibliographic("17", copies=field("852", ("a", "FR-693836101"), ("h", "P 8"))) + holdings("h1", "Z 1", "1999-2003")
    assert copies(f"<collection>{sent}</collection>") == [("P 8", ""), BOTH[0]]


def delivery(*records: str) -> bytes:
    return f"<collection>{''.join(records)}</collection>".encode()


MIXED = delivery(
    bibliographic("17"),
    holdings("h1", "Z 1", "1999-2003", of="17"),
    holdings("h2", "Z 2", "2004-"),
    bibliographic("18"),
    holdings("h3", "Z 3", "1901", of="18"),
    bibliographic("19"),
    holdings("h4", "Z 4", "1902", of="17"),
)


def test_a_file_of_notices_and_holdings_gives_each_its_own(tmp_path: Path) -> None:
    (tmp_path / "lot.xml").write_bytes(MIXED)
    inspected = list(read_file(MIXED))
    assert [(one.identifier, one.status) for one in inspected] == [("17", "read"), ("18", "read"), ("19", "read"), ("h4", "refused")]
    assert [copies(one.raw) for one in inspected[:3]] == [BOTH, [("Z 3", "1901")], []]
    assert inspected[3].reason is not None and inspected[3].reason.code == "format_holdings"
    assert [item.data for item in items(read(tmp_path / "lot.xml"))] == [one.raw for one in inspected]


@pytest.mark.parametrize("block_size", [128, 701, 4096])
def test_reading_can_stop_and_go_on_after_each_notice_and_its_holdings(block_size: int, tmp_path: Path) -> None:
    from harvest.protocols.base import EndpointConfig, Slice
    from harvest.protocols.file_drop import FileDrop

    path = tmp_path / "lot.xml"
    path.write_bytes(MIXED)
    config = EndpointConfig(url=str(path), page_size=1, options={"block_size": block_size})
    whole = list(FileDrop(config).pages(Slice()))
    for number, page in enumerate(some(whole, least=3)):
        if page.checkpoint is not None:
            rest = [item.data for later in FileDrop(config).pages(Slice(), page.checkpoint) for item in later.items]
            assert rest == [item.data for later in whole[number + 1 :] for item in later.items]


def test_live_answers_bring_the_holdings_with_the_notice() -> None:
    sent = (bibliographic("17") + holdings("h1", "Z 1", "1999-2003") + holdings("h2", "Z 2", "2004-", of="17")).encode()
    for data in (sent, b"<collection>%b</collection>" % sent):
        page = (
            b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z</responseDate><request>http://x/'
            b"</request><ListRecords><record><header><identifier>x</identifier><datestamp>2024-01-01</datestamp></header><metadata>"
            + data
            + b"</metadata></record></ListRecords></OAI-PMH>"
        )
        answer = oai_fast.read(page) or oai_slow.read(page)
        assert [copies(item.data) for item in answer.items] == [BOTH]
        assert not answer.messages
        found = sru_answer.read(
            b"<searchRetrieveResponse><numberOfRecords>1</numberOfRecords><records><record><recordSchema>m</recordSchema><recordData>"
            + data
            + b"</recordData></record></records></searchRetrieveResponse>"
        )
        assert [(item.identifier, copies(item.data)) for item in found.items] == [("17", BOTH)]
