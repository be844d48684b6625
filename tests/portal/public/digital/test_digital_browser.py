"""The viewer in a browser: with and without scripts, by keyboard, on a phone, and when the partner is silent."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from catalogue.core.description import Description, DigitalCopy, Title
from harvest.pictures import fetching
from portal.public.templatetags import digital as tags
from tests.portal.conftest import Library
from tests.portal.public.browsing import Reader
from tests.portal.public.digital.partner_images import Images, serving
from tests.portal.public.test_in_gallica import NOTICE_OF_THE_BNF, Kept

pytestmark = pytest.mark.browser
QUIET = ".viewer-said:empty"
OPEN = '.viewer[data-state="open"]'


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Images]:
    """A partner's images, and an empty cache on disk."""
    if not tags._fetched():
        pytest.skip("the viewer was not fetched (make setup)")
    settings.VAR_DIR = tmp_path / "var"
    with serving() as server:
        yield server


@pytest.fixture
def path(empty_library: Library, partner: Images) -> str:
    """The page of a notice with a digital copy of two pages."""
    copy = DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest")
    empty_library.add(Description(identifier="digital", titles=(Title(value="Le Livre des quais"),), digital_copies=(copy,)))
    return empty_library.path("digital")


def test_without_scripts_the_picture_shows(reader: Callable[..., Reader], path: str) -> None:
    visit = reader(scripts=False)
    page = visit.open(path)
    assert page.locator(".viewer-image").evaluate("image => image.complete && image.naturalWidth") > 500
    assert not page.locator(".viewer-bar button").first.is_visible() and page.locator(".digital a.button").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_viewer_opens_by_keyboard_turns_pages_and_keeps_to_itself(reader: Callable[..., Reader], path: str, width: int) -> None:
    visit = reader(width=width)
    page = visit.open(path)
    assert not [url for url in visit.asked if "openseadragon" in url], "nothing is loaded before it is wanted"
    page.locator(".viewer-open").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(OPEN)
    page.wait_for_selector(QUIET, state="attached")
    expect(page.locator(".viewer-place")).to_have_text("Page 1 sur 2 (f. 1)")
    assert page.evaluate("document.activeElement.closest('.viewer-frame') !== null")
    page.locator('[data-do="next"]').focus()
    page.keyboard.press("Enter")
    page.locator(".viewer-place", has_text="Page 2 sur 2 (f. 2)").wait_for()
    page.wait_for_selector(QUIET, state="attached")
    for name in ("larger", "smaller", "turn", "whole", "strip"):
        page.locator(f'[data-do="{name}"]').click()
    until = time.monotonic() + 60
    while page.evaluate("[...document.querySelectorAll('.viewer-strip img')].filter(one => one.naturalWidth).length") < 2:
        assert time.monotonic() < until, "the small pictures did not come"
        page.wait_for_timeout(100)
    if folder := os.environ.get("TRABOULE_PICTURES"):
        page.locator(".digital").screenshot(path=f"{folder}/viewer-{width}.png")
    page.locator(".viewer-strip [aria-current]").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.locator(".viewer-place", has_text="Page 1 sur 2 (f. 1)").wait_for()
    page.wait_for_selector(QUIET, state="attached")
    assert page.locator(".viewer-taken-away").get_attribute("href").endswith("/0/telecharger")
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == []
    assert [url for url in visit.asked if "/1/" in url and url.endswith("default.jpg")], "tiles of the second page"


