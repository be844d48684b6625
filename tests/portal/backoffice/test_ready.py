"""An exhibition that readers would stumble on never reaches them, whichever way it is published, and somebody is told why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import GroupApprovalTask, PageLogEntry, TaskState, Workflow, WorkflowPage, WorkflowTask
from wagtail.users.models import UserProfile

from catalogue.core.keys import Kind
from catalogue.models import Ark, Institution
from catalogue.selectors.publication import REFUSED
from catalogue.tasks import publish_scheduled
from portal import roles
from portal.pages.events import Sort
from portal.pages.mediation import Article, Exhibition, Mediation
from portal.pages.ready import NotReady, unasked
from tests.portal.backoffice.conftest import World
from tests.portal.public.mediation.made import block

ASKED = "Où est la tour ?"
PROBLEM = "Élément 1 (“À vous”) : la question n’a pas de réponse"
GOOD = [block("text", title="Un pas", text="<p>Un texte.</p>")]
FAULTY = [block("question", title="À vous", question=f"<p>{ASKED}</p>", picture={}, answer="")]


def exhibition(institution: Institution, title: str, body: list[Any]) -> Exhibition:
    """A draft."""
    institution.refresh_from_db()
    page = Exhibition(title=title, slug=f"page-{Exhibition.objects.count()}", summary="Un résumé.", live=False, body=body)
    institution.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def faulty(world: World) -> Exhibition:
    return exhibition(world.a, "Tours <b>et</b> clochers", FAULTY)


@pytest.fixture
def good(world: World) -> Exhibition:
    return exhibition(world.a, "Ponts", GOOD)


def is_shown(page: Exhibition) -> bool:
    page.refresh_from_db()
    assert page.live == Ark.objects.filter(kind=Kind.EXHIBITION, identifier=page.number).exists()
    return page.live


def said(response: Any) -> str:
    """What a page says above everything, typographic spaces made plain."""
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def due(page: Mediation) -> None:
    """Its last version is to be published since a minute."""
    moment = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision()
    revision.approved_go_live_at, revision.content["go_live_at"] = moment, moment.isoformat()
    revision.save()


def reviewed(world: World, page: Exhibition) -> TaskState:
    """It waits for an editor's approval, submitted by code: the form would have refused."""
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.add(Group.objects.get(name=roles.EDITOR.group))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=world.a)
    return workflow.start(page, world.people["librarian of A"]).current_task_state


@pytest.mark.parametrize("by", [{}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}], ids=["plain", "in Wagtail's window"])
def test_an_approval_from_the_dashboard_is_refused_with_what_to_mend(world: World, faulty: Exhibition, by: dict[str, str]) -> None:
    state, client = reviewed(world, faulty), world.client("editor")
    address = reverse("wagtailadmin_pages:workflow_action", args=[faulty.pk, "approve", state.pk])
    answer = client.post(address, {"comment": ""}, **by)
    edit = reverse("wagtailadmin_pages:edit", args=[faulty.pk])
    assert (answer.json()["redirect"] if by else answer.url) == edit
    told = said(client.get(edit))
    assert f"« Tours &lt;b&gt;et&lt;/b&gt; clochers » n’a pas été publié ; voici d’abord ce qu’il faut corriger : {PROBLEM}" in told
    assert not is_shown(faulty)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_an_approval_publishes_what_is_ready(world: World, good: Exhibition) -> None:
    state = reviewed(world, good)
    world.client("editor").post(reverse("wagtailadmin_pages:workflow_action", args=[good.pk, "approve", state.pk]), {"comment": ""})
    assert is_shown(good)


def test_an_action_on_a_list_publishes_what_is_ready_and_tells_the_rest(world: World, faulty: Exhibition, good: Exhibition) -> None:
    client, listed = world.client("librarian of A"), reverse("wagtailadmin_explore", args=[world.a.pk])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={faulty.pk}&id={good.pk}&next={listed}", {"include_descendants": ""}, follow=True)
    assert PROBLEM in said(answer)
    assert "1 page a été publiée" in said(answer)
    assert (is_shown(faulty), is_shown(good)) == (False, True)
    answer = client.post(f"{address}?id={faulty.pk}&next={listed}", {"include_descendants": ""}, follow=True)
    assert PROBLEM in said(answer)
    assert "publiées" not in said(answer)


def test_an_institution_is_published_with_what_is_ready_below_it(world: World, faulty: Exhibition, good: Exhibition) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    listed = reverse("wagtailadmin_explore", args=[world.a.pk])
    answer = world.client("editor").post(f"{address}?id={world.a.pk}&next={listed}", {"include_descendants": "on"}, follow=True)
    assert PROBLEM in said(answer)
    assert (is_shown(faulty), is_shown(good)) == (False, True)


