"""Every template in each of its states, in a browser, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.portal.conftest import Library
from tests.portal.public.browsing import Reader

pytestmark = pytest.mark.browser

PHONE, DESK = 320, 1280
STATES = {
    "home": "/",
    "home in English": "/en/",
    "results": "/recherche?q=soyeux",
    "results with every filter": "/recherche?q=soyeux&etablissement=690001001&siecle=16&langue=fre&type=book&numerise=1&de=1500&a=1600",
    "results with more filters than hold": "/recherche?type=book&siecle=16&siecle=17&langue=fre&langue=heb&langue=lat",
    "results of a form": "/recherche?titre=jardin&auteur=perrachon&de=1500&a=1600&echelle=log",
    "results in English": "/en/recherche?q=soyeux+1562",
    "gallery": "/recherche?vue=galerie",
    "map": "/recherche?vue=carte",
    "page beyond the last": "/recherche?page=9",
    "advanced form": "/recherche/avancee",
    "advanced form in English": "/en/recherche/avancee",
    "advanced form gone wrong": "/recherche/avancee?chercher=1&titre=x&de=MDLX",
    "persons of a search": "/recherche/affiner/personne?q=soyeux",
    "subjects that begin so": "/recherche/affiner/sujet?debut=s",
    "whole catalogue": "/recherche",
    "nothing found": "/recherche?q=soyeux+kilowattheures&siecle=19",
    "too long": f"/recherche?q={'e' * 1001}",
    "all the values of a facet": "/recherche/affiner/etablissement",
    "rich notice": "rich",
    "rich notice in English": "/en rich",
    "right-to-left notice": "rtl",
    "notice with 198 copies": "many",
    "bare notice": "bare",
    "very long title": "long",
    "hostile notice": "hostile",
    "withdrawn notice": "withdrawn",
    "nothing here": "/rien",
}


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Pages carry their longest header."""
    settings.DEMONSTRATION = True


def _path(library: Library, state: str) -> str:
    prefix, _, name = STATES[state].rpartition(" ")
    return f"{prefix}{library.path(name)}" if name in library.records else STATES[state]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("state", STATES)
def test_a_page_is_accessible_fits_and_keeps_to_itself(reader: Callable[..., Reader], library: Library, state: str, width: int) -> None:
    visit = reader(width=width)
    visit.open(_path(library, state))
    assert visit.accessibility_faults() == []
    assert visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == []
    assert visit.weight <= 400_000


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        *(("/", ".hero input[name=q]"), ("/recherche?q=soyeux", ".hit-title a"), ("/recherche?vue=galerie", ".plate-title a")),
        *(("/recherche?vue=carte", ".communes a"), ("/recherche/avancee", "form.advanced #titre")),
        *(("/recherche?q=soyeux+kilowattheures&mots=tous", ".ways-out a"), ("/recherche/affiner/personne?q=soyeux", ".values a")),
    ],
)
def test_a_page_without_scripts_has_all_it_offers(reader: Callable[..., Reader], library: Library, path: str, shown: str) -> None:
    visit = reader(width=PHONE, scripts=False)
    page = visit.open(path)
    assert page.locator(shown).first.is_visible() and page.locator("[role=combobox]").count() == 0
    assert visit.strangers() == [] and visit.cookies == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("failure", ["400", "403", "500", "503"])
def test_error_pages_are_accessible(
    reader: Callable[..., Reader], library: Library, monkeypatch: pytest.MonkeyPatch, failure: str, width: int
) -> None:
    from django.core.exceptions import PermissionDenied, SuspiciousOperation
    from django.db import OperationalError

    from portal.public.home.views import home as home_views

    failures = {"400": SuspiciousOperation(), "403": PermissionDenied(), "500": RuntimeError(), "503": OperationalError()}

    def fail() -> None:
        raise failures[failure]

    monkeypatch.setattr(home_views.showcase, "overview", fail)
    visit = reader(width=width)
    assert failure in visit.open("/").inner_text("main")
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0 and visit.policy_breaches() == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_without_an_engine_is_accessible(reader: Callable[..., Reader], library: Library, engine_down: None, width: int) -> None:
    for path in ("/recherche?q=soyeux", "/"):
        visit = reader(width=width)
        visit.open(path)
        assert visit.accessibility_faults() == [] and visit.too_wide() <= 0 and visit.policy_breaches() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_can_be_read(reader: Callable[..., Reader], library: Library, scheme: str) -> None:
    for path in ("/", "/recherche?q=soyeux&siecle=16", library.path("rich"), library.path("withdrawn")):
        visit = reader()
        visit.page.emulate_media(color_scheme=scheme)
        visit.open(path)
        assert visit.accessibility_faults() == []


def test_a_page_at_twice_its_size_still_fits(reader: Callable[..., Reader], library: Library) -> None:
    for path in ("/", "/recherche?q=soyeux", library.path("rich")):
        visit = reader(width=640)
        page = visit.open(path)
        page.evaluate("document.documentElement.classList.add('large')")
        page.evaluate("new CSSStyleSheet().replace(':root{font-size:225%!important}').then(s => document.adoptedStyleSheets = [s])")
        assert visit.too_wide() <= 0


def test_on_a_phone_the_first_hit_shows_without_scrolling_and_filters_wait_behind_a_button(
    reader: Callable[..., Reader], library: Library
) -> None:
    visit = reader(width=PHONE)
    page = visit.open("/recherche?q=soyeux&siecle=16")
    assert page.locator(".hit-title").first.bounding_box()["y"] < 640
    assert not page.locator(".facet").first.is_visible()
    assert "1 filtre actif" in page.inner_text(".tool--facets > summary")
    page.locator(".tool--facets > summary").click()
    assert page.locator(".facet").first.is_visible()
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0
    page.locator(".tool--dates > summary").click()
    page.locator(".tool--ways > summary").click()
    assert page.locator(".period").is_visible() and page.locator(".views").is_visible()
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_desk_the_filters_are_in_view_with_and_without_scripts(reader: Callable[..., Reader], library: Library, scripts: bool) -> None:
    page = reader(width=DESK, scripts=scripts).open("/recherche")
    for shown in (".facet", ".views", ".tool--dates > summary"):
        assert page.locator(shown).first.is_visible()
    assert not page.locator(".period").is_visible()
    page.locator(".tool--dates > summary").click()
    assert page.locator(".period").is_visible()
    assert page.locator(".facet a").first.bounding_box()["height"] > 10


def test_from_the_search_to_the_call_number_by_keyboard_alone(reader: Callable[..., Reader], library: Library) -> None:
    page = reader(width=PHONE).open("/")
    page.wait_for_selector("input[name=q]:focus")
    page.keyboard.type("jardin soyeux")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit-title') !== null"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(".where-to")
    assert "Rés 317 042" in page.inner_text(".where-to")


def test_the_first_tab_skips_to_the_content(reader: Callable[..., Reader], library: Library) -> None:
    page = reader().open(library.path("rich"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.wait_for_selector("#main:focus")


def test_paper_shows_every_copy_and_no_button(reader: Callable[..., Reader], library: Library) -> None:
    visit = reader()
    page = visit.open(library.path("many"))
    page.emulate_media(media="print")
    assert page.locator(".more-cards .card").last.is_visible()
    assert not page.locator(".masthead .search").is_visible()


def test_a_page_that_cannot_find_the_fonts_still_stands(
    reader: Callable[..., Reader], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.shown import sheets

    monkeypatch.setattr(sheets, "_present", lambda: ())
    visit = reader(width=PHONE)
    visit.open("/")
    assert visit.too_wide() <= 0 and not [url for url in visit.asked if "vendor" in url]
