"""The ten tasks by which the portal is judged: each done with the keyboard alone, on a screen 320 pixels wide."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

FOCUSED = """([css, text]) => {
  const on = document.activeElement;
  return on !== null && on.matches(css) && on.textContent.replace(/\\s+/g, ' ').includes(text);
}"""
MOST_TABS = 260
# What a canvas shows, in 32 points by 32: the number of its colours, and all of them.
PICTURE = """() => {
  const small = document.createElement('canvas');
  small.width = small.height = 32;
  const shown = document.querySelector('.viewer-frame canvas');
  if (!shown || !shown.width) return [0, ''];
  const pen = small.getContext('2d');
  pen.drawImage(shown, 0, 0, 32, 32);
  const points = Array.from(new Uint32Array(pen.getImageData(0, 0, 32, 32).data.buffer));
  return [new Set(points).size, points.join()];
}"""
MANY_COLOURS = 30
OPENED_SECONDS = 240  # a partner that was once too slow for a reader is not asked again for 20 seconds
DRAWN_SECONDS = 60.0


class Reader:
    """A reader with a keyboard and a small screen; every page she meets must fit it."""

    def __init__(self, page: Any, portal: str) -> None:
        self.page, self.portal = page, portal

    def start(self) -> None:
        """The home page, where the search has the focus."""
        self.page.goto(self.portal)
        self.page.wait_for_selector("input[name=q]:focus")

    def open_viewer(self) -> None:
        """Press the button of the digital copy; again where the page says that the picture did not come, as a reader does."""
        until = time.monotonic() + OPENED_SECONDS
        self.reach(".viewer-open")
        self.page.keyboard.press("Enter")
        while not self.page.locator(".viewer-tools").is_visible():
            assert time.monotonic() < until, self.page.inner_text(".viewer-said")
            if self.page.locator(".viewer-open").is_enabled():
                self.page.locator(".viewer-open").focus()
                self.page.keyboard.press("Enter")
            self.page.wait_for_timeout(500)

    def picture(self, *, other_than: str) -> str:
        """What the canvas of the viewer shows, once it is a picture and another one. Asked from here: the page forbids waiting in it."""
        until = time.monotonic() + DRAWN_SECONDS
        while True:
            colours, shown = self.page.evaluate(PICTURE)
            if colours >= MANY_COLOURS and shown != other_than:
                return str(shown)
            assert time.monotonic() < until, f"{colours} colours, the same as before: {shown == other_than}"
            self.page.wait_for_timeout(100)

    def search(self, words: str) -> str:
        """Type, press Enter; what the page then says."""
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/recherche?*")
        return self.said()

    def reach(self, css: str, text: str = "") -> None:
        """Press Tab until what matches has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED, [css, text]):
                assert self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"no way by keyboard to {css} {text!r} on {self.page.url}")

    def follow(self, css: str, text: str = "") -> str:
        """Reach a link or a button, press Enter; what the next page says."""
        before = self.page.url
        self.reach(css, text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url.partition("#")[0] != before.partition("#")[0])
        return self.said()

    def unfold(self, text: str) -> None:
        """Open what is folded."""
        self.reach("summary", text)
        self.page.keyboard.press("Enter")

    def narrow(self, text: str) -> str:
        """Choose a value beside the results, behind its button on a phone."""
        self.unfold("Affiner")
        return self.follow(".facets a", text)

    def said(self) -> str:
        """What the page says; it is no wider than the screen."""
        assert self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, self.page.url
        return str(self.page.inner_text("main")).replace("\u00a0", " ").replace("\u202f", " ")

    def texts(self, css: str) -> list[str]:
        """What each element says."""
        return [str(text).replace("\u00a0", " ") for text in self.page.locator(css).all_inner_texts()]


