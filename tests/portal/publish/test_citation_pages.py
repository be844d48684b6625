"""Citing a notice: what the page shows, what is downloaded, what Zotero finds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from catalogue.citations.exporters import EXPORTERS
from tests.catalogue.citations import parsers
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text
from tests.selections import some


def test_the_citation_can_be_read_and_copied_from_the_page(client: Client, library: Library) -> None:
    cite = _page(client, library.path("rich")).select_one("#citer")
    assert cite is not None
    said = text(cite)
    assert "PERRACHON, Antoine. Le Jardin des soyeux : ou Traité des étoffes façonnées. Seconde édition, revue. Lyon : " in said
    assert "Perrachon, A. (1562). Le Jardin des soyeux" in said and "@book{perrachon-1562-traboule-" in said
    assert [text(title) for title in cite.select("cite")] == ["Le Jardin des soyeux : ou Traité des étoffes façonnées"] * 2
    english = text(_page(client, f"/en{library.path('rich')}").select("#citer")[0])
    assert f"Available from: http://testserver/en{library.path('rich')} [viewed" in english


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("identifier", ["rich", "rtl", "many", "bare", "long", "hostile"])
def test_every_notice_can_be_downloaded_in_every_format(
    client: Client, library: Library, name: str, identifier: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        response = client.get(f"{library.path(identifier)}/citer/{name}")
    exporter, ark = EXPORTERS[name], library.arks[identifier]
    stem = ark.partition("/")[2]
    assert response["Content-Type"] == f"{exporter.media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="notice-{stem}.{exporter.ending}"'
    assert response["X-Content-Type-Options"] == "nosniff" and response["X-Robots-Tag"] == "noindex" and not response.cookies
    body = response.content.decode()
    assert f"http://testserver/ark:/{ark}" in body
    if name == "ris":
        assert len(parsers.ris(body)) == 1
    elif name == "bibtex":
        assert len(parsers.bibtex(body)) == 1
    elif name == "csl-json":
        assert len(json.loads(body)) == 1


def test_the_one_library_is_the_archive_and_several_are_a_note(client: Client, library: Library) -> None:
    (alone,) = parsers.ris(client.get(f"{library.path('rtl')}/citer/ris").content.decode())
    assert alone["DB"] == ["Lyon · Bibliothèque municipale de Lyon"] and alone["CN"] == ["Ms hébreu 14"]
    (several,) = parsers.ris(client.get(f"{library.path('rich')}/citer/ris").content.decode())
    assert "DB" not in several and "Grenoble · Bibliothèque d’étude et du patrimoine (E.29117)" in several["N1"][0]


@pytest.mark.parametrize("path", ["citer/docx", "citer/RIS", "citer/", "citer/../source"])
def test_a_format_that_is_none_is_not_found(client: Client, library: Library, path: str) -> None:
    assert client.get(f"{library.path('rich')}/{path}").status_code == 404


def test_a_withdrawn_notice_is_cited_no_more(client: Client, library: Library) -> None:
    response = client.get(f"{library.path('withdrawn')}/citer/ris")
    assert response.status_code == 410 and "Carte du diocèse de Viviers" in response.content.decode()


def test_zotero_finds_the_notice_by_unapi(client: Client, library: Library) -> None:
    page = _page(client, library.path("rich"))
    server = page.select("link[rel=unapi-server]")[0]["href"]
    identifier = page.select("abbr.unapi-id")[0]["title"]
    every, one = client.get(str(server)), client.get(f"{server}?id={identifier}")
    assert (every.status_code, one.status_code) == (200, 300)
    for response in (every, one):
        assert response["Content-Type"] == "application/xml"
        formats = etree.fromstring(response.content)
        assert (formats[0].get("name"), formats[0].get("type")) == ("ris", "application/x-research-info-systems")
    assert etree.fromstring(one.content).get("id") == identifier
    given = client.get(f"{server}?id={identifier}&format=ris")
    assert parsers.ris(given.content.decode())[0]["AU"] == ["Perrachon, Antoine"] and "Content-Disposition" not in given


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("id=notice:987654321", 404),
        ("id=notice:abc", 404),
        ("id=notice:%D9%A3", 404),
        ("id=<x>&format=ris", 404),
        ("id={rich}&format=mods", 406),
        ("id={withdrawn}&format=ris", 404),
    ],
)
def test_unapi_says_what_it_cannot_give(client: Client, library: Library, query: str, status: int) -> None:
    names = {name: f"ark:/{ark}" for name, ark in library.arks.items()}
    assert client.get(f"/unapi?{query.format(**names)}").status_code == status


def test_programs_find_every_format_from_the_page(client: Client, library: Library) -> None:
    page = _page(client, library.path("rich"))
    for exporter in some(EXPORTERS.values()):
        (link,) = page.select(f'link[rel=alternate][type="{exporter.media_type}"][title="{exporter.label}"]')
        assert client.get(str(link["href"])).status_code == 200


def _data(client: Client, path: str) -> Any:
    return json.loads(_page(client, path).select("script[type='application/ld+json']")[0].get_text())


def test_search_engines_read_what_it_is_and_who_keeps_it(client: Client, library: Library) -> None:
    data = _data(client, library.path("rich"))
    assert data["@type"] == ["Book", "ArchiveComponent"] and data["name"].startswith("Le Jardin des soyeux")
    assert data["author"] == [{"@type": "Person", "name": "Antoine Perrachon", "familyName": "Perrachon", "givenName": "Antoine"}]
    assert [keeper["name"] for keeper in data["holdingArchive"]] == [
        "Bibliothèque d’étude et du patrimoine",
        "Bibliothèque municipale de Lyon",
    ]


def test_no_record_can_end_the_script_that_holds_its_data(client: Client, library: Library) -> None:
    body = client.get(library.path("hostile")).content.decode()
    start = body.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    data = body[start : body.index("</script>", start)]
    assert json.loads(data)["name"] == samples.HOSTILE_WORDS and not set("<>&") & set(data)


def test_the_notice_is_shared_by_its_lasting_address_alone(client: Client, library: Library) -> None:
    cite = _page(client, library.path("rich")).select("#citer")[0]
    assert text(cite.select("#address")[0]) == f"http://testserver{library.path('rich')}"
    letters = [str(link["href"]) for link in cite.select("a[href^=mailto]")]
    assert len(letters) == 1 and letters[0].startswith("mailto:?subject=Le%20Jardin") and len(letters[0]) <= 1800
    assert not BeautifulSoup(str(cite), "html.parser").select("iframe, img, script")


def test_a_hebrew_title_does_not_turn_the_rest_of_its_citation_round(client: Client, library: Library) -> None:
    cited = _page(client, library.path("rtl")).select_one("#cited-iso-690")
    assert cited is not None and not cited.get("dir")
    assert text(cited.select("bdi")[0]) == "משה בן יעקב." and text(cited.select("bdi cite")[0]) == "ספר התפילות"
    assert not _page(client, library.path("rich")).select("#cited-iso-690 bdi")
