"""Somebody who keeps a library's site composes a block: she pastes an address or a name, sees it, copies it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalogue.models import Institution
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path, notice_path
from tests.portal.public.reading import page, robots, text
from tests.portal.public.test_fonds import written
from tests.selections import some

SITE = "http://testserver"


def composed(client: Client, address: str, *, status: int = 200, **more: str) -> BeautifulSoup:
    answer = client.get("/integrer/", {"adresse": address, **more})
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content.decode(), "html.parser")


def _codes(shown: Any) -> tuple[Any, Any]:
    """The frame and the text that she copies, as her site will read them."""
    return tuple(BeautifulSoup(shown.select_one(f"#{name}").get_text(), "html.parser") for name in ("frame", "text"))


def test_a_pasted_address_gives_the_block_as_a_frame_and_as_text(client: Client, library: Library) -> None:
    for address in (f"{SITE}{library.path('rich')}", f"testserver{library.path('rich')}", library.path("rich"), library.path("rich")[1:]):
        shown = composed(client, address)
        frame, plain = _codes(shown)
        element = frame.select_one("iframe")
        assert element["src"] == f"{SITE}/integrer{library.path('rich')}" and "Le Jardin des soyeux" in element["title"]
        assert element["loading"] == "lazy" and int(element["height"]) > 200
        assert shown.select_one(".stretch iframe")["src"] == f"/integrer{library.path('rich')}"
        assert not plain.select("script, img, iframe, style, link, [style]") and "Rés 317 042" in text(plain)
        assert {urlsplit(link["href"]).netloc for link in plain.select("a")} == {"testserver"}


def test_a_link_and_a_small_module_are_the_third_way(client: Client, library: Library) -> None:
    code = BeautifulSoup(composed(client, library.path("hostile")).select_one("#link").get_text(), "html.parser")
    assert code.select_one("traboule-bloc a")["href"] == f"{SITE}{library.path('hostile')}" and len(code.find_all()) == 3
    program = client.get(code.select_one("script")["src"].removeprefix(SITE))
    assert program["Content-Type"].startswith("text/javascript") and program["Access-Control-Allow-Origin"] == "*" and program["ETag"]
    assert len(program.content) <= 10_000


def test_the_addresses_of_before_of_a_place_of_a_person_and_of_a_search_are_read(client: Client, library: Library) -> None:
    number, code = library.records["rich"].pk, samples.LYON
    for address, frame in (
        (f"{SITE}/notice/{number}", f"/integrer{notice_path(library.records['rich'])}"),
        (f"{SITE}/etablissement/{code}/", f"/integrer{institution_path(code)}"),
        (f"{SITE}/commune/69123", "/integrer/bloc?commune=69123"),
        (f"{SITE}/en/commune/69123", "/en/integrer/bloc?commune=69123"),
        (f"{SITE}/recherche?q=soyeux&vue=galerie&page=2#hits", "/integrer/bloc?q=soyeux"),
        (f"{SITE}/integrer/bloc?q=soyeux&combien=3", "/integrer/bloc?q=soyeux"),
    ):
        element = _codes(composed(client, address))[0].select_one("iframe")
        assert element["src"] == f"{SITE}{frame}", address


def test_she_chooses_how_many_documents_and_in_which_language(client: Client, library: Library) -> None:
    shown = composed(client, f"{SITE}/recherche?type=book", combien="3", langue="en")
    frame, plain = _codes(shown)
    assert frame.select_one("iframe")["src"] == f"{SITE}/en/integrer/bloc?type=book&combien=3"
    assert len(plain.select("li")) == 3 and plain.select_one("div")["lang"] == "en" and "See the" in text(plain)
    assert shown.html["lang"] == "fr" and "Le copier" in text(shown)


def test_an_institution_leads_to_its_digitised_documents(client: Client, library: Library) -> None:
    shown = composed(client, f"{SITE}{institution_path(samples.LYON)}")
    narrowed = page(client, shown.select_one(".variants a")["href"])
    assert _codes(narrowed)[0].select_one("iframe")["src"] == f"{SITE}/integrer/bloc?etablissement={samples.LYON}&numerise=1"
    assert not narrowed.select(".variants")


def test_words_give_the_names_to_choose_from(client: Client, library: Library) -> None:
    written(Institution.objects.get(isil=f"FR-{samples.LYON}"), "Livres de la bibliothèque de Portes")
    shown = composed(client, "bibliothèque")
    names = [text(one) for one in shown.select(".picks li")]
    assert any("Lyon · Bibliothèque municipale" in one for one in names) and any("Livres de la bibliothèque" in one for one in names)
    for link in some(shown.select(".picks a"), least=3):
        assert _codes(page(client, link["href"]))[0].select_one("iframe")


@pytest.mark.parametrize(
    ("address", "words", "status"),
    [
        *(("https://elsewhere.example/x", "d’un autre site", 400), (f"{SITE}/gestion/", "pas pour tout le monde", 400)),
        *((f"{SITE}/aide", "Aucun bloc", 400), ("/ark:/99999/nothing", "Rien ne se trouve", 404), ("http://[", "d’un autre site", 400)),
        *(("javascript:alert(1)://x", "d’un autre site", 400), (f"{SITE}/recherche?q={'e' * 1001}", "Rien ne se trouve", 400)),
    ],
)
def test_an_address_that_shows_nothing_gets_a_sentence(client: Client, library: Library, address: str, words: str, status: int) -> None:
    shown = composed(client, address, status=status)
    assert words in text(shown.select_one("#wrong")) and not shown.select("iframe")


def test_without_an_engine_she_is_told_so(client: Client, library: Library, engine_down: None) -> None:
    assert "ne répond pas" in text(composed(client, "/recherche?q=soyeux", status=503).select_one("#wrong"))


def test_the_page_says_what_can_be_shown_and_is_found_from_the_page_of_data(client: Client, library: Library) -> None:
    for prefix, words in (("", "Ce qui peut se montrer"), ("/en", "What can be shown")):
        shown = page(client, f"{prefix}/integrer/")
        assert words in text(shown) and robots(shown) == ""
        assert page(client, f"{prefix}/donnees").select_one(f'a[href="{prefix}/integrer/"]')
    assert "noindex" in robots(composed(client, library.path("rich")))
    assert "/integrer/</loc>" in client.get("/sitemap/pages.xml").content.decode()
    assert client.get("/integrer").status_code == 301
