"""The public door: the worst addresses beside ordinary searches, a kept page beside the server's hello, a person among robots."""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import threading
import time

from bench.rounds import rounds
from bench.site import ROOT, Site, percentile, site_of, wanted_engines
from bench.table import Figure
from runtime.ports import any_free, is_free

SECONDS = 1.4  # for each round, as the questions
CLIENTS = 4
QUESTIONS = 40
THINKING = 0.05


def figures(size: int) -> list[Figure]:
    """Every figure, over ``size`` notices."""
    with site_of(size) as site:
        rows = []
        for engine in wanted_engines():
            site.use(engine)
            if not site.is_built(engine):
                site.build(engine)
            rows += _of_engine(site, engine)
        return rows


def _of_engine(site: Site, engine: str) -> list[Figure]:
    every_page_made = {name: site.environ[name] for name in ("KEPT_PAGES_SECONDS", "FILTERED_SEARCHES")}
    rows = _worst(site, engine)
    for name in every_page_made:
        site.environ.pop(name)
    rows += [*(_kept(site) if engine == "tantivy" else []), *_crowd(site, engine)]  # a kept page asks no engine
    site.environ |= every_page_made
    return rows


class Line:
    """One connection that stays open, and does as little as a client can: the server is what is measured."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._rest = b""

    def get(self, path: str) -> tuple[int, float]:
        """The status of a page, and how many milliseconds its last byte took."""
        started = time.perf_counter()
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        data = self._rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        self._rest = body[length:]
        return int(head[9:12]), (time.perf_counter() - started) * 1000

    def _more(self) -> bytes:
        data = self._socket.recv(262_144)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data


def _worst(site: Site, engine: str) -> list[Figure]:
    """Each worst address three times, the median; beside the median of ordinary searches. No page is kept, none refused."""
    asked = json.loads(site.run("-m", "bench.worst").splitlines()[-1])
    with site.served() as reader:
        line = Line(reader.port)
        line.get("/recherche?q=lyon")
        usual = statistics.median(line.get(path)[1] for path in asked["ordinary"] * rounds())
        took: dict[str, float] = {}
        for kind, path in asked["worst"]:
            took[kind] = max(took.get(kind, 0.0), statistics.median(line.get(path)[1] for _ in range(rounds())))
    worst = sorted(took.items(), key=lambda pair: -pair[1])[:3]
    slowest = worst[0][1]
    detail = f"{', '.join(f'{kind} {milliseconds:.0f} ms' for kind, milliseconds in worst)}; a search {usual:.1f} ms"
    return [Figure(f"{engine}: worst address / median search", slowest / usual, 10, at_most=True, detail=detail)]


def _rate(port: int, path: str) -> float:
    """Answers a second to :data:`CLIENTS` clients at once."""
    done = [0] * CLIENTS
    seconds = SECONDS * rounds()
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        line = Line(port)
        while time.perf_counter() < until:
            line.get(path)
            done[number] += 1

    clients = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(done) / seconds


def _kept(site: Site) -> list[Figure]:
    """A page of results kept by the door beside five letters from the same server, turn by turn."""
    port = any_free()
    hello = subprocess.Popen([sys.executable, "-m", "bench.hello", str(port)], cwd=ROOT, env=site.environ)
    try:
        while is_free(port):
            time.sleep(0.1)
        with site.served() as reader:
            turns = [(_rate(port, "/"), _rate(reader.port, "/recherche?q=lyon")) for _ in range(rounds())]
    finally:
        hello.terminate()
        hello.wait()
    least, page = (statistics.median(rates) for rates in zip(*turns, strict=True))
    return [Figure("door: kept page / the server's hello", page / least, 0.60, detail=f"{page:.0f} / {least:.0f} answers a second")]


def _person(port: int, start: int) -> list[float]:
    """A person who searches other words each time, and thinks between two pages. Raises RuntimeError when one is refused."""
    line, took = Line(port), []
    for number in range(QUESTIONS * rounds()):
        status, milliseconds = line.get(f"/recherche?q=histoire+{start + number}")
        if status != 200:
            raise RuntimeError(f"a person was answered {status}")
        took.append(milliseconds)
        time.sleep(THINKING)
    return took


def _crowd(site: Site, engine: str) -> list[Figure]:
    """A person's pages in quiet, then among fifty robots."""
    with site.served() as reader:
        _person(reader.port, 0)
        quiet = percentile(_person(reader.port, 1000), 0.95)
        robots = subprocess.Popen(
            [sys.executable, "-m", "bench.robots", str(reader.port)], cwd=ROOT, env=site.environ, stdout=subprocess.PIPE, text=True
        )
        time.sleep(2)
        crowded = percentile(_person(reader.port, 2000), 0.95)
        robots.terminate()
        seen = robots.communicate()[0].strip()
    detail = f"{crowded:.0f} / {quiet:.0f} ms; robots were answered {seen}"
    return [Figure(f"{engine}: a person's p95 among 50 robots / in quiet", crowded / quiet, 2, at_most=True, detail=detail)]
