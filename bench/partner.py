"""A corpus served over OAI-PMH from files written beforehand, so that serving costs next to nothing.

``python -m bench.partner FOLDER PORT``: ``FOLDER`` holds ``page-START.xml`` as :func:`write` makes them.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench import corpus

PAGE = 500
IDENTIFY = (
    b'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    b"<responseDate>2026-11-01T00:00:00Z</responseDate><request>http://127.0.0.1/</request><Identify>"
    b"<repositoryName>Corpus</repositoryName><baseURL>http://127.0.0.1/</baseURL><protocolVersion>2.0</protocolVersion>"
    b"<adminEmail>a@b.invalid</adminEmail><earliestDatestamp>2026-01-01T00:00:00Z</earliestDatestamp>"
    b"<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify></OAI-PMH>"
)


def write(folder: Path, size: int, *, seed: int = 1, revision: int = 0, changed: float = 0.0) -> list[Path]:
    """Write the pages of a corpus; their paths, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for start in range(0, size, PAGE):
        path = folder / f"page-{start}.xml"
        path.write_bytes(corpus.page(start, min(start + PAGE, size), size, seed=seed, revision=revision, changed=changed))
        paths.append(path)
    return paths


class Handler(BaseHTTPRequestHandler):
    """Answers Identify and ListRecords from the files of a folder."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a page's last packet does not wait for the others' receipt, as with any web server
    folder = Path()

    def do_GET(self) -> None:
        """One file, or Identify."""
        asked = parse_qs(urlsplit(self.path).query)
        start = int(asked.get("resumptionToken", ["0"])[0])
        body = IDENTIFY if asked.get("verb") == ["Identify"] else (self.folder / f"page-{start}.xml").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


if __name__ == "__main__":
    Handler.folder = Path(sys.argv[1])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
