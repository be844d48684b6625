"""Persons and former owners as programs and OpenRefine are given them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.search.engine import SearchUnavailable
from catalogue.selectors import search
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.test_owners import dispersed, of_caulet
from tests.portal.publish.test_api import got
from tests.portal.publish.test_reconcile import asked

__all__ = ["dispersed"]
CAULET, OTHER_FORM = "caulet-jean-de-1693-1771", "caulet-jean-de-eveque-de-grenoble"
LYON = f"FR-{samples.LYON}"
SORTS = ("institutions", "communes", "fonds", "notices", "persons", "owners")


def path(address: str) -> str:
    return address.removeprefix("http://testserver")


def test_a_person_is_found_by_the_words_of_a_name_in_any_order(client: Client, library: Library) -> None:
    library.index()
    for typed in ("Antoine Perrachon", "perrachon antoine", "Perrachon, Antoine"):
        (first, *_) = got(client, f"/persons?q={typed}")["persons"]
        assert first["label"].startswith("Perrachon, Antoine") and first["by"] == 1
    said = got(client, path(first["address"]).removeprefix("/api/v1"))
    assert said["by"] == 1 and said["key"] == first["key"]
    assert got(client, path(said["search"]).removeprefix("/api/v1"))["total"] == 1
    assert client.get(path(said["page"])).status_code == 200


@pytest.mark.parametrize("typed", ["1562", "...", "\0", '"', "-", "zzzzz", "a" * 200])
def test_a_name_that_says_nothing_finds_nobody(client: Client, library: Library, typed: str) -> None:
    library.index()
    for room in ("persons", "owners"):
        answer = client.get(f"/api/v1/{room}", {"q": typed})
        assert answer.status_code == 200 and json.loads(answer.content) == {room: []}


@pytest.mark.parametrize("where", ["/persons/personne-de-ce-nom", "/persons/%00", "/owners/ark:/99999/zz", "/owners/x", "/owners/%00"])
def test_who_is_nowhere_is_a_problem(client: Client, library: Library, where: str) -> None:
    library.index()
    assert got(client, where, status=404)["detail"]


def test_an_owner_is_given_with_the_books_page_after_page(client: Client, dispersed: Library) -> None:
    page = of_caulet(client)
    moved = client.get(f"/api/v1/persons/{OTHER_FORM}")
    assert moved.status_code == 301 and moved["Location"].endswith(f"/persons/{CAULET}")
    assert got(client, f"/persons/{CAULET}")["owner"].endswith(f"/owners{page}")
    (found,) = got(client, "/owners?q=jean de caulet")["owners"]
    assert found["ark"] == page[1:] and found["address"].endswith(page)
    told, books, following = {}, [], f"/owners{page}?limit=3"
    while following:
        told = got(client, following)
        books += told["books"]
        following = told.get("next", "").partition("/api/v1")[2]
    assert told["copies"] == len(books) == sum(one["copies"] for one in told["institutions"]) == 4
    assert {one["institution"] for one in told["institutions"]} == {samples.LYON, samples.GRENOBLE}
    assert len(told["numbers"]) == 1 and told["numbers"][0].startswith("idref:")
    assert {one["call_number"] for one in books} == {"F.4411", "Rés 12", "F.9", "F.77"}
    assert "books" not in got(client, f"/owners{page}?after=9999")


def test_an_engine_that_is_away_is_a_problem_in_every_room(client: Client, dispersed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise SearchUnavailable("away")

    monkeypatch.setattr(search, "search", down)
    for where in ("/persons?q=caulet", f"/persons/{CAULET}", "/owners?q=caulet"):
        assert got(client, where, status=503)["status"] == 503


def test_a_column_of_names_becomes_persons_and_owners(client: Client, dispersed: Library) -> None:
    (zola,) = asked(client, "persons", "Émile Zola")
    (owner, bare, part, other, nobody) = asked(
        client, "owners", "Caulet, Jean de (1693-1771)", "Jean de Caulet", "caulet", "Pierre de Caulet", "zzzz"
    )
    assert part[0]["id"] == owner[0]["id"] and not part[0]["match"] and not any(one["match"] for one in other)
    assert owner[0]["id"] == bare[0]["id"] == of_caulet(client)[1:] and owner[0]["match"] and nobody == []
    assert client.get(f"/{owner[0]['id']}").status_code == 200
    assert zola[0]["name"].startswith("Zola, Émile") and client.get(f"/personne/{zola[0]['id']}").status_code == 200


def test_columns_of_persons_and_owners_are_brought_in_one_statement(
    client: Client, dispersed: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ark = of_caulet(client)[1:]
    many = [ark, "ark:/99999/nobody", "x\0y", *(f"ark:/99999/t{number}" for number in range(100))]
    extend = json.dumps({"ids": many, "properties": [{"id": "names"}, {"id": "institutions"}]})
    with django_assert_max_num_queries(1):
        rows = json.loads(client.post("/reconcile/owners", {"extend": extend}).content)["rows"]
    assert {cell["str"] for cell in rows[ark]["institutions"]} == {samples.LYON, samples.GRENOBLE}
    assert "Caulet, Jean de (1693-1771)" in {cell["str"] for cell in rows[ark]["names"]} and rows[many[1]]["names"] == []
    extend = json.dumps({"ids": [CAULET, *many], "properties": ["numbers"]})
    with django_assert_max_num_queries(1):
        rows = json.loads(client.post("/reconcile/persons", {"extend": extend}).content)["rows"]
    assert [cell["str"].partition(":")[0] for cell in rows[CAULET]["numbers"]] == ["idref"]


@pytest.mark.parametrize("sort", SORTS)
def test_columns_and_types_are_suggested(client: Client, db: None, sort: str) -> None:
    suggest = json.loads(client.get(f"/reconcile/{sort}").content)["suggest"]
    for part in ("property", "type"):
        found = json.loads(client.get(path(suggest[part]["service_url"] + suggest[part]["service_path"])).content)["result"]
        assert found and all(one["id"] and one["name"] for one in found)
    named = json.loads(client.get(f"/reconcile/{sort}/suggest/property?prefix=zzz").content)
    assert named == {"result": []}


def test_a_thing_is_previewed_by_its_block(client: Client, dispersed: Library) -> None:
    ids = {
        "institutions": LYON, "communes": "69123", "persons": CAULET, "owners": of_caulet(client)[1:],
        "notices": f"ark:/{dispersed.arks['bible']}",
    }  # fmt: skip
    for sort, id_ in ids.items():
        told = json.loads(client.get(f"/reconcile/{sort}").content)["preview"]
        assert "{{id}}" in told["url"]
        led = client.get(path(told["url"]).split("?")[0], {"id": id_})
        assert led.status_code == 303, (sort, led.content)
        block = client.get(led["Location"])
        assert block.status_code == 200 and "X-Frame-Options" not in block, (sort, led["Location"])


@pytest.mark.parametrize("id_", ["", "x" * 300, "ark:/1/2", "../../gestion/", "\0", "69123&q=x"])
@pytest.mark.parametrize("sort", SORTS)
def test_what_is_no_identifier_has_no_preview(client: Client, db: None, sort: str, id_: str) -> None:
    answer = client.get(f"/reconcile/{sort}/preview", {"id": id_})
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("most", ["", "?combien=2"])
def test_the_block_of_an_owner_shows_the_books_and_leads_to_the_library(client: Client, dispersed: Library, most: str) -> None:
    page = of_caulet(client)
    block = client.get(f"/integrer{page}{most}")
    assert block.status_code == 200
    told = block.content.decode()
    assert "Caulet, Jean de" in told and f'href="http://testserver{page}"' in told and "Histoire de bayard" in told
    assert "Histoire de bible" not in told
    pasted = client.get("/integrer/", {"adresse": f"http://testserver{page}"})
    assert pasted.status_code == 200 and f"/integrer{page}" in pasted.content.decode()
