"""Does one right cover the libraries of a network, and no other? Do libraries enter and leave it without losing anything?"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from catalogue import policies as decisions
from catalogue.models import Fonds, Institution, Network, PublishedFonds
from catalogue.services import institutions
from harvest import policies
from portal import roles
from portal.models import User
from tests.portal.backoffice.conftest import World
from tests.portal.public.test_fonds import path_of, written

NAME = "Réseau des bibliothèques de l’Été"


@dataclass
class Networked:
    """Institutions A and C in a network with a librarian and a partner admin, B outside of it; a draft in each."""

    world: World
    network: Network
    c: Institution
    people: dict[str, User]
    drafts: dict[str, Fonds]

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.people[who])
        return client


def make_network(title: str = NAME) -> Network:
    return institutions.index_page().add_child(instance=Network(title=title))


@pytest.fixture
def networked(world: World) -> Networked:
    network = make_network()
    c = network.add_child(instance=Institution(title="Bibliothèque C", slug="rcr-011234501", isil="FR-010046101"))
    Institution.objects.get(pk=world.a.pk).move(network, pos="last-child")
    people = {}
    for who, role in (("librarian", "librarian"), ("partner admin", "partner admin")):
        people[who] = User.objects.create_user(f"network-{who.replace(' ', '-')}@x.example", "x")
        roles.grant(people[who], role, institution=network)
    places = {"a": world.a, "b": world.b, "c": c}
    drafts = {name: written(Institution.objects.get(pk=one.pk), f"Brouillon de {name}", published=False) for name, one in places.items()}
    return Networked(world, Network.objects.get(pk=network.pk), c, people, drafts)


def test_its_librarian_sees_the_drafts_of_its_libraries_and_not_of_another(networked: Networked) -> None:
    client = networked.client("librarian")
    index, search = reverse("wagtailadmin_explore_root"), reverse("wagtailadmin_pages:search")
    places = [networked.world.a, networked.c, networked.world.b]
    pages = [client.get(reverse("wagtailadmin_explore", args=[place.pk]), follow=True).content.decode() for place in places]
    pages += [client.get(index, follow=True).content.decode(), client.get(search, {"q": "Brouillon"}).content.decode()]
    assert "Brouillon de a" in pages[0] and "Brouillon de c" in pages[1]
    assert all(f"Brouillon de {one}" in pages[-1] for one in "ac")
    for said in pages:
        assert "Brouillon de b" not in said and "Bibliothèque B" not in said


@pytest.mark.parametrize("name", ["edit", "history", "workflow_history", "unpublish", "delete", "move", "usage", "view_draft"])
def test_no_address_of_another_librarys_draft_opens_to_her(networked: Networked, name: str) -> None:
    client = networked.client("librarian")
    address = reverse(f"wagtailadmin_pages:{name}", args=[networked.drafts["b"].pk])
    answer = client.get(address)
    assert answer.status_code in (302, 403, 404) and b"Brouillon de b" not in client.get(address, follow=True).content
    if name == "edit":
        for one in "ac":
            assert client.get(reverse("wagtailadmin_pages:edit", args=[networked.drafts[one].pk])).status_code == 200


def test_every_room_that_asks_whose_institution_it_is_answers_for_all_of_its_libraries(networked: Networked) -> None:
    inside = {networked.world.a.pk, networked.c.pk}
    assert set(decisions.institutions_of(networked.people["librarian"]).values_list("pk", flat=True)) == inside
    admin = networked.people["partner admin"]
    assert set(policies.institutions_for(admin).values_list("pk", flat=True)) == inside
    assert set(policies.endpoints_for(admin)) == {networked.world.point_a, networked.world.point_a2}
    assert admin in policies.people_of(Institution.objects.get(pk=networked.world.a.pk))
    rooms = networked.client("librarian").get(reverse("finding_aids:index")).content.decode()
    assert "Bibliothèque A" in rooms and "Bibliothèque C" in rooms and "Bibliothèque B" not in rooms


def test_the_librarian_of_one_of_its_libraries_gains_nothing(networked: Networked) -> None:
    own = networked.world.people["librarian of A"]
    assert set(decisions.institutions_of(own)) == {Institution.objects.get(pk=networked.world.a.pk)}
    client = networked.world.client("librarian of A")
    assert client.get(reverse("wagtailadmin_pages:edit", args=[networked.drafts["a"].pk])).status_code == 200
    for page in (networked.network, networked.c, networked.drafts["c"]):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code in (302, 403)


def test_she_describes_a_library_that_enters_and_adds_none_elsewhere(networked: Networked) -> None:
    client = networked.client("librarian")
    add = ["catalogue", "institution", networked.network.pk]
    assert client.get(reverse("wagtailadmin_pages:add", args=add)).status_code == 200
    outside = ["catalogue", "institution", institutions.index_page().pk]
    assert client.get(reverse("wagtailadmin_pages:add", args=outside)).status_code in (302, 403)
    another = ["catalogue", "network", institutions.index_page().pk]
    assert client.get(reverse("wagtailadmin_pages:add", args=another)).status_code in (302, 403)
    assert networked.world.client("editor").get(reverse("wagtailadmin_pages:add", args=another)).status_code == 200


def test_a_network_made_by_the_regional_team_has_an_address_of_plain_letters_and_its_librarians(world: World) -> None:
    client = world.client("editor")
    address = reverse("wagtailadmin_pages:add", args=["catalogue", "network", institutions.index_page().pk])
    sent = {"title": NAME, "presentation": "Trois villes.", "website": "", "action-publish": "1"}
    assert client.post(address, sent).status_code == 302
    made = Network.objects.get()
    assert made.live and made.slug == "reseau-des-bibliotheques-de-lete" and client.get(f"/reseaux/{made.slug}").status_code == 200
    group = Group.objects.filter(page_permissions__page=made.pk, name__startswith="Bibliothécaires").distinct().get()
    assert NAME in group.name and make_network().slug != made.slug


def test_a_library_enters_and_leaves_by_a_move_and_what_readers_see_stays(networked: Networked, client: Client) -> None:
    b = Institution.objects.get(pk=networked.world.b.pk)
    shown = written(b, "Fonds publié de B")
    path, librarian = path_of(shown), networked.people["librarian"]
    editor = networked.world.client("editor")
    for target, hers in ((networked.network, True), (institutions.index_page(), False)):
        page = Institution.objects.get(pk=b.pk)
        assert editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])).status_code == 302
        page = Institution.objects.get(pk=b.pk)
        assert page.get_parent().pk == target.pk and decisions.institutions_of(librarian).filter(pk=b.pk).exists() == hers
        assert PublishedFonds.objects.get(number=shown.number).path.startswith(page.path) and client.get(path).status_code == 200
        assert (
            "Brouillon de b" in networked.client("librarian").get(reverse("wagtailadmin_pages:search"), {"q": "Brouillon"}).text
        ) == hers


def test_a_network_in_which_libraries_stand_is_not_deleted(networked: Networked) -> None:
    for who in ("editor", "superuser"):
        client = networked.world.client(who)
        client.post(reverse("wagtailadmin_pages:delete", args=[networked.network.pk]), {"wagtail_confirm": "yes"}, follow=True)
    assert Network.objects.filter(pk=networked.network.pk).exists() and Institution.objects.filter(pk=networked.c.pk).exists()


def test_the_fonds_of_its_libraries_follow_a_network_that_changes_its_place(networked: Networked) -> None:
    shown = written(Institution.objects.get(pk=networked.c.pk), "Fonds publié de C")
    Network.objects.get(pk=networked.network.pk).move(institutions.index_page(), pos="first-child")
    page = Institution.objects.get(pk=networked.c.pk)
    assert PublishedFonds.objects.get(number=shown.number).path.startswith(page.path)


def test_no_title_looks_for_a_slug_that_its_form_has_not(networked: Networked) -> None:
    client = networked.world.client("editor")
    for page in (networked.network, networked.c, networked.drafts["a"]):
        form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert 'name="title"' in form and "w-sync" not in form and 'placeholder="Nom d' in form
