"""The list of harvesting points, their form, and the button that starts a harvest."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Source
from harvest.models import Endpoint, HarvestRun, RawRecord
from portal import roles
from portal.backoffice.forms import PointForm

FORM = {
    "name": "Estampes",
    "protocol": "oai_pmh",
    "url": "https://oai.example.org/oai",
    "prefix": "oai_dc",
    "set_spec": "",
    "format": "dublin_core",
    "active": "on",
    "every_hours": "12",
    "full_every_days": "30",
    "silent_days": "60",
    "window_days": "0",
}
GUARDS = {
    "trust": "10",
    "deletion_guard": "10",
    "requests_per_second": "2.5",
    "page_size": "50",
    "ports": "",
    "ca_bundle": "",
    "options": "{}",
}


def test_a_row_says_how_the_last_harvest_went_and_what_the_source_holds(world):
    now = timezone.now()
    RawRecord.objects.bulk_create(
        RawRecord(
            source=world.point_a.source,
            identifier=str(number),
            state="tombstone" if number < 34 else "active",
            digest=b"",
            data=b"",
            received_at=now,
        )
        for number in range(1234)
    )
    page = world.client("partner admin of A").get(reverse("harvesting:points")).content.decode()
    assert "en échec" in page
    assert "1\u202f200" in page
    assert ">34<" in page
    assert f"?source={world.point_a.source.slug}" in page


def test_the_number_of_queries_does_not_grow_with_the_points(world, django_assert_max_num_queries):
    client = world.client("superuser")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("harvesting:points"))
        return len(captured)

    queries()
    few = queries()
    for number in range(12):
        source = Source.objects.create(slug=f"more-{number}", name=f"More {number}", institution=world.a)
        point = Endpoint.objects.create(source=source, protocol="oai_pmh", url="http://example.org", prefix="oai_dc")
        HarvestRun.objects.create(endpoint=point, kind="full", state="done")
    assert queries() == few


def test_harvest_now_starts_the_kind_that_is_due_in_her_name(world):
    answer = world.client("partner admin of A").post(reverse("harvesting:point_harvest", args=[world.point_a.pk]))
    run = HarvestRun.objects.get(state="waiting")
    assert answer.url == reverse("harvesting:run", args=[run.pk])
    assert (run.endpoint, run.kind, run.asked_by.email) == (world.point_a, "full", "partner-admin-of-a@x.example")


@pytest.mark.parametrize(("kind", "stored"), [("full", "full"), ("new", "incremental"), ("nonsense", "incremental")])
def test_the_kind_of_harvest_can_be_chosen(world, kind, stored):
    Endpoint.objects.update(harvested_until=timezone.now(), last_full_at=timezone.now())
    world.client("superuser").post(reverse("harvesting:point_harvest", args=[world.point_a.pk]), {"kind": kind})
    assert HarvestRun.objects.get(state="waiting").kind == stored


def test_a_second_harvest_of_one_source_is_refused_with_a_sentence(world):
    client = world.client("superuser")
    address = reverse("harvesting:point_harvest", args=[world.point_a.pk])
    client.post(address)
    page = client.post(address, follow=True).content.decode()
    assert "est déjà en cours" in page
    assert HarvestRun.objects.filter(state="waiting").count() == 1


def test_a_partner_admin_adds_a_point_for_her_institution(world):
    answer = world.client("partner admin of A").post(reverse("harvesting:point_add"), FORM | {"institution": world.a.pk})
    assert answer.status_code == 302
    point = Endpoint.objects.get(source__name="Estampes")
    assert (point.source.slug, point.source.institution, point.every_hours, point.ports) == ("estampes", world.a, 12, [])


def test_two_sources_of_one_name_get_two_short_names(world):
    client = world.client("partner admin of A")
    for _ in range(3):
        client.post(reverse("harvesting:point_add"), FORM | {"institution": world.a.pk})
    assert set(Source.objects.filter(name="Estampes").values_list("slug", flat=True)) == {"estampes", "estampes-2", "estampes-3"}


def test_she_cannot_add_one_for_another_institution(world):
    answer = world.client("partner admin of A").post(reverse("harvesting:point_add"), FORM | {"institution": world.b.pk})
    assert answer.status_code == 422
    assert not Endpoint.objects.filter(source__name="Estampes").exists()


def test_she_cannot_touch_the_guards_even_by_a_forged_form(world):
    before = Endpoint.objects.get(pk=world.point_a.pk)
    forged = {
        "ports": "22,25",
        "options": '{"allow": "all"}',
        "deletion_guard": "100",
        "requests_per_second": "500",
        "ca_bundle": "x",
        "trust": "1",
    }
    answer = world.client("partner admin of A").post(
        reverse("harvesting:point_edit", args=[world.point_a.pk]), FORM | {"institution": world.b.pk} | forged
    )
    assert answer.status_code == 302
    after = Endpoint.objects.get(pk=world.point_a.pk)
    for name in ("ports", "options", "deletion_guard", "requests_per_second", "ca_bundle"):
        assert getattr(after, name) == getattr(before, name), name
    assert (after.source.trust, after.source.institution, after.source.slug) == (50, world.a, "a-livres")
    assert (after.source.name, after.every_hours) == ("Estampes", 12)


def test_she_can_neither_choose_nor_move_files_of_this_machine(world):
    client = world.client("partner admin of A")
    assert (
        client.post(reverse("harvesting:point_add"), FORM | {"institution": world.a.pk, "protocol": "file_drop", "url": "/etc"}).status_code
        == 422
    )
    Endpoint.objects.filter(pk=world.point_a.pk).update(protocol="file_drop", url="deliveries/a")
    client.post(reverse("harvesting:point_edit", args=[world.point_a.pk]), FORM | {"url": "/etc/passwd"})
    world.point_a.refresh_from_db()
    assert (world.point_a.protocol, world.point_a.url) == ("file_drop", "deliveries/a")


def test_a_superuser_sets_the_guards(world):
    answer = world.client("superuser").post(
        reverse("harvesting:point_edit", args=[world.point_a.pk]),
        FORM | GUARDS | {"institution": world.a.pk, "url": "https://oai.example.org:8443/oai", "ports": "8443"},
    )
    assert answer.status_code == 302
    point = Endpoint.objects.get(pk=world.point_a.pk)
    assert (point.ports, point.requests_per_second, point.source.trust) == ([8443], 2.5, 10)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://oai.example.org/", "seules les adresses http et https"),
        ("https://me:secret@oai.example.org/", "nom d’utilisateur ou un mot de passe"),
        ("https://oai.example.org:22/", "Le port 22"),
        ("http://10.0.0.1/oai", "pas sur l’internet public"),
        ("http://[fd00::1]/oai", "pas sur l’internet public"),
        ("http://169.254.169.254/latest/", "pas sur l’internet public"),
        ("http://2130706433/", "n’est pas une adresse web"),
        ("http://localhost/oai", "pas sur l’internet public"),
        ("http://127.0.0.1/oai", "pas sur l’internet public"),
        ("http://", "n’est pas une adresse web"),
        ("http://exa mple.org/", "n’est pas une adresse web"),
    ],
)
def test_an_address_that_cannot_be_harvested_is_said_in_the_form(world, settings, url, said):
    settings.HARVEST_ALLOW_LOOPBACK = False
    answer = world.client("partner admin of A").post(reverse("harvesting:point_add"), FORM | {"institution": world.a.pk, "url": url})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Endpoint.objects.filter(source__name="Estampes").exists()


def test_loopback_is_allowed_where_the_deployment_says_so(world, settings):
    settings.HARVEST_ALLOW_LOOPBACK = True
    answer = world.client("superuser").post(
        reverse("harvesting:point_add"), FORM | GUARDS | {"institution": world.a.pk, "url": "http://127.0.0.1:8123/oai"}
    )
    assert answer.status_code == 302


def test_oai_pmh_needs_a_prefix_and_a_schedule_needs_an_hour(world):
    answer = world.client("partner admin of A").post(
        reverse("harvesting:point_add"), FORM | {"institution": world.a.pk, "prefix": "", "every_hours": "0"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "OAI-PMH demande un préfixe" in page
    assert "supérieure ou égale à 1" in page


def test_a_point_that_asks_for_other_records_begins_with_a_full_harvest(world):
    Endpoint.objects.update(harvested_until=timezone.now())
    address = reverse("harvesting:point_edit", args=[world.point_a.pk])
    same = FORM | {"url": world.point_a.url, "prefix": "unimarc"}
    world.client("partner admin of A").post(address, same)
    assert Endpoint.objects.get(pk=world.point_a.pk).harvested_until is not None
    page = world.client("partner admin of A").post(address, same | {"set_spec": "estampes"}, follow=True).content.decode()
    assert "son prochain moissonnage lira tout" in page
    assert Endpoint.objects.get(pk=world.point_a.pk).harvested_until is None


def test_a_harvest_under_way_is_not_turned_to_another_place(world):
    HarvestRun.objects.create(endpoint=world.point_a, kind="full", state="running")
    answer = world.client("partner admin of A").post(reverse("harvesting:point_edit", args=[world.point_a.pk]), FORM)
    assert answer.status_code == 422
    assert "interrompez-le" in answer.content.decode()
    assert Endpoint.objects.get(pk=world.point_a.pk).url == world.point_a.url


def test_saving_the_form_keeps_what_a_harvest_wrote_meanwhile(world):
    form = PointForm(
        FORM | {"url": world.point_a.url, "prefix": "unimarc"}, user=world.people["partner admin of A"], instance=world.point_a
    )
    assert form.is_valid(), form.errors
    later = timezone.now()
    Endpoint.objects.filter(pk=world.point_a.pk).update(next_run_at=later, last_full_at=later)
    form.save()
    point = Endpoint.objects.get(pk=world.point_a.pk)
    assert (point.next_run_at, point.last_full_at, point.every_hours) == (later, later, 12)


def test_a_new_source_has_a_group_of_partner_admins_to_put_people_in(world):
    Group.objects.filter(name__startswith=roles.PARTNER_ADMIN.group).delete()
    world.client("superuser").post(reverse("harvesting:point_add"), FORM | GUARDS | {"institution": world.b.pk})
    assert Group.objects.filter(name__startswith=roles.PARTNER_ADMIN.group, name__contains="381856101").exists()
