"""A list of results taken away: as a table, and into Zotero, whole."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from catalogue.core.description import Description, Title
from catalogue.selectors import search
from portal.publish import tables
from tests.portal.conftest import Library
from tests.portal.public.reading import page


def _table(client: Client, path: str) -> list[list[str]]:
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_holds_the_list_with_who_keeps_each(client: Client, library: Library) -> None:
    found = page(client, "/recherche?q=soyeux")
    (link,) = found.select("a[download][href*='.csv']")
    titles, *rows = _table(client, str(link["href"]))
    assert titles[0] == "Titre" and "Établissement" in titles and len(rows) == len(found.select(".hit"))
    row = next(row for row in rows if row[0].startswith("Le Jardin des soyeux"))
    assert row[titles.index("Établissement")].split(" | ")[0] == "Lyon · Bibliothèque municipale de Lyon"
    assert row[-1].startswith("http://testserver/")


def test_a_filtered_search_gives_its_own_table(client: Client, library: Library) -> None:
    everything, books = _table(client, "/recherche.csv"), _table(client, "/recherche.csv?type=book")
    assert 1 < len(books) < len(everything)


def test_a_table_goes_on_past_one_page_of_the_engine(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _table(client, "/recherche.csv")
    asked = []
    real = search.search
    monkeypatch.setattr(tables, "MAX_SIZE", 2)
    monkeypatch.setattr(tables.search, "search", lambda request: asked.append(request) or real(request))
    assert _table(client, "/recherche.csv") == whole and len(asked) == -(-(len(whole) - 1) // 2)


@pytest.mark.parametrize("start", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_no_cell_is_a_formula(client: Client, empty_library: Library, start: str) -> None:
    empty_library.add(Description(identifier="formula", titles=(Title(value=start),)))
    empty_library.index()
    _titles, row = _table(client, "/recherche.csv")
    assert row[0] == f"'{start}"


def test_a_table_without_an_engine_says_when_to_come_back(client: Client, library: Library, engine_down: None) -> None:
    response = client.get("/recherche.csv?q=soyeux")
    assert response.status_code == 503 and response["Retry-After"]


@pytest.mark.parametrize("view", ["", "&vue=galerie"])
def test_zotero_finds_each_notice_of_a_list(client: Client, library: Library, view: str) -> None:
    found = page(client, f"/recherche?q=soyeux{view}")
    server = str(found.select("link[rel=unapi-server]")[0]["href"])
    named = [str(one["title"]) for one in found.select("abbr.unapi-id")]
    assert len(named) == len(found.select(".hit, .plate")) > 0
    for name in named:
        answer = client.get(f"{server}?id={name}&format=ris", follow=True)
        assert answer.status_code == 200 and answer.content.startswith(b"TY  - ")
