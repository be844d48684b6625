"""Can a reader tell a library of a mistake, or ask it a question, without a mail program, an account or a cookie?"""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from catalogue.models import Institution
from portal.letters import limits, outbox, tokens
from portal.models import Letter, ReaderMessage, Sending
from portal.public.visit import basket
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, robots, text
from tests.selections import some

GIVEN = {"texte": "Le titre est « Jardin » et non « Jardein ».\nPage 3.", "nom": "Jeanne Vignal", "courriel": "jeanne@lecteur.example"}


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "LEAST", 0)


def write(client: Client, library: Library, *, identifier: str = "rtl", to: str = "signaler", token: str = "", **given: Any) -> Any:
    """Send the form as a browser does; a page of its own for each token."""
    path = f"{library.path(identifier)}/{to}"
    token = token or str(page(client, path).select_one("input[name=jeton]")["value"])
    headers = {name: given.pop(name) for name in list(given) if name.startswith(("HTTP_", "REMOTE"))}
    return client.post(path, {"jeton": token, **GIVEN, **given}, **headers)


def mails() -> list[Any]:
    outbox.deliver()
    return mail.outbox


def test_a_mistake_is_reported_from_the_notice_and_kept_and_carried(client: Client, library: Library) -> None:
    link = page(client, library.path("rtl")).select_one(".provenance a[href$='/signaler']")
    form = page(client, str(link["href"]))
    assert "Bibliothèque municipale de Lyon" in text(form.select_one("form.letter")) and robots(form) == "noindex"
    sent = write(client, library)
    assert sent.status_code == 303 and not client.cookies
    gone = text(page(client, sent["Location"]).select_one("main"))
    assert "Votre message est transmis" in gone and "Bibliothèque municipale de Lyon" in gone
    [kept] = ReaderMessage.objects.all()
    assert (kept.kind, kept.state, kept.name, kept.email, kept.ark) == (
        "report", "new", "Jeanne Vignal", "jeanne@lecteur.example", library.arks["rtl"],
    )  # fmt: skip
    assert kept.institution == Institution.objects.get(isil=f"FR-{samples.LYON}")
    [letter] = mails()
    assert letter.to == ["fonds.ancien@lyon.example"] and letter.reply_to == ["jeanne@lecteur.example"] and not letter.bcc
    assert letter.subject.startswith("Erreur dans une notice\u00a0: ") and "non « Jardein ».\nPage 3." in letter.body
    assert f"http://testserver{library.path('rtl')}" in letter.body and f"/gestion/messages-de-lecteurs/{kept.pk}/" in letter.body
    assert not Letter.objects.exists()


def test_a_copy_comes_to_who_asks_for_it_and_shows_nobody_s_own_address(client: Client, library: Library) -> None:
    sent = write(client, library, to="question", copie="1")
    assert "Une copie vous parvient" in text(page(client, sent["Location"]))
    to_library, copy = mails()
    assert copy.to == ["jeanne@lecteur.example"] and copy.reply_to == ["fonds.ancien@lyon.example"]
    assert "effacés au bout de 365 jours" in copy.body and GIVEN["texte"] in copy.body
    assert to_library.subject.startswith("Question d’un lecteur")


def test_a_reader_of_the_english_pages_is_answered_in_english(client: Client, library: Library) -> None:
    path = f"/en{library.path('rtl')}/question"
    token = str(page(client, path).select_one("input[name=jeton]")["value"])
    assert client.post(path, {"jeton": token, **GIVEN, "copie": "1"})["Location"].startswith("/en/")
    to_library, copy = mails()
    assert copy.subject.startswith("Copy of your message") and to_library.subject.startswith("Question d’un lecteur")


