"""A class of 24 behind one address that clicks the same facet at once, in both languages; a robot meanwhile is held."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from runtime.screens.site import Site
from tests.journeys.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PUPILS = 24
SECONDS = 120.0  # that a browser waits for an answer
MOST_TIMES = 4  # that a pupil's browser asks, the first included
LONGEST_WAIT = 15  # seconds that a refusal may ask for
FEW = 5  # so few may be told the same by chance
SCHOOL, ROBOT = "127.0.0.1", "127.0.0.2"
NARROW = {"fr": "Affiner", "en": "Narrow down"}
FACET = {"fr": "XVIe siècle", "en": "16th century"}
BUSY = {"fr": "Beaucoup de recherches", "en": "Many searches"}
PERSONS = ("/", "/recherche?q=lyon", "/en/recherche?q=plan", "/a-propos")


@dataclass
class Pupil:
    """A reader whose browser comes back by itself when it is told to."""

    portal: str
    path: str
    came_from: str = SCHOOL
    statuses: list[int] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)
    page: bytes = b""

    def ask(self) -> int:
        """Once; what a refusal says of when to come back is noted."""
        line = http.client.HTTPConnection(urlsplit(self.portal).netloc, timeout=SECONDS, source_address=(self.came_from, 0))
        line.request("GET", self.path, headers={"Accept": "text/html", "Accept-Encoding": "identity"})
        answer = line.getresponse()
        self.page = answer.read()
        line.close()
        self.statuses.append(answer.status)
        if answer.status == http.HTTPStatus.TOO_MANY_REQUESTS:
            self.waits.append(int(answer.headers["Retry-After"]))
            assert answer.headers["Refresh"] == answer.headers["Retry-After"], "a browser comes back by itself"
        return answer.status

    def click(self, together: threading.Barrier) -> None:
        """With all the others, then when it is told to."""
        together.wait()
        while self.ask() == http.HTTPStatus.TOO_MANY_REQUESTS and len(self.statuses) <= MOST_TIMES:
            time.sleep(self.waits[-1])


class Robot:
    """Eight connections of one address, which walk other filters and never wait."""

    def __init__(self, portal: str, *, came_from: str = ROBOT) -> None:
        self.statuses: list[int] = []
        self._portal, self._came_from, self._stop = portal, came_from, threading.Event()
        self._threads = [threading.Thread(target=self._walk, args=(number,)) for number in range(8)]

    def __enter__(self) -> Robot:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(SECONDS)

    def _walk(self, number: int) -> None:
        step = 0
        while not self._stop.is_set():
            step += 1
            self.statuses.append(Pupil(self._portal, f"/recherche?q=lyon&de={1500 + number}&page={step}", self._came_from).ask())


@pytest.fixture(scope="module")
def portal(site: Site) -> Iterator[str]:
    """The portal as it is served: pages made for one visitor serve the next ones."""
    with site.served("keeping") as address:
        yield address


def _click_at_once(pupils: list[Pupil]) -> None:
    """All of them at one moment; back once the last one has an answer."""
    together = threading.Barrier(len(pupils))
    threads = [threading.Thread(target=pupil.click, args=(together,)) for pupil in pupils]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * SECONDS)


@pytest.mark.parametrize(("path", "facet"), [("/recherche?q=lyon&siecle=16", "XVIe"), ("/en/recherche?q=lyon&siecle=17", "17th")])
def test_a_class_that_clicks_the_same_facet_at_once_has_its_page_while_a_robot_is_held(portal: str, path: str, facet: str) -> None:
    pupils = [Pupil(portal, path) for _ in range(PUPILS)]
    with Robot(portal) as robot:
        _click_at_once(pupils)
        persons = [Pupil(portal, one).ask() for one in PERSONS]
    assert [pupil.statuses[-1] for pupil in pupils] == [200] * PUPILS
    assert len({pupil.page for pupil in pupils}) == 1 and facet in pupils[0].page.decode(), "they were given one and the same page"
    assert max(len(pupil.statuses) for pupil in pupils) <= MOST_TIMES
    waits = [wait for pupil in pupils for wait in pupil.waits]
    told = min(waits, default=1) >= 1 and max(waits, default=1) <= LONGEST_WAIT  # nobody waits where the page is made before they ask
    assert told and (len(waits) < FEW or len(set(waits)) > 1), "those who are told to wait come back one after another"
    assert persons == [200] * len(PERSONS), "a plain page is given to everybody"
    assert robot.statuses.count(429) > robot.statuses.count(200), "the robot is held"


def test_a_reader_whose_click_finds_no_place_is_told_so_and_then_has_her_page_by_itself(reader: Reader) -> None:
    """A robot in her own house takes its place; once it has gone she does nothing, and her page comes."""
    answered: list[int] = []
    reader.page.on("response", lambda answer: answered.append(answer.status) if "siecle=16" in answer.url else None)
    reader.search("lyon")
    reader.unfold(NARROW[reader.language])
    reader.reach(".facets a", FACET[reader.language])
    chosen = reader.page.evaluate("document.activeElement.href")
    with Robot(reader.portal, came_from=SCHOOL):
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url("**siecle=16*")
        for _ in range(MOST_TIMES * 5):  # the robot has the place nearly always
            if answered[-1] == http.HTTPStatus.TOO_MANY_REQUESTS:
                break
            reader.page.goto(f"{chosen}&de={1500 + len(answered)}")
        expect(reader.page.locator("main")).to_contain_text(BUSY[reader.language])
    expect(reader.page.locator(".hit").first).to_be_visible(timeout=SECONDS * 1000)
    assert answered[-1] == http.HTTPStatus.OK and FACET[reader.language] in reader.said()
