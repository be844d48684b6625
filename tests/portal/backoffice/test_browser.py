"""A partner admin in her browser: she starts a harvest from the console and sees it done, by herself and without reloading."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from harvest.models import HarvestRun
from harvest.pipeline import fetch
from harvest.services.drive import drive
from tests import accessible
from tests.harvest.partner import Partner, PartnerProtocol, item
from tests.portal.backoffice.entering import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

WHO = "partner admin of A"
STATE = "#run .run-word .state"


@pytest.fixture
def console(transactional_db, world, monkeypatch):
    """The world of the console, with a partner in memory behind every point."""
    partner = Partner([item(number) for number in range(1, 46)], total=45)
    client = type("Client", (PartnerProtocol,), {"partner": partner})
    monkeypatch.setattr(fetch, "open_protocol", lambda _name, config: client(config))
    for person in world.people.values():
        person.set_password(PASSWORD)
        person.save()
    return world


def enter(page: Any, address: str, email: str) -> None:
    """Through the login form, by e-mail address."""
    page.goto(f"{address}/gestion/moissonnage/")
    sign_in(page, email)
    page.wait_for_url("**/gestion/moissonnage/")


def test_a_partner_admin_starts_a_harvest_and_sees_it_done(console, page, live_server) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enter(page, live_server.url, console.people[WHO].email)
    page.get_by_role("button", name="Moissonner maintenant Source a-estampes").press("Enter")
    page.wait_for_url("**/suivi/*/")
    expect(page.locator(STATE)).to_have_text("en attente")
    page.evaluate("window.neverReloaded = true")
    run = HarvestRun.objects.get(state="waiting")
    assert drive(run.pk, index=False).state == "done"
    expect(page.locator(STATE)).to_have_text("terminé")
    assert page.evaluate("window.neverReloaded")
    expect(page.locator(".sum dd")).to_have_text(["45", "45", "0", "0", "0", "0"])
    expect(page.locator("#run-news")).to_contain_text("terminé")
    page.get_by_role("link", name="Points de moissonnage").first.click()
    expect(page.locator("tr", has_text="Source a-estampes")).to_contain_text("45")
    assert errors == []


def test_the_same_without_javascript(console, browser, live_server) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    try:
        page = context.new_page()
        enter(page, live_server.url, console.people[WHO].email)
        page.get_by_role("button", name="Moissonner maintenant Source a-estampes").click()
        expect(page.locator(STATE)).to_have_text("en attente")
        drive(HarvestRun.objects.get(state="waiting").pk, index=False)
        page.get_by_role("link", name="Recharger pour voir où il en est").click()
        expect(page.locator(STATE)).to_have_text("terminé")
        assert page.get_by_role("link", name="Recharger pour voir où il en est").count() == 0
    finally:
        context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_console_fits_and_can_be_used_by_everybody(console, browser, live_server, width, language) -> None:
    person = console.people[WHO]
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
    context = browser.new_context(viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        enter(page, live_server.url, person.email)
        for path in (
            "",
            "suivi/",
            f"suivi/{console.run_a.pk}/",
            "quarantaine/?source=a-livres",
            f"quarantaine/{console.record_a.pk}/",
            f"points/{console.point_a.pk}/",
        ):
            page.goto(f"{live_server.url}/gestion/moissonnage/{path}")
            assert page.get_attribute("html", "lang") == language
            wide = page.evaluate(
                "[...document.querySelectorAll('.console *')].filter(e => !e.closest('pre, svg, .w-sr-only, thead')"
                " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
            )
            assert wide == [], path
            assert accessible.faults(page, within=".console") == [], path
    finally:
        context.close()


def test_a_live_page_says_that_it_is_no_longer_up_to_date(console, page, live_server) -> None:
    HarvestRun.objects.filter(pk=console.run_a.pk).update(state="running", reason_code="")
    enter(page, live_server.url, console.people[WHO].email)
    address = f"{live_server.url}/gestion/moissonnage/suivi/{console.run_a.pk}/"
    page.goto(address)
    page.route("**/etat/", lambda route: route.abort())
    expect(page.locator("#run-stale")).to_be_visible()
    expect(page.locator("#run-news")).to_contain_text("n’est plus à jour")
    page.unroute("**/etat/")
    expect(page.locator("#run-stale")).to_be_hidden()
    page.context.clear_cookies()
    expect(page.locator("#run-ended")).to_be_visible()
    page.get_by_role("link", name="Connectez-vous de nouveau").click()
    page.wait_for_url("**/login/**")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_sent_after_the_session_s_end_leads_back_to_its_page(console, browser, live_server, scripts) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=scripts)
    try:
        page = context.new_page()
        enter(page, live_server.url, console.people[WHO].email)
        page.goto(f"{live_server.url}/gestion/moissonnage/?q=estampes")
        token = [cookie for cookie in context.cookies() if cookie["name"] != "sessionid"]
        context.clear_cookies()
        context.add_cookies(token)
        before = HarvestRun.objects.count()
        page.get_by_role("button", name="Moissonner maintenant Source a-estampes").click()
        page.wait_for_url("**/login/**")
        expect(page.locator(".messages")).to_contain_text("n’a pas été fait")
        page.fill("input[name=username]", console.people[WHO].email)
        page.fill("input[name=password]", "a long enough password")
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/gestion/moissonnage/?q=estampes")
        assert HarvestRun.objects.count() == before
        page.get_by_role("button", name="Moissonner maintenant Source a-estampes").click()
        page.wait_for_url("**/suivi/*/")
    finally:
        context.close()
