"""The parts of the door, one by one: pages kept, addresses read, statements bounded, a cache that may be absent."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from portal.public.door.address import read
from portal.public.door.backend import Plain
from portal.public.door.shelf import OF_ONE, Page, Shelf


def test_pages_leave_room_for_others() -> None:
    shelf = Shelf(seconds=60, stamp=lambda: 1, room=3 * (300 + OF_ONE))
    for number in range(10):
        shelf.keep(number, Page("200 OK", (), bytes(300), "", "", shelf.now()), since=shelf.moment())
    assert [number for number in range(10) if shelf.find(number)] == [7, 8, 9]


def test_what_is_kept_grows_old() -> None:
    clock = [0.0]
    shelf = Shelf(seconds=60, stamp=lambda: 1, clock=lambda: clock[0])
    shelf.keep("page", Page("200 OK", (), b"x", "", "", 0.0), since=shelf.moment())
    assert shelf.find("page")
    clock[0] = 61
    assert shelf.find("page") is None


@pytest.mark.parametrize(
    ("address", "filtered"),
    [
        ("/recherche?q=lyon", False),
        ("/recherche", False),
        ("/recherche?q=lyon&page=2", True),
        ("/recherche?q=lyon&numerise=1", True),
        ("/en/recherche?de=1500", True),
        ("/recherche.atom?q=lyon&siecle=16", True),
        ("/ark:/99999/t10000001j?siecle=16", True),
        ("/ark:/99999/t10000001j", False),
        ("/ark:/99999/t10000001j?info", False),
        ("/nouveautes?avant=12", False),
        ("/recherche/affiner/auteur?x=1", True),
        ("/en/recherche/affiner/auteur?q=lyon", True),
        ("/recherche/suggestions?q=ly&tri=recent", False),
        ("/recherche/avancee?tout=lyon", False),
        ("/recherche.xml?siecle=16", False),
        ("/personne/rabelais?page=2", True),
        ("/etablissement/FR-693836101?siecle=16", True),
        ("/etablissements?siecle=16", False),
        ("/lieu/une/autre?siecle=16", False),
    ],
)
def test_what_counts_as_a_filtered_search(address: str, filtered: bool) -> None:
    path, _, query = address.partition("?")
    asked = read({"PATH_INFO": path, "QUERY_STRING": query}, languages=("en",))
    assert asked.is_filtered_search is filtered


def test_statements_of_the_web_are_bounded_and_those_of_the_rest_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connections

    from portal.public.door import statements

    database: dict[str, Any] = {"OPTIONS": {"options": "-c jit=off"}}
    monkeypatch.setitem(vars(connections), "settings", {"default": database})
    statements.bound(0)
    assert database["OPTIONS"]["options"] == "-c jit=off"
    statements.bound(5)
    statements.bound(5)
    assert database["OPTIONS"]["options"] == "-c jit=off -c statement_timeout=5000"


def test_a_statement_that_takes_too_long_is_said_to_the_reader(client: Any, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    from portal.public.home.views import home

    def slow() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '20ms'")
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(home.showcase, "overview", slow)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 503 and "Cette page a demandé trop de temps" in response.content.decode()


def test_the_back_office_is_given_more_time(db: None, settings: Any) -> None:
    from django.db import connection

    from portal.public.door import statements

    def timeout() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return str(cursor.fetchone()[0])

    settings.STATEMENT_SECONDS = 5
    with statements.patience():
        assert timeout() == "1min"
    assert timeout() == "5s"


def test_a_broker_that_is_down_is_an_empty_cache() -> None:
    from portal.public.door.backend import BrokerCache

    cache = BrokerCache("redis://127.0.0.1:9/0", {})
    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing" and cache.get_many(["a"]) == {} and cache.clear() is False
    assert cache.add("a", 1) is False and cache.get_or_set("a", 2) == 2


@pytest.mark.parametrize("value", [7, True, None, "é", [1, "x"], {"a": 1.5}])
def test_the_shared_cache_holds_what_json_can_say(value: Any) -> None:
    plain = Plain()
    stored = plain.dumps(value)
    assert plain.loads(stored if isinstance(stored, bytes) else str(stored).encode()) == value


def test_what_somebody_else_wrote_into_the_shared_cache_runs_nothing(tmp_path: Any) -> None:
    class Deed:
        def __reduce__(self) -> Any:
            return (open, (str(tmp_path / "done"), "w"))

    assert Plain().loads(pickle.dumps(Deed())) is None
    assert not (tmp_path / "done").exists()
    with pytest.raises(TypeError):
        Plain().dumps(Deed())


def test_what_wagtail_caches_of_its_sites_goes_to_the_broker_and_comes_back() -> None:
    from wagtail.models.sites import SiteRootPath

    from portal.public.door.backend import Plain

    root = SiteRootPath(1, "/home/", "http://localhost", "fr")
    plain = Plain()
    said = plain.dumps([root])
    assert isinstance(said, bytes) and [SiteRootPath(*parts) for parts in plain.loads(said)] == [root]
    with pytest.raises(TypeError):
        plain.dumps({"what": object()})
