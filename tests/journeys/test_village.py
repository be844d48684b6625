"""A village of which nothing is kept: a reader who types its name is not sent away, on a phone, with the keyboard, in both languages."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import Reader, plain
from tests.suggested import type_words

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TYPED = {"fr": "charmes sur rhone", "en": "Saint-Agrève"}
NAMED = {"fr": ("Charmes-sur-Rhône", "07055"), "en": ("Saint-Agrève", "07204")}
NOTHING = {"fr": "Aucune notice pour l’instant", "en": "No record yet"}
KEPT_BY_ARCHIVES = {
    "fr": ("registres paroissiaux", "cadastre", "notaires", "Ardèche", "Privas"),
    "en": ("Parish and civil registers", "land registers", "notaries", "Ardèche", "Privas"),
}
NUMBER = r"([0-9]+)"


def links_of(reader: Reader, within: str) -> list[tuple[str, str]]:
    """What each link of a part of the page says, and where it leads."""
    found = reader.page.locator(f"{within} a[href]")
    return [(" ".join(plain(link.inner_text()).split()), urljoin(reader.page.url, link.get_attribute("href"))) for link in found.all()]


def test_its_page_is_offered_while_its_name_is_typed(reader: Reader) -> None:
    name, code = NAMED[reader.language]
    expect(type_words(reader.page, TYPED[reader.language])).to_contain_text(name)
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**/commune/{code}")
    assert NOTHING[reader.language] in reader.said()


def test_its_page_is_the_first_answer_and_leads_on_to_neighbours_libraries_and_archives(reader: Reader) -> None:
    name, code = NAMED[reader.language]
    reader.search(TYPED[reader.language])
    named = links_of(reader, ".recognised")
    assert len(named) == 1 and named[0][0].startswith(name)
    follows = "node => !!(node.compareDocumentPosition(document.querySelector('.hit, .ways-out')) & 4)"
    assert reader.page.locator(".recognised").evaluate(follows), "it stands before what else was found"
    village = reader.follow(".recognised a", name)
    assert reader.page.url.endswith(f"/commune/{code}") and NOTHING[reader.language] in village
    told = plain(reader.page.inner_text("section[aria-labelledby=archives]"))
    assert all(word in told for word in KEPT_BY_ARCHIVES[reader.language])
    assert any(address.startswith("http") for _words, address in links_of(reader, "section[aria-labelledby=archives]"))
    _no_link_is_dead(reader)
    _the_nearest_library(reader)
    _a_neighbour(reader, code)


def _no_link_is_dead(reader: Reader) -> None:
    ours = {address.partition("#")[0] for _words, address in links_of(reader, "body") if address.startswith(reader.portal)}
    assert len(ours) > 20
    assert [address for address in sorted(ours) if reader.page.request.get(address).status != 200] == []


def _the_nearest_library(reader: Reader) -> None:
    """It is the first of those that are near, and its page says how to go there."""
    houses = links_of(reader, "section[aria-labelledby=houses]")
    far = [int(re.findall(rf"{NUMBER} km", words)[0]) for words, _address in houses]
    assert far and far == sorted(far) and far[0] < 60
    village = reader.page.url
    reader.follow("section[aria-labelledby=houses] a", houses[0][0].split(" · ")[0])
    shown = reader.said()
    assert reader.page.inner_text("h1").strip() in houses[0][0] and re.search(r"\b07[0-9]{3}\b|\b26[0-9]{3}\b", shown)
    reader.page.goto(village)


def _a_neighbour(reader: Reader, code: str) -> None:
    """It has as many records as was promised, and they are there."""
    neighbours = links_of(reader, "section[aria-labelledby=neighbours]")
    assert len(neighbours) >= 3 and not any(address.endswith(code) for _words, address in neighbours)
    words, _address = neighbours[0]
    name, _far, count = re.fullmatch(rf"(.+?) {NUMBER} km {NUMBER}", words).groups()  # type: ignore[union-attr]
    assert int(count) > 0
    neighbour = reader.follow("section[aria-labelledby=neighbours] a", name)
    assert re.search(rf"\b{count} (notices?|records?) ", neighbour) and reader.texts(".hit-title, .shelf h3, .shelf a")
