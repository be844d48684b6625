"""The demonstration server: six partners' OAI-PMH repositories and their digitised pages, on one address.

``python -m demonstration.server --host 127.0.0.1 --port 8090`` prints its address and serves until SIGTERM or SIGINT.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from demonstration import pages
from demonstration.iiif.manifests import manifest, version
from demonstration.iiif.store import Store
from demonstration.iiif.tiles import THUMBNAIL_FACTOR, info, reduced
from demonstration.notices import Notice
from demonstration.oai.answers import answer
from demonstration.oai.repository import source
from demonstration.serving import Answering, Listening, serve
from demonstration.writers.wording import image_address
from runtime.paths import var_dir

HOST, PORT = "127.0.0.1", 8090
_LARGEST_BODY = 65_536  # bytes of a POST
_HOST = re.compile(r"[\w.\-\[\]:]{1,255}", re.ASCII)
HTML, XML, JSON, PLAIN = (f"{kind}; charset=UTF-8" for kind in ("text/html", "text/xml", "application/ld+json", "text/plain"))
JPEG = "image/jpeg"
_NOT_HERE = "Cette adresse n’existe pas sur le serveur de démonstration.\n".encode()


class Server(Listening):
    """The server; ``public_url`` is the address it gives of itself, "" for the one each request came to; ``folder`` keeps pictures."""

    def __init__(self, address: tuple[str, int], *, public_url: str = "", folder: Path | None = None) -> None:
        super().__init__(address, Handler)
        self.public_url = public_url.rstrip("/")
        self.store = Store(folder or var_dir() / "demonstration")


class Handler(Answering):
    """One request."""

    server: Server
    server_version = told_as = "demonstration"

    def do_GET(self) -> None:
        """A page, a picture, a manifest, or an OAI-PMH request in the address."""
        address = urlsplit(self.path)
        self._serve(address.path, parse_qsl(address.query, keep_blank_values=True))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """An OAI-PMH request in the body (application/x-www-form-urlencoded)."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            self._send(413, PLAIN, b"The body is missing or too long.\n")
            return
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        self._serve(urlsplit(self.path).path, parse_qsl(body, keep_blank_values=True))

    def _base(self) -> str:
        host = self.headers.get("Host", "")
        return self.server.public_url or (f"http://{host}" if _HOST.fullmatch(host) else self.server.address)

    def _serve(self, path: str, pairs: list[tuple[str, str]]) -> None:
        parts = [part for part in path.split("/") if part]
        match parts:
            case []:
                self._send(200, HTML, pages.home())
            case ["oai", slug] if partner := source(slug):
                self._send(200, XML, answer(partner, pairs, base=self._base()))
            case ["document", slug] if notice := pages.digitised(slug):
                self._send(200, HTML, pages.document(notice))
            case ["document", slug, "1.jpg"] if notice := pages.digitised(slug):
                self._send(200, JPEG, self.server.store.whole(notice))
            case ["iiif", slug, *rest] if notice := pages.digitised(slug):
                self._serve_iiif(notice, rest)
            case _:
                self._send(404, PLAIN, _NOT_HERE)

    def _serve_iiif(self, notice: Notice, parts: list[str]) -> None:
        """A manifest, or part of a level-0 image."""
        store, base = self.server.store, self._base()
        match parts:
            case ["manifest"]:
                self._send(200, JSON, json.dumps(manifest(notice, base=base, size=store.size(notice)), ensure_ascii=False).encode())
            case ["image", "info.json"]:
                told = info(*store.size(notice), address=image_address(notice, base=base), version=version(notice))
                self._send(200, JSON, json.dumps(told).encode())
            case ["thumbnail.jpg"]:
                width, _ = store.size(notice)
                self._send(200, JPEG, store.tile(notice, region="full", size=f"{reduced(width, THUMBNAIL_FACTOR)},") or b"")
            case ["image", region, size, "0", "default.jpg"] if tile := store.tile(notice, region=region, size=size):
                self._send(200, JPEG, tile)
            case _:
                self._send(404, PLAIN, _NOT_HERE)

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        if kind != JPEG and len(body) > 1000 and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demonstration.server", description="Serve the demonstration partners over OAI-PMH.")
    parser.add_argument("--host", default=HOST, help="address to listen on")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on; 0 takes a free one")
    parser.add_argument("--folder", type=Path, default=None, help="where drawn pictures are kept; var/demonstration unless said")
    parser.add_argument("--ahead", action="store_true", help="draw every picture now, before anybody asks for it")
    parser.add_argument("--public-url", default="", help="address that the answers give of this server, when it is not the request's own")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; 0 when stopped, 1 with a sentence when the address cannot be listened on."""
    chosen = _arguments(argv)

    def ready(server: Server) -> None:
        if chosen.ahead:
            threading.Thread(target=server.store.draw_ahead, args=(pages.all_digitised(),), daemon=True).start()

    make = partial(Server, (chosen.host, chosen.port), public_url=chosen.public_url, folder=chosen.folder)
    return serve(make, name="Demonstration partners", where=f"{chosen.host}:{chosen.port}", ready=ready)


if __name__ == "__main__":
    sys.exit(main())
