"""A Gallica played on this machine, which answers what a test says and writes down what it is asked, when and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Answer = tuple[int, str, bytes]
CHALLENGE = b"<!DOCTYPE html><html><head><title>Gallica</title></head><body><altcha-widget/></body></html>"
REFUSALS: list[Answer] = [(403, "text/html", b"no"), (429, "text/plain", b""), (503, "text/plain", b""), (200, "text/html", CHALLENGE)]


class Gallica:
    """``script`` gives the next answers, after which it ``behaves``; ``log`` holds what was asked, and by whom; ``now``: its clock."""

    def __init__(self, behaves: Callable[[str], Answer]) -> None:
        self.behaves = behaves
        self.script: list[Answer] = []
        self.log: list[tuple[datetime, str, dict[str, str]]] = []
        self.now = datetime.fromisoformat("2026-03-01T00:00:00+00:00")
        self.address = ""

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.log.append((self.now, path, headers))
        return self.script.pop(0) if self.script else self.behaves(path)

    @property
    def hours(self) -> list[int]:
        """When it was asked, in hours after the first time."""
        return [round((at - self.log[0][0]).total_seconds() / 3600) for at, _path, _headers in self.log]


@contextmanager
def played(behaves: Callable[[str], Answer]) -> Iterator[Gallica]:
    """At ``address``, for as long as the block lasts."""
    gallica = Gallica(behaves)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = gallica.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.01}).start()
    gallica.address = f"http://127.0.0.1:{server.server_port}"
    yield gallica
    server.shutdown()
    server.server_close()
