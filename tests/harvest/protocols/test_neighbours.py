"""Oddities next to those that were reported: small nasty answers, and what is kept and said of each."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest

from harvest.protocols import oai_fast, oai_slow, sru_answer
from harvest.protocols.limits import Limits, Unpacker
from tests.fault_server import FaultServer, Play, Request, Response, records
from tests.fault_server.sru_play import SruPlay, scripted
from tests.harvest.protocols.conductor import Outcome, conduct, config

ALL = 25


def harvest(play: type[Play], **changes: object) -> Outcome:
    with FaultServer(play=play) as server:
        return conduct(config(server.url, **changes))


def search(play: type[SruPlay]) -> Outcome:
    with FaultServer(play=play, records=records(30)) as server:
        return conduct(config(server.url, set_spec="title=Lyon", prefix="dc", page_size=10), protocol="sru")


def unpacked(body: bytes, encoding: str, *, step: int = 7) -> bytes:
    unpacker = Unpacker(encoding, host="x", limits=Limits())
    for at in range(0, len(body), step):
        unpacker.feed(body[at : at + step])
    return unpacker.finish()


XML = "<a>Régny</a>".encode()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(XML, mtime=0), mtime=0)),
        ("gzip", gzip.compress(gzip.compress(XML, mtime=0), mtime=0)),
        ("x-gzip", gzip.compress(XML, mtime=0)),
        ("utf-8", gzip.compress(XML, mtime=0)),
        ("deflate", zlib.compress(XML)),
        ("br", XML),
        ("UTF-8, none", b"\xef\xbb\xbf  " + XML),
        ("none", XML.decode().encode("utf-16")),
    ],
)
def test_the_bytes_say_how_they_are_packed(encoding: str, body: bytes) -> None:
    read = unpacked(body, encoding)
    assert read.removeprefix(b"\xef\xbb\xbf").strip() == XML or read.decode("utf-16") == XML.decode()


def test_a_pack_within_a_pack_is_bounded_as_any_other() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 70_000_000))
    with pytest.raises(Exception, match=r"(?i)dangerous|larger"):
        unpacked(bomb, "gzip", step=1 << 16)


class OtherDates(Play):
    """The clock has no date that can be read, the HTTP header has one."""

    def now(self) -> str:
        return "aujourd’hui"


class TokenOfBlanks(Play):
    """The token holds a line break and blanks around it."""

    def make_token(self, state: dict[str, str], offset: int) -> str:
        return f"\n   {super().make_token(state, offset)}\n  "


class StatusInCapitals(Play):
    """Deleted headers say so in capitals and carry a notice all the same."""

    def list(self, request: Request) -> Response:
        response = super().list(request)
        response.body = response.data.replace(b'status="deleted"', b'status=" Deleted "')
        return response


class NoContent(Play):
    """The second page is once an answer without content."""

    def list(self, request: Request) -> Response:
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        return Response(b"", 204) if request["resumptionToken"] and asked == 1 else super().list(request)


class CookieOnRedirect(Play):
    """The door gives a cookie and leads back to itself until it is shown."""

    def respond(self, request: Request) -> Response:
        if "seen=1" not in request.headers.get("cookie", ""):
            return Response("", 302, {"Location": self.url, "Set-Cookie": "seen=1; Path=/"})
        return super().respond(request)


class Utf16WithoutMark(Play):
    """The pages are in UTF-16 without a byte order mark."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16-le")


