"""Every address of deposited pictures, asked by every role: who gets in, and that nobody touches what another institution deposited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from catalogue.models import Deposit, DepositFile, DepositView
from portal.backoffice.deposits import DepositViewSet
from tests.catalogue.pictures.pictures import photograph
from tests.portal import deposited
from tests.portal.backoffice.test_rights import WHO

LIBRARIAN = "librarian of A"
SAID = {"title": "Vues", "rights": "pdm", "ark": "x"}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    deposited.at_hand(monkeypatch, settings, tmp_path)


@pytest.fixture
def deposit(world: Any) -> Deposit:
    return deposited.opened(world.a, deposited.record("a-livres"))


# In the order of WHO: anonymous, nobody, editor, librarian of A, partner admin of B, partner admin of A, superuser.
MAY = ("editor", LIBRARIAN, "superuser")
DEEDS = ("add", "arrange", "show", "hide", "remove", "remove_view", "begin", "piece", "change")
PAGES = ("deposit", "state", "change", "remove", "small")


def asked_of(deposit: Deposit, name: str) -> str:
    view = deposit.views.first() or DepositView(deposit=deposit)
    file = deposit.files.first() or DepositFile(deposit=deposit)
    more = {"remove_view": [view.pk], "small": [view.pk], "piece": [file.pk]}.get(name, [])
    return reverse(f"deposits:{name}", args=[deposit.pk, *more])


def test_the_tables_name_every_address() -> None:
    assert {pattern.name for pattern in DepositViewSet().get_urlpatterns()} == {"index", "of_institution", *DEEDS, *PAGES}


@pytest.mark.parametrize("who", WHO)
def test_every_page_answers_each_role(world: Any, deposit: Deposit, who: str) -> None:
    deposited.given(deposit, photograph())
    deposited.made(deposit)
    client = world.client(who)
    for name in PAGES:
        assert client.get(asked_of(deposit, name)).status_code == (200 if who in MAY else 302), name
    own = client.get(reverse("deposits:of_institution", args=[world.a.pk])).status_code
    assert own == (200 if who in MAY else 302)


@pytest.mark.parametrize("who", [one for one in WHO if one not in ("editor", "superuser")])
def test_nobody_touches_the_deposits_of_another_institution(world: Any, who: str) -> None:
    deposit = deposited.opened(world.b, deposited.record("b-livres"), title="Estampes de B")
    deposited.given(deposit, photograph())
    deposited.made(deposit)
    before = (Deposit.objects.values().get(), list(deposit.views.values()))
    client = world.client(who)
    turned = 404 if who == LIBRARIAN else 302
    for name in PAGES:
        assert client.get(asked_of(deposit, name)).status_code == turned, name
    for name in DEEDS:
        assert client.post(asked_of(deposit, name), SAID).status_code == turned, name
    assert client.get(reverse("deposits:of_institution", args=[world.b.pk])).status_code == turned
    assert client.post(reverse("deposits:of_institution", args=[world.b.pk]), SAID).status_code == turned
    assert (Deposit.objects.values().get(), list(deposit.views.values())) == before
    assert "Estampes de B" not in client.get(reverse("deposits:index"), follow=True).content.decode()


@pytest.mark.parametrize("name", [name for name in DEEDS if name not in PAGES])
def test_a_deed_is_never_done_by_a_link(world: Any, deposit: Deposit, name: str) -> None:
    assert world.client("superuser").get(asked_of(deposit, name)).status_code in (404, 405)
