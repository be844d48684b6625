"""The first page: what it offers, what it counts, and how it stands when something is missing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import DateSpan, DigitalCopy, Title
from catalogue.models import Institution, Record
from portal.public.home import showcase
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import copy_path
from tests.portal.public.reading import page, text


def test_the_search_has_the_focus_and_its_example_finds_something(client: Client, library: Library) -> None:
    home = page(client, "/")
    assert home.select("input[name=q]")[0].has_attr("autofocus")
    example = home.select(".try a")[0]["href"]
    assert page(client, str(example)).select(".hit")


def test_a_library_is_named_behind_its_town_wherever_the_page_names_it(client: Client, library: Library) -> None:
    Institution.objects.filter(isil=f"FR-{samples.LYON}").update(town="Lyon")
    cache.clear()
    home = page(client, "/")
    for named in (".door li a", ".partners a"):
        assert any(text(link).startswith("Lyon · Bibliothèque municipale de Lyon") for link in home.select(named)), named


def test_the_example_is_written_as_a_person_writes_it(client: Client, library: Library) -> None:
    author = samples.RICH.agents[0].name
    assert ", " in author, "a heading has the surname first"
    copies = (DigitalCopy(url="https://p.example/1", manifest="https://p.example/m.json"),)
    library.add(replace(samples.RICH, identifier="signed", digital_copies=copies))
    library.index()
    cache.clear()
    example = text(page(client, "/").select(".try a")[0])
    assert "," not in example and set(example.split()) <= set(author.replace(",", "").split()), example


def test_every_door_leads_to_as_many_notices_as_it_says(client: Client, library: Library) -> None:
    doors = page(client, "/").select(".door li a[href^='/recherche'], .kinds a")
    assert len(doors) >= 6
    for door in doors:
        found = page(client, str(door["href"])).select("h1")[0]
        assert text(found).split()[0] == text(door.select(".count")[0])


def test_figures_are_counted(client: Client, library: Library) -> None:
    figures = {text(box.select("dt")[0]): text(box.select("dd")[0]) for box in page(client, "/").select(".figures > div")}
    assert figures == {"notices": str(len(samples.EVERY)), "établissements": "200", "documents numérisés": "2", "langues": "2"}


def test_the_second_reader_costs_the_database_nothing(
    client: Client, library: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/")
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 200


def test_an_empty_catalogue_has_a_home_page(client: Client, empty_library: Library) -> None:
    home = page(client, "/")
    assert home.select("input[name=q]") and not home.select(".feature") and not home.select(".door")
    assert "Le catalogue est vide pour l’instant" in text(page(client, "/recherche"))


def test_the_figures_of_a_catalogue_still_empty_are_not_kept(client: Client, empty_library: Library) -> None:
    page(client, "/")
    assert cache.get("home-overview-fr") is None and cache.get("home-news-fr") is None


def test_home_stands_without_the_engine(client: Client, library: Library, engine_down: None) -> None:
    home = page(client, "/")
    assert "La recherche ne répond pas pour le moment" in text(home)
    assert home.select(".feature") and not home.select(".figures")


def test_the_demonstration_says_that_it_is_one(client: Client, library: Library, settings: Any) -> None:
    for demonstration in (True, False):
        settings.DEMONSTRATION = demonstration
        for path in ("/", "/recherche", library.path("rich"), "/rien"):
            assert ("Ensemble de démonstration" in client.get(path).content.decode()) is demonstration


@pytest.mark.parametrize("path", ["/", "/recherche?q=soyeux", "/recherche/affiner/type", "/en/", "/rien"])
def test_pages_set_no_cookie_and_answer_to_safe_methods_only(client: Client, library: Library, path: str) -> None:
    response = client.get(path)
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert b"csrfmiddlewaretoken" not in response.content
    if path != "/rien":
        assert client.post(path).status_code == 405


def test_the_policy_allows_nothing_inline_and_nobody_else(client: Client, library: Library) -> None:
    for path in ("/", "/recherche", library.path("hostile"), "/rien"):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy and "http:" not in policy
        body = response.content.decode()
        assert " style=" not in body and "<style" not in body and " onclick=" not in body


def test_every_page_is_in_the_language_of_its_address(client: Client, library: Library) -> None:
    for path in ("/", "/recherche", library.path("rich"), library.path("withdrawn"), "/rien"):
        french, english = client.get(path), client.get(f"/en{path}")
        assert '<html lang="fr">' in french.content.decode() and '<html lang="en">' in english.content.decode()
        assert "Chercher" in french.content.decode() and "Search" in english.content.decode()
    assert client.get("/", headers={"accept-language": "en"}).content.decode().startswith('<!doctype html>\n<html lang="fr">')


def test_the_work_of_the_day_is_seen_through_the_archway(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = (DigitalCopy(url="https://p.example/1", manifest="https://p.example/m.json"),)
    gardens = [
        replace(samples.RICH, identifier=f"f{number}", titles=(Title(value=f"Jardin {number}"),), digital_copies=copies)
        for number in range(5)
    ]
    shown = {f"{copy_path(library.add(garden))}/couverture" for garden in gardens}
    library.add(replace(samples.RICH, identifier="serial", document_type="periodical", digital_copies=copies))
    library.index()
    seen = set()
    for day in range(12):
        cache.clear()
        monkeypatch.setattr(showcase, "day", lambda day=day: day)
        feature = page(client, "/").select(".feature")[0]
        picture = str(feature.select("img")[0]["src"])
        assert picture in shown
        assert "2 établissements" in text(feature.select(".where")[0])
        seen.add(picture)
    assert len(seen) > 2


def test_a_visitor_without_a_question_walks_from_century_to_century(client: Client, library: Library) -> None:
    assert not page(client, "/").select(".arcade"), "two digitised works make no walk"
    copies = (DigitalCopy(url="https://p.example/1", manifest="https://p.example/m.json"),)
    for year in (1480, 1562, 1640, 1871):
        dated = replace(
            samples.RICH, identifier=f"w{year}", dates=(DateSpan(display=str(year), start=year, end=year),), digital_copies=copies
        )
        library.add(replace(dated, titles=(Title(value=f"Jardin de {year}"),)))
    library.index()
    cache.clear()
    stops = page(client, "/").select(".stop")
    assert [text(stop.select(".century")[0]) for stop in stops] == ["XVe siècle", "XVIe siècle", "XVIIe siècle", "XIXe siècle"]
    for stop in stops:
        assert text(stop.select(".stop-title")[0]) in text(page(client, str(stop["href"])).select("h1")[0])


def test_chance_leads_to_a_notice_and_is_never_kept(client: Client, library: Library) -> None:
    answer = client.get("/au-hasard")
    assert answer.status_code == 302 and answer["Cache-Control"] == "no-store"
    assert page(client, answer["Location"]).select(".where-to")
    Record.objects.all().delete()
    assert client.get("/en/au-hasard")["Location"] == "/en/recherche"