class AsciiInHeader(Play):
    """The header says us-ascii, the XML nothing, the bytes are UTF-8."""

    def xml(self, text: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        plain = text if isinstance(text, bytes) else text.encode()
        return super().xml(plain.replace(b' encoding="UTF-8"', b""), headers={"Content-Type": "text/xml; charset=us-ascii"})


class SizesInWords(Play):
    """completeListSize is no number."""

    def announced(self, total: int, at: int) -> int:
        return "1 234"  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("play", "met"),
    [
        (OtherDates, ()),
        (TokenOfBlanks, ()),
        (StatusInCapitals, ()),
        (NoContent, ("protocol.http.empty",)),
        (CookieOnRedirect, ()),
        (Utf16WithoutMark, ()),
        (AsciiInHeader, ()),
        (SizesInWords, ()),
    ],
)
def test_an_odd_server_gives_all_its_records(play: type[Play], met: tuple[str, ...]) -> None:
    outcome = harvest(play)
    assert (outcome.ended, len(outcome.kept), tuple(code for _, code in outcome.errors)) == ("done", ALL, met)
    assert "Æsop à Lyon" in outcome.kept["oai:partenaire.example:7"].data.decode()
    assert outcome.kept["oai:partenaire.example:3"].deleted


class CountsItsPage(scripted()):  # type: ignore[misc]
    """numberOfRecords is that of the page."""

    def answer(self, inner: str, *, total: int) -> str:
        return super().answer(inner, total=inner.count("<recordPosition>"))


class CountsNothing(scripted()):  # type: ignore[misc]
    """numberOfRecords is 0."""

    def answer(self, inner: str, *, total: int) -> str:
        return super().answer(inner, total=0)


class LeadsPastTheEnd(scripted()):  # type: ignore[misc]
    """nextRecordPosition goes on after the last page, which is full; there, the server falls."""

    def respond(self, request: Request) -> Response:
        if int(request["startRecord"] or 1) > len(self.all_records):
            return Response("Internal error", 500)
        response = super().respond(request)
        response.body = response.data.replace(b"</records></", b"</records><nextRecordPosition>31</nextRecordPosition></")
        return response


class PositionsOfThePage(scripted(next=False)):  # type: ignore[misc]
    """recordPosition begins at 1 on every page."""

    def one(self, record: object, position: int) -> str:
        return super().one(record, (position - 1) % 10 + 1)  # type: ignore[arg-type]


@pytest.mark.parametrize("play", [CountsItsPage, CountsNothing, LeadsPastTheEnd, PositionsOfThePage])
def test_an_sru_server_that_cannot_count_gives_all_its_records(play: type[SruPlay]) -> None:
    outcome = search(play)
    assert (outcome.ended, len(outcome.kept), outcome.errors) == ("done", 30, [])
    assert "protocol.sru.holes" not in outcome.codes


def oai(metadata: bytes) -> bytes:
    return (
        b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-01-01T00:00:00Z</responseDate><request>x</request>'
        b"<ListRecords><record><header><identifier>i</identifier><datestamp>2024-01-01</datestamp></header><metadata>"
        + metadata
        + b"</metadata></record></ListRecords></OAI-PMH>"
    )


def sru(metadata: bytes, *, packed: Callable[[bytes], bytes] = lambda data: data) -> bytes:
    record = b"<recordData>" + packed(metadata) + b"</recordData><recordIdentifier>i1</recordIdentifier>"
    return b"<searchRetrieveResponse><records><record>" + record + b"</record></records></searchRetrieveResponse>"


TITLE = b'<dc xmlns="http://purl.org/dc/elements/1.1/"><title>R\xe9gny, %s</title></dc>'


@pytest.mark.parametrize("words", [b"\xc9glise", b"c\x9cur", "à moitié".encode()])
def test_one_title_in_windows_1252_is_read_in_any_packing(words: bytes) -> None:
    data = TITLE % words
    escaped = data.replace(b"<", b"&lt;").replace(b">", b"&gt;")
    pages = [oai_slow.read(oai(data)), sru_answer.read(sru(data)), sru_answer.read(sru(escaped))]
    assert oai_fast.read(oai(data)) is None
    title = "Régny, " + words.decode("utf-8" if b"moiti" in words else "windows-1252")
    for page in pages:
        (item,) = page.items
        assert item.refusal is None and title in item.data.decode()
        assert [message.code for message in page.messages] == ["protocol.xml.windows"]
