"""Is a class that clicks at once behind one address served, each in her turn, while a robot is still held?"""

from __future__ import annotations

import io
import threading
import time

from portal.public.door import tickets
from portal.public.door.wsgi import Door
from tests.portal.public.door.test_takers import HERE, Site, ask, door_of


class Pupil:
    """A reader whose browser asks again by itself, as often as it is told to; a tenth of the time that it is told."""

    def __init__(self, door: Door, query: str) -> None:
        self.statuses: list[int] = []
        self._door, self._query = door, query

    def click(self) -> None:
        while not self.statuses or (self.statuses[-1] == 429 and len(self.statuses) < 20):
            seen: list[tuple[str, dict[str, str]]] = []
            environ = HERE | {
                "PATH_INFO": "/recherche",
                "QUERY_STRING": self._query,
                "REMOTE_ADDR": "192.0.2.1",
                "wsgi.input": io.BytesIO(),
            }
            with THREADS:
                list(self._door(environ, lambda status, headers, _info=None, seen=seen: seen.append((status, dict(headers)))))
            status, headers = seen[0]
            self.statuses.append(int(status[:3]))
            if status.startswith("429"):
                time.sleep(int(headers["Retry-After"]) / 10)


THREADS = threading.BoundedSemaphore(4)  # of a web process


def click_at_once(door: Door, queries: list[str]) -> list[Pupil]:
    pupils = [Pupil(door, query) for query in queries]
    threads = [threading.Thread(target=pupil.click) for pupil in pupils]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return pupils


def test_a_class_of_24_behind_one_address_that_clicks_the_same_facet_is_served_by_one_search(tmp_path):
    site = Site(seconds=0.2)
    pupils = click_at_once(door_of(site, tmp_path), ["q=lyon&type=map"] * 24)
    assert [pupil.statuses[-1] for pupil in pupils] == [200] * 24
    assert len(site.asked) == 1


def test_a_class_that_clicks_other_facets_is_served_in_its_turn(tmp_path, monkeypatch):
    monkeypatch.setattr(tickets, "PACE", 1.0)
    site = Site(seconds=0.01)
    pupils = click_at_once(door_of(site, tmp_path), [f"q=lyon&siecle={number}" for number in range(12)])
    assert [pupil.statuses[-1] for pupil in pupils] == [200] * 12
    assert len(site.asked) == 12


def test_those_who_find_no_place_come_back_one_after_another():
    now = [100.0]
    queue = tickets.Tickets(clock=lambda: now[0])
    turns = [queue.after("192.0.2.1") for _ in range(60)]
    assert turns[0] == 1 and turns == sorted(turns) and turns[-1] == tickets.LAST
    assert max(turns.count(turn) for turn in set(turns) - {tickets.LAST}) <= 3
    assert queue.after("192.0.2.2") == 1
    now[0] += 60
    assert queue.after("192.0.2.1") == 1
    for number in range(3 * tickets.MOST):
        queue.after(f"house {number}")
    assert len(queue._next) <= 2 * tickets.MOST


def test_a_robot_that_comes_back_at_once_is_still_held(tmp_path):
    site = Site(seconds=0.1)
    door, until, statuses = door_of(site, tmp_path), time.monotonic() + 1.0, []

    def press() -> None:
        number = 0
        while time.monotonic() < until:
            number += 1
            statuses.append(ask(door, "/recherche", query=f"q=lyon&page={threading.get_ident()}{number}"))

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert statuses.count(200) == len(site.asked) <= 10 and statuses.count(429) > statuses.count(200)
