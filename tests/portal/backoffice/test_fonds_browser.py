"""A librarian in her browser: a fonds and two sous-fonds, from an empty form to readers by way of the review, and out in EAD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from catalogue.models import Fonds, PublishedFonds
from catalogue.selectors import fonds as selectors
from tests import accessible
from tests.portal.backoffice.entering import enter as by_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
CONTENTS = {
    "Fonds du chapitre cathédral": "Titres, cartulaires et comptes du chapitre de la cathédrale.",
    "Cartulaires": "Trois cartulaires sur parchemin.",
    "Comptes du cellérier": "Registres de comptes, avec deux plans des vignes.",
}


@pytest.fixture
def enter(browser: Any, world: Any, live_server: Any) -> Iterator[Any]:
    """A person of the back office before her own screen, in French; a reader where nobody is named."""
    contexts = []

    def entered(who: str = "") -> Any:
        contexts.append(browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 1000}, base_url=live_server.url))
        page = contexts[-1].new_page()
        if who:
            UserProfile.objects.update_or_create(user=world.people[who], defaults={"preferred_language": "fr"})
            by_password(page, "/gestion/", world.people[who])
            page.wait_for_url("**/gestion/")
        return page

    yield entered
    for context in contexts:
        context.close()


def describe(page: Any, parent: Page, title: str, *, level: str, call_number: str, extent: str) -> Fonds:
    """The form from empty to submitted; what it made."""
    page.goto(f"/gestion/pages/{parent.pk}/add_subpage/")
    if "/add/catalogue/fonds/" not in page.url:  # under an institution there are several kinds to choose from; under a fonds one
        page.locator('main a[href*="/add/catalogue/fonds/"]').click()
    page.locator("#id_title").fill(title)
    page.locator("#id_level").select_option(level)
    for part, values in {
        "call_numbers": {"value": call_number},
        "extents": {"number": extent},
        "producers": {"name": "Chapitre cathédral de Lyon"},
        "acquisitions": {"date": "1791", "note": "Confisqué au chapitre."},
    }.items():
        page.locator(f"#id_{part}-ADD").click()
        for name, value in values.items():
            page.locator(f"#id_{part}-0-{name}").fill(value)
    page.locator("#id_producers-0-kind").select_option("corporate")
    page.locator("#id_finding_aids-ADD").click()
    page.locator("#id_finding_aids-0-kind").select_option("none")
    told = {"dates": "1452-1789", "contents": CONTENTS[title], "access": "Sur rendez-vous.", "reproduction": "Photographies sans flash."}
    told |= {"biography": "Le chapitre fut supprimé en 1790.", "custody": "Resté à la cathédrale jusqu’en 1791."}
    for name, value in told.items():
        page.locator(f"#id_{name}").fill(value)
    for name, value in {"document_types": "manuscript", "languages": "lat"}.items():
        page.locator(f"input[name={name}][value={value}]").check()
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Soumettre à la relecture régionale").click()
    page.wait_for_selector(".messages .success")
    return Fonds.objects.get(title=title)


def approve(page: Any, title: str) -> None:
    """The editor finds on her home page what waits for her, and lets it through."""
    page.goto("/gestion/")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_selector("#page-edit-form")
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Approuver et Publier", exact=True).click()
    page.wait_for_selector(".messages .success")


def is_told_nothing(page: Any, fonds: Fonds) -> None:
    """Neither the form, nor the draft, nor its history, nor a list, nor a search."""
    for address in ("edit", "view_draft", "history", "workflow_history"):
        page.goto(reverse(f"wagtailadmin_pages:{address}", args=[fonds.pk]))
        assert fonds.title not in page.inner_text("body"), address
    for address in (f"/gestion/pages/{fonds.get_parent().pk}/", "/gestion/pages/search/?q=chapitre", "/gestion/"):
        page.goto(address)
        assert fonds.title not in page.inner_text("body"), address
    page.goto("/fonds?q=chapitre")
    assert fonds.title not in page.inner_text("body")


def test_a_fonds_and_two_parts_of_it_go_from_an_empty_form_through_the_review_to_readers_and_out_in_ead(
    world: Any, enter: Any, tmp_path: Path
) -> None:
    librarian = enter("librarian of A")
    world.a.refresh_from_db()
    fonds = describe(librarian, world.a, "Fonds du chapitre cathédral", level="fonds", call_number="10 G 1-120", extent="120")
    parts = [
        describe(librarian, fonds, title, level="subfonds", call_number=call_number, extent=extent)
        for title, call_number, extent in (("Cartulaires", "10 G 1-3", "3"), ("Comptes du cellérier", "10 G 4-44", "41"))
    ]
    counts = [getattr(one, part).count() for one in (fonds, *parts) for part in ("call_numbers", "extents", "producers", "acquisitions")]
    assert counts == [1] * 12, "what the page saves by itself while she writes is not written twice"
    assert not PublishedFonds.objects.exists(), "nothing is shown before the regional team has read it"
    is_told_nothing(enter("partner admin of B"), fonds)
    editor = enter("editor")
    for one in (fonds, *parts):
        approve(editor, one.title)
    ark = selectors.of_institution(world.a.isil)[0].ark
    reader = enter()
    reader.goto(f"/ark:/{ark}")
    told = reader.inner_text("main")
    assert all(title in told for title in CONTENTS), "the whole names its parts"
    assert "Confisqué au chapitre." in told and "120 volumes" in told
    assert accessible.faults(reader) == []
    written = tmp_path / "fonds.xml"
    written.write_bytes(reader.request.get(f"/ark:/{ark}/ead.xml").body())
    assert findings(written) == [], "the guide of EAD in libraries has nothing to say"


def findings(file: Path) -> list[str]:
    """What the check says of a file: DTD, rules of the guide, profile of the national directory."""
    said = StringIO()
    call_command("check_ead", str(file), "--json", stdout=said)
    return [json.dumps(one, ensure_ascii=False) for one in json.loads(said.getvalue())["findings"]]


def test_a_button_pressed_while_the_page_saves_itself_makes_one_page(world: Any, enter: Any) -> None:
    page = enter("librarian of A")
    page.goto(reverse("wagtailadmin_pages:add", args=["catalogue", "fonds", world.a.pk]))
    slow: list[str] = []

    def late(route: Any) -> None:
        slow.append(route.request.method)
        page.wait_for_timeout(1500)
        route.continue_()

    page.route(lambda url: "/add/catalogue/fonds/" in url, late)
    page.locator("#id_title").fill("Fonds Artaud")
    page.locator("#id_contents").fill("Inscriptions antiques relevées à Lyon.")
    for dots in range(1, 60):  # what is typed before the page has looked at itself is no change to it
        page.locator("#id_access").fill("Sur rendez-vous" + "." * dots)
        page.locator("#id_access").press("Tab")
        page.wait_for_timeout(1000)
        if slow:
            break
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.wait_for_selector(".messages .success")
    assert Fonds.objects.count() == 1 and slow == ["POST"]
