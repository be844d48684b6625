"""Partners played from the real records that stand beside the repository: Sudoc, BnF, a Swiss network, recorded answers."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

PROLOG = re.compile(rb"^\s*(\xef\xbb\xbf)?\s*<\?xml[^>]*>")
Answer = Callable[[dict[str, str]], bytes]
OAI = '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
DATED = f"{OAI}<responseDate>2026-11-01T00:00:00Z</responseDate><request>http://partner.invalid/</request>"
IDENTIFY = (
    f"{DATED}<Identify><repositoryName>Partenaire</repositoryName><baseURL>http://partner.invalid/</baseURL>"
    "<protocolVersion>2.0</protocolVersion><adminEmail>a@partner.invalid</adminEmail>"
    "<earliestDatestamp>2000-01-01</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
    "<granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"
).encode()
END = f'{DATED}<error code="noRecordsMatch">fin</error></OAI-PMH>'.encode()
SRU_END = (
    b'<?xml version="1.0" encoding="UTF-8"?><srw:searchRetrieveResponse xmlns:srw="http://www.loc.gov/zing/srw/">'
    b"<srw:version>1.2</srw:version><srw:numberOfRecords>50</srw:numberOfRecords></srw:searchRetrieveResponse>"
)


def oai_of_files(paths: list[Path]) -> Answer:
    """An OAI-PMH server whose records are files of one XML record each, ten to a page."""
    bodies = [(path.stem, PROLOG.sub(b"", path.read_bytes())) for path in paths]

    def answer(asked: dict[str, str]) -> bytes:
        if asked.get("verb") == "Identify":
            return IDENTIFY
        start = int(asked.get("resumptionToken", "0"))
        records = b"".join(
            b"<record><header><identifier>oai:real:%b</identifier><datestamp>2020-01-01</datestamp></header>"
            b"<metadata>%b</metadata></record>" % (escape(name).encode(), body)
            for name, body in bodies[start : start + 10]
        )
        token = b"%d" % (start + 10) if start + 10 < len(bodies) else b""
        return b"%b<ListRecords>%b<resumptionToken>%b</resumptionToken></ListRecords></OAI-PMH>" % (DATED.encode(), records, token)

    return answer


def recorded_oai(path: Path) -> Answer:
    """A recorded ListRecords answer; what its token leads to was not recorded, and is an empty list."""
    body = path.read_bytes()

    def answer(asked: dict[str, str]) -> bytes:
        if asked.get("verb") == "Identify":
            return IDENTIFY
        return END if "resumptionToken" in asked else body

    return answer


def recorded_sru(path: Path, *, explain: Path) -> Answer:
    """A recorded searchRetrieve answer, and nothing after its records; ``explain`` is a recorded explain answer."""
    body, explained = path.read_bytes(), explain.read_bytes()

    def answer(asked: dict[str, str]) -> bytes:
        if asked.get("operation") == "explain":
            return explained
        return body if int(asked.get("startRecord", "1")) == 1 else SRU_END

    return answer


@contextmanager
def partners(answers: dict[str, Answer]) -> Iterator[str]:
    """Serve the answers, each under its own path, on this machine; the address they share."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = answers[parts.path.strip("/")]({name: values[0] for name, values in parse_qs(parts.query).items()})
            self.send_response(200)
            self.send_header("Content-Type", "text/xml; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
