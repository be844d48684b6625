"""The team of a network: its partner admin invites into it and removes, nobody else does; what she did stands in the journal."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from catalogue.models import Institution
from harvest import policies
from portal.backoffice.views import team
from portal.models import Deed, Invitation, User
from tests.portal.backoffice.test_invitations import GIVEN
from tests.portal.backoffice.test_networks import NAME, Networked, networked

__all__ = ["networked"]
ZOE = "zoe@x.example"


@pytest.fixture(autouse=True)
def few_mails_yet() -> None:
    cache.clear()


def sent(role: str = "librarian", email: str = ZOE) -> dict[str, str]:
    return {"email": email, "role": role, "language": "fr"}


def link() -> str:
    found = re.search(r"https?://[^/\s]+(/gestion/invitation/\S+)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def test_a_person_invited_into_a_network_works_for_all_its_libraries(networked: Networked) -> None:
    admin, address = networked.client("partner admin"), team.address_of(networked.network)
    teams = admin.get(reverse("teams")).content.decode()
    assert address in teams and NAME in teams
    assert admin.post(address, sent("partner admin")).status_code == 302
    assert NAME in mail.outbox[-1].body and ZOE in admin.get(address).content.decode()
    page = Client().get(link())
    assert page.status_code == 200 and NAME in page.content.decode()
    assert Client().post(link(), GIVEN).status_code == 302
    zoe = User.objects.get(email=ZOE)
    assert set(policies.institutions_for(zoe).values_list("pk", flat=True)) == {networked.world.a.pk, networked.c.pk}
    assert ZOE in admin.get(address).content.decode()
    admin.post(reverse("removal_of_team", args=[networked.network.pk, zoe.pk, "partner admin"]))
    assert not zoe.groups.exists() and not policies.institutions_for(User.objects.get(pk=zoe.pk)).exists()


def test_the_journal_says_what_was_done_in_a_network_to_who_looks_after_it(networked: Networked) -> None:
    admin = networked.client("partner admin")
    admin.post(team.address_of(networked.network), sent())
    invitation = Invitation.objects.get()
    admin.post(reverse("invitation_of_team", args=[networked.network.pk, invitation.pk, "retirer"]))
    kinds = list(Deed.objects.filter(network=networked.network, about__contains=ZOE).values_list("kind", flat=True))
    assert kinds == [Deed.Kind.INVITATION_WITHDRAWN, Deed.Kind.INVITED]
    read = admin.get(reverse("journal"), {"institution": "Été"}).content.decode()
    assert ZOE in read and NAME in read
    assert ZOE not in networked.world.client("partner admin of A").get(reverse("journal")).content.decode()
    assert ZOE not in networked.world.client("partner admin of B").get(reverse("journal")).content.decode()
    assert ZOE in networked.world.client("superuser").get(reverse("journal")).content.decode()


@pytest.mark.parametrize("who", ["anonymous", "nobody", "editor", "librarian of A", "partner admin of A", "partner admin of B"])
def test_nobody_else_sees_invites_or_removes_in_the_team_of_a_network(networked: Networked, who: str) -> None:
    client, address = networked.world.client(who), team.address_of(networked.network)
    target = networked.people["librarian"]
    answer = client.get(address)
    assert answer.status_code in (302, 403, 404) and target.email not in client.get(address, follow=True).content.decode()
    assert client.post(address, sent()).status_code in (302, 403, 404)
    client.post(reverse("removal_of_team", args=[networked.network.pk, target.pk, "librarian"]))
    assert not Invitation.objects.exists() and not mail.outbox and target.groups.count() == 1


def test_the_librarian_of_a_network_looks_after_no_team(networked: Networked) -> None:
    client = networked.client("librarian")
    assert client.get(team.address_of(networked.network)).status_code in (302, 403)
    assert client.post(team.address_of(networked.network), sent()).status_code in (302, 403)
    assert not Invitation.objects.exists()


def test_an_invitation_of_a_network_is_handled_from_no_other_team(networked: Networked) -> None:
    networked.client("partner admin").post(team.address_of(networked.network), sent())
    invitation = Invitation.objects.get()
    for who, place in (("partner admin of A", networked.world.a), ("partner admin of B", networked.world.b)):
        address = reverse("invitation_of_team", args=[place.pk, invitation.pk, "retirer"])
        assert networked.world.client(who).post(address).status_code == 404
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


@pytest.mark.parametrize("role", ["editor", "superuser", "", "x\x00"])
def test_no_role_beyond_its_libraries_is_given_in_a_network(networked: Networked, role: str) -> None:
    assert networked.client("partner admin").post(team.address_of(networked.network), sent(role)).status_code == 422
    assert not Invitation.objects.exists()


def test_invitations_of_a_network_are_bounded_and_end_with_the_rights_of_who_sent_them(
    networked: Networked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "INVITATIONS_OF_ONE", 2)
    admin, address = networked.client("partner admin"), team.address_of(networked.network)
    answers = [admin.post(address, sent(email=f"z{number}@x.example")).status_code for number in range(3)]
    assert answers == [302, 302, 429]
    networked.people["partner admin"].groups.clear()
    assert Client().get(link()).status_code == 410


def test_an_institution_keeps_its_own_team_in_a_network(networked: Networked) -> None:
    own, a = networked.world.client("partner admin of A"), Institution.objects.get(pk=networked.world.a.pk)
    assert own.post(team.address_of(a), sent()).status_code == 302
    assert (Invitation.objects.get().institution, Invitation.objects.get().network) == (a, None)
    assert networked.client("partner admin").get(team.address_of(a)).status_code == 200
