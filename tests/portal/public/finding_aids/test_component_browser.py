"""A finding aid in a browser: on a telephone and on a desk, deep or flat, by keyboard, in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.catalogue.formats.ead_written import component, finding_aid
from tests.portal.public.browsing import Reader
from tests.portal.public.finding_aids.conftest import ACCOUNTS, EADID, KEPT, LETTERS, path_of, take

pytestmark = pytest.mark.browser

PHONE, DESK = 320, 1280
DEPTH = 12
LONG = "Recueil de pièces concernant l’hôtel-Dieu" + "-et-ses-dépendances" * 12


def _deep() -> str:
    inside = component(LONG, attributes='id="fond"')
    for level in range(DEPTH):
        inside = component(f"Subdivision de rang {DEPTH - level} des archives de l’hôpital", inside)
    return inside


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("state", ["the whole", "a letter", "in English", "deep and long", "gone"])
def test_a_page_is_accessible_fits_and_keeps_to_itself(
    reader: Callable[..., Reader], ferrand: Callable[..., str], state: str, width: int
) -> None:
    paths = {"the whole": ferrand(), "a letter": ferrand("lettre"), "in English": f"/en{ferrand('lettre')}", "gone": ferrand("comptes")}
    if state == "deep and long":
        take(finding_aid(_deep(), eadid="deep", did=KEPT))
        paths[state] = path_of("fond", eadid="deep")
    elif state == "gone":
        take(finding_aid(LETTERS, eadid=EADID, did=KEPT))
    visit = reader(width=width)
    visit.open(paths[state])
    assert visit.accessibility_faults() == []
    assert visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == []


def test_the_dark_scheme_can_be_read(reader: Callable[..., Reader], ferrand: Callable[..., str]) -> None:
    visit = reader()
    visit.page.emulate_media(color_scheme="dark")
    visit.open(ferrand("lettre"))
    assert visit.accessibility_faults() == []


def test_from_the_whole_to_a_letter_and_to_the_next_one_by_keyboard_without_scripts(
    reader: Callable[..., Reader], ferrand: Callable[..., str]
) -> None:
    page = reader(width=PHONE, scripts=False).open(ferrand())
    for title in ("Lettres reçues", "Années 1870", "Lettre à Élise"):
        page.focus(f".lines a:has-text('{title}')")
        page.keyboard.press("Enter")
        page.wait_for_function("title => document.querySelector('h1').innerText === title", arg=title)
    page.focus(".steps a[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('h1').innerText === 'Lettre 1'")
    assert ACCOUNTS and page.locator(".tree a[aria-current=page]").inner_text() == "Lettre 1"
