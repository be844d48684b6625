"""Eight readers before slow partners: how many threads are held, and how often is a partner asked?"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from harvest.pictures import NotGiven, fetching
from harvest.pictures.turns import AT_ONCE, HURRY, Turns
from tests.selections import some

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


class Slow:
    """A partner's answers, and how they were asked for."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.under_way, self.most, self.asked = seconds, [], 0, []
        self.guard = threading.Lock()

    def __call__(self, address: str, *, kind: object) -> bytes:
        with self.guard:
            self.under_way.append(address)
            self.most = max(self.most, len(self.under_way))
            self.asked.append(address)
        time.sleep(self.seconds)
        with self.guard:
            self.under_way.remove(address)
        return PNG


@pytest.fixture
def portal(settings, tmp_path, monkeypatch):
    """An empty disk, turns of its own; gives what puts a partner behind every address."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(fetching, "_TURNS", Turns())

    def partner(seconds: float) -> Slow:
        slow = Slow(seconds)
        monkeypatch.setattr(fetching, "_get", slow)
        return slow

    return partner


def ask(address: str) -> tuple[bool, float]:
    """Whether the picture came, and after how long."""
    began = time.monotonic()
    try:
        came = fetching.fetch(address, kind=fetching.TILE) == PNG
    except NotGiven:
        came = False
    return came, time.monotonic() - began


def all_at_once(addresses: list[str]) -> list[tuple[bool, float]]:
    with ThreadPoolExecutor(len(addresses)) as pool:
        return list(pool.map(ask, addresses))


def test_slow_partners_hold_two_threads_and_the_others_are_told_at_once(portal):
    slow = portal(2.0)
    answers = all_at_once([f"https://host{number}.example/x.png" for number in range(8)])
    assert slow.most == AT_ONCE == 2
    assert sum(came for came, _ in answers) == 2
    assert all(took < HURRY + 0.3 for came, took in answers if not came)
    assert ask("https://host8.example/x.png")[0]


def test_one_host_is_asked_one_picture_at_a_time(portal):
    quick = portal(0.05)
    answers = all_at_once([f"https://host.example/{number}.png" for number in range(8)])
    assert quick.most == 1
    assert all(came for came, _ in some(answers)), "those behind quick ones wait for their turn"


def test_a_picture_that_many_wait_for_is_asked_for_once(portal):
    quick = portal(0.3)
    answers = all_at_once(["https://host.example/x.png"] * 8)
    assert all(came for came, _ in some(answers))
    assert quick.asked == ["https://host.example/x.png"]


def test_a_partner_has_two_seconds_to_be_reached_and_five_in_all():
    assert fetching._SECONDS["connect_timeout"] <= 2
    assert fetching._SECONDS["total_timeout"] <= 5
