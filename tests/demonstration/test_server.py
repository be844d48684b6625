"""The demonstration server as `make run` starts it, and a harvest of one partner by the portal's own client."""

import gzip
import json
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.formats.reading import read_item
from demonstration.faults import DELETED, FAULTS
from demonstration.oai.repository import records_of, source
from demonstration.server import Server
from harvest.protocols.base import EndpointConfig, Slice
from harvest.protocols.oai_pmh import OaiPmh

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(**options):
    server = Server(("127.0.0.1", 0), **options)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def get(server, path, *, method="GET", body=None, headers=None):
    connection = HTTPConnection(*server.server_address[:2], timeout=60)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


def test_the_server_prints_its_address_and_stops_when_told():
    command = [sys.executable, "-m", "demonstration.server", "--port", "0"]
    for number in (signal.SIGTERM, signal.SIGINT):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                line = process.stdout.readline()
                port = urlsplit(line.partition(": ")[2].strip()).port
                connection = HTTPConnection("127.0.0.1", port, timeout=60)
                connection.request("GET", "/oai/lyon?verb=Identify")
                assert connection.getresponse().status == 200
                connection.close()
                process.send_signal(number)
                assert process.wait(timeout=60) == 0
            finally:
                process.kill()


def test_a_port_that_is_taken_is_said_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        command = [sys.executable, "-m", "demonstration.server", "--port", str(other.getsockname()[1])]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "Choose another --port." in done.stderr and "Traceback" not in done.stderr


def test_the_home_page_says_what_the_server_is():
    with serving() as server:
        status, headers, body = get(server, "/")
    assert status == 200 and headers["Content-Type"].startswith("text/html")
    text = body.decode()
    assert "démonstration" in text and "Aucune bibliothèque n’a fourni ces notices" in text and "/oai/memoire?verb=Identify" in text


def test_a_digitised_document_is_shown_with_its_picture_and_its_manifest(pictures):
    with serving(public_url="http://127.0.0.1:8090/", folder=pictures) as server:
        status, _, page = get(server, "/document/pagninus-thesaurus-1529")
        assert status == 200 and "אוצר לשון הקדש" in page.decode() and "/document/pagninus-thesaurus-1529/1.jpg" in page.decode()
        assert "Reconstitution de démonstration" in page.decode()
        status, headers, picture = get(server, "/document/pagninus-thesaurus-1529/1.jpg")
        assert status == 200 and headers["Content-Type"] == "image/jpeg" and picture.startswith(b"\xff\xd8\xff")
        status, headers, manifest = get(server, "/iiif/pagninus-thesaurus-1529/manifest")
        assert headers["Access-Control-Allow-Origin"] == "*"
        told = json.loads(manifest)
        assert told["type"] == "Manifest" and told["id"] == "http://127.0.0.1:8090/iiif/pagninus-thesaurus-1529/manifest"
        painted = told["items"][0]["items"][0]["items"][0]["body"]["id"]
        assert painted == "http://127.0.0.1:8090/document/pagninus-thesaurus-1529/1.jpg"


def test_what_is_not_there_is_said_to_be_not_there():
    with serving() as server:
        for path in ("/oai/nowhere", "/document/nothing", "/document/nothing/1.jpg", "/iiif/nothing/manifest", "/elsewhere", "/oai"):
            assert get(server, path)[0] == 404
        assert get(server, "/oai/lyon", method="POST", headers={"Content-Length": "99999999"})[0] == 413


def test_a_request_may_be_posted_and_its_answer_compressed():
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "gzip"}
    with serving() as server:
        status, headers, body = get(server, "/oai/lyon", method="POST", body="verb=ListRecords&metadataPrefix=unimarc", headers=form)
        assert status == 200 and headers["Content-Encoding"] == "gzip" and headers["Content-Type"] == "text/xml; charset=UTF-8"
        assert b"<ListRecords>" in gzip.decompress(body)
        status, headers, body = get(server, "/oai/lyon?verb=Identify", method="HEAD")
        assert status == 200 and body == b"" and int(headers["Content-Length"]) > 500


def test_the_portal_harvests_a_partner_and_is_told_of_its_defects():
    with serving() as server:
        partner = source("lyon")
        config = EndpointConfig(
            url=server.address + partner.path, prefix=partner.prefix, format=partner.format, allow_loopback=True,
            ports=(server.server_address[1],), requests_per_second=1000,
        )  # fmt: skip
        client = OaiPmh(config)
        try:
            assert client.facts().deletions == "persistent"
            pages = list(client.pages(Slice()))
        finally:
            client.close()
    items = [item for page in pages for item in page.items]
    assert len({item.identifier for item in items}) == len(items) == len(records_of("lyon"))
    assert sum(item.deleted for item in items) == sum(slug == "lyon" for slug, _ in DELETED)
    readings = [read_item(item.data, format=partner.format, identifier=item.identifier) for item in items if not item.deleted]
    assert {reading.status for reading in readings} == {"read"}
    assert any(reading.description.title == "Euvres de Louïze Labé Lionnoize" for reading in readings)
    told = [message for page in pages for message in page.messages]
    assert len(told) == 1 and next(fault.identifier for fault in FAULTS if fault.source == "lyon") in str(told[0])
