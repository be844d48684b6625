"""A server that answers as it is told, where a test needs a cluster that fails in one exact way."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from catalogue.search.engines.elasticsearch.options import Options, options_of

Told = tuple[int, Any]


class Request(NamedTuple):
    """A request as it came: ``lines`` are those of its body, each one JSON."""

    method: str
    path: str
    lines: list[Any]
    authorization: str


class Cluster:
    """Answers every request with what ``answer`` makes of it: (status, body); after ``delay`` seconds. Keeps what it was asked."""

    def __init__(self, answer: Callable[[Request], Told], *, delay: float = 0.0) -> None:
        self.asked: list[Request] = []
        cluster = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                lines = [json.loads(line) for line in raw.splitlines() if line.strip()]
                request = Request(self.command, self.path, lines, self.headers.get("Authorization", ""))
                cluster.asked.append(request)
                time.sleep(delay)
                status, body = answer(request)
                sent = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            do_GET = do_POST = do_PUT = do_DELETE = _any

            def log_message(self, format: str, *args: object) -> None:
                """Silence."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[Cluster]:
        """While it answers."""
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def options(folder: Path, *urls: str, **rest: Any) -> Options:
    """The options of a cluster at ``urls``, impatient."""
    return options_of(urls, folder=folder, **{"seconds": 1.0, **rest})
