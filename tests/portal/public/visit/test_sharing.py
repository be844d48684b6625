"""The visit sheet as a thread: from the notice to the header, to another device, out and back in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from portal.public.visit import basket as baskets
from portal.shown.copies import card_key
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text

SHEET = "/ma-fiche"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
LYON = card_key(samples.LYON, "")


def _filled(client: Client, library: Library, *identifiers: str) -> str:
    """Put notices aside; the address of the sheet."""
    for identifier in identifiers:
        client.post(SHEET, {"ajouter": f"ark:/{library.arks[identifier]}", "ou": LYON if identifier == "rich" else ""}, **OURS)
    return str(page(client, SHEET).select("#share-address")[0]["href"])


def test_a_sheet_is_opened_on_another_device_by_its_address(client: Client, library: Library) -> None:
    address = _filled(client, library, "rich", "rtl")
    other = Client()
    shared = page(other, address)
    assert len(shared.select(".asked li")) == 2 and not shared.select("button[name=retirer], button[name=vider]")
    assert not other.cookies, "looking at a sheet keeps nothing"
    (button,) = shared.select("button[name=reprendre]")
    assert other.post(SHEET, {"reprendre": button["value"]}, **OURS).status_code == 303
    assert len(page(other, SHEET).select(".asked li")) == 2


def test_a_shared_sheet_is_put_behind_what_was_there(client: Client, library: Library) -> None:
    address = _filled(client, library, "rich", "rtl")
    other = Client()
    _filled(other, library, "long", "rtl")
    other.post(SHEET, {"reprendre": page(other, address).select("button[name=reprendre]")[0]["value"]}, **OURS)
    assert len(page(other, SHEET).select(".asked li")) == 3


def test_a_shared_sheet_gives_its_own_references_and_not_those_of_who_looks_at_it(client: Client, library: Library) -> None:
    address = _filled(client, library, "rich", "rtl")
    other = Client()
    _filled(other, library, "long")
    hrefs = {text(link): str(link["href"]) for link in page(other, address).select(".sheet-foot a[download]")}
    given = other.get(hrefs["RIS"]).content.decode()
    assert given.count("TY  - ") == 2 and "Le Jardin des soyeux" in given
    assert given == client.get(f"{SHEET}/citer/ris").content.decode()


@pytest.mark.parametrize("listed", [".", "<script>", "99999_t10000001x." * 400, "0" * 5000, "\0", "é.à"])
def test_an_address_that_lists_nothing_is_an_empty_sheet(client: Client, library: Library, listed: str) -> None:
    assert "fiche est vide" in text(page(client, f"{SHEET}?documents={listed}")) or listed.startswith("99999")
    assert client.post(SHEET, {"reprendre": listed}, **OURS).status_code == 303


def test_what_was_taken_out_is_put_back_where_it_was(client: Client, library: Library) -> None:
    _filled(client, library, "rich")
    token = page(client, SHEET).select("button[name=retirer]")[0]["value"]
    said = page(client, client.post(SHEET, {"retirer": token}, **OURS)["Location"])
    (form,) = said.select("form.panel--done")
    assert "Le Jardin des soyeux" in text(form)
    back = {"ajouter": form.select("input")[0]["value"], "ou": form.select("button")[0]["value"]}
    client.post(SHEET, back, **OURS)
    assert page(client, SHEET).select("button[name=retirer]")[0]["value"] == token


def test_paper_says_when_it_was_printed_and_where_each_document_is(client: Client, library: Library) -> None:
    _filled(client, library, "rich")
    lines = [text(line) for line in page(client, SHEET).select(".print-only")]
    assert lines[0].startswith("Imprimé depuis http://testserver le ") and lines[1] == f"http://testserver{library.path('rich')}"


@pytest.mark.browser
def test_the_page_of_a_notice_says_what_is_on_the_sheet(reader: Callable[..., Any], library: Library) -> None:
    visit = reader(width=320)
    tab = visit.open(library.path("rich"))
    assert not tab.locator(".sheet-count").is_visible() and not tab.locator(".to-visit button.is-on").count()
    _filled(visit.client, library, "rich")
    kept = {"name": baskets.COOKIE, "value": visit.client.cookies[baskets.COOKIE].value, "url": tab.url}
    tab.context.add_cookies([kept])
    tab.reload()
    on = tab.locator(".to-visit button.is-on")
    expect(on).to_have_count(1)
    expect(on).to_contain_text("retirer")
    expect(tab.locator(".sheet-count")).to_have_text("1")
    assert on.get_attribute("value") == LYON
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0
