"""A person's plain searches while a few connections do their worst, and the memory of the server after twenty thousand of their kind."""

from __future__ import annotations

import http.client
import os
import random
import subprocess
import sys
import time

import psutil

from bench.attackers import KINDS, PICTURES, PORTS
from bench.door import Line
from bench.site import ROOT, Site, percentile, site_of, wanted_engines
from bench.table import Figure

QUESTIONS = 120
THINKING = 0.05
SETTLE = 3.0  # seconds that an attack has before the person comes
HOSTILE = 20_000
GROWTH = 30  # megabytes
GIVEN = """
import django; django.setup()
from catalogue.models import Record
for number, port in zip({numbers}, {ports}):
    record = Record.objects.get(pk=number)
    record.description["digital_copies"] = [{{"url": f"http://127.0.0.1:{{port}}/x.jpg", "thumbnail": f"http://127.0.0.1:{{port}}/x.jpg"}}]
    record.save(update_fields=["description"])
"""


def figures(size: int) -> list[Figure]:
    """Every figure, over ``size`` notices, on the first engine that is wanted."""
    with site_of(size) as site:
        engine = wanted_engines()[0]
        site.use(engine)
        if not site.is_built(engine):
            site.build(engine)
        site.run("-c", GIVEN.format(numbers=PICTURES, ports=list(PORTS)))
        for name in ("KEPT_PAGES_SECONDS", "FILTERED_SEARCHES"):
            site.environ.pop(name, None)
        return [*(_attacked(site, kind) for kind in KINDS), _memory(site)]


def _person(port: int, start: int) -> list[float]:
    """Other words each time, so that no page is a kept one. Raises RuntimeError when one is refused."""
    line, took = Line(port), []
    for number in range(QUESTIONS):
        status, milliseconds = line.get(f"/recherche?q=histoire+{start + number}")
        if status != http.client.OK:
            raise RuntimeError(f"a person was answered {status}")
        took.append(milliseconds)
        time.sleep(THINKING)
    return took


def _attacked(site: Site, kind: str) -> Figure:
    with site.served() as reader:
        _person(reader.port, 0)
        quiet = percentile(_person(reader.port, 1000), 0.95)
        command = [sys.executable, "-m", "bench.attackers", kind, str(reader.port)]
        attackers = subprocess.Popen(command, cwd=ROOT, env=site.environ, stdout=subprocess.PIPE, text=True)
        try:
            time.sleep(SETTLE)
            besieged = percentile(_person(reader.port, 2000), 0.95)
        finally:
            attackers.terminate()
            seen = attackers.communicate()[0].strip()
    detail = f"{besieged:.0f} / {quiet:.0f} ms; they were answered {seen}"
    return Figure(f"a plain search's p95 among {KINDS[kind][1]} {kind} / in quiet", besieged / quiet, 2, at_most=True, detail=detail)


def _hostile(chance: random.Random) -> tuple[str, dict[str, str]]:
    """An address and headers that nobody sends twice: what is kept of each would never be of use."""
    made = "".join(chance.choices("abcdefghijklmnop%=&?;", k=chance.randint(10, 3000)))
    headers = {
        "X-Forwarded-Proto": made[:2000].replace("&", ""),
        "Host": f"{chance.randint(1, 10**9)}.example",
        "Accept-Language": made[:300],
    }
    path = chance.choice(("/recherche?q=", "/?", "/recherche?inconnu=", "/notice/1?", "/nouveautes?avant=", "/lieux?q=", "/suggestions?q="))
    return f"{path}{made}", headers if chance.random() < 0.5 else {"Host": "localhost"}


def _memory(site: Site) -> Figure:
    """The growth of the largest worker, in megabytes, after as many requests as warmed it up."""
    chance = random.Random(11)
    with site.served() as reader:
        server = next(one for one in psutil.Process(os.getpid()).children() if str(reader.port) in " ".join(one.cmdline()))

        def weight() -> float:
            return max(one.memory_info().rss for one in [server, *server.children(recursive=True)]) / 1e6

        def send(count: int) -> None:
            line = http.client.HTTPConnection("127.0.0.1", reader.port, timeout=60)
            for _ in range(count):
                path, headers = _hostile(chance)
                try:
                    line.request("GET", path, headers=headers)
                    line.getresponse().read()
                except (OSError, http.client.HTTPException):
                    line.close()

        send(HOSTILE // 4)
        before = weight()
        send(HOSTILE)
        after = weight()
    name = f"megabytes that a worker grows by over {HOSTILE} hostile requests"
    return Figure(name, after - before, GROWTH, at_most=True, detail=f"{before:.0f} MB before, {after:.0f} MB after")
