"""Can a few visitors hold what everybody needs: the threads, the places of filtered searches, the memory?"""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from portal.public.door import bodies
from portal.public.door.address import key_of, without_trackers
from portal.public.door.bodies import Bodies, Paced, TooSlow
from portal.public.door.shelf import MOST, Page, Shelf
from portal.public.door.slots import Slots
from portal.public.door.wsgi import Door
from tests.selections import some

HERE = {"wsgi.url_scheme": "http", "HTTP_HOST": "localhost", "PATH_INFO": "/", "QUERY_STRING": "", "REQUEST_METHOD": "GET"}


class Site:
    """An application that says what it was asked, after a while, and counts."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds, self.asked = seconds, []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        reason = environ.get("traboule.refusal", "")
        if not reason:
            self.asked.append(environ["PATH_INFO"])
            environ["wsgi.input"].read()
            time.sleep(self.seconds)
        start_response({"": "200 OK", "too large": "413 Content Too Large"}.get(reason, "429 Too Many Requests"), [])
        environ["traboule.keep"] = True
        return [b"page"]


def door_of(site: Site, tmp_path: Path, *, places: int = 2) -> Door:
    return Door(site, shelf=Shelf(seconds=60, stamp=lambda: 1), slots=Slots(tmp_path, count=1), languages=("en",), bodies=Bodies(places))


def ask(door: Door, path: str, *, address: str = "192.0.2.1", body: Any = None, length: str | None = None, query: str = "") -> int:
    """The status of one request."""
    seen: list[int] = []
    environ = HERE | {"PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": address, "wsgi.input": body or io.BytesIO()}
    if length is not None:
        environ |= {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": length}
    list(door(environ, lambda status, _headers, _info=None: seen.append(int(status[:3]))))
    return seen[0]


class Slow(io.RawIOBase):
    """A body that comes when it is let go."""

    def __init__(self) -> None:
        self.let_go, self.reading = threading.Event(), threading.Event()

    def read(self, size: int = -1) -> bytes:
        self.reading.set()
        self.let_go.wait(60)
        return b""


def test_slow_senders_hold_no_more_than_their_places_and_pages_are_served(tmp_path, monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    door, slow = door_of(Site(), tmp_path), [Slow(), Slow()]
    threads = [
        threading.Thread(target=ask, args=(door, "/gestion/login/"), kwargs={"address": f"192.0.2.{n}", "body": body, "length": "10"})
        for n, body in enumerate(slow)
    ]
    for thread, body in some(zip(threads, slow, strict=True)):
        thread.start()
        assert body.reading.wait(60)
    assert ask(door, "/ma-fiche", address="192.0.2.9", length="10") == 429
    assert ask(door, "/recherche") == 200
    for thread, body in zip(threads, slow, strict=True):
        body.let_go.set()
        thread.join(60)
    assert ask(door, "/ma-fiche", address="192.0.2.9", length="10") == 200


def test_one_sender_holds_one_place(tmp_path, monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    door, slow = door_of(Site(), tmp_path), Slow()
    thread = threading.Thread(target=ask, args=(door, "/gestion/login/"), kwargs={"body": slow, "length": "10"})
    thread.start()
    assert slow.reading.wait(60)
    assert ask(door, "/gestion/login/", length="10") == 429
    assert ask(door, "/gestion/login/", address="192.0.2.2", length="10") == 200
    slow.let_go.set()
    thread.join(60)


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/ma-fiche", "200001", 413),
        ("/ma-fiche", "200000", 200),
        ("/gestion/images/add/", "200001", 200),
        ("/gestion/images/add/", "30000001", 413),
        ("/ma-fiche", "-1", 413),
        ("/ma-fiche", "9" * 5000, 413),
        ("/ma-fiche", "٣", 413),
    ],
)
def test_a_form_has_a_size(tmp_path, path, length, status):
    assert ask(door_of(Site(), tmp_path), path, length=length) == status


def test_a_body_that_trickles_is_given_up():
    now = [0.0]
    stream = Paced(io.BytesIO(b"x" * 10_000), clock=lambda: now[0])
    assert len(stream.read(5000)) == 5000
    now[0] = bodies.GRACE - 1
    assert len(stream.read(10)) == 10
    now[0] = bodies.GRACE + 1
    with pytest.raises(TooSlow):
        stream.read(10)


class Whole(io.BytesIO):
    """A body read as granian reads it: a read comes back with all that was asked for, ``seconds`` later for each byte."""

    def __init__(self, data: bytes, *, seconds: float) -> None:
        super().__init__(data)
        self.seconds, self.now = seconds, 0.0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.now += self.seconds * len(data)
        return data

    def readline(self, size: int | None = -1) -> bytes:
        data = super().readline(size)
        self.now += self.seconds * len(data)
        return data


@pytest.mark.parametrize("how", ["read", "readline"])
@pytest.mark.parametrize("size", [-1, 65_536])
def test_a_byte_a_second_is_given_up_after_two_minutes_however_much_is_asked_for_at_once(how, size):
    body = Whole(b"x" * 200_000, seconds=1.0)
    stream = Paced(body, clock=lambda: body.now)
    with pytest.raises(TooSlow, match="128 bytes in 128 s"):
        getattr(stream, how)(size)


@pytest.mark.parametrize("size", [-1, None, 0, 1, 127, 128, 129, 65_536, 10**9])
def test_a_body_of_good_pace_is_read_as_it_was_sent(size):
    data = bytes(range(256)) * 1000
    expected, body = io.BytesIO(data), Whole(data, seconds=1 / (2 * bodies.LEAST_PACE))
    stream = Paced(body, clock=lambda: body.now)
    assert stream.read(size) == expected.read(size)
    assert stream.readline(size) == expected.readline(size)
    assert stream.read() == expected.read()
    assert stream.read(10) == b""


def test_a_body_of_good_pace_is_read_whole_line_by_line():
    assert list(Paced(io.BytesIO(b"a\nb\nc"))) == [b"a\n", b"b\n", b"c"]
    assert Paced(io.BytesIO(b"a\nb")).readlines() == [b"a\n", b"b"]


def test_a_class_that_clicks_the_same_facet_is_served_by_one_search(tmp_path):
    site = Site(seconds=0.3)
    door, statuses = door_of(site, tmp_path), []
    query = "q=lyon&type=map"
    pupils = [threading.Thread(target=lambda: statuses.append(ask(door, "/recherche", query=query))) for _ in range(3)]
    for pupil in pupils:
        pupil.start()
    for pupil in pupils:
        pupil.join(60)
    assert statuses == [200] * 3
    assert len(site.asked) == 1


def test_a_visitor_awaits_one_place_and_leaves_the_others_to_others(tmp_path):
    slots = Slots(tmp_path, count=2)
    with slots.place("192.0.2.1") as first, slots.place("192.0.2.1") as second, slots.place("192.0.2.2") as other:
        assert (first, second, other) == (True, False, True)
    with slots.place("192.0.2.1") as again:
        assert again


@pytest.mark.parametrize("said", ["gopher", "x" * 300_000, "https, http", ""])
def test_a_scheme_is_http_or_https_whatever_is_said(said):
    assert key_of(HERE | {"HTTP_X_FORWARDED_PROTO": said})[0] == "http"
    assert key_of(HERE | {"HTTP_X_FORWARDED_PROTO": "https"})[0] == "https"


def test_what_is_kept_weighs_what_it_holds_and_no_more_than_it_may():
    clock = [0.0]
    shelf = Shelf(seconds=60, stamp=lambda: 1, clock=lambda: clock[0], room=2**20)
    page = Page("200 OK", (("X", "y" * 100),), b"z" * 500, "", "", 0.0)
    since = shelf.moment()
    for number in range(3 * MOST):
        shelf.keep(("http", "h" * 300, f"/{number}", ""), page, since=since)
    assert 0 < shelf.weight() <= 2**20
    assert shelf.find(("http", "h" * 300, "/0", "")) is None
    clock[0] = 61.0
    fresh = Page("200 OK", (), b"z", "", "", 61.0)
    shelf.keep(("http", "h", "/new", ""), fresh, since=shelf.moment())
    assert shelf.weight() < 3000
    shelf.keep(("http", "h" * 300_000, "/long", ""), fresh, since=since)
    assert shelf.find(("http", "h" * 300_000, "/long", "")) is None


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("q=lyon&utm_source=lettre&utm_medium=mail", "q=lyon"),
        ("fbclid=IwAR0&q=lyon", "q=lyon"),
        ("gclid=1&msclkid=2&dclid=3&gbraid=4&igshid=5&mc_eid=6&_ga=7&yclid=8&q=a", "q=a"),
        ("UTM_Source=x", ""),
        ("q=utm_source%3Dlettre&type=map", "q=utm_source%3Dlettre&type=map"),
        ("q=a&sourceutm_=1", "q=a&sourceutm_=1"),
        ("q=pk_&numerise=1", "q=pk_&numerise=1"),
        ("", ""),
        ("&&q=a", "&&q=a"),
    ],
)
def test_what_a_letter_adds_to_an_address_asks_nothing(query, left):
    assert without_trackers(query) == left


def test_readers_who_come_from_a_letter_are_given_one_page(tmp_path):
    site = Site()
    door = door_of(site, tmp_path)
    for source in ("lettre", "reseau", "affiche"):
        assert ask(door, "/recherche", query=f"q=lyon&utm_source={source}") == 200
    assert len(site.asked) == 1
