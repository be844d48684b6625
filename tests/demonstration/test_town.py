"""The site of the sample library stands by itself: its pages, what was pasted into them, and nothing of the folder around."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demonstration.town.server import PAGES, WAITING, Town
from runtime.files import write_json


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(("127.0.0.1", 0), blocks=tmp_path / "blocks.json") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(server: Town, path: str, *, method: str = "GET") -> tuple[int, str, str]:
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


def test_a_page_shows_what_was_pasted_into_it_and_says_so_where_nothing_was(town: Town) -> None:
    status, kind, before = get(town, "/patrimoine.html")
    assert (status, kind) == (200, "text/html; charset=UTF-8") and before.count(WAITING) == 4
    write_json(town.blocks, {"fonds": "<p>Le fonds \\1 des imprimeurs</p>"})
    after = get(town, "/patrimoine.html")[2]
    assert "Le fonds \\1 des imprimeurs" in after and after.count(WAITING) == 3


def test_every_page_says_that_the_library_does_not_exist(town: Town) -> None:
    pages = sorted(file.name for file in PAGES.glob("*.html"))
    assert len(pages) == 2
    assert all("Cette bibliothèque n’existe pas" in get(town, f"/{name}")[2] for name in pages)
    assert get(town, "/")[2] == get(town, "/index.html?x=1")[2]


@pytest.mark.parametrize("path", ["/nulle-part", "/../server.py", "/pages/index.html", "/%2e%2e/server.py", "/server.py", "//etc/passwd"])
def test_nothing_else_is_served(town: Town, path: str) -> None:
    status, kind, body = get(town, path)
    assert (status, kind) == (404, "text/plain; charset=UTF-8") and "n’existe pas" in body


def test_a_head_has_no_body(town: Town) -> None:
    assert get(town, "/style.css", method="HEAD") == (200, "text/css; charset=UTF-8", "")


def test_it_prints_its_address_and_stops_when_told() -> None:
    command = [sys.executable, "-m", "demonstration.town.server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None and process.stdout.readline().startswith("Sample library: http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=90) == 0


def test_a_port_that_is_taken_is_said_in_a_sentence(town: Town) -> None:
    port = town.address.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "demonstration.town.server", "--port", port], capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 1 and "Choose another --port" in done.stderr
