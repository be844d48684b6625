"""What is new: by day, to the first notice ever received, and by feeds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Record
from harvest.models import Endpoint, HarvestRun
from portal.public.home.views import news
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, robots, text

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def arrivals(empty_library: Library) -> Library:
    """Seventy notices over seven days, ten a day, one withdrawn."""
    for number in range(70):
        record = empty_library.add(replace(samples.LONG_TITLE, identifier=f"n{number}"))
        at = datetime(2026, 3, 1 + number // 10, 11, tzinfo=UTC) + timedelta(minutes=number % 10)
        Record.objects.filter(pk=record.pk).update(created_at=at, updated_at=at)
    Record.objects.filter(pk=empty_library.records["n69"].pk).update(state=Record.State.TOMBSTONE)
    return empty_library


def _walk(client: Client) -> list[str]:
    seen, path = [], "/nouveautes"
    while path:
        shown = page(client, path)
        seen += [str(link["href"]) for link in shown.select(".hit-title a")]
        following = shown.select("a[rel~=next]")
        path = str(following[0]["href"]) if following else ""
    return seen


def test_a_reader_walks_back_to_the_first_notice_and_misses_none(client: Client, arrivals: Library) -> None:
    expected = [arrivals.path(f"n{number}") for number in range(68, -1, -1)]
    assert _walk(client) == expected


def test_notices_stand_under_the_day_of_their_arrival(client: Client, arrivals: Library) -> None:
    days = page(client, "/nouveautes").select(".news-day")
    assert [text(day.select("h2")[0]) for day in days] == ["7 mars 2026", "6 mars 2026", "5 mars 2026", "4 mars 2026"]
    assert [len(day.select(".hit")) for day in days] == [9, 10, 10, 1]


def test_a_page_costs_the_same_however_far_down(
    client: Client, arrivals: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        client.get("/nouveautes")
    with django_assert_num_queries(2):
        client.get("/nouveautes?avant=1772500000000000-20")


def test_what_came_last_is_first_whatever_its_number(client: Client, arrivals: Library) -> None:
    Record.objects.filter(pk=arrivals.records["n3"].pk).update(created_at=datetime(2026, 4, 1, tzinfo=UTC))
    Record.objects.filter(pk=arrivals.records["n66"].pk).update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    order = [number for number in range(68, -1, -1) if number not in (3, 66)]
    assert _walk(client) == [arrivals.path(f"n{number}") for number in (3, *order, 66)]
    entries = etree.fromstring(client.get("/nouveautes.atom").content).iterfind("a:entry", ATOM)
    assert str(next(entries).findtext("a:id", namespaces=ATOM)).endswith(arrivals.path("n3"))


def test_those_of_one_moment_are_each_shown_once(client: Client, arrivals: Library) -> None:
    Record.objects.update(created_at=datetime(2026, 4, 1, tzinfo=UTC))
    seen = _walk(client)
    assert len(seen) == len(set(seen)) == 69


def test_the_address_of_a_page_from_before_leads_to_what_was_older(client: Client, arrivals: Library) -> None:
    shown = page(client, f"/nouveautes?avant={arrivals.records['n20'].pk}")
    assert shown.select(".hit-title a")[0]["href"] == arrivals.path("n19")


@pytest.mark.parametrize("before", ["", "x", "-1", "0", "9" * 19, "9" * 400, "²", "9" * 17 + "-1", "1-" + "9" * 19, "1-", "-"])
def test_no_address_breaks_the_page(client: Client, arrivals: Library, before: str) -> None:
    assert client.get("/nouveautes", {"avant": before}).status_code == 200


def test_only_the_first_page_is_for_search_engines(client: Client, arrivals: Library) -> None:
    assert robots(page(client, "/nouveautes")) == ""
    assert robots(page(client, "/nouveautes?avant=12")).startswith("noindex")


def test_an_empty_catalogue_says_so(client: Client, empty_library: Library) -> None:
    assert "Le catalogue est vide" in text(page(client, "/nouveautes").select("main")[0])


def test_the_last_deliveries_are_counted(client: Client, arrivals: Library) -> None:
    endpoint = Endpoint.objects.create(source=arrivals.source, url="https://lyon.example/oai", protocol="oai_pmh", prefix="x")
    ended = datetime(2026, 3, 7, 12, tzinfo=UTC)
    HarvestRun.objects.create(endpoint=endpoint, kind="full", state="done", new=1200, changed=1, deleted=2, ended_at=ended)
    HarvestRun.objects.create(endpoint=endpoint, kind="incremental", state="done", unchanged=5, ended_at=ended)
    HarvestRun.objects.create(endpoint=endpoint, kind="full", state="failed", new=7, ended_at=ended)
    deliveries = page(client, "/nouveautes").select(".deliveries li")
    assert len(deliveries) == 1
    said = text(deliveries[0])
    assert "Catalogue de Lyon" in said and "1 200 notices nouvelles" in said and "1 modifiée" in said and "2 retirées" in said


def _feed(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def test_a_feed_reader_is_told_of_what_is_new(client: Client, arrivals: Library, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        feed = _feed(client, "/nouveautes.atom")
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 50
    assert entries[0].findtext("a:id", namespaces=ATOM) == f"http://testserver{arrivals.path('n68')}"
    assert entries[0].findtext("a:updated", namespaces=ATOM).startswith("2026-03-07T12:08:00+01:00")
    assert feed.findtext("a:title", namespaces=ATOM) == "Nouveautés de Traboule"


def test_a_feed_follows_a_search(client: Client, library: Library, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    found = page(client, "/recherche?q=soyeux")
    link = found.select("link[type='application/atom+xml']")
    path = next(str(one["href"]) for one in link if "recherche.atom" in str(one["href"]))
    feed = _feed(client, path)
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert "Le Jardin des soyeux" in titles and len(titles) == len(found.select(".hit"))
    assert "« soyeux »" in feed.findtext("a:title", namespaces=ATOM).replace("\u00a0", " ")


def test_a_feed_gives_the_last_received_first(client: Client, arrivals: Library) -> None:
    arrivals.index()
    feed = _feed(client, "/recherche.atom")
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert ids == [f"http://testserver{arrivals.path(f'n{number}')}" for number in range(68, 18, -1)]


def test_a_feed_holds_what_xml_can_hold(client: Client, library: Library) -> None:
    assert len(_feed(client, "/nouveautes.atom").findall("a:entry", ATOM)) == len(samples.EVERY)


def test_a_feed_without_an_engine_says_when_to_come_back(client: Client, library: Library, engine_down: None) -> None:
    response = client.get("/recherche.atom?q=soyeux")
    assert response.status_code == 503 and response["Retry-After"]


def test_a_page_holds_a_fixed_number_of_notices() -> None:
    assert 10 <= news.SIZE <= 50
