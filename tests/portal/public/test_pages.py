"""The pages in which the portal speaks of itself: they say what is so, in both languages, and name who answers for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from tests.portal.conftest import Library
from tests.portal.public.browsing import Reader
from tests.portal.public.reading import page, robots, text
from tests.selections import some

PAGES = ("/a-propos", "/aide", "/donnees", "/accessibilite", "/mentions-legales")
ALL = (*PAGES, "/nouveautes", "/styles/")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_within_reach_of_every_page(client: Client, library: Library, path: str) -> None:
    for start in ("/", "/recherche", library.path("rich"), "/rien"):
        status = 404 if start == "/rien" else 200
        links = {str(link["href"]) for link in page(client, start, status=status).select(".colophon a")}
        assert path in links
    assert page(client, path).select_one("h1") and page(client, f"/en{path}").select_one("h1")


@pytest.mark.parametrize("path", PAGES)
def test_french_and_english_say_different_words(client: Client, library: Library, path: str) -> None:
    assert text(page(client, path).select(".prose")[0]) != text(page(client, f"/en{path}").select(".prose")[0])


def test_every_link_of_these_pages_leads_somewhere(client: Client, library: Library) -> None:
    for path in (*PAGES, *(f"/en{path}" for path in PAGES)):
        for link in page(client, path).select("main a[href^='/']"):
            answer = client.get(str(link["href"]))
            assert answer.status_code == 200, link["href"]
            assert b"".join(answer)  # type: ignore[call-overload]  # a list that nobody reads keeps the next one waiting


def test_the_portal_counts_what_it_says_it_has(client: Client, library: Library) -> None:
    about, home = page(client, "/a-propos"), page(client, "/")
    assert text(about.select(".figures")[0]) == text(home.select(".figures")[0])


def test_who_answers_for_the_portal_is_named(client: Client, library: Library, settings: Any) -> None:
    settings.PUBLISHER, settings.PUBLISHER_ADDRESS = "Agence du livre", "25 rue Chazière, 69004 Lyon"
    settings.PUBLICATION_DIRECTOR, settings.HOSTING = "Jeanne Vignal", "Hébergeur du Rhône, 1 quai, Lyon"
    notice = text(page(client, "/mentions-legales").select("main")[0])
    for fact in ("Agence du livre", "25 rue Chazière", "Jeanne Vignal", "Hébergeur du Rhône"):
        assert fact in notice
    assert "Agence du livre" in text(page(client, "/accessibilite").select("main")[0])


def test_a_fact_that_was_not_given_is_said_to_be_missing(client: Client, library: Library) -> None:
    notice = text(page(client, "/mentions-legales").select("main")[0])
    assert notice.count("Pas encore indiqué") == 3


def test_the_declaration_says_its_state_and_the_means_of_redress(client: Client, library: Library) -> None:
    said = text(page(client, "/accessibilite").select("main")[0])
    for needed in ("RGAA", "4.1.2", "n’est pas conforme", "aucun audit", "Défenseur des droits", "@"):
        assert needed in said
    assert "non conforme" in text(page(client, "/").select(".colophon")[0])


def test_every_address_given_to_machines_exists(client: Client, library: Library) -> None:
    given = page(client, "/donnees").select("tbody a")
    assert len(given) >= 4
    for link in given:
        answer = client.get(str(link["href"]))
        assert answer.status_code == 200 and b"".join(answer)  # type: ignore[call-overload]


def test_every_example_of_the_help_is_understood(client: Client, library: Library) -> None:
    for link in some(page(client, "/aide").select(".examples a")):
        assert client.get(str(link["href"])).status_code == 200


def test_pages_name_themselves_and_their_twin(client: Client, library: Library) -> None:
    for path, twin in (("/aide", "/en/aide"), ("/en/aide", "/aide")):
        head = page(client, f"{path}?x=1")
        assert head.select_one("link[rel=canonical]")["href"] == f"http://testserver{path}"  # type: ignore[index]
        languages = {link["hreflang"]: link["href"] for link in head.select("link[rel=alternate][hreflang]")}
        assert sorted(languages) == ["en", "fr"] and f"http://testserver{twin}" in languages.values()


def test_an_error_has_no_address_of_its_own(client: Client, library: Library) -> None:
    assert not page(client, "/rien", status=404).select("link[rel=canonical]")


def test_components_are_shown_to_developers_only(client: Client, library: Library, settings: Any) -> None:
    assert client.get("/styles/").status_code == 404
    settings.STYLES_PAGE = True
    styles = page(client, "/styles/")
    assert robots(styles) == "noindex" and styles.select(".cover--early") and styles.select(".wordmark svg")


def test_every_component_of_the_sheet_is_on_the_page_of_components(client: Client, library: Library, settings: Any, root: Any) -> None:
    import re

    settings.STYLES_PAGE = True
    sheet = (root / "static" / "css" / "portal.css").read_text(encoding="utf-8")
    layer = sheet.partition("@layer components {")[2].partition("@layer pages {")[0]
    families = {found.partition("-")[0].partition("_")[0] for found in re.findall(r"^  \.([a-z-]+)", layer, re.MULTILINE)}
    shown = client.get("/styles/").content.decode()
    missing = {family for family in families if not re.search(rf'class="[^"]*\b{family}', shown)}
    assert missing <= {"stack", "years", "language", "notice", "arch", "more", "picture", "unapi"}, missing


def test_the_wordmark_is_one_drawing_that_says_its_name(root: Any) -> None:
    from lxml import etree

    for name in ("wordmark.svg", "favicon.svg"):
        drawing = etree.parse(root / "static" / "img" / name).getroot()
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg" and drawing.get("viewBox")
        assert not drawing.xpath("//*[local-name()='image' or local-name()='script' or local-name()='text']")
    inline = (root / "templates" / "public" / "wordmark.html").read_text(encoding="utf-8")
    assert 'aria-label="Traboule"' in inline


def test_the_routes_that_cost_the_engine_are_known_to_the_door() -> None:
    """A search that the door does not know would escape its budget."""
    from portal.public.door.address import read

    translation.activate("fr")  # whichever page was asked for last
    searching = {"person": "k", "place": "k", "subject": "k", "commune": "69123", "department": "69"}
    asked = [reverse(f"public:{name}", args=[key]) for name, key in searching.items()]
    asked += [reverse(f"public:{name}") for name in ("results", "results_feed", "persons", "places", "subjects")]
    asked += ["/ark:/99999/t10000001j", "/etablissement/693836101"]
    for path in asked:
        assert get_resolver().resolve(path).view_name
        for address in (path, f"/en{path}"):
            environ = {"PATH_INFO": address, "QUERY_STRING": "siecle=16"}
            assert read(environ, languages=("en",)).is_filtered_search, address
            assert not read({**environ, "QUERY_STRING": "q=lyon"}, languages=("en",)).is_filtered_search, address


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [*ALL, "/en/aide", "/en/donnees"])
def test_a_page_is_accessible_fits_and_keeps_to_itself(
    reader: Callable[..., Reader], library: Library, settings: Any, path: str, width: int
) -> None:
    settings.STYLES_PAGE = settings.DEMONSTRATION = True
    visit = reader(width=width)
    visit.open(path)
    assert visit.accessibility_faults() == []
    assert visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == []


@pytest.mark.browser
def test_pages_can_be_read_in_the_dark(reader: Callable[..., Reader], library: Library, settings: Any) -> None:
    settings.STYLES_PAGE = True
    for path in ALL:
        visit = reader()
        visit.page.emulate_media(color_scheme="dark")
        visit.open(path)
        assert visit.accessibility_faults() == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("refusal", ["busy", "too long"])
def test_a_refusal_is_accessible(
    reader: Callable[..., Reader], library: Library, monkeypatch: pytest.MonkeyPatch, refusal: str, width: int
) -> None:
    from portal.public.door.wsgi import REFUSAL

    visit = reader(width=width)
    visit.client.defaults[REFUSAL] = refusal
    assert visit.open("/recherche?q=a&siecle=16").inner_text("h1")
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0 and visit.policy_breaches() == []
