"""Publishing an institution: whatever did it, what it holds is indexed again and kept pages are made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from catalogue.models import Institution
from catalogue.search import engines
from catalogue.selectors import institutions as selectors
from catalogue.services import changes, indexing, institutions, marks
from catalogue.tasks import publish_scheduled
from portal import roles
from portal.celery import app
from tests.catalogue.services.marked import add
from tests.portal.backoffice.conftest import World

NAME = "Bibliothèque du Grand Pays"


@pytest.fixture
def held(world: World, settings, tmp_path) -> World:
    """Library A holds one notice of another library's source; its new name is in a draft."""
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    indexing.drain()
    add(world.point_b.source, "Atlas", holdings=((world.a.code, "Rés 1"),))
    indexing.drain()
    assert marks.lag(engines.names())[0] == 0
    return world


@pytest.fixture
def seen(held: World, django_capture_on_commit_callbacks) -> Callable[[Callable[[], object]], bool]:
    """Whether an action makes marks and tells those who keep pages."""

    def run(action: Callable[[], object]) -> bool:
        before = changes.stamp()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        told, waiting = changes.stamp() != before, marks.lag(engines.names())[0]
        indexing.drain()
        return told and waiting > 0

    return run


def draft(world: World, **fields) -> Page:
    """A draft of library A's page under its new name."""
    page = Institution.objects.get(pk=world.a.pk)
    page.title = NAME
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def shown(world: World) -> str:
    return selectors.by_code([world.a.code])[world.a.code].title


def test_a_draft_changes_nothing_for_readers(held: World, seen) -> None:
    assert not seen(lambda: draft(held))
    assert shown(held) == "Bibliothèque A"


def test_the_form_publishes(held: World, seen) -> None:
    page = draft(held)
    assert seen(lambda: page.get_latest_revision().publish())
    assert shown(held) == NAME


def test_a_workflow_publishes(held: World, seen) -> None:
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.add(Group.objects.get(name=roles.EDITOR.group))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=held.a)
    state = workflow.start(draft(held), held.people["librarian of A"])
    assert not marks.lag(engines.names())[0]
    address = reverse("wagtailadmin_pages:workflow_action", args=[held.a.pk, "approve", state.current_task_state.pk])
    assert seen(lambda: held.client("editor").post(address, {"comment": ""}))
    assert shown(held) == NAME


def test_an_action_on_a_list_publishes_and_unpublishes(held: World, seen) -> None:
    draft(held)

    def bulk(action: str) -> None:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        held.client("editor").post(f"{address}?id={held.a.pk}", {"include_descendants": ""})

    assert seen(lambda: bulk("publish"))
    assert shown(held) == NAME
    assert seen(lambda: bulk("unpublish"))
    assert shown(held) == "Bibliothèque A"  # what the register had before anybody wrote a page


def test_the_schedule_publishes_and_unpublishes(held: World, seen) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    page = Institution.objects.get(pk=held.a.pk)
    page.title, page.go_live_at = NAME, tomorrow
    page.save_revision(approved_go_live_at=tomorrow)
    assert not seen(publish_scheduled)
    revision, due = page.get_latest_revision(), timezone.now() - timedelta(minutes=1)
    revision.approved_go_live_at, revision.content["go_live_at"] = due, due.isoformat()
    revision.save()
    assert seen(publish_scheduled)
    assert shown(held) == NAME
    Institution.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert seen(publish_scheduled)
    assert selectors.by_code([held.a.code])[held.a.code].unpublished


def test_the_schedule_is_looked_at_every_minute() -> None:
    entry = app.conf.beat_schedule["pages-scheduled"]
    assert entry["task"] == publish_scheduled.name
    assert entry["schedule"] <= 60


def test_another_address_a_move_and_a_deletion_are_noticed(held: World, seen) -> None:
    page = institutions.make("FRAD042", name="Archives")
    add(held.point_b.source, "Registre", holdings=((page.code, "1 J 1"),))
    indexing.drain()
    page.slug = "archives-du-pays"
    assert seen(page.save)
    assert seen(lambda: Page.objects.get(pk=page.pk).move(held.b, pos="right"))
    assert seen(lambda: Page.objects.get(pk=page.pk).delete())
    assert selectors.by_code([page.code])[page.code].title == "Archives"


def test_an_institution_that_changes_its_number_leaves_what_it_held(held: World, seen) -> None:
    page = Institution.objects.get(pk=held.a.pk)
    page.isil = "FRAD069"
    page.save_revision()
    assert seen(lambda: page.get_latest_revision().publish())
    assert Institution.objects.get(pk=page.pk).isil == "FR-FRAD069"
    assert not selectors.by_code(["693836101"])["693836101"].published


def test_an_institution_made_by_an_editor_has_its_librarians_group_at_once(world: World) -> None:
    address = reverse("wagtailadmin_pages:add", args=["catalogue", "institution", institutions.index_page().pk])
    sent = {"title": "Musée du Pays", "slug": "musee-du-pays", "isil": "M0410", "action-publish": "1", "comments-TOTAL_FORMS": "0"}
    sent |= {"comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": ""}
    sent |= {f"{rows}-{name}": "0" for rows in ("documents", "periods") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = world.client("editor").post(address, sent)
    assert response.status_code == 302, response.context["form"].errors
    page = Institution.objects.get(isil="FR-M0410")
    assert Group.objects.filter(page_permissions__page=page, name__startswith=roles.LIBRARIAN.group).distinct().count() == 1
    assert page.live


def test_a_number_of_another_institution_is_refused_with_a_sentence(world: World) -> None:
    address = reverse("wagtailadmin_pages:add", args=["catalogue", "institution", institutions.index_page().pk])
    sent = {"title": "Encore", "slug": "encore", "isil": world.a.rcr, "action-publish": "1", "comments-TOTAL_FORMS": "0"}
    sent |= {"comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": ""}
    sent |= {f"{rows}-{name}": "0" for rows in ("documents", "periods") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = world.client("editor").post(address, sent)
    assert "isil" in response.context["form"].errors
    response = world.client("editor").post(address, sent | {"isil": "Grande bibliothèque"})
    assert "isil" in response.context["form"].errors


def test_what_another_library_holds_is_left_alone(held: World, seen) -> None:
    add(held.point_b.source, "Plan", holdings=((held.b.code, "Rés 2"),))
    indexing.drain()
    page = draft(held)
    page.get_latest_revision().publish()
    assert marks.lag(engines.names())[0] == 1