def test_the_copy_chosen_says_which_library_receives_the_message(client: Client, library: Library) -> None:
    form = page(client, f"{library.path('rich')}/question")
    options = {text(option): str(option["value"]) for option in form.select("#exemplaire option")}
    grenoble = next(value for label, value in options.items() if label.startswith("Grenoble"))
    assert write(client, library, identifier="rich", to="question", exemplaire=grenoble).status_code == 303
    [kept] = ReaderMessage.objects.all()
    assert kept.institution == Institution.objects.get(isil=f"FR-{samples.GRENOBLE}") and "E.29117" in kept.copy
    assert mails()[0].to == ["contact@traboule.invalid"], "the library has told nobody where it reads its mail: the regional team does"
    chosen = page(client, f"{library.path('rich')}/question?ou={grenoble.partition('.')[0]}").select_one("#exemplaire option[selected]")
    assert chosen is not None and text(chosen).startswith("Grenoble")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"texte": " \n\t "}, "Écrivez votre message."),
        ({"nom": "\x00\x07"}, "Indiquez votre nom"),
        ({"courriel": ""}, "Indiquez votre adresse"),
        ({"courriel": "jeanne"}, "Ce n’est pas une adresse"),
        ({"courriel": "a@x.example\r\nBcc: b@x.example"}, "Ce n’est pas une adresse"),
        ({"courriel": "a@x.example, b@x.example"}, "Ce n’est pas une adresse"),
        ({"courriel": "é" * 300 + "@x.example"}, "254"),
        ({"texte": "a" * 5001}, "5000"),
        ({"nom": "a" * 121}, "120"),
        ({"exemplaire": "nulle.0"}, "Cet exemplaire n’est pas dans la liste"),
        ({"site": "https://spam.example"}, "champ caché"),
        ({"jeton": "faux"}, "ouverte depuis longtemps"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(client: Client, library: Library, given: dict[str, str], said: str) -> None:
    answer = write(client, library, **({"token": given["jeton"]} if "jeton" in given else given))
    assert answer.status_code == 422 and said in answer.content.decode().replace("\u202f", "").replace("\u00a0", " ")
    assert not ReaderMessage.objects.exists() and not Letter.objects.exists()
    if "texte" not in given:
        assert "Jardein" in answer.content.decode()


def test_controls_and_line_breaks_make_neither_a_header_nor_an_error(client: Client, library: Library) -> None:
    odd = {"nom": "Jeanne\r\nBcc: x@x.example\x00\x1b", "texte": "a\x00b\u202ec\x1b[2J\U0001f600"}
    assert write(client, library, **odd, copie="1").status_code == 303
    [kept] = ReaderMessage.objects.all()
    assert kept.name == "Jeanne Bcc: x@x.example" and kept.text.startswith("ab\u202ec[2J")
    for letter in some(mails()):
        assert not letter.bcc and len(letter.to) == 1 and "\n" not in letter.subject and letter.message()


def test_bytes_that_are_no_text_are_no_error(client: Client, library: Library) -> None:
    path = f"{library.path('rtl')}/signaler"
    for body in (b"nom=%ff%fe&texte=%00&courriel=%c3", b"\xff\xfe", b"jeton=" + b"a" * 5000):
        assert client.post(path, body, content_type="application/x-www-form-urlencoded").status_code == 422


def test_a_form_of_another_notice_too_old_or_too_quick_sends_nothing(client: Client, library: Library, monkeypatch: Any) -> None:
    other = str(page(client, f"{library.path('rich')}/signaler").select_one("input[name=jeton]")["value"])
    assert write(client, library, token=other).status_code == 422
    monkeypatch.setattr(tokens, "LEAST", 3)
    quick = write(client, library)
    assert quick.status_code == 422 and "plus rapide" in quick.content.decode()
    monkeypatch.setattr(tokens, "LEAST", 0)
    monkeypatch.setattr(tokens, "MOST", -1)
    assert write(client, library).status_code == 422
    assert not ReaderMessage.objects.exists()


def test_a_button_pressed_twice_sends_one_message(client: Client, library: Library) -> None:
    token = str(page(client, f"{library.path('rtl')}/signaler").select_one("input[name=jeton]")["value"])
    assert [write(client, library, token=token).status_code for _ in range(2)] == [303, 303]
    assert ReaderMessage.objects.count() == 1 and len(mails()) == 1


@pytest.mark.parametrize("foreign", [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}])
def test_another_site_s_page_sends_nothing(client: Client, library: Library, foreign: dict[str, str]) -> None:
    assert write(client, library, **foreign).status_code == 403 and not ReaderMessage.objects.exists()


def test_one_network_writes_so_much_an_hour_and_others_go_on(client: Client, library: Library, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "MESSAGES", ((limits.HOUR, 2),))
    same = [f"2001:db8:1:2::{number}" for number in (1, 2, 3)]
    answers = [write(client, library, REMOTE_ADDR=address) for address in same]
    assert [answer.status_code for answer in answers] == [303, 303, 422]
    assert "venus de votre réseau" in answers[2].content.decode() and "Jardein" in answers[2].content.decode()
    assert write(client, library, REMOTE_ADDR="2001:db8:1:3::1").status_code == 303
    assert not Sending.objects.filter(mark__contains="2001").exists()


def test_one_address_receives_so_many_copies_and_the_portal_sends_so_much_a_day(client: Client, library: Library, settings: Any) -> None:
    answers = [write(client, library, copie="1", REMOTE_ADDR=f"192.0.2.{n}", courriel=f"{'Jj'[n % 2]}@x.example") for n in range(9)]
    assert [answer.status_code for answer in answers] == [303] * 8 + [422]
    assert write(client, library, REMOTE_ADDR="192.0.2.10", courriel="j@x.example").status_code == 303
    settings.LETTERS_A_DAY = 9
    refused = write(client, library, REMOTE_ADDR="192.0.2.11")
    assert refused.status_code == 422 and "ne prend plus de messages aujourd’hui" in refused.content.decode()


def test_the_page_of_the_form_is_kept_for_nobody_and_leaves_no_cookie(client: Client, library: Library) -> None:
    response = client.get(f"{library.path('rtl')}/question")
    assert "no-store" in response["Cache-Control"] and not response.cookies and basket.COOKIE not in client.cookies
    assert "Disallow: /*/signaler" in client.get("/robots.txt").content.decode()


def test_the_reader_s_own_mail_program_is_offered_too(client: Client, library: Library) -> None:
    link = page(client, f"{library.path('rtl')}/signaler").select_one("main a[href^=mailto]")
    assert text(link) == "fonds.ancien@lyon.example" and "subject=Erreur%20dans%20la%20notice" in str(link["href"])


def test_nothing_is_asked_of_a_notice_that_is_none(client: Client, library: Library) -> None:
    assert client.get("/ark:/99999/t1nulle/question").status_code == 404
    assert client.get(f"{library.path('withdrawn')}/question").status_code == 200
