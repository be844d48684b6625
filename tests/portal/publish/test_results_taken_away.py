"""A list of results taken away: as a table, and into Zotero, whole."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Description, Note, Title
from catalogue.formats.reading import read_file
from catalogue.models import Record
from catalogue.selectors import search
from portal.publish import taken_away
from portal.shown.forms import FORMS
from tests.portal.conftest import Library
from tests.portal.public.reading import page


def _table(client: Client, path: str) -> list[list[str]]:
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))  # type: ignore[call-overload]


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
    monkeypatch.setattr(taken_away, "MAX_SIZE", 2)
    monkeypatch.setattr(search, "search", lambda request: asked.append(request) or real(request))
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


def taken(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200 and response.streaming and 'filename="traboule.' in response["Content-Disposition"]
    return b"".join(response)  # type: ignore[call-overload,no-any-return]


XML = {"marcxchange": "record", "marcxml": "record", "mods": "mods", "dc": "dc"}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_whole_list_is_given_in_each_form(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    total = sum(record.state == Record.State.ACTIVE for record in library.records.values())
    (link,) = [one for one in page(client, "/recherche").select("details a[download]") if str(one["href"]).startswith(f"/recherche.{form}")]
    whole = taken(client, str(link["href"]))
    monkeypatch.setattr(taken_away, "MAX_SIZE", 2)
    assert taken(client, str(link["href"])) == whole  # page after page
    count = {
        "ris": lambda: whole.count(b"\nER  -"), "bibtex": lambda: len(re.findall(rb"^@\w+\{", whole, re.MULTILINE)),
        "csl-json": lambda: len(json.loads(whole)), "jsonld": lambda: len(json.loads(whole)["@graph"]),
        "unimarc": lambda: whole.count(b"\x1d"), "marc21": lambda: whole.count(b"\x1d"),
    }  # fmt: skip
    found = len(etree.fromstring(whole).findall(f"{{*}}{XML[form]}")) if form in XML else count[form]()
    assert found == total > 5


def test_a_list_ends_where_it_is_told_to(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taken_away, "MAX_SIZE", 2)
    monkeypatch.setattr(taken_away, "MOST", 4)
    assert len(_table(client, "/recherche.csv")) == 1 + 4 and taken(client, "/recherche.ris").count(b"\nER  -") == 4


def test_a_list_costs_as_many_statements_however_long(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for form in ("unimarc", "jsonld", "dc"):
        with django_assert_max_num_queries(5):
            taken(client, f"/recherche.{form}")


def test_what_iso_2709_cannot_hold_is_named_in_the_list(client: Client, empty_library: Library) -> None:
    empty_library.add(Description(identifier="short", titles=(Title(value="Court"),)))
    note = Note(value="é" * 6_000, kind="general")
    empty_library.add(Description(identifier="long", titles=(Title(value="Interminable"),), notes=(note,)))
    empty_library.index()
    for form, sentence in (("unimarc", "300"), ("marc21", "500")):
        read = list(read_file(taken(client, f"/recherche.{form}")))
        assert sorted(one.description.title for one in read if one.description) == ["Court", "Interminable"], sentence
        (told,) = [one.description for one in read if one.description and one.description.title == "Interminable"]
        assert [len(one.value) < 500 for one in told.notes] == [True]
    assert note.value.encode() in taken(client, "/recherche.marcxchange")


@pytest.mark.django_db(transaction=True)  # an answer that is closed closes its connection
def test_one_list_at_a_time_and_the_place_is_left_by_who_goes_away(client: Client, library: Library) -> None:
    going = client.get("/recherche.ris")
    busy = client.get("/recherche.dc")
    assert busy.status_code == 503 and busy["Retry-After"]
    assert client.head("/recherche.dc").status_code == 200  # nothing is made for who asks for the headers
    going.close()
    assert taken(client, "/recherche.dc")
    assert taken(client, "/recherche.ris")


def test_a_list_without_an_engine_says_when_to_come_back_and_holds_no_place(client: Client, library: Library, engine_down: None) -> None:
    for _time in range(3):
        response = client.get("/recherche.ris?q=soyeux")
        assert response.status_code == 503 and response["Retry-After"] and "La recherche ne répond pas" in response.content.decode()


@pytest.mark.parametrize(("path", "status"), [
    ("/recherche.exe", 404), ("/recherche.ris?nature=component", 404), (f"/recherche.ris?q={'a' * 1001}", 400),
])  # fmt: skip
def test_what_is_no_list_is_refused(client: Client, library: Library, path: str, status: int) -> None:
    assert client.get(path).status_code == status