def test_the_schedule_passes_over_what_is_not_ready_and_somebody_reads_why(world: World, faulty: Exhibition, good: Exhibition) -> None:
    due(faulty)
    due(good)
    publish_scheduled()
    assert (is_shown(faulty), is_shown(good)) == (False, True)
    publish_scheduled()
    entry = PageLogEntry.objects.get(action=REFUSED)
    assert (entry.page_id, len(entry.data["problems"])) == (faulty.pk, 1)
    assert not faulty.revisions.exclude(approved_go_live_at=None).exists()
    client = world.client("librarian of A")
    assert PROBLEM in said(client.get(reverse("wagtailadmin_pages:history", args=[faulty.pk])))
    edit = reverse("wagtailadmin_pages:edit", args=[faulty.pk])
    waits = "Cette page devait être publiée à la date prévue et ne l’a pas été"
    assert waits in said(client.get(edit))
    assert "Une page n’a pas été publiée à la date prévue" in said(client.get("/gestion/"))
    assert "Une page n’a pas été publiée" not in said(world.client("partner admin of B").get("/gestion/"))
    faulty.body = GOOD
    faulty.save_revision()
    assert waits not in said(client.get(edit))
    assert "Une page n’a pas été publiée" not in said(client.get("/gestion/"))


def test_any_page_that_cannot_be_saved_stops_no_other(world: World, good: Exhibition) -> None:
    other = Institution.objects.get(pk=world.b.pk)
    other.isil = world.a.isil
    other.save_revision(clean=False)
    due_since = timezone.now() - timedelta(minutes=5)
    other.revisions.update(approved_go_live_at=due_since)
    due(good)
    call_command("publish_scheduled")
    assert is_shown(good)
    assert PageLogEntry.objects.get(action=REFUSED).page_id == world.b.pk
    assert not other.revisions.exclude(approved_go_live_at=None).exists()


def test_a_time_given_by_a_review_is_refused_when_it_is_given(world: World, faulty: Exhibition) -> None:
    faulty.go_live_at = timezone.now() + timedelta(days=1)
    faulty.save_revision()
    with pytest.raises(NotReady):
        faulty.get_latest_revision().publish()
    assert not faulty.revisions.exclude(approved_go_live_at=None).exists()


def by_its_version(page: Exhibition) -> None:
    page.get_latest_revision().publish()


def by_wagtails_action(page: Exhibition) -> None:
    PublishPageRevisionAction(page.get_latest_revision()).execute()


def by_its_row(page: Exhibition) -> None:
    page.live = True
    page.save()


@pytest.mark.parametrize("way", [by_its_version, by_wagtails_action, by_its_row])
def test_code_publishes_what_is_ready_alone(faulty: Exhibition, good: Exhibition, way: Callable[[Exhibition], None]) -> None:
    with pytest.raises(NotReady) as refused, translation.override("en"):
        way(faulty)
    assert refused.value.messages == ["Piece 1 (“À vous”): the question has no answer."]
    assert not is_shown(faulty)
    way(good)
    good.refresh_from_db()
    assert good.live


def test_a_page_is_not_made_visible_from_the_start(world: World) -> None:
    world.a.refresh_from_db()
    with pytest.raises(NotReady):
        world.a.add_child(instance=Exhibition(title="Vide", slug="vide"))
    assert not Exhibition.objects.exists()


def test_the_interface_for_machines_answers_with_what_to_mend(world: World, faulty: Exhibition) -> None:
    answer = world.client("editor").post(f"/gestion/api/main/pages/{faulty.pk}/action/publish/")
    assert answer.status_code == 400
    assert "n’a pas de réponse" in json.dumps(answer.json(), ensure_ascii=False)
    assert not is_shown(faulty)


def test_a_page_whose_record_was_withdrawn_since_can_still_be_written_and_hidden(world: World, faulty: Exhibition) -> None:
    with unasked():
        faulty.get_latest_revision().publish()
    assert is_shown(faulty)
    faulty.title = "Un autre titre"
    faulty.save_revision()
    with pytest.raises(NotReady):
        faulty.get_latest_revision().publish()
    assert is_shown(faulty)
    assert faulty.title == "Tours <b>et</b> clochers"
    faulty.unpublish()
    faulty.refresh_from_db()
    assert not faulty.live


def test_the_sentences_are_in_the_language_of_who_reads_them(world: World, faulty: Exhibition) -> None:
    state = reviewed(world, faulty)
    UserProfile.objects.update_or_create(user=world.people["editor"], defaults={"preferred_language": "en"})
    client = world.client("editor")
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[faulty.pk, "approve", state.pk]), {"comment": ""})
    told = said(client.get(reverse("wagtailadmin_pages:edit", args=[faulty.pk])))
    assert "clochers” was not published; this is to be mended first: Piece 1 (“À vous”): the question has no answer." in told


def test_an_event_without_a_day_waits_and_one_with_a_day_comes_at_its_time(world: World) -> None:
    world.a.refresh_from_db()
    page = Article(title="Visite", slug="visite", summary="Un résumé.", live=False, body=GOOD, sort=Sort.EVENT)
    world.a.add_child(instance=page)
    due(page)
    publish_scheduled()
    page.refresh_from_db()
    assert not page.live
    assert "La date de l’événement manque" in PageLogEntry.objects.get(action=REFUSED).data["problems"][0]
    page.begins = timezone.localdate()
    due(page)
    publish_scheduled()
    page.refresh_from_db()
    assert page.live
