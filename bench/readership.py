"""What it costs a kept page to be counted: the same page through the door, with the counting around it and without."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.rounds import rounds
from bench.table import Figure
from portal.public.door.address import key_of
from portal.public.door.shelf import Page, Shelf
from portal.public.door.slots import Slots
from portal.public.door.wsgi import Door
from portal.readership.door import Counting
from portal.readership.tally import Tally

BAR = 150.0  # microseconds: a hundredth of the quickest page that is made
PATH = "/ark:/99999/t1bq7w4k"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def figures(size: int) -> list[Figure]:
    """The microseconds that counting adds, the median of some rounds of ``size`` requests each."""
    with TemporaryDirectory() as folder:
        door = Door(_nothing, shelf=_shelf(), slots=Slots(Path(folder), count=1), languages=("en",))
        tally = Tally()
        tally.begin("2026-11-30", b"s" * 32)
        counting = Counting(door, tally)
        pairs = [(_time(door, size), _time(counting, size)) for _ in range(rounds(7))]
    alone, counted = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [
        Figure("a kept page, counted: microseconds more", counted - alone, BAR, at_most=True, detail=f"{counted:.1f} – {alone:.1f} µs"),
    ]


def _nothing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    raise LookupError("the page is kept: nobody else is asked")


def _request(number: int) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": PATH, "QUERY_STRING": "", "REMOTE_ADDR": f"192.0.{number % 250}.7", "HTTP_HOST": "localhost",
        "HTTP_USER_AGENT": FIREFOX, "HTTP_ACCEPT": "text/html,*/*;q=0.8", "HTTP_ACCEPT_ENCODING": "gzip", "wsgi.url_scheme": "http",
    }  # fmt: skip


def _shelf() -> Shelf:
    shelf = Shelf(seconds=3600, stamp=lambda: 1)
    page = Page("200 OK", (("Content-Type", "text/html"),), b"x" * 20_000, 'W/"1"', "", shelf.now())
    key = key_of(_request(0))
    assert key is not None
    shelf.keep(key, page, since=shelf.moment())
    return shelf


def _time(application: Callable[..., Iterable[bytes]], size: int) -> float:
    """Microseconds a request."""
    asked = [_request(number) for number in range(size)]
    began = time.perf_counter()
    for environ in asked:
        application(environ, lambda *_: None)
    return (time.perf_counter() - began) / size * 1e6