@pytest.fixture
def reader(browser: Any, portal: str) -> Iterator[Reader]:
    """On a phone, in French."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640})
    found = Reader(context.new_page(), portal)
    found.start()
    yield found
    context.close()


def test_1_a_known_title_with_a_typing_mistake(reader: Reader) -> None:
    found = reader.search("cronnique de savoyye")
    if "Cronique de Savoye" not in found:
        found = reader.follow(".said a, .ways-out a", "cronique")
    assert "Cronique de Savoye" in found


def test_2_every_print_of_the_16th_century_from_lyon_held_in_ardeche(reader: Reader) -> None:
    reader.search("lyon")
    reader.narrow("XVIe siècle")
    reader.unfold("Affiner")
    reader.follow(".facets a[href*='affiner/departement']")
    counted = reader.page.inner_text("main a[href*='departement=07'] span:last-child")
    found = reader.follow("main a[href*='departement=07']", "Ardèche")
    assert "siecle=16" in reader.page.url and "departement=07" in reader.page.url
    hits = reader.texts(".hit")
    assert hits and int(found.split()[0]) == int(counted) == len(hits)
    assert all("XVIe siècle" in hit or "XVIE SIÈCLE" in hit for hit in hits)


def test_3_who_holds_one_edition_and_how_to_see_it(reader: Reader) -> None:
    assert "3 établissements" in reader.search("cronique savoye 1561")
    reader.follow(".hit-title a", "Cronique de Savoye")
    where = reader.page.inner_text(".where-to")
    assert "Chambéry" in where and "Annecy" in where and "Rés B 725" in where
    assert "Comment consulter" in where or "rendez-vous" in where


def test_4_a_call_number_typed_in_another_form(reader: Reader) -> None:
    found = reader.search("res. b725")
    assert "Cronique de Savoye" in found and int(found.split()[0]) <= 3


def test_5_a_village_s_newspapers_for_1871(reader: Reader) -> None:
    assert "Journal d'Annonay" in reader.search("journal annonay 1871").replace("’", "'")
    reader.follow(".hit-title a", "Annonay")
    assert "1871" in reader.page.inner_text(".where-to")


def test_6_the_manuscripts_of_an_abbey(reader: Reader) -> None:
    reader.search("abbaye ainay")
    found = reader.narrow("Manuscrit")
    assert "Cartulaire de l'abbaye d'Ainay" in found.replace("’", "'") and "type=manuscript" in reader.page.url
    reader.follow(".hit-title a", "Cartulaire")
    assert reader.texts(".where-to .call-number")


def test_7_a_map_that_is_digitised_opened_at_full_size(reader: Reader) -> None:
    reader.search("plan lyon")
    reader.narrow("Carte ou plan")
    reader.narrow("numérisés")
    reader.follow(".hit-title a")
    assert reader.page.locator(".viewer-image").count() == 1
    reader.open_viewer()
    drawn = reader.picture(other_than="")
    reader.reach("[data-do=larger]")
    reader.page.keyboard.press("Enter")
    reader.picture(other_than=drawn)
    reader.reach("[data-do=screen]")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_selector(".viewer:fullscreen")


def test_8_a_visit_sheet_for_two_libraries(reader: Reader) -> None:
    assert reader.page.context.cookies() == []
    for words, title, library in (
        ("cronique savoye 1561", "Cronique de Savoye", "Jean-Jacques"),
        ("journal annonay 1871", "Annonay", "Annonay"),
    ):
        reader.start()
        reader.search(words)
        reader.follow(".hit-title a", title)
        reader.reach(".to-visit button", "ma fiche" if library == "Annonay" else library)
        reader.page.keyboard.press("Enter")
        reader.page.locator(".to-visit-said", has_text=re.compile(r"\S")).first.wait_for()
        reader.page.locator(".to-visit button.is-on").wait_for()
    assert reader.page.inner_text(".sheet-count") == "2"
    reader.page.goto(f"{reader.portal}/ma-fiche")
    sheet = reader.said()
    assert len(reader.texts(".stop")) == 2 and "Rés B 725" in sheet and "Annonay" in sheet
    assert len(reader.page.context.cookies()) == 1


def test_9_a_notice_cited_in_zotero(reader: Reader) -> None:
    """What Zotero reads of the page: the unAPI server, the record's name there, and its file of references."""
    reader.search("cronique savoye 1561")
    reader.follow(".hit-title a", "Cronique de Savoye")
    server = reader.page.get_attribute("link[rel='unapi-server']", "href")
    name = reader.page.get_attribute("abbr.unapi-id", "title")
    ask = reader.page.request
    assert "ris" in ask.get(f"{server}?id={name}").text()
    reference = ask.get(f"{server}?id={name}&format=ris").text()
    assert reference.startswith("TY  - BOOK") and "Cronique de Savoye" in reference and "ER  -" in reference
    reader.reach(".files a", "RIS")


def test_10_an_error_reported_to_the_library_that_holds_the_document_without_a_mail_program(reader: Reader) -> None:
    reader.search("cronique savoye 1561")
    reader.follow(".hit-title a", "Cronique de Savoye")
    assert "Cronique de Savoye" in reader.follow(".provenance a[href$='signaler']", "Signaler une erreur")
    for field, words in (("#texte", "La date est 1561."), ("#nom", "Jeanne Vignal"), ("#courriel", "jeanne@lecteur.example")):
        reader.reach(field)
        reader.page.keyboard.type(words)
    reader.page.wait_for_timeout(3100)  # nobody writes a letter in less
    assert "Votre message est transmis" in reader.follow("form.letter button", "Envoyer le message")
