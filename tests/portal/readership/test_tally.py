"""Are kept pages counted, visitors told apart by nothing that names them, and a broker that is away no trouble?"""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from structlog.testing import capture_logs

from portal.public.door.shelf import Shelf
from portal.public.door.slots import Slots
from portal.public.door.wsgi import Door
from portal.readership import door as counting
from portal.readership import tally as tallying
from portal.readership.asked import NO_ANSWER, NOTED, Asked, Thing
from portal.readership.broker import Broker
from portal.readership.door import Carrier, Counting
from portal.readership.tally import PLACES, Tally, truncated, visitors_of
from runtime.valkey import Valkey
from tests.portal.readership.asking import ARK, PHONE, request

DAY, SALT = "2026-11-30", b"s" * 32


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A broker of this module's own."""
    valkey = Valkey(tmp_path_factory.mktemp("broker"))
    valkey.start()
    yield valkey
    valkey.stop()


@pytest.fixture
def broker(server: Valkey) -> Broker:
    """The broker, empty."""
    broker = Broker(server.url())
    broker._client.flushdb()
    return broker


@pytest.fixture
def tally() -> Tally:
    tally = Tally()
    tally.begin(DAY, SALT)
    return tally


def page(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """A page that is everybody's, of a search that found nothing."""
    environ["traboule.keep"] = True
    environ[NOTED] = NO_ANSWER
    start_response("200 OK", [("ETag", 'W/"1"')])
    return [b"page"]


def ask(application: Any, environ: dict[str, Any]) -> bytes:
    return b"".join(application(environ | {"wsgi.input": io.BytesIO()}, lambda *_: None))


def test_a_kept_page_is_counted_as_one_that_is_made_with_what_its_view_said_of_it(tally: Tally, tmp_path: Path) -> None:
    made: list[int] = []

    def django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        made.append(1)
        return page(environ, start_response)

    door = Door(django, shelf=Shelf(seconds=60, stamp=lambda: 1), slots=Slots(tmp_path, count=1), languages=("en",))
    application = Counting(door, tally)
    assert [ask(application, request("/recherche?q=xyz")) for _ in range(3)] == [b"page"] * 3
    ask(application, request("/recherche?q=xyz", if_none_match='W/"1"'))
    assert len(made) == 1
    assert tally.taken().counts == {Asked(Thing.SEARCH): 4, Asked(Thing.NO_ANSWER): 4}


def test_the_back_office_and_pictures_are_not_looked_at(tally: Tally) -> None:
    application = Counting(page, tally)
    for path in ("/gestion/", "/static/x.css", "/sante/", "/numerisation/1/2/c/apercu"):
        assert ask(application, request(path)) == b"page"
    assert not tally.taken()


def test_a_visitor_is_one_however_many_pages_she_reads_and_two_networks_are_two(tally: Tally) -> None:
    for number in range(5):
        tally.add(request(f"/ark:/99999/t1bq7w4{number}", at="192.0.2.7"), "200 OK")
    tally.add(request(f"/ark:/{ARK}", at="198.51.100.7"), "200 OK")
    tally.add(request(f"/ark:/{ARK}", agent=PHONE, at="192.0.2.7"), "200 OK")
    assert len(tally.taken().visitors) == 3


def test_who_asks_not_to_be_counted_and_robots_are_no_visitors_and_pages_are_counted_all_the_same(tally: Tally) -> None:
    tally.add(request(f"/ark:/{ARK}", dnt="1"), "200 OK")
    tally.add(request(f"/ark:/{ARK}", sec_gpc="1"), "200 OK")
    tally.add(request(f"/ark:/{ARK}", agent="Googlebot/2.1"), "200 OK")
    counted = tally.taken()
    assert (counted.counts, counted.visitors) == ({Asked(Thing.VIEW, ARK): 2, Asked(Thing.ROBOT): 1}, set())


def test_another_day_the_same_visitor_has_another_place_and_without_a_salt_none() -> None:
    places = []
    for salt in (SALT, b"t" * 32, b""):
        tally = Tally()
        tally.begin(DAY, salt)
        tally.add(request(f"/ark:/{ARK}"), "200 OK")
        places.append(tally.taken().visitors)
    assert places[0] and places[1] and places[0] != places[1] and places[2] == set()


def test_no_part_of_what_is_carried_holds_an_address_or_a_browser(tally: Tally, broker: Broker) -> None:
    tally.add(request("/integrer/x", at="203.0.113.77", agent=PHONE, referer="https://biblio.example/lecteur/jeanne"), "200 OK")
    counted = tally.taken()
    broker.add(counted)
    kept = [broker._client.dump(key) + key for key in broker._client.keys("*")]
    assert len(kept) == 4
    assert not [one for one in [repr(counted).encode(), *kept] if b"203.0.113" in one or b"iPhone" in one or b"jeanne" in one]
    assert all(0 <= place < PLACES for place in counted.visitors) and len(counted.visitors) == 1


ADDRESSES = {
    "192.0.2.77": "192.0.2", "::ffff:192.0.2.77": "192.0.2", "2001:db8:1:2:3:4:5:6": "2001:db8:1::", "fe80::1%eth0": "fe80::", "": "",
    "n'importe quoi": "",
}  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_cut_before_anything_is_made_of_it(address: str) -> None:
    assert truncated(address) == ADDRESSES[address]


@pytest.mark.parametrize("visitors", [0, 1, 50, 5_000, 40_000])
def test_visitors_are_estimated_from_the_places_they_take(visitors: int) -> None:
    digests = (hashlib.blake2b(str(number).encode(), digest_size=8).digest() for number in range(visitors))
    taken = len({int.from_bytes(digest) % PLACES for digest in digests})
    assert visitors_of(taken) == pytest.approx(visitors, rel=0.02, abs=1)


def test_a_flood_of_other_names_takes_no_more_memory_than_its_bound(tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "MOST", 40)
    for number in range(90):
        tally.add(request("/integrer/x", referer=f"https://h{number}.example/"), "200 OK")
    assert len(tally.taken().counts) == 40


def test_two_processes_add_up_and_share_the_salt_of_the_day_which_goes_with_it(broker: Broker) -> None:
    evening = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    salt = broker.salt(evening)
    assert len(salt) == 32 and broker.salt(evening) == salt and 0 < broker._client.ttl("readership:salt:2026-11-30") <= 60
    for _ in range(2):
        tally = Tally()
        tally.begin(DAY, salt)
        tally.add(request(f"/ark:/{ARK}"), "200 OK")
        broker.add(tally.taken())
    taken = broker.take(date(2026, 11, 30))
    assert taken.counts == {(DAY, Asked(Thing.VIEW, ARK)): 2} and taken.visitors == {DAY: 1}


def test_the_file_in_which_a_broker_writes_its_commands_holds_yesterday_s_salt_no_more(broker: Broker, server: Valkey) -> None:
    def written() -> bytes:
        found = []
        for path in server.home.rglob("*"):
            with contextlib.suppress(FileNotFoundError, IsADirectoryError):  # a file that is written again goes at any moment
                found.append(path.read_bytes())
        return b"".join(found)

    salt = broker.salt(datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
    broker._client.config_set("appendfsync", "always")
    broker._client.set("another", "written after it")
    assert salt in written()
    broker.forget_on_disk(date(2026, 12, 1))
    until = time.monotonic() + 20
    while salt in written() and time.monotonic() < until:
        time.sleep(0.05)
    assert salt not in written()


def test_what_was_taken_and_not_written_comes_again_and_what_is_counted_meanwhile_waits(broker: Broker, tally: Tally) -> None:
    for expected in (1, 1):
        tally.add(request(f"/ark:/{ARK}"), "200 OK")
        broker.add(tally.taken())
        taken = broker.take(date(2026, 11, 30))
        assert taken.counts == {(DAY, Asked(Thing.VIEW, ARK)): expected}
    broker.done(taken)
    assert broker.take(date(2026, 11, 30)).counts == {(DAY, Asked(Thing.VIEW, ARK)): 1}


def shown(broker: Broker, host: str, *, day: str = DAY, **headers: str) -> dict[str, int]:
    """The hosts that are told once a block was shown there."""
    tally = Tally()
    tally.begin(day, SALT)
    tally.add(request("/integrer/x", referer=f"https://{host}/", **headers), "200 OK")
    broker.add(tally.taken())
    taken = broker.take(date(2026, 12, 1))
    broker.done(taken)
    hosts = Counter[str]()
    for (_, asked), number in taken.counts.items():
        hosts[asked.target] += number if asked.thing is Thing.HOST else 0
    return dict(+hosts)


def test_a_host_is_told_once_a_second_reader_or_a_second_day_comes_from_it(broker: Broker) -> None:
    assert shown(broker, "blog-de-jeanne.example") == {}
    assert shown(broker, "blog-de-jeanne.example") == {}
    assert shown(broker, "blog-de-jeanne.example", at="198.51.100.1") == {"blog-de-jeanne.example": 3}
    assert shown(broker, "mairie.example", dnt="1") == shown(broker, "mairie.example", dnt="1") == {}
    assert shown(broker, "mairie.example", day="2026-12-01", dnt="1") == {"mairie.example": 3}


def test_a_host_that_nobody_else_came_from_is_forgotten_after_a_month(broker: Broker) -> None:
    assert shown(broker, "blog-de-jeanne.example") == {}
    broker.take(date(2027, 2, 1))
    assert broker._client.hlen("readership:hosts") == 0


def test_a_broker_that_is_away_costs_no_page_and_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "EVERY", 3600)
    tally = Tally()
    carrier = Carrier(tally, Broker("redis://127.0.0.1:9/0"))
    application = Counting(page, tally, alive=carrier.alive)
    with capture_logs() as said:
        began = time.monotonic()
        assert [ask(application, request(f"/ark:/{ARK}")) for _ in range(200)] == [b"page"] * 200
        while not carrier._away and time.monotonic() - began < 20:
            time.sleep(0.01)
        for _ in range(3):
            carrier.carry()
    assert [line["event"] for line in said].count("readership_not_counted") == 1


def test_a_carrier_brings_what_was_counted_and_changes_the_salt_with_the_day(broker: Broker) -> None:
    tally = Tally()
    carrier = Carrier(tally, broker)
    carrier.carry()
    salt = tally._salt
    assert len(salt) == 32
    tally.add(request(f"/ark:/{ARK}"), "200 OK")
    carrier._day = "2026-01-01"
    carrier.carry()
    assert [asked.target for _, asked in broker.take(timezone.localdate()).counts] == [ARK]
