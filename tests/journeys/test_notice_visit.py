"""A visit made ready from the pages of notices: with scripts and without, on paper, and cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def tab(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A phone, on which scripts run or not."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640}, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def _open(tab: Any, portal: str, words: str) -> None:
    tab.goto(f"{portal}/recherche?q={words}")
    tab.locator(".hit-title a").first.click()
    tab.wait_for_url("**/ark:/**")


def test_a_sheet_is_made_read_and_emptied(tab: Any, portal: str) -> None:
    _open(tab, portal, "cronique+savoye+1561")
    title = tab.inner_text("h1")
    assert tab.context.cookies() == []
    tab.locator(".to-visit button").first.click()
    tab.locator(".to-visit button.is-on, .asked-title").first.wait_for()  # the page stays where scripts run, else it is the sheet
    tab.goto(f"{portal}/ma-fiche")
    (cookie,) = tab.context.cookies()
    assert cookie["name"] == "fiche" and cookie["sameSite"] == "Lax"
    assert tab.inner_text(".asked-title") == title
    tab.locator("button[name=vider]").click()
    tab.wait_for_selector(".sheet-empty")
    assert tab.context.cookies() == []


def test_references_are_downloaded_under_a_name(tab: Any, portal: str) -> None:
    _open(tab, portal, "cronique+savoye+1561")
    with tab.expect_download() as download:
        tab.locator(".files a", has_text="BibTeX").click()
    assert download.value.suggested_filename == f"notice-{tab.url.rpartition('/')[2]}.bib"


def test_paper_begins_by_where_to_consult(tab: Any, portal: str) -> None:
    _open(tab, portal, "cronique+savoye+1561")
    tab.emulate_media(media="print")
    assert tab.locator(".where-to").bounding_box()["y"] < tab.locator(".about").bounding_box()["y"]
    assert not tab.locator(".masthead nav").is_visible() and not tab.locator("#voisines").is_visible()
    assert tab.locator("#address").is_visible() and not tab.locator("button:visible").count()
