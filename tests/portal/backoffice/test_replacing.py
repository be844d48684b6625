"""A librarian replaces words in her fonds: every place shown first, those that she ticks written, taken back exactly; nobody else's."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Fonds, FondsBatch
from tests.portal.backoffice.test_fonds_grids import handed

ADDRESS = "/gestion/grilles-de-fonds/remplacer/"
HEAD = "établissement\tidentifiant\ttitre\tcontenu\tproducteurs\tconsultation\tdates\tpublié\n"


@pytest.fixture
def fonds(world) -> None:
    """Two fonds of A, one of them a draft, and one of B."""
    lines = (
        f"{world.a.isil}\tA\tFonds de l’Evêché\tPapiers de l’évêché. L’évêché, ses biens.\tÉvêché ; collectivité\tLibre\t1452\toui",
        f"{world.a.isil}\tB\tCartes\tPlans des biens de l’évêché.\t\tLibre\t1700\tnon",
        f"{world.b.isil}\tC\tSecrets\tLettres de l’évêché secret.\t\tLibre\t1700\tnon",
    )
    regional = world.client("superuser")
    regional.post(reverse("fonds_grids:write", args=[handed(regional, HEAD + "\n".join(lines)).pk]), {"lines": "all"})
    assert Fonds.objects.count() == 3


ASKED = {"mots": "évêché", "par": "diocèse", "entiers": "oui", "champ": ["title", "contents", "producers"]}


def looked(client: Client, **asked) -> tuple[str, list[str]]:
    said = client.get(ADDRESS, {**ASKED, **asked}).content.decode()
    return said, re.findall(r'name="lieu" value="([0-9a-f]+)"', said)


def contents() -> list[str]:
    return [page.get_latest_revision_as_object().contents for page in Fonds.objects.order_by("path")]


def test_ticked_places_are_written_and_taken_back(world, fonds):
    client, before = world.client("librarian of A"), contents()
    said, keys = looked(client)
    assert len(keys) == 5 and "5 endroits" in said and "<del>évêché</del> <ins>diocèse</ins>" in said
    assert "secret" not in said
    answer = client.post(ADDRESS, {**ASKED, "lieu": [keys[0], keys[2], keys[4]]})
    batch = FondsBatch.objects.latest("received_at")
    assert answer.url == reverse("fonds_grids:grid", args=[batch.pk])
    page = Fonds.objects.get(latest_revision__content__title="Fonds de l’diocèse")
    assert contents()[:2] == ["Papiers de l’diocèse. L’évêché, ses biens.", "Plans des biens de l’diocèse."]
    assert (page.live, page.has_unpublished_changes, page.title) == (True, True, "Fonds de l’Evêché")  # readers see it when it is published
    assert page.get_latest_revision_as_object().producers.get().name == "Évêché"
    client.post(reverse("fonds_grids:take_back", args=[batch.pk]))
    assert contents() == before


def test_what_readers_see_is_changed_for_them_where_that_is_asked(world, fonds):
    client = world.client("librarian of A")
    client.post(ADDRESS, {**ASKED, "lieu": looked(client)[1], "publier": "oui"})
    assert set(Fonds.objects.descendant_of(world.a).values_list("title", "live", "has_unpublished_changes")) == {
        ("Fonds de l’diocèse", True, False),
        ("Cartes", False, True),
    }
    assert looked(client)[1] == []


def test_a_text_that_has_changed_meanwhile_is_looked_at_again(world, fonds):
    client = world.client("librarian of A")
    keys = looked(client)[1]
    page = Fonds.objects.get(title="Cartes")
    page.contents = "Plans de l’évêché, revus."
    page.save_revision()
    answer = client.post(ADDRESS, {**ASKED, "lieu": keys, "demande": "mots=%C3%A9v%C3%AAch%C3%A9"}, follow=True)
    assert "Un texte a changé" in answer.content.decode()
    assert FondsBatch.objects.count() == 1


def test_what_the_form_refuses_is_drawn_and_not_written(world, fonds):
    client = world.client("librarian of A")
    keys = looked(client, mots="Cartes", par="x" * 200, champ="title")[1]
    client.post(ADDRESS, {"mots": "Cartes", "par": "", "champ": "title", "lieu": keys})
    assert FondsBatch.objects.latest("received_at").state == "waiting"  # a fonds has a title
    assert Fonds.objects.filter(title="Cartes").exists()


@pytest.mark.parametrize(
    "asked", [{"mots": " "}, {"mots": "x", "champ": "nulle"}, {"mots": "\0é", "champ": "title"}, {"mots": "évêché", "champ": ""}]
)
def test_what_cannot_be_looked_for_gets_a_page(world, fonds, asked):
    client = world.client("librarian of A")
    assert client.get(ADDRESS, asked).status_code == 200
    assert client.post(ADDRESS, {**asked, "lieu": "zzz"}, follow=True).status_code == 200
    assert client.post(ADDRESS, asked, follow=True).status_code == 200


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of A", "nobody", "anonymous"])
def test_nobody_reads_or_changes_another_institution_s_fonds(world, fonds, who):
    keys = looked(world.client("superuser"))[1]
    assert len(keys) == 6
    client, before = world.client(who), contents()
    assert "secret" not in client.get(ADDRESS, ASKED, follow=True).content.decode()
    client.post(ADDRESS, {**ASKED, "lieu": keys})
    assert contents() == before


def test_words_beside_a_place_are_whole(world, fonds):
    page = Fonds.objects.order_by("path").first()
    page.contents = f"{'Manuscrits mérovingiens ' * 9}évêché {'et carolingiens ' * 9}"
    page.save_revision().publish()
    said, _keys = looked(world.client("librarian of A"), champ="contents")
    assert re.search(r"…(Manuscrits|mérovingiens) ", said) and re.search(r" (et|carolingiens)…", said)
