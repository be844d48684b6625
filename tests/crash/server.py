"""A partner for crash tests, over real HTTP: a thousand notices in a hundred pages, some deleted, some unreadable, some served twice.

``python -m tests.crash.server PORT DELAY LEASH`` serves on the loopback until it is killed; :func:`expected` is the truth. The file
LEASH, where it exists, says how many pages of the list may be given: the next ones wait, so that no harvest ends before its test.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.harvest.partner import unimarc

SIZE = 1000
PAGE = 10
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>2026-11-01T00:00:00Z</responseDate>"
)


def kind(number: int) -> str:
    """What is served under this number: active, deleted or bad."""
    return "deleted" if number % 41 == 7 else "bad" if number % 67 == 3 else "active"


def expected() -> dict[str, set[str]]:
    """The identifiers by what must become of them."""
    truth: dict[str, set[str]] = {"active": set(), "tombstones": set(), "quarantined": set()}
    where = {"active": "active", "deleted": "tombstones", "bad": "quarantined"}
    for number in range(SIZE):
        truth[where[kind(number)]].add(f"oai:crash:{number}")
    return truth


def record(number: int) -> str:
    """One record of the list."""
    what = kind(number)
    status = ' status="deleted"' if what == "deleted" else ""
    header = f"<header{status}><identifier>oai:crash:{number}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp></header>"
    body = {"active": unimarc(number).decode(), "bad": "<nothing>of value</nothing>", "deleted": ""}[what]
    return f"<record>{header}{f'<metadata>{body}</metadata>' if body else ''}</record>"


def page(start: int) -> bytes:
    """The list from ``start`` on; its first record is the last one of the page before."""
    stop = min(start + PAGE, SIZE)
    numbers = range(max(start - 1, 0), stop)
    token = f'<resumptionToken completeListSize="{SIZE}">{stop if stop < SIZE else ""}</resumptionToken>'
    return f"{HEAD}<request>http://127.0.0.1/</request><ListRecords>{''.join(map(record, numbers))}{token}</ListRecords></OAI-PMH>".encode()


IDENTIFY = (
    f"{HEAD}<request>http://127.0.0.1/</request><Identify><repositoryName>Crash</repositoryName><baseURL>http://127.0.0.1/</baseURL>"
    "<protocolVersion>2.0</protocolVersion><adminEmail>a@b.invalid</adminEmail><earliestDatestamp>2026-01-01T00:00:00Z</earliestDatestamp>"
    "<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify></OAI-PMH>"
).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers Identify and ListRecords."""

    protocol_version = "HTTP/1.1"
    delay = 0.0
    leash = Path()

    def do_GET(self) -> None:
        """One answer, after the delay."""
        asked = parse_qs(urlsplit(self.path).query)
        body = IDENTIFY if asked.get("verb") == ["Identify"] else self._list(int(asked.get("resumptionToken", ["0"])[0]))
        time.sleep(self.delay)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _list(self, start: int) -> bytes:
        while start // PAGE >= self._allowed():
            time.sleep(0.01)
        return page(start)

    def _allowed(self) -> float:
        with suppress(FileNotFoundError):
            return int(self.leash.read_text())
        return float("inf")

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


if __name__ == "__main__":
    Handler.delay, Handler.leash = float(sys.argv[2]), Path(sys.argv[3])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
