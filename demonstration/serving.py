"""What the servers of the demonstration share: a listening address, a line for each request, serving until they are told to stop."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from typing import TypeVar


class Listening(ThreadingHTTPServer):
    """A server that says where it listens."""

    daemon_threads = True
    allow_reuse_address = True

    @property
    def address(self) -> str:
        """Where it listens."""
        host, port = self.socket.getsockname()[:2]
        return f"http://{host}:{port}"


_Server = TypeVar("_Server", bound=Listening)


class Answering(BaseHTTPRequestHandler):
    """One request, told on a line of the error output as key=value under the name of its server."""

    protocol_version = "HTTP/1.1"
    told_as = ""

    def log_message(self, format: str, *args: object) -> None:
        """The request and how it ended."""
        sys.stderr.write(f"{self.told_as} request={args[0] if args else format!r} status={args[1] if len(args) > 1 else '-'}\n")


def serve(make: Callable[[], _Server], *, name: str, where: str, ready: Callable[[_Server], None] = lambda _: None) -> int:
    """Serve until SIGTERM or SIGINT; 0 when stopped, 1 with a sentence when the address (``where``) cannot be listened on.

    ``name``: what is said to listen there; ``ready`` is given the server once it does.
    """
    try:
        server = make()
    except OSError as error:
        sys.stderr.write(f"{name}: {where} cannot be listened on ({error.strerror}). Choose another --port.\n")
        return 1

    def stop(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sys.stdout.write(f"{name}: {server.address}/\n")
    sys.stdout.flush()
    ready(server)
    with server:
        server.serve_forever(poll_interval=0.2)
    return 0
