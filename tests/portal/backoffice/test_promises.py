"""Does the back office do what it offers? What Wagtail brings and the portal does not keep is not offered."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, reverse
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction, Workflow

from catalogue.models import Institution
from catalogue.models.institution import InstitutionDocument
from catalogue.selectors import arks, institution_media
from catalogue.services import institutions
from portal import review, roles
from portal.pages.models import HomePage
from tests.portal.backoffice.conftest import World

COMMENTS = {f"comments-{name}": value for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"))}
EMPTY = (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"))
NO_DOCUMENT = {f"{rows}-{name}": value for rows in ("documents", "periods") for name, value in EMPTY}


def edit(world: World, who: str, **fields: str):
    """The form of library A's page, sent."""
    page = Institution.objects.get(pk=world.a.pk)
    sent = {"title": page.title, **COMMENTS, **NO_DOCUMENT} | fields
    return world.client(who).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def test_a_page_that_a_partner_submits_is_reviewed_and_released_by_the_editors(world: World, django_capture_on_commit_callbacks) -> None:
    assert Workflow.objects.get(active=True).name == review.WORKFLOW
    assert not Group.objects.filter(name__in=review.NOBODYS).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert edit(world, "partner admin of A", presentation="Une phrase à relire", **{"action-submit": "1"}).status_code == 302
    page = Institution.objects.get(pk=world.a.pk)
    assert page.current_workflow_state is not None
    assert "Une page attend votre relecture" in world.client("editor").get("/gestion/").content.decode()
    assert "relecture" in world.client("editor").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode().lower()
    asked = next(sent for sent in mail.outbox if sent.to == [world.people["editor"].email])
    assert "soumise" in asked.body or "soumis" in asked.body, asked.body
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert world.client("editor").post(address, {"comment": ""}).status_code == 302
    page = Institution.objects.get(pk=world.a.pk)
    assert (page.presentation, page.current_workflow_state) == ("Une phrase à relire", None)
    assert any(sent.to == [world.people["partner admin of A"].email] for sent in mail.outbox)


def test_the_review_that_a_superuser_arranged_is_left_alone(world: World) -> None:
    mine = Group.objects.create(name="Moderators")
    mine.user_set.add(world.people["nobody"])
    roles.ensure_roles()
    assert Group.objects.filter(name="Moderators").exists()


@pytest.mark.parametrize("who", ["superuser", "editor", "librarian of A"])
def test_neither_copy_nor_privacy_nor_promotion_is_offered(world: World, who: str) -> None:
    client = world.client(who)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[world.a.pk])).content.decode()
    for absent in (
        reverse("wagtailadmin_pages:copy", args=[world.a.pk]),
        'data-dialog-id="set-privacy"',
        'name="slug"',
        'name="seo_title"',
    ):
        assert absent not in page
    copied = client.post(reverse("wagtailadmin_pages:copy", args=[world.a.pk]), {"new_title": "B", "new_parent_page": "4"})
    assert copied.status_code == 302
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[world.a.pk]), {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("name", ["wagtailsites:index", "wagtailredirects:index"])
def test_there_is_no_page_for_what_the_portal_does_not_do(db: None, name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_help_holds_no_page_in_another_language(world: World) -> None:
    page = world.client("editor").get("/gestion/").content.decode()
    assert "guide.wagtail.org" not in page and "releases" not in page


def test_many_institutions_are_not_unpublished_by_one_click(world: World) -> None:
    client, index = world.client("editor"), institutions.index_page()
    alone = reverse("wagtailadmin_pages:unpublish", args=[index.pk])
    in_list = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'unpublish'])}?id={world.a.pk}&id={world.b.pk}"
    for address, sent in ((alone, {"include_descendants": "on"}), (in_list, {"include_descendants": ""})):
        Page.objects.filter(pk__in=[world.a.pk, world.b.pk]).update(live=True)
        asked = client.post(address, sent)
        assert "Dépublier 2 établissements d’un coup" in asked.content.decode()
        assert Institution.objects.live().count() == 2
        assert client.post(address, sent | {"all_of_them": "2"}).status_code == 302
        assert Institution.objects.live().count() == 0


def test_the_number_of_an_institution_belongs_to_the_regional_team(world: World, client) -> None:
    edit(world, "librarian of A", isil="FRAD069", **{"action-publish": "1"})
    assert Institution.objects.get(pk=world.a.pk).code == "693836101"
    page = world.client("librarian of A").get(reverse("wagtailadmin_pages:edit", args=[world.a.pk])).content.decode()
    assert "693836101" in page and 'name="isil"' not in page
    assert edit(world, "editor", isil="FRAD069", **{"action-publish": "1"}).status_code == 302
    there = client.get("/etablissement/693836101", follow=True)
    assert there.status_code == 200 and "Bibliothèque A" in there.content.decode()
    assert edit(world, "editor", isil="693836101", **{"action-publish": "1"}).status_code == 302
    assert client.get("/etablissement/693836101", follow=True).status_code == 200
    assert arks.standing(arks.of_codes(["FR-FRAD069"])["FR-FRAD069"]).identifier == "FR-693836101"


def test_the_editors_introduction_is_on_the_first_page(world: World, client) -> None:
    assert "introduction" not in client.get("/").content.decode()
    home = HomePage.objects.get()
    home.introduction = "Bienvenue <b>à tous</b>"
    home.save_revision().publish()
    assert "Bienvenue &lt;b&gt;à tous&lt;/b&gt;" in client.get("/").content.decode()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves a temporary file to the collector
def test_readers_see_the_photograph_and_take_away_the_documents(world: World, client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    drawn = BytesIO()
    Drawing.new("RGB", (900, 600), "white").save(drawn, "JPEG")
    image = Image.objects.create(title="Salle", description="La salle de lecture", file=ContentFile(drawn.getvalue(), "salle.jpg"))
    document = Document.objects.create(title="Guide", file=ContentFile(b"%PDF-1.4", "guide.pdf"))
    page = Institution.objects.get(pk=world.a.pk)
    page.photograph, page.photograph_credit = image, "Photo <A>"
    page.documents = [InstitutionDocument(document=document, title="Guide du lecteur")]
    page.save_revision().publish()
    shown = client.get(f"/etablissement/{page.code}", follow=True).content.decode()
    assert 'alt="La salle de lecture"' in shown and "Photo &lt;A&gt;" in shown and "Guide du lecteur" in shown
    assert client.get(document.url).status_code == 200
    picture = institution_media.of_published(page.isil).photograph
    assert picture.width == 800 and picture.url in shown and client.get(picture.url).status_code == 200
    draft = world.client("librarian of A").get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "Guide du lecteur" in draft
