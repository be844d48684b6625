"""A reader on a phone, with the keyboard alone, before the whole demonstration set: what she came for, she finds."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


class Reader:
    """A reader who never touches a mouse."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address

    def start(self) -> None:
        """Come to the home page, where the search has the focus."""
        self.page.goto(self.address)
        self.page.wait_for_selector("input[name=q]:focus")

    def search(self, words: str) -> str:
        """Type and press Enter; what the results say."""
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/recherche?*")
        return self.page.inner_text("main")

    def follow(self, text: str, *, within: str = "main") -> str:
        """Press Tab until a link that bears ``text`` has the focus, then Enter; what the page then says."""
        before = self.page.url
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(
                "([text, within]) => { const on = document.activeElement;"
                " return on.tagName === 'A' && on.closest(within) !== null && on.textContent.includes(text) }",
                [text, within],
            ):
                self.page.keyboard.press("Enter")
                self.page.wait_for_url(lambda url: url != before)
                return self.page.inner_text("main")
        raise AssertionError(f"no way by keyboard to {text!r}")

    def unfold(self, text: str) -> None:
        """Press Tab until the summary that bears ``text`` has the focus, then Enter."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(
                "text => document.activeElement.matches('summary') && document.activeElement.textContent.includes(text)", text
            ):
                self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"no way by keyboard to {text!r}")


@pytest.fixture
def reader(page: Any, portal: str) -> Reader:
    """On a phone."""
    page.set_viewport_size({"width": 320, "height": 640})
    return Reader(page, portal)


def test_a_reader_on_a_phone_finds_what_she_came_for(reader: Reader) -> None:
    _who_holds_one_edition(reader)
    _every_sixteenth_century_print(reader)
    _a_call_number_typed_otherwise(reader)
    _a_map_that_is_digitised(reader)
    _the_same_in_english(reader)
    assert reader.page.context.cookies() == []


def _who_holds_one_edition(reader: Reader) -> None:
    reader.start()
    assert "Cronique de Savoye" in reader.search("cronique savoye 1561")
    notice = reader.follow("Cronique de Savoye", within=".hit")
    where = reader.page.inner_text(".where-to")
    assert "3 établissements" in where and "Rés B 725" in where and "Chambéry" in where
    assert notice.index("Où le consulter") < notice.index("Description")


def _every_sixteenth_century_print(reader: Reader) -> None:
    reader.start()
    reader.search("lyon")
    reader.unfold("Affiner")
    results = reader.follow("XVIe siècle", within=".facet")
    assert "1 filtre actif" in results
    reader.unfold("Affiner")
    count = int(reader.page.inner_text("h1").split()[0])
    narrower = reader.follow("Livre", within=".facet")
    assert "2 filtres actifs" in narrower
    assert 0 < int(reader.page.inner_text("h1").split()[0]) <= count
    reader.follow("XVIe siècle", within=".chips")
    assert "siecle=" not in reader.page.url and "type=book" in reader.page.url


def _a_call_number_typed_otherwise(reader: Reader) -> None:
    reader.start()
    assert "Cronique de Savoye" in reader.search("res. b725")


def _a_map_that_is_digitised(reader: Reader) -> None:
    reader.start()
    reader.search("plan lyon")
    reader.unfold("Affiner")
    reader.follow("Carte ou plan", within=".facet")
    reader.unfold("Affiner")
    reader.follow("Documents numérisés", within=".facet")
    assert "numerise=1" in reader.page.url
    title = reader.page.locator(".hit-title a").first.inner_text()
    reader.follow(title, within=".hit")
    assert reader.page.locator(".digital a.button").first.get_attribute("href").startswith("http")


def _the_same_in_english(reader: Reader) -> None:
    reader.start()
    reader.search("cassini")
    french = reader.page.inner_text("h1").split()[0]
    reader.follow("English", within=".masthead")
    assert "/en/recherche?q=cassini" in reader.page.url
    assert reader.page.inner_text("h1").split()[0] == french and "record" in reader.page.inner_text("h1")
