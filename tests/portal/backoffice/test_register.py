"""The register of institutions in the back office: who reads it, what it exports, and how a page is made of a row."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from catalogue.models import Institution, RegisterEntry
from catalogue.services import register
from portal import roles
from tests.portal.backoffice.conftest import World
from tests.portal.backoffice.test_rights import WHO

READERS = {"editor", "superuser"}
LIST = "/gestion/repertoire/"


@pytest.fixture
def listed(world: World) -> RegisterEntry:
    register.load(
        [
            register.Listed("FR-FRAD069", "Archives du Rhône", "Lyon", "69383", "69"),
            register.Listed("FR-M0410", '=HYPERLINK("http://x.example")', "@Vienne", "38544", "38"),
        ]
    )
    return RegisterEntry.objects.get(isil="FR-FRAD069")


@pytest.mark.parametrize("who", WHO)
def test_the_register_is_read_by_editors_alone(world: World, listed: RegisterEntry, who: str) -> None:
    client = world.client(who)
    for address in (LIST, f"{LIST}resultats/", f"{LIST}?export=csv", f"{LIST}?export=xlsx", f"{LIST}{listed.pk}/"):
        answer = client.get(address)
        assert answer.status_code == (200 if who in READERS else 302), address
    answer = client.post(reverse("register:entry", args=[listed.pk]))
    assert answer.status_code == 302
    assert Institution.objects.filter(isil=listed.isil).exists() == (who in READERS)
    assert ("/gestion/repertoire/" in client.get("/gestion/", follow=True).content.decode()) == (who in READERS)


def test_a_page_is_made_with_its_librarians_group(world: World, listed: RegisterEntry) -> None:
    client = world.client("editor")
    assert "Créer sa page" in client.get(reverse("register:entry", args=[listed.pk]), HTTP_ACCEPT_LANGUAGE="fr").content.decode()
    client.post(reverse("register:entry", args=[listed.pk]))
    page = Institution.objects.get(isil=listed.isil)
    assert (page.title, page.town, page.to_complete) == ("Archives du Rhône", "Lyon", True)
    assert Group.objects.filter(page_permissions__page=page, name__startswith=roles.LIBRARIAN.group).exists()
    client.post(reverse("register:entry", args=[listed.pk]))
    assert Institution.objects.filter(isil=listed.isil).count() == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "rhône"}, {"FR-FRAD069"}), ({"q": "FRAD69"}, {"FR-FRAD069"}), ({"kind": "museum"}, {"FR-M0410"}),
        ({"department": "38", "has_page": "false"}, {"FR-M0410"}), ({"has_page": "true"}, {"FR-693836101", "FR-381856101"}),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(world: World, listed: RegisterEntry, query: dict, expected: set) -> None:
    shown = world.client("editor").get(LIST, query).context["object_list"]
    assert {entry.isil for entry in shown} == expected


def test_an_export_holds_what_is_shown_and_no_formula(world: World, listed: RegisterEntry) -> None:
    answer = world.client("editor").get(LIST, {"export": "csv", "department": "38", "kind": "museum"})
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert len(lines) == 2
    assert '\'=HYPERLINK("http://x.example")' in lines[1]
    assert "'@Vienne" in lines[1]


def test_the_list_costs_the_same_however_long(world: World, listed: RegisterEntry, django_assert_max_num_queries) -> None:
    register.load(register.Listed(f"FR-69{number:07}", f"Bibliothèque {number}") for number in range(120))
    client = world.client("superuser")
    client.get(LIST)
    with django_assert_max_num_queries(15):
        assert len(client.get(LIST).context["object_list"]) == 50


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_harvests_are_exported_as_they_are_filtered_and_no_further_than_rights_go(world: World, form: str) -> None:
    address = reverse("harvesting:runs")
    assert world.client("librarian of A").get(address, {"export": form}).status_code == 302
    world.point_a.source.name = "=SUM(1)"
    world.point_a.source.save()
    answer = world.client("partner admin of A").get(address, {"export": form, "state": "failed"})
    assert answer.status_code == 200
    if form == "csv":
        lines = list(csv.reader(io.StringIO(answer.getvalue().decode())))
        assert [line[:2] for line in lines[1:]] == [[str(world.run_a.pk), "'=SUM(1)"]]
    other = world.client("partner admin of A").get(address, {"export": "csv", "source": "b-livres"})
    assert len(other.getvalue().decode().splitlines()) == 1
