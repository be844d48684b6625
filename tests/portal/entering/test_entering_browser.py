"""A person at the door, in her browser: the second factor, from the first code to the recovery codes."""

from __future__ import annotations

from typing import Any

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.users.models import UserProfile

from portal.entering.second import factor
from portal.models import User
from tests import accessible
from tests.portal.entering.codes import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

PASSWORD = "une bonne phrase longue"
SET_UP = {"fr": "Activer", "en": "Set up"}
ENTER = {"fr": "Entrer", "en": "Enter"}
WRONG = {"fr": "Ce code n’est pas le bon", "en": "This code is not the right one"}
KEPT = {"fr": "Je les ai conservés", "en": "I have kept them"}


def enter(page: Any, address: str, email: str) -> None:
    """Types the password into either form."""
    page.goto(address)
    page.fill("input[name=username]", email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


WIDER = (
    "within => [...document.querySelectorAll(within + ' *')].filter(e => !e.closest('pre, svg, .w-sr-only, thead')"
    " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
)


def is_sound(page: Any, within: str = "main") -> None:
    """Nothing beyond the window, nothing that axe finds; ``within`` leaves out what is Wagtail's own."""
    assert page.evaluate(WIDER, within) == []
    assert accessible.faults(page, within=within) == []


@pytest.fixture
def superuser(transactional_db, settings) -> User:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.AXES_ENABLED = True
    return User.objects.create_superuser("anne@x.example", PASSWORD)


@pytest.mark.parametrize("case", [("/gestion/", "fr", 320), ("/administration/", "en", 1280)])
def test_a_superuser_sets_up_her_second_factor_and_enters_by_it(superuser, browser, live_server, case):
    form, language, width = case
    UserProfile.objects.create(user=superuser, preferred_language=language)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
    try:
        page = context.new_page()
        enter(page, f"{live_server.url}{form}", superuser.email)
        page.wait_for_url("**/second-facteur/activer/**")
        assert page.locator(".qr-frame svg").bounding_box()["width"] > 150
        assert page.inner_text("code.key") == factor.begin(superuser).letters
        is_sound(page)
        page.fill("input[name=code]", code_of(superuser))
        page.get_by_role("button", name=SET_UP[language], exact=True).click()
        page.locator(".recovery-codes code").nth(9).wait_for()
        codes = page.locator(".recovery-codes code").all_inner_texts()
        assert len(codes) == 10
        is_sound(page)
        page.get_by_role("link", name=KEPT[language]).click()
        page.wait_for_url(f"**{form}")
        context.clear_cookies()
        enter(page, f"{live_server.url}{form}", superuser.email)
        page.wait_for_url("**/second-facteur/code/**")
        is_sound(page)
        page.fill("input[name=code]", "000000")
        page.get_by_role("button", name=ENTER[language], exact=True).click()
        page.get_by_text(WRONG[language]).wait_for()
        is_sound(page)
        TOTPDevice.objects.update(throttling_failure_count=0)
        page.fill("input[name=code]", codes[0])
        page.get_by_role("button", name=ENTER[language], exact=True).click()
        page.wait_for_url(f"**{form}")
        page.goto(f"{live_server.url}/gestion/second-facteur/")
        is_sound(page, ".console")
    finally:
        context.close()
