"""The visit sheet: what a reader puts aside without an account, and takes along."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.ark import name_of
from catalogue.core.description import DateSpan, Holding
from catalogue.models import Record
from portal.public.visit import basket as baskets
from portal.public.visit.basket import MOST, Basket, Entry
from portal.shown.copies import card_key
from portal.shown.links import LONGEST_MAIL
from tests.catalogue.citations import parsers
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import robots, text

SHEET = "/ma-fiche"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
LYON, GRENOBLE = card_key(samples.LYON, ""), card_key(samples.GRENOBLE, "")


def _add(client: Client, library: Library, identifier: str, *, at: str = "", **headers: str) -> Any:
    posted = {"ajouter": f"ark:/{library.arks[identifier]}", "ou": at}
    return client.post(SHEET, posted, **(headers or OURS))


def test_a_reader_makes_a_sheet_for_two_libraries(client: Client, library: Library) -> None:
    for identifier, at in (("rich", LYON), ("rtl", ""), ("long", GRENOBLE)):
        assert _add(client, library, identifier, at=at).status_code == 303
    page = _page(client, SHEET)
    stops = [text(stop) for stop in page.select(".stop")]
    assert len(stops) == 2
    assert stops[0].startswith("Grenoble · Bibliothèque d’étude et du patrimoine") and "F.1204" in stops[0] and "E.29117" not in stops[0]
    assert "Rés 317 042" in stops[1] and "Ms hébreu 14" in stops[1] and "Salle du fonds ancien, sur rendez-vous." in stops[1]
    assert "3 documents à consulter, dans 2 lieux." in text(page)
    assert [title.get("dir") for title in page.select(".asked-title a")] == [None, "rtl", None]


def test_a_reproduction_bears_on_the_sheet_the_year_of_what_it_shows(client: Client, library: Library) -> None:
    dates = (
        DateSpan(display="2010", start=2010, end=2010, kind="reproduction"),
        DateSpan(display="1557", start=1557, end=1557, kind="original"),
    )
    library.add(replace(samples.RICH, identifier="shown again", publications=(), dates=dates, material="electronic"))
    _add(client, library, "shown again", at=LYON)
    asked = text(_page(client, SHEET).select(".asked")[0])
    assert "1557" in asked and "2010" not in asked


def test_the_button_of_each_library_adds_its_own_copy(client: Client, library: Library) -> None:
    (form,) = _page(client, library.path("rich")).select("form.to-visit")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    for button in form.select("button[name=ou]"):
        client.post(form["action"], {**hidden, "ou": button["value"]}, **OURS)
    assert [text(call) for call in _page(client, SHEET).select(".asked .call-number")] == ["E.29117", "Rés 317 042"]


def test_what_was_added_is_said_with_the_way_back(client: Client, library: Library) -> None:
    response = _add(client, library, "rich", at=LYON)
    said = _page(client, response["Location"]).select_one("[role=status]")
    assert said is not None and "« Le Jardin des soyeux » est sur votre fiche" in text(said)
    assert said.select("a")[0]["href"] == library.path("rich")


def test_documents_are_taken_out_one_by_one_or_all_at_once(client: Client, library: Library) -> None:
    for identifier in ("rich", "rtl", "long"):
        _add(client, library, identifier)
    page = _page(client, SHEET)
    token = page.select("button[name=retirer]")[0]["value"]
    client.post(SHEET, {"retirer": token}, **OURS)
    assert len(_page(client, SHEET).select("button[name=retirer]")) == 2
    emptied = client.post(SHEET, {"vider": "1"}, **OURS)
    assert emptied.cookies[baskets.COOKIE].value == "" and emptied.cookies[baskets.COOKIE]["max-age"] == 0
    assert "Votre fiche est vide" in text(_page(client, SHEET))


def test_the_same_document_is_put_in_once(client: Client, library: Library) -> None:
    for _ in range(3):
        _add(client, library, "rtl", at=LYON)
    assert len(_page(client, SHEET).select(".asked li")) == 1


def test_nothing_is_kept_before_something_is_put_in(client: Client, library: Library) -> None:
    for path in ("/", SHEET, f"/en{SHEET}", library.path("rich"), f"{SHEET}/citer/ris"):
        response = client.get(path)
        assert response.status_code == 200 and not response.cookies, path


def test_the_cookie_is_signed_and_says_to_scripts_of_ours_what_is_in_it(client: Client, library: Library, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = _add(client, library, "rich", at=LYON).cookies[baskets.COOKIE]
    assert not cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert set(client.cookies) == {baskets.COOKIE}
    forged = cookie.value.replace(":", "x:", 1)
    client.cookies[baskets.COOKIE] = forged
    assert "Votre fiche est vide" in text(_page(client, SHEET))


def test_a_full_sheet_still_fits_in_a_cookie() -> None:
    basket = Basket()
    for number in range(MOST + 20):
        basket = basket.adding(Entry(name_of(number, naan="99999", shoulder="t1"), "zzzzzzz"))
    assert len(basket.entries) == MOST and basket.is_full
    assert len(".".join(entry.token for entry in basket.entries)) < 3000


def test_a_full_sheet_says_so_and_loses_nothing(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baskets, "MOST", 1)
    _add(client, library, "rich", at=LYON)
    refused = _add(client, library, "rtl")
    assert refused["Location"] == f"{SHEET}?pleine"
    assert "Votre fiche est pleine" in text(_page(client, refused["Location"]))
    assert [text(title) for title in _page(client, SHEET).select(".asked-title")] == ["Le Jardin des soyeux"]
    answer = _add(client, library, "rtl", **OURS, HTTP_ACCEPT="application/json").json()
    assert answer == {"count": 1, "said": "Votre fiche de visite est pleine\u00a0: elle contient 1 documents au plus."}


def test_a_page_that_stays_is_told_in_a_sentence(client: Client, library: Library) -> None:
    answer = _add(client, library, "rich", at=LYON, **OURS, HTTP_ACCEPT="application/json")
    assert answer.json() == {"count": 1, "said": "Sur votre fiche de visite\u00a0: 1 document."}
    assert baskets.COOKIE in answer.cookies and answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 303),
        ({"HTTP_ORIGIN": "http://testserver"}, 303),
        ({"HTTP_REFERER": "http://testserver/notice/1"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_ORIGIN": "https://evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": "http://testserver.evil.example"}, 403),
        ({"HTTP_ORIGIN": "http://evil.example", "HTTP_REFERER": "http://testserver/"}, 403),
        ({"HTTP_REFERER": "http://evil.example/?http://testserver/"}, 403),
        ({"HTTP_REFERER": "http://["}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_change_a_sheet(library: Library, headers: dict[str, str], status: int) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(SHEET, {"ajouter": library.records["rich"].pk, "ou": LYON}, **headers)
    assert response.status_code == status
    assert (baskets.COOKIE in response.cookies) is (status == 303)


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({}, 400),
        ({"autre": "1"}, 400),
        ({"ajouter": "abc"}, 404),
        ({"ajouter": "987654321"}, 404),
        ({"ajouter": "ark:/99999/t10000001x"}, 404),
        ({"ajouter": "ark:/99999/t10000001j"}, 404),
        ({"ajouter": "9" * 40}, 404),
        ({"ajouter": "-1"}, 404),
        ({"ajouter": "٣"}, 404),
        ({"retirer": "<script>"}, 303),
        ({"vider": "1"}, 303),
    ],
)
def test_a_form_that_makes_no_sense_breaks_nothing(client: Client, library: Library, posted: dict[str, str], status: int) -> None:
    assert client.post(SHEET, posted, **OURS).status_code == status


@pytest.mark.parametrize("key", ["'", "a b", "é", "x" * 40, "-", "A"])
def test_a_library_that_is_none_is_refused(client: Client, library: Library, key: str) -> None:
    assert client.post(SHEET, {"ajouter": library.records["rich"].pk, "ou": key}, **OURS).status_code == 404


def test_the_sheet_costs_as_little_for_a_hundred_documents_as_for_one(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        library.add(replace(samples.RICH, identifier=f"r{number}"))
    for identifier in ["many", *(f"r{number}" for number in range(30))]:
        _add(client, library, identifier, at="" if identifier == "many" else LYON)
    with django_assert_max_num_queries(2):
        page = _page(client, SHEET)
    assert len(page.select(".asked li")) == 31
    assert "Conservé par 198 établissements" in text(page)


def test_a_withdrawn_notice_and_one_that_is_gone_are_said(client: Client, library: Library) -> None:
    for identifier in ("rich", "rtl", "long"):
        _add(client, library, identifier, at="")
    Record.objects.filter(pk=library.records["rtl"].pk).update(state=Record.State.TOMBSTONE)
    Record.objects.filter(pk=library.records["long"].pk).delete()
    page = _page(client, SHEET)
    assert page.select(".asked .withdrawn")
    assert "Ne figure plus au catalogue" in text(page) and f"Notice ark:/{library.arks['long']}" in text(page)


def test_a_library_that_no_longer_lists_its_copy_leaves_the_document_on_the_sheet(client: Client, library: Library) -> None:
    library.add(replace(samples.NO_DATE, identifier="moved", holdings=(Holding(institution=samples.GRENOBLE, call_number="G 1"),)))
    _add(client, library, "moved", at=LYON)
    assert "G 1" in text(_page(client, SHEET).select(".stop")[0])


def test_no_cache_keeps_a_sheet_and_no_crawler_lists_it(client: Client, library: Library) -> None:
    _add(client, library, "rich", at=LYON)
    for path in (SHEET, f"{SHEET}/citer/ris"):
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-store" and "Cookie" in response["Vary"] and "ETag" not in response
    assert robots(_page(client, SHEET)) == "noindex"


def test_the_page_of_a_notice_is_the_same_with_and_without_a_sheet(client: Client, library: Library) -> None:
    before = client.get(library.path("rich"))
    _add(client, library, "rich", at=LYON)
    after = client.get(library.path("rich"))
    assert before.content == after.content and "Cookie" not in before.get("Vary", "") and not after.cookies
    assert before["Cache-Control"].startswith("public")


def test_the_letter_carries_the_sheet_and_stays_short(client: Client, library: Library) -> None:
    for number in range(40):
        library.add(replace(samples.RIGHT_TO_LEFT, identifier=f"h{number}"))
        _add(client, library, f"h{number}", at=LYON)
    link = next(link["href"] for link in _page(client, SHEET).select("a[href^='mailto:?']"))
    assert len(str(link)) <= LONGEST_MAIL
    letter = parse_qs(urlsplit(str(link)).query)
    assert letter["subject"] == ["Fiche de visite\u00a0: 40 documents"]
    assert (
        "dans le navigateur où elle a été faite\u00a0: http://testserver/ma-fiche" in letter["body"][0]
        and "Ms hébreu 14 – ספר התפילות" in letter["body"][0]
    )
    assert "\r\n" in letter["body"][0]


def test_the_sheet_is_had_as_references(client: Client, library: Library) -> None:
    for identifier in ("rich", "rtl"):
        _add(client, library, identifier)
    response = client.get(f"{SHEET}/citer/ris")
    assert response["Content-Disposition"] == 'attachment; filename="fiche.ris"'
    assert [record["TI"] for record in parsers.ris(response.content.decode())] == [
        ["Le Jardin des soyeux\u00a0: ou Traité des étoffes façonnées"],
        ["ספר התפילות"],
    ]
    assert len(json.loads(client.get(f"/en{SHEET}/citer/csl-json").content)) == 2
    assert client.get(f"{SHEET}/citer/docx").status_code == 404


def test_hostile_records_are_shown_as_text(client: Client, library: Library) -> None:
    _add(client, library, "hostile")
    body = client.get(SHEET).content.decode()
    assert "<script>alert" not in body and samples.HOSTILE_WORDS in BeautifulSoup(body, "html.parser").get_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_sheet_is_accessible_fits_and_keeps_to_itself(reader: Callable[..., Any], library: Library, width: int, scripts: bool) -> None:
    visit = reader(width=width, scripts=scripts)
    for state in ("", "full"):
        if state:
            for identifier in ("rich", "rtl", "long", "many", "hostile"):
                _add(visit.client, library, identifier, at=LYON if identifier == "rich" else "")
        for path in (SHEET, f"/en{SHEET}"):
            visit.open(path)
            assert not scripts or visit.accessibility_faults() == []
            assert visit.too_wide() <= 0 and visit.strangers() == [] and visit.policy_breaches() == []
    assert visit.page.locator(".print-page").is_visible() is scripts


@pytest.mark.browser
def test_paper_shows_the_sheet_and_no_button(reader: Callable[..., Any], library: Library) -> None:
    visit = reader()
    _add(visit.client, library, "rich", at=LYON)
    page = visit.open(SHEET)
    page.emulate_media(media="print")
    assert page.locator(".call-number").is_visible() and page.locator(".stop-facts").is_visible()
    assert not page.locator("button:visible").count() and not page.locator(".masthead nav").is_visible()


def test_a_letter_that_holds_the_whole_sheet_sends_nobody_to_an_empty_one(client: Client, library: Library) -> None:
    _add(client, library, "rtl", at=LYON)
    link = next(link["href"] for link in _page(client, SHEET).select("a[href^='mailto:?']"))
    (body,) = parse_qs(urlsplit(str(link)).query)["body"]
    assert "ma-fiche" not in body and "Ms hébreu 14" in body