def test_a_reader_who_asked_for_the_pages_waits_for_her_turn(
    reader: Callable[..., Reader], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned_away, turn = [], fetching._TURNS.of

    @contextmanager
    def crowded_at_first(host: str) -> Iterator[bool]:
        if len(turned_away) < 2:
            turned_away.append(host)
            yield False
        else:
            with turn(host) as held:
                yield held

    visit = reader()
    page = visit.open(path)
    monkeypatch.setattr(fetching._TURNS, "of", crowded_at_first)
    page.locator(".viewer-open").click()
    page.wait_for_selector(OPEN)
    page.wait_for_selector(QUIET, state="attached")
    assert len(turned_away) == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_a_manifest_that_does_not_answer_is_said_and_the_link_stays(
    reader: Callable[..., Reader], path: str, partner: Images, width: int
) -> None:
    partner.served.pop("/3/manifest")
    visit = reader(width=width)
    page = visit.open(path)
    page.locator(".viewer-open").click()
    page.locator(".viewer-said", has_text="Le serveur de la démonstration n’a plus rien à cette adresse. Le lien").wait_for()
    expect(page.locator(".viewer-open")).to_be_enabled()
    assert page.locator(".digital a.button").is_visible()
    assert page.locator(".viewer-image").evaluate("image => image.naturalWidth") == 600, "the picture that says so"
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0 and visit.policy_breaches() == []


def test_tiles_that_cannot_be_had_bring_the_picture_back_with_a_sentence(reader: Callable[..., Reader], path: str, partner: Images) -> None:
    partner.served["/image/1/info.json"] = ("text/html", b"<html>")
    page = reader().open(path)
    page.locator(".viewer-open").click()
    page.locator(".viewer-said", has_text="a répondu, mais pas par des images.").wait_for()
    expect(page.locator(".viewer-image")).to_be_visible()


def test_a_page_without_a_picture_says_so_between_two_others(reader: Callable[..., Reader], path: str, partner: Images) -> None:
    kind, body = partner.served["/3/manifest"]
    told = json.loads(body)
    told["items"].insert(1, {"type": "Canvas", "label": {"none": ["f. 1v"]}})
    partner.served["/3/manifest"] = (kind, json.dumps(told).encode())
    page = reader().open(path)
    page.locator(".viewer-open").click()
    page.wait_for_selector(OPEN)
    page.locator('[data-do="next"]').click()
    page.locator(".viewer-place", has_text="Page 2 sur 3 (f. 1v)").wait_for()
    page.locator(".viewer-said", has_text="Il n’y a pas d’image de cette page.").wait_for()
    page.locator('[data-do="next"]').click()
    page.locator(".viewer-place", has_text="Page 3 sur 3 (f. 2)").wait_for()
    page.wait_for_selector(QUIET, state="attached")


def test_paper_shows_the_picture_and_no_button(reader: Callable[..., Reader], path: str) -> None:
    page = reader().open(path)
    page.locator(".viewer-image").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".viewer-image").is_visible() and not page.locator(".viewer-open").is_visible()


def test_a_link_to_a_part_of_a_page_opens_the_viewer_there(reader: Callable[..., Reader], path: str) -> None:
    visit = reader()
    page = visit.open(path)
    base = page.get_attribute(".viewer", "data-pages").removesuffix("/pages")
    page = visit.open(Client().get(f"{base}/1/vue/50,50,25,25").url)
    page.wait_for_selector(OPEN)
    page.wait_for_selector(QUIET, state="attached")
    expect(page.locator(".viewer-place")).to_have_text("Page 2 sur 2 (f. 2)")
    tiles = {url.split("/")[-4] for url in visit.asked if "/1/" in url and url.endswith("512,512/0/default.jpg")}
    assert tiles == {"0,512,512,512"}, "near enough to read, and nothing of the top of the page"
    assert not [url for url in visit.asked if "/0/info.json" in url], "no other page is asked for"
    page = visit.open(f"{path}?iiif-content=%7Bno")
    assert page.locator(".viewer-open").is_visible(), "what cannot be read opens nothing"


def test_what_curators_kept_of_an_edition_is_opened_and_leafed_through(
    reader: Callable[..., Reader], empty_library: Library, partner: Images, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    kept = Kept(empty_library)
    copies = (DigitalCopy(url=f"{partner.base}/doc", manifest=f"{partner.base}/3/manifest"),)
    kept.picture(kept.add("Euvres de Louïze Labé", identifiers=(NOTICE_OF_THE_BNF,), digital_copies=copies))
    empty_library.add(Description(identifier="evvres", titles=(Title(value="Euvres"),), identifiers=(NOTICE_OF_THE_BNF,)))
    visit = reader(width=320)
    page = visit.open(empty_library.path("evvres"))
    assert page.locator(".viewer-image").evaluate("image => image.decode().then(() => image.naturalWidth)") == 280
    assert partner.asked == [], "nobody is asked before a reader opens it"
    page.locator(".viewer-open").click()
    page.wait_for_selector(OPEN)
    page.locator('[data-do="next"]').click()
    expect(page.locator(".viewer-place")).to_contain_text("Page 2 sur 2")
    assert visit.accessibility_faults() == [] and visit.too_wide() == 0 and visit.policy_breaches() == []
