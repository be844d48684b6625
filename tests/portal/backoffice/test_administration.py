"""Accounts in the Wagtail admin, and Django's own admin for superusers."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse
from wagtail.users.models import UserProfile

from catalogue.core.keys import Kind
from catalogue.models import Ark
from harvest.models import HarvestRun
from portal import roles
from portal.models import User

MODELS = [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]


@pytest.mark.parametrize(("app", "model"), MODELS)
def test_a_superuser_can_look_at_every_table(world, app, model):
    client = world.client("superuser")
    assert client.get(reverse(f"admin:{app}_{model}_changelist")).status_code == 200


def test_our_tables_are_there_and_runs_are_read_only(world):
    assert {("portal", "user"), ("catalogue", "source"), ("harvest", "endpoint"), ("harvest", "harvestrun")} <= set(MODELS)
    client = world.client("superuser")
    run = reverse("admin:harvest_harvestrun_change", args=[world.run_a.pk])
    assert client.get(run).status_code == 200
    assert client.post(run, {"state": "done"}).status_code == 403
    assert client.post(reverse("admin:harvest_harvestrun_delete", args=[world.run_a.pk])).status_code == 403
    assert HarvestRun.objects.get(pk=world.run_a.pk).state == "failed"


def test_the_short_name_of_a_source_is_settled_once_arks_hang_on_it(world):
    client, source = world.client("superuser"), world.point_a.source
    address = reverse("admin:catalogue_source_change", args=[source.pk])
    assert 'name="slug"' in client.get(address).content.decode()
    Ark.objects.create(name="99999/t10000001j", kind=Kind.NOTICE, namespace=source.slug, identifier="n1")
    given = {"name": "Autre nom", "slug": "autre", "institution": source.institution_id, "trust": 5}
    assert 'name="slug"' not in client.get(address).content.decode()
    assert client.post(address, given).status_code == 302
    before = source.slug
    source.refresh_from_db()
    assert (source.name, source.slug) == ("Autre nom", before)


def test_a_superuser_makes_an_account_by_e_mail_in_the_django_admin(world):
    client = world.client("superuser")
    assert client.get(reverse("admin:portal_user_add")).status_code == 200
    given = {
        "email": "New@x.example",
        "usable_password": "true",
        "password1": "une girafe mange du plomb",
        "password2": "une girafe mange du plomb",
    }
    assert client.post(reverse("admin:portal_user_add"), given).status_code == 302
    assert User.objects.get(email="new@x.example").check_password("une girafe mange du plomb")
    again = client.post(reverse("admin:portal_user_add"), given | {"email": "NEW@X.example"})
    assert again.status_code == 200
    assert User.objects.filter(email__iexact="new@x.example").count() == 1


def test_where_no_mail_can_be_sent_a_superuser_makes_a_partner_admin_with_a_password(world, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    client = world.client("superuser")
    group = roles.group_of(roles.PARTNER_ADMIN, world.a)
    form = client.get(reverse("wagtailusers_users:add"))
    assert form.status_code == 200
    assert group.name in form.content.decode()
    given = {
        "email": "new@x.example",
        "first_name": "Nour",
        "last_name": "Martin",
        "password1": "une girafe mange du plomb",
        "password2": "une girafe mange du plomb",
        "groups": [group.pk],
    }
    assert client.post(reverse("wagtailusers_users:add"), given).status_code == 302
    fresh = world.client("anonymous")
    assert fresh.login(username="NEW@x.example", password="une girafe mange du plomb")
    assert "a-livres" in fresh.get(reverse("harvesting:points")).content.decode()


@pytest.mark.parametrize(
    ("language", "heading"), [("", "Points de moissonnage"), ("fr", "Points de moissonnage"), ("en", "Harvesting points")]
)
def test_the_back_office_speaks_french_unless_a_person_prefers_english(world, language, heading):
    UserProfile.objects.update_or_create(user=world.people["superuser"], defaults={"preferred_language": language})
    page = world.client("superuser").get(reverse("harvesting:points"), headers={"accept-language": "de,en;q=0.5"}).content.decode()
    assert heading in page
    assert f'lang="{language or "fr"}"' in page


def test_the_login_form_asks_for_an_e_mail_address_in_french(world):
    page = world.client("anonymous").get("/gestion/login/", headers={"accept-language": "en"}).content.decode()
    assert "Entrer dans la gestion du portail" in page
    assert "Adresse électronique" in page
    assert "backoffice/backoffice.css" in page
