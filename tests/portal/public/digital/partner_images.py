"""A partner's image server for tests: two pages cut in tiles in memory, manifests of both versions, and what can go wrong."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lxml import etree
from PIL import Image

from catalogue.core.description import Description, DigitalCopy, Title
from catalogue.models import Record
from demonstration.iiif.tiles import cuts, info
from tests.portal.conftest import Library
from tests.portal.public.paths import copy_path

WIDTH, HEIGHT = 900, 1300


def jpeg(width: int, height: int, *, colour: str = "#c9b48a") -> bytes:
    """A plain picture."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(kept, "JPEG", quality=60)
    return kept.getvalue()


class Images(ThreadingHTTPServer):
    """What is served at each path; ``asked`` keeps the paths in order. ``/broken/`` resets, unknown paths answer 404, those of ``statuses``
    theirs.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.statuses: dict[str, int] = {}
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.served: dict[str, tuple[str, bytes]] = {
            "/3/manifest": ("application/json", json.dumps(self._third()).encode()),
            "/2/manifest": ("application/json", json.dumps(self._second()).encode()),
            "/thumbnail.jpg": ("image/jpeg", jpeg(200, 290)),
            "/page.jpg": ("image/jpeg", jpeg(600, 800)),
            "/script": ("image/jpeg", b"<script>alert(1)</script>"),
            "/page.svg.jpg": ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            "/huge.jpg": ("image/jpeg", b"\xff\xd8\xff" + bytes(13_000_000)),
            "/html/manifest": ("text/html", b"<html>Ask a person</html>"),
        }
        for number in (1, 2):
            told = info(WIDTH, HEIGHT, address=f"{self.base}/image/{number}", version=3)
            self.served[f"/image/{number}/info.json"] = ("application/json", json.dumps(told).encode())

    def _third(self) -> dict[str, Any]:
        return {"type": "Manifest", "label": {"fr": ["Un livre"]}, "items": [self._canvas(number) for number in (1, 2)],
                "requiredStatement": {"label": {"fr": ["Mention"]}, "value": {"fr": ["Bibliothèque du test"]}}}  # fmt: skip

    def _canvas(self, number: int) -> dict[str, Any]:
        body = {"id": f"{self.base}/page.jpg", "type": "Image", "service": [{"id": f"{self.base}/image/{number}", "type": "ImageService3"}]}
        return {"id": f"{self.base}/canvas/{number}", "label": {"none": [f"f. {number}"]}, "items": [{"items": [{"body": body}]}]}

    def _second(self) -> dict[str, Any]:
        resource = {"@id": f"{self.base}/page.jpg", "@type": "dctypes:Image"}
        return {"@type": "sc:Manifest", "sequences": [{"canvases": [{"label": "p. 1", "images": [{"resource": resource}]}]}]}


class _Handler(BaseHTTPRequestHandler):
    server: Images

    def do_GET(self) -> None:
        """One request."""
        self.server.asked.append(self.path)
        kind, body = self.server.served.get(self.path) or self._tile()
        self.send_response(self.server.statuses.get(self.path, 200 if body else 404))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True

    def _tile(self) -> tuple[str, bytes]:
        parts = self.path.split("/")
        if parts[1] != "image" or len(parts) != 7:
            return "text/plain", b""
        size = f"{WIDTH},{HEIGHT}" if parts[4] == "max" else parts[4]
        found = next((cut for cut in cuts(WIDTH, HEIGHT) if (cut.region, f"{cut.width},{cut.height}") == (parts[3], size)), None)
        return ("image/jpeg", jpeg(found.width, found.height)) if found else ("text/plain", b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Images]:
    """The server, while it answers."""
    server = Images()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def recorded(library: Library, **copy: str) -> Record:
    """A notice with one digital copy."""
    return library.add(
        Description(identifier="digital", titles=(Title(value="Le Livre des quais"),), digital_copies=(DigitalCopy(**copy),))
    )


def with_manifest(library: Library, partner: Images) -> str:
    """The path of a copy of two pages, whose manifest is of version 3."""
    record = recorded(library, url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest", thumbnail=f"{partner.base}/thumbnail.jpg")
    return copy_path(record)


def size(data: bytes) -> tuple[int, int]:
    """Width and height of a picture."""
    return Image.open(io.BytesIO(data)).size


def sentences(svg: bytes) -> str:
    """What a drawn picture says, on one line."""
    return " ".join(" ".join(etree.fromstring(svg).itertext()).split())
