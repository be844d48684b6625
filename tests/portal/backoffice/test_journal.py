"""Who did what? The journal says it to those who look after the institution, and to nobody else."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from harvest.models import HarvestRun
from portal import journal, roles
from portal.models import Deed
from tests.portal.backoffice.test_points import FORM

KINDS = Deed.Kind


def lines(world, who: str, **query) -> list[list[str]]:
    """The lines of the journal as a table, without its heading."""
    answer = world.client(who).get(reverse("journal"), {"export": "csv", **query})
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))[1:]


@pytest.mark.parametrize(
    ("action", "state", "kind"),
    [
        ("interrompre", "running", KINDS.ABORT),
        ("reprendre", "failed", KINDS.RESUME),
        ("conserver", "needs_decision", KINDS.KEEP),
        ("retirer", "needs_decision", KINDS.WITHDRAW),
    ],
)
def test_what_is_asked_of_a_harvest_is_noted(world, action, state, kind):
    HarvestRun.objects.filter(pk=world.run_a.pk).update(state=state, reason_code="", lease_until=None)
    Deed.objects.all().delete()
    world.client("partner admin of A").post(reverse("harvesting:run_action", args=[world.run_a.pk, action]))
    deed = Deed.objects.get()
    assert (deed.kind, deed.person, deed.institution) == (kind, world.people["partner admin of A"], world.a)
    assert deed.about == f"Source a-livres, {world.run_a.pk}"


def test_the_changes_of_a_point_are_noted_by_the_names_of_its_fields(world):
    Deed.objects.all().delete()
    client = world.client("partner admin of A")
    client.post(reverse("harvesting:point_edit", args=[world.point_a.pk]), FORM | {"name": "Autre", "institution": str(world.a.pk)})
    deed = Deed.objects.get()
    assert deed.kind == KINDS.POINT_EDITED and "name" in deed.about


def test_a_refusal_is_no_deed(world):
    Deed.objects.all().delete()
    world.client("partner admin of B").post(reverse("harvesting:run_action", args=[world.run_a.pk, "interrompre"]))
    world.client("partner admin of A").post(reverse("harvesting:run_action", args=[world.run_a.pk, "conserver"]))
    assert not Deed.objects.exists()


def test_a_role_given_in_the_list_of_accounts_is_noted_with_whoever_gave_it(world):
    Deed.objects.all().delete()
    person = world.people["nobody"]
    for address in (reverse("wagtailusers_users:edit", args=[person.pk]), reverse("admin:portal_user_change", args=[person.pk])):
        group = roles.group_of(roles.LIBRARIAN, world.a if "gestion" in address else world.b)
        fields = {"email": person.email, "first_name": "A", "last_name": "B", "is_active": "on", "groups": [group.pk]}
        fields |= {"last_login_0": "", "last_login_1": "", "date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
        assert world.client("superuser").post(address, fields).status_code == 302
    noted = {(deed.kind, deed.person, deed.institution) for deed in Deed.objects.filter(kind__startswith="role")}
    boss = world.people["superuser"]
    assert noted == {(KINDS.ROLE_GIVEN, boss, world.a), (KINDS.ROLE_TAKEN, boss, world.a), (KINDS.ROLE_GIVEN, boss, world.b)}


@pytest.mark.parametrize(
    ("who", "read"),
    [("partner admin of A", {"of A"}), ("partner admin of B", {"of B"}), ("superuser", {"of A", "of B", "of nobody"})],
)
def test_one_reads_what_is_of_one_s_institutions(world, who, read):
    Deed.objects.all().delete()
    for about, institution in (("of A", world.a), ("of B", world.b), ("of nobody", None)):
        journal.note(world.people["superuser"], KINDS.ABORT, about=about, institution=institution)
    assert {line[4] for line in lines(world, who)} == read
    assert {line[4] for line in lines(world, who, institution="Bibliothèque A")} == read & {"of A"}
    assert lines(world, who, kind="keep") == []
    assert len(lines(world, who, name="superuser", since="2026-01-01")) == len(read)
    page = world.client(who).get(reverse("journal")).content.decode()
    assert [about for about in ("of A", "of B", "of nobody") if about in page] == sorted(read)


@pytest.mark.parametrize("who", ["anonymous", "nobody", "librarian of A", "editor"])
def test_nobody_else_reads_it(world, who):
    assert world.client(who).get(reverse("journal")).status_code == 302


def test_the_name_stays_when_the_account_goes(world):
    Deed.objects.all().delete()
    person = world.people["partner admin of A"]
    journal.note(person, KINDS.ABORT, about="x", institution=world.a)
    person.delete()
    assert "partner-admin-of-a@x.example" in lines(world, "superuser", kind="abort")[0][1]


def test_a_longer_journal_asks_no_more_questions(world):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            world.client("superuser").get(reverse("journal"))
        return len(queries)

    asked()
    before = asked()
    for number in range(40):
        journal.note(world.people["superuser"], KINDS.ABORT, about=str(number), institution=world.a)
    assert asked() == before
