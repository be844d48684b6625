"""Eight readers before slow partners: how many threads are held, and how often is a partner asked?"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest

from harvest.pictures import NotGiven, fetching
from harvest.pictures.turns import AT_ONCE, Turns
from tests.selections import some

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


class Slow:
    """A partner's answers, and how they were asked for; where ``until`` is given, none comes before."""

    def __init__(self, seconds: float, *, until: threading.Event | None = None) -> None:
        self.seconds, self.until, self.under_way, self.most, self.asked = seconds, until, [], 0, []
        self.guard = threading.Lock()

    def __call__(self, address: str, *, kind: object) -> bytes:
        with self.guard:
            self.under_way.append(address)
            self.most = max(self.most, len(self.under_way))
            self.asked.append(address)
        time.sleep(self.seconds)
        assert self.until is None or self.until.wait(60)
        with self.guard:
            self.under_way.remove(address)
        return PNG


@pytest.fixture
def portal(settings, tmp_path, monkeypatch):
    """An empty disk, turns of its own; gives what puts a partner behind every address."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(fetching, "_TURNS", Turns())

    def partner(seconds: float, *, until: threading.Event | None = None) -> Slow:
        slow = Slow(seconds, until=until)
        monkeypatch.setattr(fetching, "_get", slow)
        return slow

    return partner


@pytest.fixture
def unhurried(monkeypatch):
    """Turns whose time passes twenty times as slowly: what is quick is so on a busy machine too."""
    monkeypatch.setattr(fetching, "_TURNS", Turns(clock=lambda: time.monotonic() / 20))


def ask(address: str) -> bool:
    """Whether the picture came."""
    try:
        return fetching.fetch(address, kind=fetching.TILE) == PNG
    except NotGiven:
        return False


def all_at_once(addresses: list[str]) -> list[bool]:
    with ThreadPoolExecutor(len(addresses)) as pool:
        return list(pool.map(ask, addresses))


def test_slow_partners_hold_two_threads_and_the_others_are_told_without_waiting_for_them(portal):
    told = threading.Event()
    slow = portal(0, until=told)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, f"https://host{number}.example/x.png") for number in range(8)]
        refused = [next(answers).result() for answers in [as_completed(asked)] for _ in range(8 - AT_ONCE)]
        told.set()
        assert refused == [False] * 6 and sorted(one.result() for one in asked) == [False] * 6 + [True] * 2
    assert slow.most == AT_ONCE == 2
    assert ask("https://host8.example/x.png")


def test_one_host_is_asked_one_picture_at_a_time(portal, unhurried):
    quick = portal(0.05)
    answers = all_at_once([f"https://host.example/{number}.png" for number in range(8)])
    assert quick.most == 1
    assert all(some(answers)), "those behind quick ones wait for their turn"


def test_a_picture_that_many_wait_for_is_asked_for_once(portal, unhurried):
    quick = portal(0.3)
    answers = all_at_once(["https://host.example/x.png"] * 8)
    assert all(some(answers))
    assert quick.asked == ["https://host.example/x.png"]


def test_a_partner_has_two_seconds_to_be_reached_and_five_in_all():
    assert fetching._SECONDS["connect_timeout"] <= 2
    assert fetching._SECONDS["total_timeout"] <= 5
