"""A mistake reported without a mail program: by a reader on a phone with her keyboard, answered by the librarian who keeps the document."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest

from demonstration.institutions import INSTITUTIONS
from portal.demonstration_accounts import ACCOUNTS
from portal.letters import tokens
from runtime.screens.site import Site
from tests.journeys.reader import Reader, plain

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

DELIVER = "from portal.letters import outbox; outbox.deliver()"
BETWEEN = re.compile(r"^-{79}\n", re.MULTILINE)  # what Django's console mail backend writes after each mail
LIBRARIAN = next(account for account in ACCOUNTS if account.role == "librarian")
KEEPER = next(institution for institution in INSTITUTIONS if institution.rcr == LIBRARIAN.institution)
CALL_NUMBER = "364 725"
MISTAKE = {"fr": "La date est 1555 ; voir l’achevé d’imprimer.", "en": "The date is 1555: see the colophon."}
NOT_AN_ADDRESS = {"fr": "Ce n’est pas une adresse électronique", "en": "This is not an e-mail address"}
TO_BE_MENDED = {"fr": "Il y a quelque chose à corriger", "en": "Something is to be put right"}
GONE = {"fr": "Votre message est transmis", "en": "Your message has been handed over"}
COPY = {"fr": "Copie de votre message", "en": "Copy of your message"}
ANSWER = {"fr": "Réponse à votre message", "en": "Answer to your message"}
THANKS = "Merci : l’achevé d’imprimer dit bien 1555, la notice est corrigée."


@pytest.fixture
def librarian(browser: Any, portal: str) -> Iterator[Reader]:
    """She who works where the document is kept, on a phone too, with her keyboard too; nobody knows her yet."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640})
    yield Reader(context.new_page(), portal)
    context.close()


def mails(site: Site) -> list[EmailMessage]:
    """The mails that leave when the portal next sends what waits."""
    printed = site.run("-c", f"import django; django.setup(); {DELIVER}")
    return [email.message_from_bytes(mail.encode(), policy=default) for mail in BETWEEN.split(printed) if mail.strip()]  # type: ignore[misc]


def body(mail: EmailMessage) -> str:
    """What a mail says."""
    return plain(str(mail.get_content()))


def test_a_mistake_is_reported_answered_and_copied_without_a_mail_program(site: Site, reader: Reader, librarian: Reader) -> None:
    mails(site)  # those of others have left
    reader.search(CALL_NUMBER)
    reader.follow(".hit-title a", "Evvres")
    assert "Evvres" in reader.follow(".provenance a[href$='signaler']")
    address = _written(reader)
    _put_right(reader, address)
    to_library, copy = mails(site)
    assert to_library["To"] == KEEPER.email and to_library["Reply-To"] == address
    assert copy["To"] == address and str(copy["Subject"]).strip().startswith(COPY[reader.language])
    assert plain(MISTAKE[reader.language]) in body(copy) and plain(MISTAKE[reader.language]) in body(to_library)
    page = re.search(r"https?://\S+/gestion/messages-de-lecteurs/[0-9]+/", body(to_library))
    assert page is not None, "the library's mail leads to where it answers"
    _answered(librarian, urlsplit(page[0]).path, reader.language)
    (answer,) = mails(site)
    assert answer["To"] == address and str(answer["Subject"]).strip().startswith(ANSWER[reader.language])
    assert plain(THANKS) in body(answer) and plain(MISTAKE[reader.language]) in body(answer)
    assert answer["Reply-To"] == to_library["To"] and LIBRARIAN.email not in answer.as_string()


def _written(reader: Reader) -> str:
    """The form filled in with an address that is none, and sent; the one that she has."""
    address = f"jeanne.{reader.language}@lecteur.example"
    reader.reach("#exemplaire")
    reader.page.keyboard.type("Lyon")
    reader.type("#texte", MISTAKE[reader.language])
    reader.type("#nom", "Jeanne Vignal")
    reader.type("#courriel", "jeanne@lecteur")  # no browser refuses that one
    reader.reach("[name=copie]")
    reader.page.keyboard.press("Space")
    reader.page.wait_for_timeout(tokens.LEAST * 1000 + 100)  # nobody writes a letter in less
    reader.press("form.letter button")
    reader.page.locator("[role=alert]").wait_for()
    return address


def _put_right(reader: Reader, address: str) -> None:
    """What is wrong is said in a sentence that leads to the field; all the rest is as she left it."""
    said = reader.said()
    assert TO_BE_MENDED[reader.language] in said and NOT_AN_ADDRESS[reader.language] in said
    page = reader.page
    kept = [page.input_value(field) for field in ("#texte", "#nom", "#courriel")]
    assert kept == [MISTAKE[reader.language], "Jeanne Vignal", "jeanne@lecteur"]
    assert page.is_checked("[name=copie]") and CALL_NUMBER in page.locator("#exemplaire option:checked").inner_text()
    reader.press("[role=alert] a")
    assert page.evaluate("document.activeElement.id") == "courriel"
    page.keyboard.press("Control+A")
    page.keyboard.type(address)
    gone = reader.follow("form.letter button")
    assert GONE[reader.language] in gone and KEEPER.name in gone


def _answered(librarian: Reader, path: str, language: str) -> None:
    """From the mail to the page by way of the password; there the message stands, and is answered."""
    page = librarian.page
    page.goto(librarian.portal + path)
    librarian.type("input[name=username]", LIBRARIAN.email)
    librarian.type("input[name=password]", LIBRARIAN.password)
    page.keyboard.press("Enter")
    page.wait_for_url(librarian.portal + path)
    said = librarian.said()
    assert "Jeanne Vignal" in said and plain(MISTAKE[language]) in said and CALL_NUMBER in said
    librarian.type("#id_text", THANKS)
    librarian.press("form[action$='repondre/'] button")
    page.locator(".letter-deeds").wait_for()
    assert plain(THANKS) in librarian.said()
    page.goto(f"{librarian.portal}/gestion/messages-de-lecteurs/?state=answered")
    assert "Jeanne Vignal" in librarian.said()
