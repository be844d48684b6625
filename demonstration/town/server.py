"""Serves the site of the sample library.

``python -m demonstration.town.server --port 8091`` prints its address and serves until SIGTERM or SIGINT.

Its pages are files; a line ``<!-- bloc: NAME -->`` is where somebody would have pasted a block. What was pasted is in one file of JSON,
name → HTML, which ``load_demonstration`` writes: the pages stand without it, and without the portal.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from runtime.files import read_json, write_json
from runtime.paths import var_dir

HOST, PORT = "127.0.0.1", 8091
PAGES = Path(__file__).with_name("pages")
TYPES = {".html": "text/html; charset=UTF-8", ".css": "text/css; charset=UTF-8", ".svg": "image/svg+xml"}
WAITING = '<p class="attente">Ce bloc n’est pas encore collé : le catalogue régional se prépare. Rechargez la page dans un instant.</p>'
_PLACE = re.compile(r"<!-- bloc: ([a-z]+) -->")


def pasted() -> Path:
    """The file that holds what was pasted, by name."""
    return var_dir() / "demonstration-town.json"


def paste(blocks: Mapping[str, str]) -> None:
    """Put these blocks, HTML by name, in the place of all that was pasted before."""
    write_json(pasted(), dict(blocks))


class Town(ThreadingHTTPServer):
    """The server; ``blocks`` is the file of what was pasted."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], *, blocks: Path | None = None) -> None:
        super().__init__(address, Handler)
        self.blocks = blocks or pasted()

    @property
    def address(self) -> str:
        """Where it listens."""
        host, port = self.socket.getsockname()[:2]
        return f"http://{host}:{port}"

    def page(self, path: str) -> tuple[str, bytes] | None:
        """The type and the bytes of what stands at a path; None where nothing does."""
        name = path.strip("/") or "index.html"
        file = PAGES / name
        if "/" in name or file.suffix not in TYPES or not file.is_file():
            return None
        if file.suffix != ".html":
            return TYPES[file.suffix], file.read_bytes()
        there = read_json(self.blocks)
        text = _PLACE.sub(lambda found: there.get(found[1], WAITING), file.read_text(encoding="utf-8"))
        return TYPES[file.suffix], text.encode()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Town
    protocol_version = "HTTP/1.1"
    server_version = "bibliotheque-du-port"

    def do_GET(self) -> None:
        """A page, or the sentence that says that there is none."""
        found = self.server.page(urlsplit(self.path).path)
        kind, body = found or ("text/plain; charset=UTF-8", "Cette page n’existe pas sur le site d’exemple.\n".encode())
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """One line per request on the error output, as key=value."""
        sys.stderr.write(f"town request={args[0] if args else format!r} status={args[1] if len(args) > 1 else '-'}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; 0 when stopped, 1 with a sentence when the address cannot be listened on."""
    parser = argparse.ArgumentParser(prog="python -m demonstration.town.server", description="Serve the site of a sample library.")
    parser.add_argument("--host", default=HOST, help="address to listen on")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on; 0 takes a free one")
    chosen = parser.parse_args(argv)
    try:
        server = Town((chosen.host, chosen.port))
    except OSError as error:
        sys.stderr.write(f"The sample library cannot listen on {chosen.host}:{chosen.port} ({error.strerror}). Choose another --port.\n")
        return 1

    def stop(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sys.stdout.write(f"Sample library: {server.address}/\n")
    sys.stdout.flush()
    with server:
        server.serve_forever(poll_interval=0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
