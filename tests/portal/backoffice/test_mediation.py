"""Exhibitions and paths in the back office: drafts and the check, whose they are, taking over, bringing in."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from catalogue.core.keys import Kind
from catalogue.models import Ark
from portal.pages import lineage
from portal.pages.events import Sort
from portal.pages.mediation import Article, Exhibition, LearningPath, Mediation
from portal.pages.models import HomePage
from portal.pages.selectors import ark_of, by_ark
from tests.portal.backoffice.test_fonds_rights import told
from tests.portal.backoffice.test_rights import WHO
from tests.portal.public.mediation.made import block

SECRET = "Papiers secrets du chapitre"
STEPS = [block("text", title="Un pas", text="<p>Un texte.</p>")]


def draft(world: Any, institution: Any, *, title: str = SECRET, model: type[Mediation] = LearningPath, publish: bool = False) -> Any:
    page: Any = model(title=title, slug=f"page-{institution.pk}", summary="Un résumé.", live=False)
    setattr(page, "steps" if model is LearningPath else "body", STEPS)
    institution.refresh_from_db()
    institution.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def form(*, deed: str, question: bool = True) -> dict[str, str]:
    """A path with one question that has no answer, as the editor posts it."""
    raw = '{"blocks":[{"key":"a","text":"Qui ?","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    nothing = '{"blocks":[],"entityMap":{}}'
    fields = {
        "title": "Un parcours", "slug": "un-parcours", "summary": "Un résumé.", "level": "cycle-4", "licence": "by", "authors": "",
        "aims": "", "duration": "50", "steps-count": "1", "steps-0-deleted": "", "steps-0-order": "0", "steps-0-type": "question",
        "steps-0-id": "",
        "steps-0-value-title": "", "steps-0-value-question": raw, "steps-0-value-answer": nothing if question else raw,
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", deed: "1",
    }  # fmt: skip
    for name in ("ark", "page", "alt", "caption", "region-left", "region-top", "region-width", "region-height"):
        fields[f"steps-0-value-picture-{name}"] = "1" if name == "page" else ""
    return fields


def test_a_draft_is_saved_with_what_keeps_it_from_readers(world: Any) -> None:
    client = world.client("librarian of A")
    where = reverse("wagtailadmin_pages:add", args=["pages", "learningpath", world.a.pk])
    refused = client.post(where, form(deed="action-publish"))
    assert refused.status_code == 200
    assert "la question n’a pas de réponse" in refused.content.decode()
    assert not LearningPath.objects.exists()
    assert client.post(where, form(deed="action-submit")).status_code == 200
    saved = client.post(where, form(deed="action-draft"))
    assert saved.status_code == 302
    page = LearningPath.objects.get()
    assert not page.live
    edited = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "la question n’a pas de réponse" in edited
    assert "Se lit en" in edited
    published = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(deed="action-publish", question=False))
    assert published.status_code == 302, re.findall(r"error-message[^>]*>([^<]*)", published.content.decode())
    page.refresh_from_db()
    assert page.live
    assert Ark.objects.filter(kind=Kind.PATH, name=ark_of(page)).exists()


@pytest.mark.parametrize("model", [LearningPath, Article])
@pytest.mark.parametrize("who", ["librarian of A", "partner admin of A"])
def test_no_address_tells_a_stranger_of_a_draft(world: Any, who: str, model: type[Mediation]) -> None:
    page = draft(world, world.b, model=model)
    client = world.client(who)
    deeds = ("edit", "view_draft", "history")
    asked = [reverse(f"wagtailadmin_pages:{deed}", args=[page.pk]) for deed in deeds]
    asked += [f"/gestion/expositions-et-parcours/{deed}/{page.pk}/" for deed in ("reprendre", "vu")]
    asked += ["/gestion/expositions-et-parcours/", f"/gestion/pages/{world.b.pk}/"]
    asked += [f"/gestion/api/main/pages/?type=pages.{kind}&fields=*" for kind in ("LearningPath", "Article")]
    seen: set[str] = set()
    assert [address for address in asked if told(client, address, seen)] == []
    page.save_revision().publish()
    assert client.get(f"/gestion/pages/{page.pk}/edit/").status_code == 302


@pytest.mark.parametrize("who", WHO)
def test_who_may_write_under_an_institution(world: Any, who: str) -> None:
    client = world.client(who)
    writes = who in {"editor", "librarian of A", "superuser"}
    shown = client.get(reverse("mediation:mine"))
    assert (shown.status_code == 200) == writes
    for kind in ("exhibition", "learningpath", "article"):
        assert (client.get(reverse("wagtailadmin_pages:add", args=["pages", kind, world.a.pk])).status_code == 200) == writes
        of_b = client.get(reverse("wagtailadmin_pages:add", args=["pages", kind, world.b.pk])).status_code
        assert (of_b == 200) == (who in {"editor", "superuser"})
    assert ("/gestion/expositions-et-parcours/" in client.get("/gestion/", follow=True).content.decode()) == writes


def test_a_path_is_taken_over_with_its_line_of_descent(world: Any, client: Client) -> None:
    parent = draft(world, world.b, title="Sur les pas", publish=True)
    librarian = world.client("librarian of A")
    where = reverse("mediation:take_over", args=[parent.pk])
    assert "Sur les pas" in librarian.get(where).content.decode()
    assert librarian.post(where, {"institution": world.b.pk}).status_code == 404
    answer = librarian.post(where, {"institution": world.a.pk})
    copy = LearningPath.objects.exclude(pk=parent.pk).get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert (copy.live, copy.taken_from, copy.taken_authors, copy.licence) == (False, ark_of(parent), "Bibliothèque B", "by")
    assert copy.number != parent.number
    assert copy.get_parent().pk == world.a.pk
    copy.save_revision().publish()
    shown = client.get(f"/ark:/{ark_of(copy)}").content.decode()
    assert f'href="/ark:/{ark_of(parent)}"' in shown
    assert "Bibliothèque B" in shown


def test_whoever_keeps_a_copy_is_told_when_its_parent_changes(world: Any) -> None:
    parent = draft(world, world.b, title="Sur les pas", publish=True)
    shown = by_ark(ark_of(parent))
    assert shown is not None
    copy = lineage.take_over(shown, world.a, user=world.people["librarian of A"])
    librarian = world.client("librarian of A")
    assert "l’original a changé" not in librarian.get(reverse("mediation:mine")).content.decode()
    parent.save_revision().publish()
    assert "l’original a changé" in librarian.get(reverse("mediation:mine")).content.decode()
    assert "a changé depuis" in librarian.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    assert "Sur les pas" in librarian.get("/gestion/").content.decode()
    assert world.client("partner admin of B").post(reverse("mediation:seen", args=[copy.pk])).status_code == 302
    librarian.post(reverse("mediation:seen", args=[copy.pk]))
    assert "l’original a changé" not in librarian.get(reverse("mediation:mine")).content.decode()


def test_a_manifest_of_others_becomes_a_draft(world: Any) -> None:
    note = {"motivation": "commenting", "body": {"value": "<p>Titre</p><p>Un <script>x</script> récit</p>"}, "target": "c#xywh=0,0,5,5"}
    canvas = {"id": "https://x.example/c", "type": "Canvas", "width": 10, "height": 10, "annotations": [{"items": [note]}]}
    data = json.dumps({"type": "Manifest", "label": {"fr": ["Un récit"]}, "items": [canvas]}).encode()
    client = world.client("librarian of A")
    where = reverse("mediation:bring_in")
    file = SimpleUploadedFile("m.json", data, content_type="application/json")
    assert client.post(where, {"institution": world.b.pk, "manifest": file}).status_code == 404
    file.seek(0)
    answer = client.post(where, {"institution": world.a.pk, "manifest": file})
    page = LearningPath.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    (step,) = page.steps.get_prep_value()
    assert (step["type"], step["value"]["title"], step["value"]["text"]) == ("text", "Titre", "<p>Un récit</p>")
    refused = client.post(where, {"institution": world.a.pk, "manifest": SimpleUploadedFile("m.json", b"\x00{")}, follow=True)
    assert "n’est pas un manifeste IIIF" in refused.content.decode()
    assert LearningPath.objects.count() == 1


def test_what_a_manifest_tells_of_pages_of_others_is_kept_and_said(world: Any) -> None:
    told = {"motivation": "commenting", "body": {"value": "Un récit"}, "target": "https://y.example/<p>7#xywh=0,0,5,5"}
    canvas = {"id": "https://x.example/c", "type": "Canvas", "width": 10, "height": 10}
    canvas["annotations"] = [{"items": [told]}, {"id": "https://x.example/more"}]
    data = json.dumps({"type": "Manifest", "label": {"fr": ["Un récit"]}, "items": [canvas]}).encode()
    sent = {"institution": world.a.pk, "manifest": SimpleUploadedFile("m.json", data)}
    shown = world.client("librarian of A").post(reverse("mediation:bring_in"), sent, follow=True).content.decode()
    assert "1 annotation porte sur une page d’un autre manifeste" in shown
    assert "1 liste d’annotations n’est qu’une adresse dans ce fichier" in shown
    (step,) = LearningPath.objects.get().steps.get_prep_value()
    assert step["type"] == "text"
    assert step["value"]["text"] == "<p>Un récit</p><p>Sur une page d’un autre manifeste\u00a0: https://y.example/&lt;p&gt;7</p>"


def test_what_was_never_published_leaves_no_ark(world: Any) -> None:
    page = draft(world, world.a, model=Exhibition)
    Page.objects.get(pk=page.pk).specific.delete()
    assert not Ark.objects.filter(kind=Kind.EXHIBITION).exists()


def article_form(*, deed: str, **told: str) -> dict[str, str]:
    """An event with a text, as the editor posts it."""
    raw = '{"blocks":[{"key":"a","text":"Un texte.","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    fields = {
        "title": "Une visite", "slug": "une-visite", "summary": "Un résumé.", "sort": "evenement", "licence": "by", "body-count": "1",
        "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": "", "body-0-value-title": "",
        "body-0-value-text": raw, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", deed: "1",
    }  # fmt: skip
    fields |= dict.fromkeys(("level", "authors", "begins", "ends", "opens", "closes", "commune", "place", "registration"), "")
    return fields | told


def test_an_event_is_written_by_a_librarian_with_its_day_its_hours_and_its_commune(world: Any, client: Client) -> None:
    librarian = world.client("librarian of A")
    where = reverse("wagtailadmin_pages:add", args=["pages", "article", world.a.pk])
    refused = librarian.post(where, article_form(deed="action-publish"))
    assert "La date de l’événement manque" in refused.content.decode()
    refused = librarian.post(where, article_form(deed="action-publish", begins="2027-05-04", commune="Nulle-Part-les-Bains"))
    assert "« Nulle-Part-les-Bains »" in refused.content.decode().replace("\xa0", " ")
    assert not Article.objects.exists()
    told = {"begins": "2027-05-04", "opens": "14:00", "closes": "16:30", "commune": "Grenoble"}
    assert librarian.post(where, article_form(deed="action-publish", **told)).status_code == 302
    page = Article.objects.get()
    assert (page.live, page.commune) == (True, "38185")
    assert Ark.objects.filter(kind=Kind.ARTICLE, name=ark_of(page)).exists()
    assert "mardi 4 mai 2027, de 14\xa0h à 16\xa0h\xa030" in client.get("/agenda").content.decode()
    assert "Une visite" in librarian.get(reverse("mediation:mine")).content.decode()


@pytest.mark.parametrize("who", WHO)
def test_articles_of_the_region_are_written_by_the_editors_alone(world: Any, who: str) -> None:
    client, home = world.client(who), HomePage.objects.get()
    where = reverse("wagtailadmin_pages:add", args=["pages", "article", home.pk])
    may = who in {"editor", "superuser"}
    assert (client.get(where).status_code == 200) == may
    client.post(where, article_form(deed="action-draft", begins="2027-05-04"))
    assert Article.objects.exists() == may
    mine = client.get(reverse("mediation:mine"))
    if mine.status_code == 200:
        assert (where in mine.content.decode(), "Une visite" in mine.content.decode()) == (may, may)


def test_a_teacher_s_resource_is_taken_over_with_what_it_is(world: Any) -> None:
    parent = draft(world, world.b, title="Lire une carte", model=Article)
    parent.sort, parent.level = Sort.RESOURCE, "cycle-4"
    parent.save_revision().publish()
    world.client("librarian of A").post(reverse("mediation:take_over", args=[parent.pk]), {"institution": world.a.pk})
    copy = Article.objects.exclude(pk=parent.pk).get()
    assert (copy.sort, copy.level, copy.live, copy.taken_from) == (Sort.RESOURCE, "cycle-4", False, ark_of(parent))
