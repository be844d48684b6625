"""The safeguarding sheet says where treasures are: to those of the house who keep it, each reading noted, and to nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, ReferenceIndex, Revision

from catalogue.models import Fonds, SafeguardedFonds, SafeguardReading
from portal import roles
from portal.models import User
from tests.portal.backoffice.test_fonds_grids import handed

ROOM = "Magasin-dérobé-7"
HEAD = "titre\tcontenu\tconsultation\tdates\tpublié\n"


@pytest.fixture
def kept(world):
    """A fonds of A on its sheet, and somebody who keeps it; somebody of B who keeps that of B."""
    client = world.client("librarian of A")
    client.post(reverse("fonds_grids:write", args=[handed(client, f"{HEAD}Incunables\tLivres.\tLibre\t1490\toui\n").pk]), {"lines": "all"})
    for who, institution in (("keeper of A", world.a), ("keeper of B", world.b)):
        world.people[who] = User.objects.create_user(f"{who.replace(' ', '-').lower()}@x.example", "x")
        roles.grant(world.people[who], "safeguard", institution=institution)
    fonds = Fonds.objects.get()
    form = {"fonds": fonds.pk, "part": "Les vélins", "rank": 1, "room": ROOM, "shelf": "Travée 4", "handling": "À deux."}
    assert world.client("keeper of A").post(reverse("safeguarding:add", args=[world.a.pk]), form).status_code == 302
    return fonds


def sheet(world, who: str) -> str:
    return world.client(who).get(reverse("safeguarding:sheet", args=[world.a.pk]), follow=True).content.decode()


def test_who_keeps_it_reads_prints_changes_and_takes_off(world, kept):
    answer = world.client("keeper of A").get(reverse("safeguarding:sheet", args=[world.a.pk]))
    said = answer.content.decode()
    for words in (ROOM, "Travée 4", "Incunables", "Les vélins", "À deux.", "Confidentiel"):
        assert words in said, words
    assert "no-store" in answer["Cache-Control"]
    client, line = world.client("keeper of A"), SafeguardedFonds.objects.get()
    address = reverse("safeguarding:line", args=[world.a.pk, line.pk])
    assert ROOM in client.get(address).content.decode()
    wrong = client.post(address, {"fonds": kept.pk, "rank": 9, "room": ""})
    assert wrong.status_code == 200 and wrong.content.decode().count("errorlist") == 2
    client.post(address, {"fonds": kept.pk, "rank": 2, "room": "Cave"})
    assert (SafeguardedFonds.objects.get().room, SafeguardedFonds.objects.get().written_by) == ("Cave", "keeper-of-a@x.example")
    client.post(reverse("safeguarding:take_off", args=[world.a.pk, line.pk]))
    assert not SafeguardedFonds.objects.exists()
    assert client.get(reverse("safeguarding:index")).status_code == 200


def test_each_reading_is_noted_and_shown(world, kept):
    SafeguardReading.objects.all().delete()
    sheet(world, "keeper of A")
    noted = SafeguardReading.objects.get()
    assert (noted.person, noted.deed, noted.institution) == ("keeper-of-a@x.example", "read", world.a)
    assert "keeper-of-a@x.example · lue" in sheet(world, "keeper of A")


OTHERS = ("anonymous", "nobody", "editor", "superuser", "librarian of A", "partner admin of A", "partner admin of B", "keeper of B")


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_or_writes_it(world, kept, who):
    client, line = world.client(who), SafeguardedFonds.objects.get()
    SafeguardReading.objects.all().delete()
    assert ROOM not in sheet(world, who)
    assert ROOM not in client.get(reverse("safeguarding:line", args=[world.a.pk, line.pk]), follow=True).content.decode()
    for name, args in (("add", [world.a.pk]), ("line", [world.a.pk, line.pk]), ("take_off", [world.a.pk, line.pk])):
        client.post(reverse(f"safeguarding:{name}", args=args), {"fonds": kept.pk, "rank": 1, "room": "Ailleurs"})
    assert list(SafeguardedFonds.objects.values_list("room", flat=True)) == [ROOM]
    assert not SafeguardReading.objects.exists()


def test_a_line_of_one_house_is_none_of_another_s_sheet(world, kept):
    client, line = world.client("keeper of B"), SafeguardedFonds.objects.get()
    assert client.get(reverse("safeguarding:line", args=[world.b.pk, line.pk])).status_code == 404
    client.post(reverse("safeguarding:take_off", args=[world.b.pk, line.pk]))
    client.post(reverse("safeguarding:add", args=[world.b.pk]), {"fonds": kept.pk, "rank": 1, "room": "Ailleurs"})
    assert list(SafeguardedFonds.objects.values_list("room", flat=True)) == [ROOM]


@pytest.mark.parametrize("who", ["superuser", "librarian of A"])
def test_nothing_else_says_it(world, kept, who):
    client, page = world.client(who), f"/gestion/pages/{kept.pk}"
    addresses = [
        *(f"{page}/{name}/" for name in ("edit", "history", "usage", "delete")),
        f"/gestion/pages/{world.a.pk}/", "/gestion/reports/site-history/",
        f"/gestion/api/main/pages/{kept.pk}/", f"/gestion/pages/search/?q={ROOM}", f"/recherche?q={ROOM}", "/fonds",
        reverse("fonds_grids:export", args=["csv"]), f"/gestion/grilles-de-fonds/remplacer/?mots={ROOM}&champ=contents", "/gestion/",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address, follow=True)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Trav\xc3\xa9e 4" not in said and "vélins".encode() not in said, address
    assert not Revision.objects.filter(content__icontains="Travée 4").exists()
    assert not PageLogEntry.objects.filter(label__contains="Travée").exists()
    assert not ReferenceIndex.objects.filter(content_type__model__startswith="safeguard").exists()


def test_what_is_said_of_a_fonds_goes_with_it(world, kept):
    kept.delete()
    assert not SafeguardedFonds.objects.exists()
