"""Gallica's Issues service, asked once: never disguised, one answer, whose bytes ``catalogue.formats.gallica_issues`` reads."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from harvest.protocols import http_status
from harvest.protocols.base import EndpointConfig, ProtocolError
from harvest.protocols.transport import Transport

_LIMITS = {"connect_timeout": 10.0, "read_timeout": 20.0, "total_timeout": 40.0, "max_bytes": 8_000_000, "max_wire_bytes": 8_000_000}


class Answered(NamedTuple):
    """What came of one question: the bytes, or the trouble; ``requests``: how many were sent for it (a redirect, a second try)."""

    data: bytes
    trouble: ProtocolError | None
    requests: int


def ask_issues(address: str, *, collection: str, year: int | None, contact: str, allow_loopback: bool = False) -> Answered:
    """The years of a title ("cb328261098"), or the issues of one of them."""
    asked = {"ark": f"ark:/12148/{collection}/date"} | ({"date": str(year)} if year is not None else {})
    config = EndpointConfig(url=address, contact=contact, allow_loopback=allow_loopback, options=dict(_LIMITS))
    transport = Transport(config)
    try:
        answer = transport.get(f"{address}?{urlencode(asked, safe=':/')}")
        http_status.check(answer, agent=transport.agent)
        return Answered(answer.body, None, transport.requests)
    except ProtocolError as error:
        return Answered(b"", error, transport.requests)
    finally:
        transport.close()
