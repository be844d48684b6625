"""The visit sheet from the phone to the paper: filled by keyboard at two libraries, opened elsewhere by its address, printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import Reader, plain

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

ASKED = (
    ("cronique savoye 1561", "Cronique de Savoye", "Annecy"),
    ("journal annonay 1871", "Annonay", ""),
)
SHARE = {"fr": "téléphone", "en": "phone"}
MINE = {"fr": "Mettre ces documents", "en": "Put these documents"}
MONTHS = {
    "fr": ("janv", "fév", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    "en": ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}
PAPER = {"width": 718, "height": 1046}  # what is left of A4 within margins of a centimetre, in points of a screen
# What is printed of a text but not to its end: hidden by the box around it, or out of the paper.
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const box = one.getBoundingClientRect();
  if (!box.width || !box.height || getComputedStyle(one).position === "absolute") return false;
  const hides = getComputedStyle(one).overflow !== "visible" || getComputedStyle(one).textOverflow === "ellipsis";
  const over = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
  return box.right > document.documentElement.clientWidth + 1 || box.left < -1 || (hides && over && one.clientWidth);
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def elsewhere(browser: Any) -> Iterator[Any]:
    """Another browser, which knows nothing: a phone too."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def fill(reader: Reader) -> None:
    """Two documents, at two libraries; the header counts them on every page."""
    for number, (words, title, library) in enumerate(ASKED, start=1):
        reader.start()
        reader.search(words)
        reader.follow(".hit-title a", title)
        reader.press(".to-visit button", library)
        reader.page.locator(".to-visit button.is-on").wait_for()
        expect(reader.page.locator(".to-visit-said")).to_contain_text(str(number))
        expect(reader.page.locator(".sheet-count:visible")).to_have_text(str(number))
    reader.page.reload()
    expect(reader.page.locator(".to-visit button.is-on"), "the button says after a reload what is on the sheet").to_have_count(1)


def address_of(reader: Reader) -> str:
    """The address to share, unfolded by keyboard."""
    reader.follow(".masthead a.to-my-sheet")
    reader.unfold(SHARE[reader.language])
    reader.reach("#share-address")
    return str(reader.page.inner_text("#share-address"))


def shown(page: Any) -> list[tuple[str, str]]:
    """Each library of a sheet, and what is to be asked for there."""
    return [(stop.locator("h2").inner_text(), plain(stop.locator(".asked").inner_text())) for stop in page.locator(".stop").all()]


def test_what_was_put_aside_on_a_phone_opens_in_another_browser_and_is_printed(reader: Reader, elsewhere: Any) -> None:
    fill(reader)
    address = address_of(reader)
    assert address.startswith(f"{reader.home}/ma-fiche?documents=") and len(reader.texts(".stop")) == 2
    elsewhere.goto(address)
    other = Reader(elsewhere, reader.portal, language=reader.language)
    stops = shown(elsewhere)
    assert [library for library, _asked in stops] == [library for library, _asked in shown(reader.page)]
    assert "Cronique de Savoye" in stops[0][1] and "Annonay" in stops[1][1]
    assert other.said() and elsewhere.context.cookies() == [] and not elsewhere.locator(".sheet-count").is_visible()
    _its_references_come_with_it(other)
    _paper(reader.page, reader), _paper(elsewhere, other)
    _hers_too(other)


def _its_references_come_with_it(other: Reader) -> None:
    other.reach(".sheet-foot a[download]", "RIS")
    references = other.page.request.get(f"{other.portal}{other.page.evaluate('document.activeElement.getAttribute(`href`)')}").text()
    assert references.count("TY  - ") == 2 and "Cronique de Savoye" in references


def _paper(page: Any, reader: Reader) -> None:
    """By town and library, with the date and whole addresses; nothing is cut and nothing is left of what only a screen can do."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    told = plain(page.inner_text("main"))
    towns = [library.split(" · ")[0] for library, _asked in shown(page)]
    assert towns == ["Annecy", "Privas"]
    notices = re.findall(rf"{re.escape(reader.home)}/ark:/[0-9]+/\w+", told)
    assert len(notices) == 2 and all(page.request.get(notice).status == 200 for notice in notices)
    today = datetime.now(ZoneInfo("Europe/Paris"))
    assert f"{today:%Y}" in told and f"{today.day}" in told and MONTHS[reader.language][today.month - 1] in told
    assert page.evaluate(CUT) == [] and "…" not in told
    assert not page.locator("button:visible, summary:visible, nav:visible, input:visible").count()
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 320, "height": 640})


def _hers_too(other: Reader) -> None:
    """Who was sent the sheet makes it her own with the keyboard."""
    other.page.goto(other.page.url)
    other.follow("form.panel button", MINE[other.language])
    expect(other.page.locator(".sheet-count")).to_have_text("2")
    assert len(other.texts(".stop")) == 2
    assert "documents=" not in other.page.url and len(other.page.context.cookies()) == 1
