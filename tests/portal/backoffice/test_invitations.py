"""Who may bring whom into the back office, and what a link is worth in other hands."""

from __future__ import annotations

import random
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal import roles
from portal.backoffice.views import team
from portal.entering.invitations import service
from portal.models import Deed, Invitation, User
from tests.portal.backoffice.test_hostile_forms import ODD

PASSWORD = "cheval agrafe pile correcte"
GIVEN = {"first_name": "Zoé", "last_name": "Quenouille", "new_password1": PASSWORD, "new_password2": PASSWORD}
ADMIN_A = "partner admin of A"


@pytest.fixture(autouse=True)
def few_mails_yet():
    cache.clear()


def invite(world, who: str = ADMIN_A, *, place: str = "a", email: str = "zoe@x.example", role: str = "librarian", language: str = "fr"):
    """The answer to the form of a team, as ``who`` sends it."""
    address = team.address_of(getattr(world, place) if place else None)
    return world.client(who).post(address, {"email": email, "role": role, "language": language})


def link() -> str:
    """The path of the link in the last mail."""
    return re.search(r"https?://[^/\s]+(/gestion/invitation/\S+)", mail.outbox[-1].body).group(1)


def test_a_person_invited_chooses_her_password_and_enters_with_her_role(world):
    assert invite(world).status_code == 302
    assert mail.outbox[-1].to == ["zoe@x.example"]
    assert not User.objects.filter(email="zoe@x.example").exists()
    browser = Client()
    page = browser.get(link())
    assert page.status_code == 200 and "Bibliothèque A" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert browser.post(link(), GIVEN).headers["Location"] == "/gestion/login/"
    person = User.objects.get(email="zoe@x.example")
    assert person.check_password(PASSWORD) and not person.is_superuser and not person.is_staff
    assert [group.name for group in person.groups.all()] == ["Bibliothécaires\u00a0: Bibliothèque A (693836101)"]
    assert browser.post("/gestion/login/", {"username": "zoe@x.example", "password": PASSWORD}).status_code == 302
    assert browser.get("/gestion/").status_code == 200


def test_a_link_opens_once(world):
    invite(world)
    first = link()
    assert Client().post(first, GIVEN).status_code == 302
    for answer in (Client().get(first), Client().post(first, GIVEN | {"new_password1": "x", "new_password2": "x"})):
        assert answer.status_code == 410
    assert User.objects.get(email="zoe@x.example").check_password(PASSWORD)


def test_a_link_is_worth_nothing_changed_old_withdrawn_or_sent_again(world, monkeypatch):
    invite(world)
    good, invitation = link(), Invitation.objects.get()
    assert Client().get(f"{good[:-2]}{'B' if good[-2] == 'A' else 'A'}/").status_code == 410
    assert Client().get("/gestion/invitation/x/").status_code == 410
    Invitation.objects.update(nonce="other")
    assert Client().get(good).status_code == 410
    world.client(ADMIN_A).post(reverse("invitation_of_team", args=[world.a.pk, invitation.pk, "renvoyer"]))
    assert Client().get(good).status_code == 410
    assert Client().get(link()).status_code == 200
    monkeypatch.setattr(service, "DAYS", -1)
    assert Client().get(link()).status_code == 410
    monkeypatch.undo()
    world.client(ADMIN_A).post(reverse("invitation_of_team", args=[world.a.pk, invitation.pk, "retirer"]))
    assert Client().get(link()).status_code == 410


def test_an_invitation_ends_with_the_rights_of_whoever_sent_it(world):
    invite(world)
    world.people[ADMIN_A].groups.clear()
    assert Client().get(link()).status_code == 410
    assert Client().post(link(), GIVEN).status_code == 410


@pytest.mark.parametrize("password", ["123456789012", "bibliotheque", "zoequenouille1", "court"])
def test_the_password_is_looked_at_as_any_other(world, password):
    invite(world)
    answer = Client().post(link(), GIVEN | {"new_password1": password, "new_password2": password})
    assert answer.status_code == 200
    assert not User.objects.filter(email="zoe@x.example").exists()


def test_whoever_has_an_account_keeps_her_password(world):
    person = world.people["librarian of A"]
    before = person.password
    invite(world, "partner admin of B", place="b", email=person.email.upper(), role="partner admin")
    page = Client().get(link()).content.decode()
    assert "new_password1" not in page
    assert Client().post(link(), GIVEN).status_code == 302
    person.refresh_from_db()
    assert person.password == before
    assert set(person.groups.values_list("name", flat=True)) == {
        "Bibliothécaires\u00a0: Bibliothèque A (693836101)",
        "Moissonnages\u00a0: Bibliothèque B (381856101)",
    }


