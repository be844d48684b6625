"""Partners who speak SRU: what is kept of their answers, and what is said of their errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from harvest.protocols import sru_answer
from harvest.protocols.base import Fatal, RetryLater, Slice
from harvest.protocols.registry import open_protocol
from harvest.protocols.sru import KINDS
from tests.fault_server import FaultServer, Request, Response, records
from tests.fault_server.sru_play import SRW, scripted
from tests.harvest.protocols.conductor import Outcome, conduct, config
from tests.selections import some


def search(server: FaultServer, **changes: Any) -> Outcome:
    """Harvest a query."""
    return conduct(config(server.url, **{"set_spec": "dc.title all Lyon", "prefix": "dc", "page_size": 10} | changes), protocol="sru")


def test_every_record_that_a_query_finds_is_read_page_by_page() -> None:
    with FaultServer(play=scripted(), records=records(25)) as server:
        outcome = search(server)
        asked = [(request["startRecord"], request["maximumRecords"], request["version"]) for request in server.requests]
        assert {request["query"] for request in server.requests} == {"dc.title all Lyon"}
    assert len(outcome.kept) == 25
    assert asked == [("1", "10", "1.2"), ("11", "10", "1.2"), ("21", "10", "1.2")]
    assert [item.position for item in outcome.items] == list(range(1, 26))


@pytest.mark.parametrize("script", [{"packing": "string"}, {"next": False}, {"two": True}], ids=["string", "no next", "2.0"])
def test_the_ways_of_answering_give_the_same_records(script: dict[str, object]) -> None:
    with FaultServer(play=scripted(), records=records(25)) as server:
        plain = search(server)
    with FaultServer(play=scripted(**script), records=records(25)) as server:
        other = search(server)
    assert other.ended == "done"
    assert {one.identifier: one.data for one in other.items} == {one.identifier: one.data for one in plain.items}


def test_a_broken_record_costs_only_itself() -> None:
    with FaultServer(play=scripted(ill_formed=(3, 10, 25)), records=records(25)) as server:
        outcome = search(server)
    refused = [item for item in outcome.items if item.refusal is not None]
    assert (outcome.ended, len(outcome.kept)) == ("done", 22)
    assert [(item.position, item.refusal and item.refusal.code) for item in refused] == [
        (3, "protocol.xml.broken_record"),
        (10, "protocol.xml.broken_record"),
        (25, "protocol.xml.broken_record"),
    ]
    assert all(item.identifier and "Tours & détours".encode() in item.data for item in refused)
    assert [item.position for item in outcome.items] == list(range(1, 26))


@pytest.mark.parametrize("end", ["", "</records>", "</recordData></record></records>"])
def test_a_page_cut_in_the_middle_is_asked_for_again(end: str) -> None:
    page = f'<searchRetrieveResponse xmlns="{SRW}"><numberOfRecords>9</numberOfRecords><records><record><recordSchema>dc</recordSchema>'
    with pytest.raises(RetryLater):
        sru_answer.read(f"{page}<recordData><dc><title>Cou{end}".encode())


def test_salvaged_records_keep_what_is_told_of_their_bytes() -> None:
    def one(number: int, title: bytes) -> bytes:
        data = b"<m:record xmlns:m='urn:m'><m:leader>" + title + b"</m:leader></m:record>"
        return b"<s:record><s:recordData>" + data + b"</s:recordData><s:recordIdentifier>id%d</s:recordIdentifier></s:record>" % number

    titles = (b"sain", b"m\x81\xfe\x8dchant", b"A & B", b"x\x03y")
    records_ = b"".join(one(number, title) for number, title in enumerate(titles, start=1))
    root = f'<s:searchRetrieveResponse xmlns:s="{SRW}"><s:numberOfRecords>4</s:numberOfRecords><s:records>'.encode()
    answer = sru_answer.read(root + records_ + b"</s:records></s:searchRetrieveResponse>")

    assert [(item.identifier, item.refusal.code if item.refusal else "") for item in answer.items] == [
        ("id1", ""),
        ("id2", "protocol.xml.bad_utf8"),
        ("id3", "protocol.xml.broken_record"),
        ("id4", ""),
    ]
    assert b"m\x81\xfe\x8dchant" in answer.items[1].data and b"A & B" in answer.items[2].data
    codes = [message.code for message in answer.messages]
    assert (codes.count("protocol.xml.control_characters"), codes[-1], answer.shown) == (1, "protocol.xml.broken_page", 4)


def test_an_older_server_is_spoken_to_in_its_version() -> None:
    with FaultServer(play=scripted(version="1.1"), records=records(25)) as server:
        outcome = search(server)
        versions = [request["version"] for request in server.requests]
    assert len(outcome.kept) == 25
    assert versions == ["1.2", "1.1", "1.1", "1.1"]


def test_version_two_is_asked_without_version_and_operation() -> None:
    with FaultServer(play=scripted(two=True), records=records(5)) as server:
        search(server, options={"version": "2.0"})
        arguments = server.requests[0].arguments
    assert "version" not in arguments and "operation" not in arguments
    assert (arguments["queryType"], arguments["recordXMLEscaping"]) == ("cql", "xml")


def test_a_record_that_the_server_could_not_give_is_one_message() -> None:
    with FaultServer(play=scripted(broken=(4, 17)), records=records(25)) as server:
        outcome = search(server)
    assert (len(outcome.kept), outcome.codes) == (23, ["protocol.sru.surrogate"] * 2)


@pytest.mark.parametrize(
    ("number", "ended", "code"),
    [
        (1, "RetryLater", "protocol.sru.busy"),
        (2, "RetryLater", "protocol.sru.busy"),
        (3, "Blocked", "protocol.sru.login"),
        (4, "Fatal", "protocol.sru.settings"),
        (8, "Fatal", "protocol.sru.settings"),
        (10, "Fatal", "protocol.sru.query"),
        (16, "Fatal", "protocol.sru.query"),
        (60, "Fatal", "protocol.sru.too_many"),
        (66, "Fatal", "protocol.sru.schema"),
        (235, "Fatal", "protocol.sru.settings"),
    ],
)
def test_the_servers_errors_are_told_in_words(number: int, ended: str, code: str) -> None:
    with FaultServer(play=scripted(diagnostic=number)) as server:
        outcome = search(server)
    assert (outcome.ended, outcome.error and outcome.error.message.code) == (ended, code)
    assert str(number) in str(outcome.error) and "%(" not in str(outcome.error)
    assert all(1 <= known <= 72 for known in some(KINDS))


def test_a_server_that_stops_in_the_middle_keeps_what_it_gave() -> None:
    with FaultServer(play=scripted(cap=20), records=records(25)) as server:
        outcome = search(server)
    assert (len(outcome.kept), outcome.errors) == (20, [("Fatal", "protocol.sru.capped")])
    assert "25" in str(outcome.error) and "20" in str(outcome.error)


@pytest.mark.parametrize("following", [True, False], ids=["next", "no next"])
@pytest.mark.parametrize(
    "holes",
    [(4, 17), (10,), (25,), (24, 25), tuple(range(11, 21)), (1, 11, 21)],
    ids=["inside", "end of page", "last", "two", "page", "first"],
)
def test_places_left_empty_without_a_word_are_said_and_the_harvest_is_whole(holes: tuple[int, ...], following: bool) -> None:
    if len(holes) == 10 and not following:
        pytest.skip("a server that gives nothing and does not say how to go on has stopped")
    with FaultServer(play=scripted(holes=holes, next=following), records=records(25)) as server:
        outcome = search(server)
    assert (outcome.ended, len(outcome.kept)) == ("done", 25 - len(holes))
    assert outcome.codes.count("protocol.sru.holes") == 1


def test_a_server_that_goes_on_with_empty_pages_is_stopped() -> None:
    with FaultServer(play=scripted(holes=tuple(range(11, 1001))), records=records(1000)) as server:
        outcome = search(server)
        assert len(server.requests) < 30
    assert (len(outcome.kept), outcome.errors) == (10, [("Fatal", "protocol.sru.capped")])


def test_the_charset_of_the_header_counts_where_the_answer_says_none() -> None:
    class Latin(scripted()):  # type: ignore[misc]
        """In Latin-1, as the header says."""

        def xml(self, text: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
            data = str(text).replace("–", "-").replace("’", "'").encode("latin-1")
            return super().xml(data, headers={"Content-Type": "text/xml;charset=ISO-8859-1"})

    with FaultServer(play=Latin, records=records(3)) as server:
        outcome = search(server)
    assert "Æsop à Lyon" in outcome.items[0].data.decode()
    assert outcome.codes == ["protocol.xml.encoding"]


def test_a_server_gives_its_cookie_back_to_go_on() -> None:
    class Session(scripted()):  # type: ignore[misc]
        """The second page is for the session of the first."""

        def respond(self, request: Request) -> Response:
            if request["startRecord"] != "1" and request.headers.get("cookie") != "s=1":
                return self.xml(self.answer(self.top(51, "no result set"), total=0))
            response = super().respond(request)
            response.headers["Set-Cookie"] = "s=1; path=/"
            return response

    with FaultServer(play=Session, records=records(25)) as server:
        assert len(search(server).kept) == 25


def test_a_server_that_gives_the_first_page_for_ever_is_stopped() -> None:
    with FaultServer(play=scripted(stuck=True, next=False), records=records(25)) as server:
        outcome = search(server)
    assert (len(outcome.kept), outcome.errors) == (10, [("Fatal", "protocol.sru.loop")])


def test_a_record_without_any_identifier_is_set_aside() -> None:
    with FaultServer(play=scripted(identifiers=False), records=records(3)) as server:
        outcome = search(server)
    assert [item.refusal and item.refusal.code for item in outcome.items] == ["protocol.record.no_identifier"] * 3


def test_an_endpoint_without_a_query_says_how_to_write_one() -> None:
    with FaultServer(play=scripted()) as server, pytest.raises(Fatal, match="Write one in CQL"):
        next(open_protocol("sru", config(server.url)).pages(Slice()))


def test_the_name_comes_from_explain() -> None:
    with FaultServer(play=scripted()) as server:
        client = open_protocol("sru", config(server.url))
        facts = client.facts()
        client.close()
    assert (facts.name, facts.granularity, facts.deletions) == ("Catalogue d’essai", "none", "no")
    assert facts.response_date is not None


def test_an_oai_server_is_not_taken_for_sru() -> None:
    with FaultServer() as server:
        assert search(server).errors == [("Fatal", "protocol.xml.other_root")]


# Recorded answers: (records kept, set aside, records shown, records found in all).
RECORDED = {
    "2e0byo__gallica-autobib/SRU.xml": (0, 0, 0, None),
    "metafacture__metafacture-core/sru_dnb-8ce72c3c-e18f-488a-855d-6dcbf320cb4f.xml": (1, 0, 1, 1910),
    "metafacture__metafacture-core/sru_dnb-e9396103-55d6-41c6-984a-bb656304764a.xml": (1, 0, 1, 1910),
    "metaodi__sruthi/response_multiple_1.xml": (0, 99, 99, 220),
    "metaodi__sruthi/response_single.xml": (0, 1, 1, 1),
    "metaodi__sruthi/response_single_sru11.xml": (1, 0, 1, 8985),
    "metaodi__sruthi/test_passing_maximum_records.xml": (0, 12, 12, 12),
    "rero__rero-ils/bnf_anywhere_all_peter.xml": (49, 0, 50, 118425),
    "rero__rero-ils/bnf_ean_any_123.xml": (1, 0, 1, 1),
    "rero__rero-ils/bnf_recordid_all_FRBNF370903960000006.xml": (1, 0, 1, 1),
    "rero__rero-ils/dnb_isbn_123.xml": (10, 0, 10, 107),
    "rero__rero-ils/dnb_isbn_3858818526.xml": (1, 0, 1, 1),
    "rero__rero-ils/dnb_samuelson.xml": (10, 0, 10, 366),
    "rero__rero-ils/kul_anywhere_123.xml": (10, 0, 10, 11006),
    "rero__rero-ils/kul_recordid_99928762.xml": (1, 0, 1, 1),
    "rero__rero-ils/kul_samuelson.xml": (10, 0, 10, 355),
    "rero__rero-ils/loc_anywhere_all_samuelson.xml": (10, 0, 10, 806),
    "rero__rero-ils/loc_isbn_all_9781604689808.xml": (1, 0, 1, 1),
    "rero__rero-ils/slsp_isbn_9782296076648.xml": (2, 0, 2, 2),
    "rero__rero-ils/slsp_samuelson.xml": (10, 0, 10, 1133),
    "rero__rero-ils/ugent_book_without_26X.xml": (1, 0, 1, 1),
    "rero__rero-ils/ugent_recordid_001247835.xml": (1, 0, 1, 1),
    "rero__rero-ils/unimarc_BNF_totok.xml": (20, 0, 20, 189),
    "xbib__marc/sru_picaxml.xml": (0, 3, 3, 3),
    "xbib__marc/sru_ppxml.xml": (0, 1, 1, 1),
}


@pytest.mark.shared
def test_every_recorded_answer_is_read(shared_data: Path) -> None:
    seen = {}
    for path in some(sorted((shared_data / "sru").rglob("*.xml"))):
        answer = sru_answer.read(path.read_bytes())
        name = path.relative_to(shared_data / "sru").as_posix()
        refused = sum(1 for item in answer.items if item.refusal)
        counts = (len(answer.items) - refused, refused, answer.shown, answer.total)
        if name.startswith("Swiss-Library"):
            assert counts == (1, 0, 1, 1)
        else:
            seen[name] = counts
    assert seen == RECORDED


@pytest.mark.shared
def test_the_page_of_49_records_and_one_failure_gives_49_and_one_message(shared_data: Path) -> None:
    answer = sru_answer.read((shared_data / "sru/rero__rero-ils/bnf_anywhere_all_peter.xml").read_bytes())
    (message,) = answer.messages
    assert len(answer.items) == 49
    assert (message.code, message.args["position"], message.args["number"]) == ("protocol.sru.surrogate", 46, 130)
    assert "problème de connexion" in str(message)
    first = answer.items[0]
    assert first.identifier == "ark:/12148/cb43288550r"
    assert first.data.startswith(b'<mxc:record xmlns:mxc="info:lc/xmlns/marcxchange-v2"')
    assert answer.next_position == 51


def test_an_identifier_that_is_the_same_in_a_whole_page_is_none() -> None:
    record = (
        '<record><recordData><dc:dc xmlns:dc="urn:dc"><dc:title>Titre {0}</dc:title><dc:identifier>https://gallica.bnf.fr/ark:/12148/bpt6k{0}'
        "</dc:identifier></dc:dc></recordData><recordIdentifier>ark</recordIdentifier></record>"
    )
    inside = "".join(record.format(n) for n in (100, 101, 102))
    page = f"<searchRetrieveResponse><numberOfRecords>3</numberOfRecords><records>{inside}</records></searchRetrieveResponse>"
    answer = sru_answer.read(page.encode())
    assert [item.identifier for item in answer.items] == [f"ark:/12148/bpt6k{n}" for n in (100, 101, 102)]
    assert [message.code for message in answer.messages] == ["protocol.sru.constant_identifier"]
