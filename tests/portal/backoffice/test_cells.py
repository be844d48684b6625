"""What Wagtail's own cells leave in English or as None is said in the language of whoever reads, and to whoever listens."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tests.portal.backoffice.conftest import World


@pytest.mark.parametrize(("value", "french"), [(True, "Oui"), (False, "Non"), (None, "Inconnu")])
def test_a_mark_is_told_in_words(value: bool | None, french: str) -> None:
    with translation.override("fr"):
        cell = render_to_string("wagtailadmin/tables/boolean_cell.html", {"value": value, "column": {"classname": ""}})
    assert french in cell and str(value) not in cell


@pytest.mark.django_db
def test_what_no_person_published_is_said_to_be_the_portal_s(world: World) -> None:
    world.a.save_revision().publish()
    page = world.client("superuser").get("/gestion/reports/aging-pages/").content.decode()
    assert world.a.title in page and "Le portail lui-même" in page and "None" not in page.partition("<tbody>")[2]


@pytest.mark.django_db
def test_a_librarian_begins_a_fonds_from_the_first_page_and_a_partner_admin_is_not_sent_where_she_may_not(world: World) -> None:
    address = reverse("wagtailadmin_pages:add", args=["catalogue", "fonds", world.a.pk])
    client = world.client("librarian of A")
    assert address in client.get("/gestion/").content.decode()
    form = client.get(address)
    assert form.status_code == 200 and "Nom du fonds" in form.content.decode()
    partner = world.client("partner admin of A")
    offered = address in partner.get("/gestion/").content.decode()
    assert offered == (partner.get(address).status_code == 200)


@pytest.mark.django_db
def test_whether_an_institution_is_still_to_be_described_is_the_regional_team_s(world: World) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[world.a.pk])
    assert 'name="to_complete"' not in world.client("librarian of A").get(address).content.decode()
    assert 'name="to_complete"' in world.client("editor").get(address).content.decode()