def test_a_closed_account_is_not_opened_by_a_link(world):
    person = world.people["nobody"]
    User.objects.filter(pk=person.pk).update(is_active=False)
    invite(world, email=person.email)
    assert Client().get(link()).status_code == 410


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_message_and_the_page_speak_the_language_chosen(world, language):
    invite(world, language=language)
    words = "invites you to work" if language == "en" else "vous invite à travailler"
    assert words in mail.outbox[-1].body
    page = Client().get(link()).content.decode()
    assert words in page and f'lang="{language}"' in page
    Client().post(link(), GIVEN)
    assert UserProfile.objects.get(user__email="zoe@x.example").preferred_language == language


@pytest.mark.parametrize("who", ["anonymous", "nobody", "librarian of A", "editor", "partner admin of B"])
def test_nobody_else_invites_or_removes(world, who):
    target = world.people["librarian of A"]
    client = world.client(who)
    assert client.get(team.address_of(world.a)).status_code in (302, 404)
    assert invite(world, who).status_code in (302, 404)
    client.post(reverse("removal_of_team", args=[world.a.pk, target.pk, "librarian"]))
    assert len(mail.outbox) == 0
    assert target.groups.count() == 1


@pytest.mark.parametrize("role", ["editor", "superuser", "", "librarian'"])
def test_a_partner_admin_gives_no_role_beyond_her_institution(world, role):
    assert invite(world, role=role).status_code == 422
    assert invite(world, place="", role="editor").status_code == 404
    assert not Invitation.objects.exists()


def test_she_sees_withdraws_and_removes_nothing_of_another_team(world):
    invite(world, "partner admin of B", place="b")
    of_b, member_of_b = Invitation.objects.get(), world.people["partner admin of B"]
    client = world.client(ADMIN_A)
    for address in (
        reverse("invitation_of_team", args=[world.a.pk, of_b.pk, "retirer"]),
        reverse("invitation_of_team", args=[world.b.pk, of_b.pk, "retirer"]),
        reverse("removal_of_team", args=[world.a.pk, member_of_b.pk, "partner admin"]),
        reverse("removal_of_team", args=[world.b.pk, member_of_b.pk, "partner admin"]),
    ):
        assert client.post(address).status_code == 404
    assert service.waiting(world.b).count() == 1 and member_of_b.groups.count() == 1
    page = client.get(team.address_of(world.a)).content.decode()
    assert member_of_b.email not in page and "zoe@x.example" not in page


def test_she_removes_a_person_at_once_but_not_herself(world):
    target = world.people["librarian of A"]
    hers = world.client("librarian of A")
    assert hers.get(reverse("wagtailadmin_pages:edit", args=[world.a.pk])).status_code == 200
    client = world.client(ADMIN_A)
    client.post(reverse("removal_of_team", args=[world.a.pk, target.pk, "librarian"]))
    assert hers.get(reverse("wagtailadmin_pages:edit", args=[world.a.pk])).status_code == 302
    client.post(reverse("removal_of_team", args=[world.a.pk, world.people[ADMIN_A].pk, "partner admin"]))
    assert world.people[ADMIN_A].groups.count() == 1


def test_few_invitations_are_sent_within_an_hour(world):
    answers = [invite(world, email=f"someone{number}@x.example").status_code for number in range(team.INVITATIONS_OF_ONE + 3)]
    assert answers[-3:] == [429] * 3
    assert len(mail.outbox) == team.INVITATIONS_OF_ONE


def test_a_mail_that_cannot_be_sent_is_said_and_can_be_sent_again(world, monkeypatch):
    def refuse(*arguments, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr(service, "send_mail", refuse)
    page = world.client(ADMIN_A).post(
        team.address_of(world.a), {"email": "zoe@x.example", "role": "librarian", "language": "fr"}, follow=True
    )
    assert "n’a pas pu être envoyé" in page.content.decode().replace("\xa0", " ")
    assert service.waiting(world.a).count() == 1


def test_a_superuser_invites_editors_and_makes_no_password(world):
    client = world.client("superuser")
    assert client.get(reverse("wagtailusers_users:add")).headers["Location"] == reverse("teams")
    assert invite(world, "superuser", place="", role="editor").status_code == 302
    Client().post(link(), GIVEN)
    assert roles.group_of(roles.EDITOR) in User.objects.get(email="zoe@x.example").groups.all()


def test_every_step_stands_in_the_journal(world):
    Deed.objects.all().delete()
    invite(world)
    Client().post(link(), GIVEN)
    zoe = User.objects.get(email="zoe@x.example")
    world.client(ADMIN_A).post(reverse("removal_of_team", args=[world.a.pk, zoe.pk, "librarian"]))
    noted = [(deed.kind, deed.person and deed.person.email, deed.institution) for deed in Deed.objects.order_by("pk")]
    admin = world.people[ADMIN_A].email
    assert noted == [
        ("invited", admin, world.a),
        ("role_given", admin, world.a),
        ("joined", "zoe@x.example", world.a),
        ("role_taken", admin, world.a),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_no_odd_value_breaks_the_form_behind_the_link(world, seed):
    invite(world)
    rng = random.Random(seed)
    for _ in range(8):
        answer = Client().post(link(), {name: rng.choice(ODD)[:5000] for name in GIVEN})
        assert answer.status_code in (200, 302, 400, 410)
