"""Every address of the console, asked by every role: who gets in, who is told nothing."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from harvest.models import Endpoint, HarvestRun
from portal.backoffice.viewset import HarvestViewSet

WHO = ("anonymous", "nobody", "editor", "librarian of A", "partner admin of B", "partner admin of A", "superuser")

# What each role gets, in the order of WHO. 302 leads to the login form (anonymous, nobody) or home with a sentence; 404 is the
# answer to whoever must not learn that the thing exists.
OPEN = (302, 302, 302, 302, 200, 200, 200)
OF_A = (302, 302, 302, 302, 404, 200, 200)
DEED_ON_A = (302, 302, 302, 302, 404, "run", "run")
GET = {
    "points": (lambda world: [], OPEN),
    "point_add": (lambda world: [], OPEN),
    "runs": (lambda world: [], OPEN),
    "messages": (lambda world: [], OPEN),
    "quarantine": (lambda world: [], OPEN),
    "fate": (lambda world: [], OPEN),
    "message": (lambda world: [world.run_a.messages.get_or_create(code="nothing_read", severity="error")[0].pk], OF_A),
    "point_edit": (lambda world: [world.point_a.pk], OF_A),
    "point_readers": (lambda world: [world.point_a.pk], OF_A),
    "run": (lambda world: [world.run_a.pk], OF_A),
    "run_fragment": (lambda world: [world.run_a.pk], OF_A),
    "quarantined": (lambda world: [world.record_a.pk], OF_A),
    "quarantined_bytes": (lambda world: [world.record_a.pk], OF_A),
}
ALIGNMENTS = {"alignments", "alignment_of_source", "alignment_file", "alignment_table", "alignment_patch", "alignment_file_patch"}
POST = {
    "point_harvest": (lambda world: [world.point_a.pk], DEED_ON_A),
    "run_action": (lambda world: [world.run_a.pk, "reprendre"], DEED_ON_A),
}


def address(name: str, table: dict, world) -> str:
    return reverse(f"harvesting:{name}", args=table[name][0](world))


def test_the_table_names_every_address_of_the_console():
    assert {pattern.name for pattern in HarvestViewSet().get_urlpatterns()} == {*GET, *POST, *ALIGNMENTS}, (
        "the last are asked beside their files, in test_alignments"
    )
    assert reverse("harvesting:points") == "/gestion/moissonnage/"
    assert "harvesting" in get_resolver().namespace_dict or reverse("harvesting:runs")


def assert_turned_away(answer, who: str) -> None:
    home = who in {"editor", "librarian of A"}
    assert answer.url == "/gestion/" if home else answer.url.startswith("/gestion/login/")


@pytest.mark.parametrize("who", WHO)
def test_every_page_answers_each_role_as_the_table_says(world, who):
    client = world.client(who)
    for name in GET:
        answer = client.get(address(name, GET, world))
        assert answer.status_code == GET[name][1][WHO.index(who)], name
        if answer.status_code == 302:
            assert_turned_away(answer, who)


@pytest.mark.parametrize("name", POST)
@pytest.mark.parametrize("who", WHO)
def test_every_deed_answers_each_role_as_the_table_says(world, who, name):
    answer = world.client(who).post(address(name, POST, world))
    wanted = POST[name][1][WHO.index(who)]
    assert HarvestRun.objects.filter(state="waiting").count() == int(wanted == "run")
    assert answer.status_code == (302 if wanted == "run" else wanted)
    if wanted == "run":
        assert answer.url.startswith("/gestion/moissonnage/suivi/")
    elif wanted == 302:
        assert_turned_away(answer, who)


@pytest.mark.parametrize("name", POST)
def test_a_deed_is_never_done_by_a_link(world, name):
    assert world.client("superuser").get(address(name, POST, world)).status_code == 405
    assert not HarvestRun.objects.filter(state="waiting").exists()


@pytest.mark.parametrize("name", POST)
def test_a_deed_without_our_form_is_refused(world, name):
    client = world.client("superuser")
    client.handler.enforce_csrf_checks = True
    assert client.post(address(name, POST, world)).status_code == 302
    assert not HarvestRun.objects.filter(state="waiting").exists()


def test_a_form_posted_by_somebody_else_changes_nothing(world):
    for who in ("editor", "librarian of A", "partner admin of B"):
        world.client(who).post(reverse("harvesting:point_edit", args=[world.point_a.pk]), {"name": "Stolen"})
        world.client(who).post(reverse("harvesting:point_readers", args=[world.point_a.pk]), {"deed": "supprimer", "sure": "yes"})
    world.point_a.source.refresh_from_db()
    assert world.point_a.source.is_shown
    assert world.point_a.source.name == "Source a-livres"


def test_the_second_institution_is_never_seen(world):
    client = world.client("partner admin of A")
    for name in ("points", "runs", "messages", "quarantine", "fate", "point_add"):
        page = client.get(reverse(f"harvesting:{name}")).content.decode()
        assert "b-livres" not in page, name
        assert "Bibliothèque B" not in page, name
    assert "a-livres" in client.get(reverse("harvesting:points")).content.decode()


def test_filters_do_not_open_the_second_institution(world):
    client = world.client("partner admin of A")
    runs = client.get(reverse("harvesting:runs"), {"source": "b-livres"}).content.decode()
    assert f"/gestion/moissonnage/suivi/{world.run_b.pk}/" not in runs
    for query in ({"source": "b-livres"}, {"run": world.run_b.pk}):
        page = client.get(reverse("harvesting:quarantine"), query).content.decode()
        assert f"/gestion/moissonnage/quarantaine/{world.record_b.pk}/" not in page


def test_a_looker_on_sees_a_run_but_may_not_touch_it(world):
    group = world.people["partner admin of A"].groups.get()
    group.permissions.set(
        group.permissions.exclude(codename__in=["add_harvestrun", "change_harvestrun", "add_endpoint", "change_endpoint"])
    )
    client = world.client("partner admin of A")
    page = client.get(reverse("harvesting:run", args=[world.run_a.pk])).content.decode()
    assert "<form" not in page.partition('id="run"')[2].partition('id="run-news"')[0]
    assert "/moissonner/" not in client.get(reverse("harvesting:points")).content.decode()
    for name, arguments in (
        ("run_action", [world.run_a.pk, "reprendre"]),
        ("point_harvest", [world.point_a.pk]),
        ("point_add", []),
        ("point_edit", [world.point_a.pk]),
        ("point_readers", [world.point_a.pk]),
    ):
        assert client.post(reverse(f"harvesting:{name}", args=arguments)).url == "/gestion/"
    assert not HarvestRun.objects.filter(state="waiting").exists()
    assert Endpoint.objects.count() == 3


@pytest.mark.parametrize("who", WHO)
def test_the_menu_shows_the_console_to_those_it_serves(world, who):
    page = world.client(who).get("/gestion/", follow=True).content.decode()
    assert ("/gestion/moissonnage/" in page) == (who in {"superuser", "partner admin of A", "partner admin of B"})


@pytest.mark.parametrize(("who", "status"), [(who, 200 if who == "superuser" else 302) for who in WHO])
def test_the_django_admin_is_for_superusers_alone(world, who, status):
    if who != "anonymous":
        world.people[who].is_staff = True
        world.people[who].save()
    answer = world.client(who).get("/administration/")
    assert answer.status_code == status
    if status == 302:
        assert answer.url.startswith("/administration/login/")


@pytest.mark.parametrize(("who", "status"), [(who, 302 if who in {"anonymous", "nobody"} else 200) for who in WHO])
def test_the_list_of_institutions_to_complete_is_for_the_back_office(world, who, status):
    assert world.client(who).get(reverse("institutions_to_complete")).status_code == status


def test_each_librarian_is_asked_to_complete_her_own_institution(world):
    def completes(who: str) -> str:
        return world.client(who).get(reverse("institutions_to_complete")).content.decode()

    assert "Bibliothèque A" in completes("librarian of A")
    assert "Bibliothèque B" not in completes("librarian of A")
    assert "Bibliothèque A" in completes("superuser")
    assert "Bibliothèque B" in completes("superuser")
    world.a.to_complete = False
    world.a.save()
    assert "Bibliothèque A" not in completes("librarian of A")


def test_the_home_page_says_how_many_institutions_wait(world):
    assert "2 établissements à compléter" in world.client("superuser").get("/gestion/").content.decode()
    assert "1 établissement à compléter" in world.client("librarian of A").get("/gestion/").content.decode()


def test_only_superusers_see_every_page_of_the_tree(world):
    edit = reverse("wagtailadmin_pages:edit", args=[world.b.pk])
    assert world.client("librarian of A").get(edit).status_code == 302
    assert world.client("librarian of A").get(reverse("wagtailadmin_pages:edit", args=[world.a.pk])).status_code == 200
    assert world.client("editor").get(edit).status_code == 200


@pytest.mark.parametrize("who", ["librarian of A", "superuser"])
def test_an_institution_that_answers_for_a_source_cannot_be_deleted(world, who):
    address_ = reverse("wagtailadmin_pages:delete", args=[world.a.pk])
    client = world.client(who)
    assert client.get(address_).status_code == 302
    assert client.post(address_).status_code == 302
    world.a.refresh_from_db()
