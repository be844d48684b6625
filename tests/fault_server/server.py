"""The HTTP side of the scripted partner: a thread on a free port of this machine, plain or with a certificate."""

from __future__ import annotations

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fault_server.play import MODES, Play, Record, Request, records

CERTIFICATES = Path(__file__).parent / "certificates"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 20

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(dict(parse_qsl(parts.query, keep_blank_values=True)), parts.query, parts.path, headers)
        play = self.server.play
        with self.server.lock:
            play.requests.append(request)
            response = play.respond(request)
        if response.wire is not None:
            response.wire(self, response)
            return
        data = response.data
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in response.headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the tests read ``requests``."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    play: Play
    lock: threading.Lock
    context: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.context is not None:
            request.settimeout(10)
            with self.context.wrap_socket(request, server_side=True) as wrapped:
                super().finish_request(wrapped, client_address)
            return
        super().finish_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves in the middle is part of the play."""


class FaultServer:
    """``with FaultServer(mode="expired_token_mid_harvest") as server:`` plays one failure mode at ``server.url``.

    ``play``: a script of the test's own instead of a mode. ``records``: what the partner holds, 25 by default. ``tls``: serve
    over TLS with a certificate of the folder (``good``).
    ``server.play`` is the running script: its ``all_records`` may be changed between two harvests, its ``requests`` read.
    """

    def __init__(
        self,
        *,
        mode: str = "good",
        play: type[Play] | None = None,
        records: list[Record] | None = None,
        page_size: int = 10,
        tls: str = "",
    ) -> None:
        held = _default_records() if records is None else records
        self.play = (play or MODES[mode])(records=held, page_size=page_size)
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.play = self.play
        self._http.lock = threading.Lock()
        tls = tls or self.play.tls
        if tls:
            self._http.context = _context(tls)
        self.port = int(self._http.server_address[1])
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/oai"
        self.play.url = self.url
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def requests(self) -> list[Request]:
        """What was asked so far."""
        return self.play.requests

    def __enter__(self) -> FaultServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)


def _default_records() -> list[Record]:
    return records(25, deleted=(3,))


def _context(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{name}.pem", CERTIFICATES / "key.pem")
    return context


def authority() -> str:
    """The certificate of the authority that signed the good certificates, in PEM."""
    return (CERTIFICATES / "ca.pem").read_text()
