"""A librarian in her browser: she deposits twelve pictures, orders them by keyboard, shows them; a reader leafs through them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from catalogue.models import Deposit
from catalogue.services.deposits import making
from tests import accessible
from tests.catalogue.pictures.pictures import photograph
from tests.portal import deposited
from tests.portal.backoffice.entering import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture
def chosen(world: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[Path]:
    """Twelve pictures in her folder, the first a large one."""
    deposited.at_hand(monkeypatch, settings, tmp_path)
    for number in range(12):
        (tmp_path / f"vue {number:02}.jpg").write_bytes(photograph((600, 400) if number else (2600, 1500)))
    return sorted(tmp_path.glob("*.jpg"))


def test_twelve_pictures_from_her_folder_to_the_readers(world: Any, page: Any, live_server: Any, chosen: list[Path]) -> None:
    ark = deposited.record("a-livres")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enter(page, f"{live_server.url}/gestion/depots-d-images/", world.people["librarian of A"])
    page.wait_for_url("**/depots-d-images/*/")
    page.get_by_label("Titre, tel que le voient les lecteurs").fill("Vues de Lyon")
    page.get_by_label("Conditions sous lesquelles").select_option("pdm")
    page.get_by_label("l’ark d’une notice").fill(f"ark:/{ark}")
    page.locator("#files").set_input_files(chosen[:2])
    page.get_by_role("button", name="Déposer").press("Enter")
    page.wait_for_selector("#deposit-progress")
    page.locator("#files").set_input_files(chosen[2:])  # by pieces from here on: the page of a deposit has the script
    with page.expect_navigation():
        page.get_by_role("button", name="Les ajouter").press("Enter")
    deposit = Deposit.objects.get()
    assert deposit.views.count() == deposit.files.filter(state="whole").count() == 12
    assert set(deposit.files.values_list("pieces", flat=True)) == {1} and deposit.files.exclude(mark="").count() == 10
    with page.expect_navigation():  # the page looks by itself how far the pictures are
        making.make_waiting(budget_seconds=60)
    expect(page.locator("#deposit-progress")).to_contain_text("12 faites")
    page.locator(".deposit-views li").nth(11).get_by_label("Place").fill("1")
    page.locator(".deposit-views li").nth(11).get_by_label("Libellé").fill("Frontispice")
    page.locator(".deposit-views li").nth(11).get_by_label("Libellé").press("Enter")
    page.wait_for_selector("text=Écrit.")
    expect(page.locator(".deposit-views li").nth(0).get_by_label("Libellé")).to_have_value("Frontispice")
    assert accessible.faults(page) == []
    page.get_by_role("button", name="Les montrer aux lecteurs").press("Enter")
    page.wait_for_selector("text=montré aux lecteurs")
    page.goto(f"{live_server.url}/ark:/{ark}")
    page.get_by_role("button", name="Feuilleter et agrandir").press("Enter")
    page.wait_for_selector('.viewer[data-state="open"]')
    expect(page.locator(".viewer-place")).to_contain_text("Page 1 sur 12")
    assert errors == []
