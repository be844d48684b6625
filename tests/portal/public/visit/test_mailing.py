"""Can a reader have her visit sheet sent to an address, without a mail program, and can nobody misuse it?"""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from portal.letters import limits, outbox, tokens
from portal.models import Letter
from portal.public.visit import basket as baskets
from portal.shown.copies import card_key
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text
from tests.selections import some

SHEET, SEND = "/ma-fiche", "/ma-fiche/envoyer"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "LEAST", 0)


@pytest.fixture
def two(client: Client, library: Library) -> Client:
    """A browser with documents of two libraries on its sheet."""
    for identifier, at in (("rtl", ""), ("long", card_key(samples.GRENOBLE, ""))):
        client.post(SHEET, {"ajouter": f"ark:/{library.arks[identifier]}", "ou": at}, **OURS)
    return client


def send(client: Client, *, at: str = SHEET, to: str = "jeanne@lecteur.example", **given: Any) -> Any:
    form = page(client, at).select_one(f"form[action$='{SEND}']")
    filled = {str(field["name"]): str(field.get("value") or "") for field in form.select("input")}
    headers = OURS | {name: given.pop(name) for name in list(given) if name.startswith(("HTTP_", "REMOTE"))}
    return client.post(str(form["action"]), {**filled, "courriel": to, **given}, **headers)


def test_the_sheet_goes_whole_by_mail_in_text_and_in_html_with_whole_addresses(two: Client, library: Library) -> None:
    sent = send(two)
    assert (sent.status_code, sent["Location"]) == (303, f"{SHEET}?envoyee=1")
    assert "Votre fiche part par courriel" in text(page(two, sent["Location"]).select_one("main"))
    assert outbox.deliver() == 1 and not Letter.objects.exists()
    [letter] = mail.outbox
    assert letter.to == ["jeanne@lecteur.example"] and letter.subject == "Fiche de visite\u00a0: 2 documents" and not letter.reply_to
    html = BeautifulSoup(letter.alternatives[0][0], "html.parser")
    for said in some((letter.body, html.get_text())):
        assert "Lyon · Bibliothèque municipale de Lyon" in said and "Ms hébreu 14" in said and "ספר התפילות" in said
    assert f"http://testserver{library.path('rtl')}" in letter.body
    assert all(str(link["href"]).startswith(("http://testserver/", "mailto:")) for link in some(html.select("a")))
    assert html.select_one("a[dir=rtl]") and not html.select("script, img, style, [style]")


def test_the_address_in_the_mail_opens_the_same_sheet_elsewhere(two: Client) -> None:
    send(two), outbox.deliver()
    html = BeautifulSoup(mail.outbox[0].alternatives[0][0], "html.parser")
    address = str(html.select("a")[-1]["href"]).removeprefix("http://testserver")
    shared = page(Client(), address)
    assert len(shared.select(".asked-title")) == 2
    again = send(Client(), at=address)
    assert again.status_code == 303 and "documents=" in again["Location"], "a sheet that was shared is sent on from its page"


def test_an_english_sheet_is_sent_in_english(two: Client) -> None:
    assert send(two, at="/en/ma-fiche")["Location"].startswith("/en/ma-fiche")
    outbox.deliver()
    assert mail.outbox[0].subject == "Visit sheet: 2 documents" and "/en/ark:/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"to": ""}, "Indiquez l’adresse"),
        ({"to": "jeanne"}, "Ce n’est pas une adresse"),
        ({"to": "a@x.example\nBcc: b@x.example"}, "Ce n’est pas une adresse"),
        ({"to": "a" * 300 + "@x.example"}, "254"),
        ({"to": "\x00"}, "Indiquez l’adresse"),
        ({"documents": ""}, "Cette fiche est vide"),
        ({"documents": "zzzzzzzzzz\x00.99999_t1nulle"}, "Cette fiche est vide"),
        ({"documents": "a" * 9000}, "Cette fiche est vide"),
        ({"jeton": "faux"}, "ouverte depuis longtemps"),
        ({"site": "x"}, "champ caché"),
    ],
)
def test_what_cannot_be_sent_is_said(two: Client, given: dict[str, str], said: str) -> None:
    answer = send(two, **given)
    assert answer.status_code == 422 and said in answer.content.decode().replace("\u00a0", " ") and not Letter.objects.exists()
    assert "no-store" in answer["Cache-Control"]


def test_a_class_sends_its_sheets_and_one_network_or_address_not_without_end(two: Client, monkeypatch: Any) -> None:
    assert [send(two, to=f"{pupil}@x.example").status_code for pupil in range(24)] == [303] * 24
    statuses = [send(two, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(9)]
    assert statuses == [303] * 8 + [422]
    monkeypatch.setattr(limits, "SHEETS", ((limits.HOUR, 24),))
    refused = send(two, to="25@x.example")
    assert refused.status_code == 422 and "depuis votre réseau" in refused.content.decode()


def test_another_site_cannot_have_a_sheet_sent(two: Client) -> None:
    assert send(two, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403 and not Letter.objects.exists()


def test_an_empty_sheet_has_no_form_and_a_hostile_title_stays_text(client: Client, library: Library) -> None:
    assert not page(client, SHEET).select(f"form[action$='{SEND}']")
    client.post(SHEET, {"ajouter": f"ark:/{library.arks['hostile']}"}, **OURS)
    send(client), outbox.deliver()
    html = BeautifulSoup(mail.outbox[0].alternatives[0][0], "html.parser")
    assert not html.select("script, img, iframe") and baskets.COOKIE in client.cookies
    assert "\n" not in mail.outbox[0].subject
