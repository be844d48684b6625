"""A person and her password, in her browser: invited, forgotten, guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from wagtail.models import Site

from catalogue.services import institutions, register
from portal import roles
from portal.models import User
from tests.portal.entering.test_entering_browser import PASSWORD, enter, is_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

OTHER = "nougat zebre archipel brume"


@pytest.fixture
def partner(transactional_db: None, settings: Any) -> User:
    """The partner admin of a library."""
    cache.clear()
    register.forget()
    settings.AXES_ENABLED = True
    person = User.objects.create_user("anne@x.example", PASSWORD, first_name="Anne", last_name="Martin")
    roles.grant(person, "partner admin", institution=institutions.make("693836101", name="Bibliothèque A"))
    assert Site.objects.exists()
    return person


@pytest.fixture(params=[320, 1280])
def page(request: Any, browser: Any) -> Iterator[Any]:
    """A telephone, then a desk."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="fr-FR")
    yield context.new_page()
    context.close()


def mailed(server: Any) -> str:
    """The address in the last mail, on the server of the test."""
    return server.url + re.search(r"https?://[^/\s]+(/gestion/\S+)", mail.outbox[-1].body)[1]  # type: ignore[index]


def test_a_partner_admin_invites_and_the_person_invited_enters(partner: User, page: Any, live_server: Any) -> None:
    enter(page, f"{live_server.url}/gestion/equipes/", partner.email)
    page.wait_for_url("**/equipes/*/")
    is_sound(page, ".console")
    page.fill("input[name=email]", "zoe@x.example")
    page.select_option("select[name=role]", "librarian")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.get_by_text("Une invitation a été envoyée à zoe@x.example").wait_for()
    is_sound(page, ".console")
    page.context.clear_cookies()
    page.goto(mailed(live_server))
    is_sound(page)
    page.fill("input[name=first_name]", "Zoé")
    page.fill("input[name=last_name]", "Quenouille")
    for password in ("bibliotheque", OTHER):
        page.fill("input[name=new_password1]", password)
        page.fill("input[name=new_password2]", password)
        page.get_by_role("button", name="Accepter l’invitation").click()
        if password != OTHER:
            page.get_by_text("facile à deviner").first.wait_for()
            is_sound(page)
    page.wait_for_url("**/gestion/login/")
    page.fill("input[name=username]", "zoe@x.example")
    page.fill("input[name=password]", OTHER)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/gestion/")
    assert "Bibliothèque A" in page.content()


def test_the_journal_of_a_team_fits_and_can_be_used_by_everybody(partner: User, page: Any, live_server: Any) -> None:
    enter(page, f"{live_server.url}/gestion/journal/", partner.email)
    page.wait_for_url("**/journal/")
    assert "a donné un rôle" in page.inner_text("main")
    is_sound(page, ".console")


def test_who_has_forgotten_her_password_chooses_another(partner: User, page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/gestion/password_reset/")
    page.fill("input[name=email]", partner.email)
    page.press("input[name=email]", "Enter")
    page.wait_for_url("**/password_reset/done/")
    page.goto(mailed(live_server))
    page.fill("input[name=new_password1]", OTHER)
    page.fill("input[name=new_password2]", OTHER)
    page.press("input[name=new_password2]", "Enter")
    page.wait_for_url("**/password_reset/complete/")
    partner.refresh_from_db()
    assert partner.check_password(OTHER)


def test_a_guesser_is_told_for_how_long_the_door_is_closed(partner: User, page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/gestion/login/")
    for _ in range(10):
        page.fill("input[name=username]", partner.email)
        page.fill("input[name=password]", "wrong")
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
    assert "Vous pourrez réessayer dans" in page.inner_text("main")
    enter(page, f"{live_server.url}/gestion/login/", partner.email)
    page.get_by_text("Vous pourrez réessayer dans").wait_for()
