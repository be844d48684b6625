"""What is offered while a reader types, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from catalogue.search.result import Suggestion
from catalogue.selectors import suggestions as selector
from portal.public.search.presenters.suggestions import named
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page, text
from tests.suggested import type_words


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Institutions of another test's library are forgotten."""
    selector.renew()


def _offered(client: Client, typed: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get("/recherche/suggestions", {"q": typed}).json()["suggestions"]
    return found


def test_the_beginning_of_a_name_offers_the_person(client: Client, library: Library) -> None:
    (person,) = [offer for offer in _offered(client, "perrac") if offer["kind"] == "Personne ou organisme"]
    assert person["label"] == "Perrachon, Antoine (1520?-1581)" and person["notices"] == "1 notice"
    assert person["url"] == "/personne/perrachon-antoine-1520-1581"
    assert client.get(person["url"]).status_code == 200


def test_the_beginning_of_a_title_leads_to_the_notice(client: Client, library: Library) -> None:
    offers = {offer["label"]: offer["url"] for offer in _offered(client, "jardin des soy") if offer["kind"] == "Titre"}
    assert offers["Le Jardin des soyeux"] == library.path("rich")


def test_an_institution_is_found_by_its_town(client: Client, library: Library) -> None:
    assert institution_path("380001001") in {offer["url"] for offer in _offered(client, "greno")}


def test_a_village_of_which_the_catalogue_has_nothing_is_offered_first(client: Client, library: Library) -> None:
    offers = _offered(client, "la mulatiere")
    assert offers[0]["url"] == "/commune/69142" and offers[0]["label"] == "La Mulatière (Rhône)" and offers[0]["kind"] == "Commune"
    assert client.get("/recherche/suggestions", {"q": "la mulatiere"}).json()["said"] == "1 proposition"
    assert [offer["url"] for offer in _offered(client, "lyon")].count("/commune/69123") == 0, "the heading of the catalogue leads there"


@pytest.mark.parametrize("typed", ["", " ", "x", "\0", "é" * 5000, '"(((', "<script>", "%", "zzzzzzz"])
def test_nothing_typed_breaks_it(client: Client, library: Library, typed: str) -> None:
    response = client.get("/recherche/suggestions", {"q": typed})
    assert response.status_code == 200 and len(response.json()["suggestions"]) <= 8
    assert not response.cookies


def test_the_engine_down_offers_nothing(client: Client, library: Library, engine_down: None) -> None:
    response = client.get("/recherche/suggestions?q=soie")
    assert response.status_code == 503 and response.json() == {"said": "", "suggestions": []}


def test_english_pages_are_offered_english_pages(client: Client, library: Library) -> None:
    offers = client.get("/en/recherche/suggestions?q=perrac").json()["suggestions"]
    assert {"Person or body", "1 record"} <= {value for offer in offers for value in offer.values()}
    assert all(offer["url"].startswith("/en/") for offer in offers)


def test_without_scripts_the_page_of_results_names_what_the_words_name(client: Client, library: Library) -> None:
    said = page(client, "/recherche?q=perrachon").select(".recognised li")
    assert [text(line) for line in said] == ["Personne ou organisme Perrachon, Antoine (1520?-1581) 1 notice"]
    assert said[0].select("a")[0]["href"] == "/personne/perrachon-antoine-1520-1581"
    assert not page(client, f"/recherche?q=perrachon&etablissement={samples.LYON}").select(".recognised")


def test_only_headings_with_every_word_typed_are_named() -> None:
    found = [
        Suggestion("person", "a", "Labé, Louise", 3),
        Suggestion("person", "b", "Labbé, Philippe", 2),
        Suggestion("title", "1", "Labé", 1),
    ]
    assert [offer.label for offer in named(found, "labé")] == ["Labé, Louise"]
    assert named(found, "de") == () and named(found, "") == ()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_a_reader_goes_to_a_suggestion_by_keyboard(reader: Callable[..., Reader], library: Library, width: int) -> None:
    visit = reader(width=width)
    tab = visit.open("/")
    tab.wait_for_selector("input[name=q]:focus")
    box = tab.locator("input[name=q]")
    assert box.get_attribute("role") == "combobox" and box.get_attribute("aria-expanded") == "false"
    expect(type_words(tab, "perrac")).to_contain_text("Perrachon")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(tab.locator(".search [role=status]")).to_contain_text("proposition")
    tab.keyboard.press("ArrowDown")
    chosen = tab.locator("[role=option][aria-selected=true]")
    assert "Perrachon" in chosen.inner_text() and box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0
    tab.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and box.input_value() == "perrac"
    expect(type_words(tab, "hon", after="perrac")).to_contain_text("Perrachon")
    expect(box).to_have_attribute("aria-expanded", "true")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/personne/perrachon-antoine-1520-1581")
    assert visit.policy_breaches() == [] and visit.cookies == []


@pytest.mark.browser
def test_typing_and_pressing_enter_searches_as_before(reader: Callable[..., Reader], library: Library) -> None:
    tab = reader(width=1280).open("/")
    tab.wait_for_selector("input[name=q]:focus")
    expect(type_words(tab, "soyeux")).to_be_visible()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/recherche?q=soyeux")
