"""The ten tasks by which the portal is judged: each done with the keyboard alone, on a screen 320 pixels wide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


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
    expect(reader.page.locator(".sheet-count")).to_have_text("2")
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
