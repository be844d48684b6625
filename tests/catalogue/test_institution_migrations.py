"""Migrating institutions: those a harvest made become rows of the register, what people wrote stays, and no address is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from catalogue.models import Ark, Institution, RegisterEntry
from catalogue.services import institutions
from tests.catalogue.test_migrations import before

__all__ = ["before"]
MET, WRITTEN, DRAFTED, SOURCE, GROUP, NUMBERLESS = "421876101", "693836101", "381856101", "010536101", "730656101", ""


def page(apps: Any, rcr: str, title: str, **fields: Any) -> int:
    """A page as the last release made one; its key."""
    institution = apps.get_model("catalogue", "Institution")
    index = institutions.index_page()
    content_type = apps.get_model("contenttypes", "ContentType").objects.get(app_label="catalogue", model="institution")
    path = f"{index.path}{institution.objects.count() + 1:04}"
    slug = f"rcr-{rcr}" if rcr else "sans-numero"
    made = institution.objects.create(
        title=title, draft_title=title, slug=slug, rcr=rcr or None, path=path, depth=index.depth + 1, content_type=content_type,
        url_path=f"{index.url_path}{slug}/", locale_id=index.locale_id, live=True, **{"to_complete": True} | fields,
    )  # fmt: skip
    Page.objects.filter(pk=index.pk).update(numchild=institution.objects.count())
    return made.pk


@pytest.fixture
def migrated(before: Callable[[str], Any]) -> dict[str, int]:
    """The keys of six pages of the last release, by RCR, after the migration."""
    apps = before("0007_arks")
    keys = {
        MET: page(apps, MET, f"RCR {MET}", department="42"),
        WRITTEN: page(apps, WRITTEN, "Bibliothèque de Lyon", to_complete=False, presentation="Fondée en 1765."),
        DRAFTED: page(apps, DRAFTED, f"RCR {DRAFTED}"),
        SOURCE: page(apps, SOURCE, f"RCR {SOURCE}"),
        GROUP: page(apps, GROUP, f"RCR {GROUP}"),
        NUMBERLESS: page(apps, NUMBERLESS, "Carmel"),
    }
    content_type = apps.get_model("contenttypes", "ContentType").objects.get(app_label="catalogue", model="institution")
    base = apps.get_model("contenttypes", "ContentType").objects.get(app_label="wagtailcore", model="page")
    content = {"pk": keys[DRAFTED], "title": "Grenoble", "rcr": DRAFTED, "slug": f"rcr-{DRAFTED}"}
    draft = apps.get_model("wagtailcore", "Revision").objects.create(
        content_type=content_type, base_content_type=base, object_id=str(keys[DRAFTED]), content=content, object_str="Grenoble",
        created_at="2026-11-01T10:00Z",
    )  # fmt: skip
    Page.objects.filter(pk=keys[DRAFTED]).update(latest_revision_id=draft.pk, has_unpublished_changes=True)
    apps.get_model("catalogue", "Source").objects.create(slug="ain", name="Ain", institution_id=keys[SOURCE])
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=Group.objects.create(name="Chambéry"), page_id=keys[GROUP], permission=right)
    call_command("migrate", verbosity=0)
    return keys


@pytest.mark.django_db(transaction=True)
def test_institutions_of_the_last_release_are_all_there(migrated: dict[str, int], settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    kept = dict(Institution.objects.values_list("pk", "isil"))
    local = kept.pop(migrated[NUMBERLESS])
    assert kept == {migrated[rcr]: f"FR-{rcr}" for rcr in (WRITTEN, DRAFTED, SOURCE, GROUP)}
    assert not Page.objects.filter(pk=migrated[MET]).exists()
    assert institutions.index_page().numchild == 5
    assert Page.find_problems() == ([], [], [], [], [])
    entries = dict(RegisterEntry.objects.filter(met=True).values_list("isil", "name"))
    assert entries == {f"FR-{rcr}": "" for rcr in (MET, DRAFTED, SOURCE, GROUP)} | {
        f"FR-{WRITTEN}": "Bibliothèque de Lyon",
        local: "Carmel",
    }
    assert RegisterEntry.objects.get(isil=f"FR-{MET}").department == "42"
    assert Institution.objects.get(pk=migrated[DRAFTED]).get_latest_revision_as_object().isil == f"FR-{DRAFTED}"
    assert Institution.objects.get(pk=migrated[WRITTEN]).presentation == "Fondée en 1765."
    assert set(Ark.objects.filter(kind=4).values_list("identifier", flat=True)) >= {*entries}
    client = Client()
    for rcr in (MET, WRITTEN, DRAFTED, SOURCE, GROUP):
        assert client.get(f"/etablissement/{rcr}", follow=True).status_code == 200
    assert institutions.make(MET).isil == f"FR-{MET}"
