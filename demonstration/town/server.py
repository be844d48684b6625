"""Serves the site of the sample library.

``python -m demonstration.town.server --port 8091`` prints its address and serves until SIGTERM or SIGINT.

Its pages are files; a line ``<!-- bloc: NAME -->`` is where somebody would have pasted a block. What was pasted is in one file of JSON,
name → HTML, which ``load_demonstration`` writes: the pages stand without it, and without the portal.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from demonstration.serving import Answering, Listening, serve
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


class Town(Listening):
    """The server; ``blocks`` is the file of what was pasted."""

    def __init__(self, address: tuple[str, int], *, blocks: Path | None = None) -> None:
        super().__init__(address, Handler)
        self.blocks = blocks or pasted()

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


class Handler(Answering):
    """One request."""

    server: Town
    server_version, told_as = "bibliotheque-du-port", "town"

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


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; 0 when stopped, 1 with a sentence when the address cannot be listened on."""
    parser = argparse.ArgumentParser(prog="python -m demonstration.town.server", description="Serve the site of a sample library.")
    parser.add_argument("--host", default=HOST, help="address to listen on")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on; 0 takes a free one")
    chosen = parser.parse_args(argv)
    return serve(partial(Town, (chosen.host, chosen.port)), name="Sample library", where=f"{chosen.host}:{chosen.port}")


if __name__ == "__main__":
    sys.exit(main())
