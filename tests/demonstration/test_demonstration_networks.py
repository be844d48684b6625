"""The network of the demonstration: its libraries stand in it, its team enters, what people moved since stays."""

from __future__ import annotations

import pytest
from django.test import Client

from catalogue.models import Institution, Network
from catalogue.services import institutions
from demonstration.networks import VALENCE_ROMANS
from harvest import policies
from portal import demonstration, demonstration_networks
from portal.demonstration_accounts import ACCOUNTS
from portal.models import User


@pytest.fixture
def valence(db: None) -> Institution:
    page = institutions.make("263626101")
    page.title, page.to_complete = "Médiathèque de Valence", False
    page.save_revision().publish()
    return page


def names(user: User) -> set[str]:
    return set(policies.institutions_for(user).values_list("town", flat=True))


def test_a_network_is_made_once_with_its_libraries(valence: Institution, client: Client) -> None:
    assert demonstration_networks.load() == 1
    network = Network.objects.get()
    assert {one.title for one in network.get_children()} == {valence.title, *(house.name for house in VALENCE_ROMANS.others)}
    page = client.get(f"/reseaux/{network.slug}").content.decode()
    assert VALENCE_ROMANS.others[0].name in page and valence.title in page
    Institution.objects.get(pk=valence.pk).move(institutions.index_page(), pos="last-child")
    assert demonstration_networks.load() == 0
    assert Institution.objects.get(pk=valence.pk).get_parent().pk == institutions.index_page().pk


def test_its_team_has_accounts_that_are_printed(valence: Institution) -> None:
    demonstration_networks.load()
    ours = [account for account in ACCOUNTS if account.network]
    for account in ours:
        demonstration._account(account)
    assert {account.said for account in ours} == {"partner admin of a network", "librarian of a network"}
    admin = User.objects.get(email=next(account.email for account in ours if account.role == "partner admin"))
    assert policies.institutions_for(admin).count() == 3 and "Romans-sur-Isère" in names(admin)
    client = Client()
    client.force_login(admin)
    assert client.get(f"/gestion/equipes/{Network.objects.get().pk}/").status_code == 200
