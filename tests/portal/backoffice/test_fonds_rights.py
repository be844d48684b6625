"""Who may read and write a fonds: the second institution's draft is told to nobody of the first, on any address of the back office."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Fonds, FondsExtent, Institution, PublishedFonds
from tests.portal.backoffice.test_every_address import _addresses
from tests.selections import some

SECRET = "Papiers secrets du chapitre"
OF_OTHER_THINGS = ("/gestion/moissonnage/", "/gestion/users/", "/gestion/groups/", "/gestion/equipes/", "/gestion/second-facteur/")
KEPT_OUT = ("librarian of A", "partner admin of A")  # who has not entered opens nothing: test_every_address


def draft(under: Institution, title: str = SECRET) -> Fonds:
    """A fonds that nobody has published."""
    made = Fonds(title=title, slug="fonds-a", live=False, contents="Lettres", access="Sur rendez-vous", dates="1452")
    under.refresh_from_db()
    under.add_child(instance=made)
    made.save_revision()
    return made


def addresses(world, fonds: Fonds) -> Iterator[str]:
    """Every address with the draft's number in the place of the second institution's, lists and searches among them."""
    for address in _addresses(world):
        if not address.startswith(OF_OTHER_THINGS):
            yield address.replace(f"/{world.b.pk}/", f"/{fonds.pk}/").replace("/institution/", "/fonds/")
    api = "/gestion/api/main/pages/"
    yield from (api, f"{api}{fonds.pk}/", f"{api}?child_of={world.b.pk}", f"{api}?type=catalogue.Fonds&fields=*", f"{api}?search=secrets")
    yield from (f"/gestion/pages/{world.b.pk}/", f"/gestion/pages/{world.a.pk}/", "/gestion/pages/search/?q=secrets")
    yield from (f"/gestion/choose-page/{world.b.pk}/", "/gestion/choose-page/search/?q=secrets", "/gestion/reports/site-history/")
    yield from ("/gestion/reports/aging-pages/", "/gestion/reports/locked/", "/gestion/reports/page-types-usage/")
    yield f"/gestion/reports/site-history/?export=csv&object_id={fonds.pk}"


def told(client: Client, address: str, seen: set[str]) -> bool:
    """Whether the answer names the draft, its message or the page where it leads do; ``seen``: such pages looked at already."""
    answer = client.get(address)
    left = client.cookies.pop("messages", None)
    if left is not None and SECRET in left.value:
        return True
    where = answer.get("Location", "")
    if where and where not in seen:
        seen.add(where)
        answer = client.get(where, follow=True)
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return SECRET.encode() in data


@pytest.mark.parametrize("who", KEPT_OUT)
def test_no_address_tells_a_stranger_of_a_draft(world, who):
    fonds = draft(world.b)
    client = world.client(who)
    asked = some(sorted(set(addresses(world, fonds))), least=100)
    seen: set[str] = set()
    assert [address for address in asked if "export=xlsx" not in address and told(client, address, seen)] == []
    assert told(world.client("superuser"), reverse("wagtailadmin_pages:edit", args=[fonds.pk]), set()), "who may see it is told"


@pytest.mark.parametrize("who", ["librarian of A", "editor", "superuser"])
def test_a_librarian_describes_a_fonds_of_her_institution(world, who):
    client = world.client(who)
    form = {
        "title": "Fonds ancien", "level": "fonds", "contents": "Livres", "access": "Sur rendez-vous", "dates": "1452-1789",
        "accruals": "closed", "treatment": "none", "legal_status": "state", "census_state": "surveyed", "categories": "before_1830",
        "slug": "fonds-ancien", "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "extents-0-number": "120", "extents-0-unit": "volume", "extents-0-certainty": "counted", "extents-0-ORDER": "1",
    }  # fmt: skip
    for inline in ("call_numbers", "producers", "subjects", "acquisitions", "finding_aids", "digital_copies", "related", "extents"):
        form |= {f"{inline}-TOTAL_FORMS": "1" if inline == "extents" else "0", f"{inline}-INITIAL_FORMS": "0"}
    answer = client.post(reverse("wagtailadmin_pages:add", args=["catalogue", "fonds", world.a.pk]), form)
    assert answer.status_code == 302, re.findall(r"error-message[^>]*>([^<]*)", answer.content.decode())
    fonds = Fonds.objects.get()
    assert fonds.live
    assert fonds.categories == ["before_1830"]
    assert PublishedFonds.objects.get().description["extents"] == [{"unit": "volume", "number": 120.0, "certainty": "counted"}]
    assert client.get(reverse("wagtailadmin_pages:edit", args=[fonds.pk])).status_code == 200


def test_a_partner_admin_proposes_and_does_not_publish(world):
    fonds = draft(world.a)
    world.client("partner admin of A").post(reverse("wagtailadmin_pages:edit", args=[fonds.pk]), {"action-publish": "1"})
    assert not PublishedFonds.objects.exists()
    assert world.client("partner admin of A").get(reverse("wagtailadmin_pages:edit", args=[fonds.pk])).status_code == 200


def test_another_librarian_writes_nothing(world):
    fonds = draft(world.b)
    client = world.client("librarian of A")
    for view in ("edit", "delete", "unpublish", "move"):
        assert client.post(reverse(f"wagtailadmin_pages:{view}", args=[fonds.pk]), {"title": "Pris"}).status_code in (302, 403, 404)
    client.post(reverse("wagtailadmin_pages:add", args=["catalogue", "fonds", world.b.pk]), {"title": "Pris"})
    assert list(Fonds.objects.values_list("title", flat=True)) == [SECRET]


def test_the_form_says_what_is_expected_in_french(world):
    page = world.client("librarian of A").get(reverse("wagtailadmin_pages:add", args=["catalogue", "fonds", world.a.pk])).content.decode()
    for words in ("Importance matérielle", "Par exemple", "Manuscrits et archives", "Instruments de recherche", "mètres linéaires"):
        assert words in page, words
    assert "Promotion" not in page


def test_a_draft_is_previewed_as_readers_would_have_it(world):
    fonds = draft(world.a)
    fonds.extents = [FondsExtent(number=12, unit="manuscript")]
    fonds.save_revision()
    answer = world.client("librarian of A").get(reverse("wagtailadmin_pages:view_draft", args=[fonds.pk]))
    assert answer.status_code == 200
    assert "12 manuscrits" in answer.content.decode()
    assert not PublishedFonds.objects.exists()


def test_the_form_says_what_the_notice_still_lacks(world):
    fonds = draft(world.a)
    page = world.client("librarian of A").get(reverse("wagtailadmin_pages:edit", args=[fonds.pk])).content.decode()
    for words in ("Ce qui manque encore", "Pour le répertoire national", "reste à dire", "son importance matérielle"):
        assert words in page, words


def test_a_draft_is_shown_as_it_will_go_to_the_directory(world):
    fonds = draft(world.a)
    client = world.client("librarian of A")
    address = reverse("wagtailadmin_pages:view_draft", args=[fonds.pk])
    answer = client.get(address, {"mode": "ead"})
    page = answer.content.decode()
    for words in ("&lt;unittitle&gt;Papiers secrets du chapitre", "Le destinataire le refuserait", "n’a pas de cote"):
        assert words in page, words
    sheet = client.get(address, {"mode": "sheet"}).content.decode()
    assert "Papiers secrets du chapitre" in sheet and "<code>unittitle</code>" in sheet and "Intitulé" in sheet
    for mode in ("ead", "sheet"):
        assert world.client("partner admin of B").get(address, {"mode": mode}).status_code != 200
