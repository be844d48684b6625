"""What a library puts on its own site: each block says what it is of, who wrote it and where it leads, and brings nothing else with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from catalogue.core.description import DigitalCopy
from catalogue.models import Institution, LocalDecision, Source
from tests import kept_rows
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page, text
from tests.portal.public.test_fonds import path_of, written
from tests.selections import some

SHEET = Path(__file__).parents[4] / "static" / "css" / "embedded.css"
WHOLE, OWN_SHEET = 80_000, 15_000  # bytes


@pytest.fixture
def portes(library: Library) -> str:
    """The path of a fonds of Lyon with two sous-fonds."""
    return kept_rows.once("a fonds with two sous-fonds", _portes)


def _portes() -> str:
    fonds = written(Institution.objects.get(isil=f"FR-{samples.LYON}"), "Livres de la chartreuse de Portes")
    for title in ("Manuscrits de Portes", "Imprimés de Portes"):
        written(fonds, title, level="subfonds")
    return path_of(fonds)


def block(client: Client, path: str, *, status: int = 200) -> BeautifulSoup:
    return page(client, f"/en/integrer{path.removeprefix('/en')}" if path.startswith("/en/") else f"/integrer{path}", status=status)


def test_a_block_of_a_notice_says_where_to_consult_it_and_leads_back(client: Client, library: Library) -> None:
    shown = block(client, library.path("rich"))
    said = text(shown)
    for words in (
        "Le Jardin des soyeux",
        "Perrachon",
        "Où le consulter",
        "Lyon · Bibliothèque municipale de Lyon",
        "Rés 317 042",
        "E.29117",
    ):
        assert words in said, words
    assert "Notice reçue de Catalogue de Lyon" in said and "Licence Ouverte 2.0" in said and "Traboule" in said
    assert shown.select_one("h1 a")["href"] == f"http://testserver{library.path('rich')}"
    assert "Voir toute la notice" in said and "Numérisé" in said


def test_a_block_of_a_fonds_has_its_sous_fonds(client: Client, portes: str) -> None:
    said = text(block(client, portes))
    for words in (
        "Livres de la chartreuse de Portes",
        "1 200 volumes",
        "1452-1789",
        "Manuscrits de Portes",
        "Imprimés de Portes",
        "Décrit par Lyon",
    ):
        assert words in said, words
    assert "Imprimés" not in text(block(client, f"{portes}?combien=1"))


def test_a_block_of_an_institution_has_its_fonds_and_what_it_keeps(client: Client, portes: str) -> None:
    said = text(block(client, institution_path(samples.LYON)))
    for words in (
        "Bibliothèque municipale de Lyon",
        "Ses fonds",
        "Livres de la chartreuse de Portes",
        "Le Jardin des soyeux",
        "Salle du fonds ancien",
    ):
        assert words in said, words


def test_a_block_of_a_search_has_its_first_documents(client: Client, library: Library) -> None:
    shown = block(client, f"/bloc?q=soyeux&etablissement={samples.LYON}&numerise=1")
    said = text(shown)
    assert "Documents numérisés" in said and "« soyeux »" in said and "Lyon · Bibliothèque municipale de Lyon" in said
    assert "Voir le document" in said and "Le Jardin des soyeux" in said
    assert "Le Jardin des soyeux" in text(page(client, shown.select_one(".way a")["href"].removeprefix("http://testserver")))
    assert "Rien ne répond" in text(block(client, "/bloc?q=kilowattheures&mots=tous"))


def test_a_block_of_a_commune_has_what_curators_kept_of_gallica_and_asks_gallica_for_nothing(client: Client, library: Library) -> None:
    Source.objects.filter(pk=library.source.pk).update(curated=True)
    kept = library.add(
        replace(samples.NO_DATE, identifier="kept", digital_copies=(DigitalCopy(url="https://gallica.bnf.fr/ark:/12148/x"),))
    )
    LocalDecision.objects.create(source=library.source, identifier=kept.identifier, state="kept", communes=["01427"], rules=["title"])
    for path in ("/bloc?commune=01427", "/bloc?commune=01427&numerise=1"):
        shown = block(client, path)
        assert "Dans Gallica" in text(shown) and shown.select_one(".name a")["href"] == "https://gallica.bnf.fr/ark:/12148/x"
        assert not shown.select("img") and "Rien ne répond" not in text(shown)
    for path in ("/bloc?commune=69123", "/bloc?commune=01427&type=book", "/bloc?commune=01427&q=pont", "/bloc?q=pont"):
        assert "Dans Gallica" not in text(block(client, path)), path


def test_blocks_speak_english_and_lead_to_english_pages(client: Client, portes: str, library: Library) -> None:
    for path, words in ((library.path("rich"), "Where to consult it"), (portes, "1,200 volumes"), ("/bloc?q=soyeux", "See the 1 document")):
        shown = block(client, f"/en{path}")
        assert words in text(shown) and shown.html["lang"] == "en"
        assert "/en/" in shown.select_one(".way a")["href"]


def test_a_block_brings_no_script_no_cookie_and_asks_nothing_of_anybody_else(client: Client, portes: str, library: Library) -> None:
    for path in (library.path("rich"), portes, institution_path(samples.LYON), "/bloc?q=", "/bloc?combien=12"):
        answer = client.get(f"/integrer{path}")
        shown = BeautifulSoup(answer.content.decode(), "html.parser")
        assert not shown.select("script, style, [style], img, iframe, form, object, embed, video") and not answer.cookies
        asked = [one.get("src") or one.get("href") for one in shown.select("link[rel=stylesheet], [src]")]
        assert len(asked) == 1 and asked[0].startswith("/static/")
        assert all(urlsplit(link["href"]).scheme in ("http", "https") for link in some(shown.select("a")))
        policy = answer["Content-Security-Policy"]
        assert "script-src 'none'" in policy and "default-src 'none'" in policy
        assert answer["X-Robots-Tag"] == "noindex"
        assert len(answer.content) + SHEET.stat().st_size <= WHOLE
    assert SHEET.stat().st_size <= OWN_SHEET and not re.search(r"url\(|@import", SHEET.read_text(encoding="utf-8"))


def test_what_partners_wrote_is_never_markup(client: Client, library: Library) -> None:
    for path in (f"/integrer{library.path('hostile')}", "/integrer/bloc", f"/integrer/?adresse={library.path('hostile')}"):
        shown = page(client, path)
        assert "<script>alert('x')</script>" in shown.get_text()
        assert not [tag for tag in shown.select("script") if "alert" in tag.get_text()] and not shown.select("img[onerror]")


def test_what_is_withdrawn_unknown_or_mistyped_says_so_in_the_frame(client: Client, library: Library) -> None:
    gone = client.get(f"/integrer{library.path('withdrawn')}")
    assert gone.status_code == 410 and "n’est plus au catalogue" in gone.content.decode()
    for path in ("/ark:/99999/t1000000zz", "/ark:/99999/nothing", "/ark:/12148/bpt6k1"):
        answer = client.get(f"/integrer{path}")
        assert answer.status_code == 404 and "Rien à cette adresse" in answer.content.decode()
    assert client.get("/integrer/bloc", {"q": "e" * 1001}).status_code == 400


def test_without_an_engine_the_frame_says_when_to_come_back(client: Client, library: Library, engine_down: None) -> None:
    answer = client.get("/integrer/bloc?q=soyeux")
    assert answer.status_code == 503 and answer["Retry-After"] and "frame-ancestors *" in answer["Content-Security-Policy"]
    assert client.get(f"/integrer{library.path('rich')}").status_code == 200


def test_a_block_costs_as_many_statements_however_many_documents_it_shows(client: Client, portes: str, library: Library) -> None:
    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    for path, most in (("/integrer/bloc", 2), (f"/integrer{institution_path(samples.LYON)}", 4), (f"/integrer{portes}", 5)):
        few = statements(f"{path}?combien=1")
        assert statements(f"{path}?combien=12") == few <= most, path
    assert statements(f"/integrer{library.path('many')}") <= 5


def test_a_block_read_before_is_not_sent_again(client: Client, library: Library) -> None:
    for path in (f"/integrer{library.path('rich')}", "/integrer/bloc?q=soyeux"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304 and "public" in first["Cache-Control"]


@pytest.mark.parametrize("many", ["0", "-1", "13", "999999", "²", "x", "", "1e3"])
def test_any_number_of_documents_is_answered(client: Client, library: Library, many: str) -> None:
    shown: Any = block(client, f"/bloc?combien={many}")
    assert 1 <= len(shown.select("li")) <= 12
