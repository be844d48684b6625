"""The queue of names in a browser: it fits, everybody can use it, keys decide, and so do buttons without JavaScript."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Title
from catalogue.models import NameDecision
from tests import accessible
from tests.portal.backoffice.entering import PASSWORD, sign_in
from tests.portal.backoffice.test_matching import give, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
PATIENCE = 90_000


@pytest.fixture
def queue(transactional_db, world):
    """Two pairs of names to decide, one in letters that run from right to left, with a word that never ends."""
    for number, name in enumerate(("Tournes, Jean de", "أبو بكر, محمد")):
        for place, (source, dates) in enumerate(((world.point_a.source, "1504-1564"), (world.point_b.source, ""))):
            agent = Agent(name=name, dates=dates, roles=("610",))
            give(source, f"{number}-{place}", Description(titles=(Title(value="W" * 90),), agents=(agent,), dates=(parse("1552"),)))
    settle()
    for person in world.people.values():
        person.set_password(PASSWORD)
        person.save()
    return world


def enter(page, live_server, world) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{live_server.url}{reverse('matching:names')}")
    sign_in(page, world.people["librarian of A"].email)
    page.wait_for_url("**/personnes/")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_queue_fits_and_can_be_used_by_everybody(queue, browser, live_server, width, language) -> None:
    UserProfile.objects.update_or_create(user=queue.people["librarian of A"], defaults={"preferred_language": language})
    context = browser.new_context(viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        enter(page, live_server, queue)
        for name in ("names", "names_history"):
            page.goto(f"{live_server.url}{reverse(f'matching:{name}')}")
            assert page.get_attribute("html", "lang") == language
            wide = page.evaluate(
                "[...document.querySelectorAll('.console *')].filter(e => !e.closest('pre, svg, .w-sr-only, thead')"
                " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
            )
            assert wide == [], name
            assert accessible.faults(page, within=".console") == [], name
    finally:
        context.close()


def test_a_key_decides_of_the_pair_that_has_the_focus(queue, page, live_server) -> None:
    enter(page, live_server, queue)
    expect(page.locator("[data-pair]")).to_have_count(2, timeout=PATIENCE)
    page.locator("[data-pair]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("m")
    expect(page.locator("[data-pair]")).to_have_count(1, timeout=PATIENCE)
    assert NameDecision.objects.get().verdict == "same"


def test_without_javascript_a_button_decides_and_another_takes_it_back(queue, browser, live_server) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    try:
        page = context.new_page()
        enter(page, live_server, queue)
        page.get_by_role("button", name="Pas la même").first.click()
        expect(page.locator("[data-pair]")).to_have_count(1, timeout=PATIENCE)
        page.goto(f"{live_server.url}{reverse('matching:names_history')}")
        page.get_by_role("button", name="Annuler").click()
        expect(page.get_by_text("annulé").first).to_be_visible(timeout=PATIENCE)
        assert list(NameDecision.objects.order_by("pk").values_list("verdict", flat=True)) == ["not_same", "undone"]
    finally:
        context.close()
