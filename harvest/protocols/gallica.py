"""Gallica, asked one question: never disguised, one answer, whose bytes others read (``catalogue.formats.gallica_issues``)."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urlencode

from harvest.protocols import http_status
from harvest.protocols.base import EndpointConfig, ProtocolError
from harvest.protocols.transport import Transport

_SECONDS: Final = {"connect_timeout": 10.0, "read_timeout": 20.0, "total_timeout": 40.0}
ANSWER: Final = 8_000_000  # bytes
PICTURE: Final = 3_000_000


class Answered(NamedTuple):
    """What came of one question: the bytes, or the trouble; ``requests``: how many were sent for it (a redirect, a second try)."""

    data: bytes
    trouble: ProtocolError | None
    requests: int


class Asker(NamedTuple):
    """Who asks: ``contact``, an e-mail address told with each question. ``allow_loopback``: of a Gallica played on this machine."""

    contact: str
    allow_loopback: bool = False


def ask_issues(address: str, *, collection: str, year: int | None, asker: Asker) -> Answered:
    """The years of a title ("cb328261098"), or the issues of one of them."""
    asked = {"ark": f"ark:/12148/{collection}/date"} | ({"date": str(year)} if year is not None else {})
    return ask(f"{address}?{urlencode(asked, safe=':/')}", asker=asker)


def ask(address: str, *, asker: Asker, most: int = ANSWER) -> Answered:
    """One address of Gallica, for an answer of at most so many bytes."""
    limits = {**_SECONDS, "max_bytes": most, "max_wire_bytes": most}
    config = EndpointConfig(url=address, contact=asker.contact, allow_loopback=asker.allow_loopback, options=limits)
    transport = Transport(config)
    try:
        answer = transport.get(address)
        http_status.check(answer, agent=transport.agent)
        return Answered(answer.body, None, transport.requests)
    except ProtocolError as error:
        return Answered(b"", error, transport.requests)
    finally:
        transport.close()
