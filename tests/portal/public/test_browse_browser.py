"""Places, persons, subjects and institutions in a browser, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.paths import today

pytestmark = pytest.mark.browser

PHONE, DESK = 320, 1280
PERRACHON = "perrachon-antoine-1520-1581"
STATES = {
    "the region": "/lieux",
    "a search of places": "/lieux?q=saint-denis",
    "no place found": "/lieux?q=zzzz",
    "a department": "/departement/69",
    "a department overseas": "/departement/974",
    "a commune": "/commune/69123",
    "a commune without a record": "/commune/63113",
    "a town abroad": "/lieu/venise",
    "persons": "/personnes",
    "persons from a letter": "/personnes?debut=p",
    "a person": f"/personne/{PERRACHON}",
    "an unknown person": "/personne/personne-du-tout",
    "subjects": "/sujets",
    "a subject": "/sujet/lyon-rhone",
    "institutions": "/etablissements",
    "an institution": f"/etablissement/{samples.LYON}",
    "a commune in English": "/en/commune/69123",
}


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Pages carry their longest header."""
    settings.DEMONSTRATION = True


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("state", STATES)
def test_a_page_is_accessible_fits_and_keeps_to_itself(
    reader: Callable[..., Reader], library: Library, drawn: None, state: str, width: int
) -> None:
    visit = reader(width=width)
    visit.open(today(STATES[state]))
    assert visit.accessibility_faults() == []
    assert visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == []
    assert visit.weight <= 400_000


@pytest.mark.parametrize("path", ["/lieux", "/commune/69123", f"/personne/{PERRACHON}"])
def test_the_dark_scheme_can_be_read(reader: Callable[..., Reader], library: Library, drawn: None, path: str) -> None:
    visit = reader()
    visit.page.emulate_media(color_scheme="dark")
    visit.open(path)
    assert visit.accessibility_faults() == []


def test_from_the_region_to_a_village_by_keyboard_alone(reader: Callable[..., Reader], library: Library, drawn: None) -> None:
    visit = reader(width=PHONE)
    page = visit.open("/lieux")
    page.focus("main input[name=q]")
    page.keyboard.type("vaise")
    page.keyboard.press("Enter")
    page.wait_for_selector(".suggested")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.suggested') !== null"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("svg.map .here")
    expect(page.locator("h1")).to_have_text("Lyon")


def test_a_department_of_the_map_can_be_reached_and_is_seen_to_be(reader: Callable[..., Reader], library: Library, drawn: None) -> None:
    page = reader(scripts=True).open("/lieux")
    page.focus("svg.map a[href='/departement/69']")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('path')).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Rhône")


def test_without_outlines_every_page_still_stands(reader: Callable[..., Reader], library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.public.maps import drawing as maps
    from portal.public.maps import outlines

    for module in (maps, outlines):
        monkeypatch.setattr(module, "outlines", dict)
    for path in ("/lieux", "/departement/69", "/commune/69123", "/etablissements"):
        visit = reader(width=PHONE)
        page = visit.open(path)
        assert not page.locator("svg.map").count() and visit.accessibility_faults() == [] and visit.too_wide() <= 0
