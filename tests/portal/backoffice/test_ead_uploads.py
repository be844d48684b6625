"""A librarian hands in a finding aid of her institution: looked at first, published when she says so, never another's."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalogue.models import Component, EadUpload, FindingAid, Mark
from catalogue.services import ead_uploads as services
from catalogue.services.finding_aids import Scope, import_file
from tests.catalogue.formats.ead_written import component, finding_aid

A, B = "693836101", "381856101"
EADID = "FR-693836101-FERRAND"


def kept_by(code: str) -> str:
    return f"<repository><corpname authfilenumber='{code}'>Bibliothèque</corpname></repository>"


def file(*titles: str, code: str = A, eadid: str = EADID, title: str = "Papiers Ferrand") -> bytes:
    """A finding aid of some letters."""
    letters = (component(one, attributes=f'id="c{number}"') for number, one in enumerate(titles))
    return finding_aid(*letters, eadid=eadid, title=title, did=kept_by(code))


def handed(client: Client, institution: int, content: bytes, name: str = "ferrand.xml") -> EadUpload:
    """What a form makes of a file."""
    address = reverse("finding_aids:of_institution", args=[institution])
    answer = client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content
    return EadUpload.objects.latest("received_at")


def page(client: Client, upload: EadUpload) -> str:
    return client.get(reverse("finding_aids:upload", args=[upload.pk])).content.decode()


def publish(client: Client, upload: EadUpload) -> EadUpload:
    client.post(reverse("finding_aids:publish", args=[upload.pk]))
    upload.refresh_from_db()
    return upload


def test_a_file_is_looked_at_before_anybody_reads_it(world):
    client = world.client("librarian of A")
    upload = handed(client, world.a.pk, file("Lettre à Bellet", "Lettre à Élise"))
    said = page(client, upload)
    for words in ("Papiers Ferrand", "Nouveau", "Lettre à Élise", "Le destinataire le refuserait", "eadid", "ligne"):
        assert words.casefold() in said.casefold(), words
    assert not FindingAid.objects.exists() and not Component.objects.exists() and not Mark.objects.filter(kind=4).exists()


def test_what_is_told_beforehand_is_what_is_done(world):
    client = world.client("librarian of A")
    first = publish(client, handed(client, world.a.pk, file("Lettre à Bellet", "Lettre à Élise", "Comptes")))
    assert [(one.new, one.changed, one.gone) for one in services.seen_of(first)] == [(4, 0, 0)]
    second = handed(client, world.a.pk, file("Lettre à Bellet", "Lettre à Lise"))
    before = services.seen_of(second)
    assert [(one.new, one.changed, one.gone) for one in before] == [(0, 2, 1)]  # the whole has a description less
    assert [one.title for one in before[0].examples["gone"]] == ["Comptes"]
    assert Component.objects.get(key="c1").title == "Lettre à Élise"
    assert services.seen_of(publish(client, second)) == before
    assert Component.objects.get(key="c1").title == "Lettre à Lise"
    assert "Ce qu’il a changé" in page(client, second)


def test_the_same_file_again_changes_nothing(world):
    client = world.client("librarian of A")
    publish(client, handed(client, world.a.pk, file("Lettre")))
    again = handed(client, world.a.pk, file("Lettre"))
    assert [one.status for one in services.seen_of(again)] == ["unchanged"]
    assert "il y est déjà" in page(client, again)


def test_what_another_keeps_is_refused_with_its_reason(world):
    client = world.client("librarian of A")
    upload = handed(client, world.a.pk, file("Lettre", code=B))
    assert upload.state == "refused"
    assert B in page(client, upload)
    assert publish(client, upload).state == "refused"
    assert not FindingAid.objects.exists()


def test_no_file_takes_the_place_of_another_institution_s(world):
    import_file(io.BytesIO(file("Lettre de B", code=B)), name="b.xml", scope=Scope(A))
    upload = publish(world.client("librarian of A"), handed(world.client("librarian of A"), world.a.pk, file("Lettre de A")))
    assert upload.state == "refused"
    assert FindingAid.objects.get().institution == B


def test_a_finding_aid_that_a_delivery_gave_keeps_its_addresses(world):
    import_file(io.BytesIO(file("Lettre")), name="cgm.xml", scope=Scope("ccfr-cgm"))
    client = world.client("librarian of A")
    publish(client, handed(client, world.a.pk, file("Lettre", "Comptes")))
    assert FindingAid.objects.get().namespace == "ccfr-cgm"


def test_who_keeps_what_names_no_repository_is_who_hands_it_in(world):
    client = world.client("librarian of A")
    publish(client, handed(client, world.a.pk, finding_aid(component("Lettre"), eadid="FR-381856101-x")))
    assert FindingAid.objects.get().institution == A


@pytest.mark.parametrize("content", [b"<ead>", b"\x00\xff", b"<notice/>", b"%PDF-1.4"])
def test_what_is_no_finding_aid_is_told_in_a_sentence(world, content):
    client = world.client("librarian of A")
    upload = handed(client, world.a.pk, content)
    assert upload.state == "refused"
    assert "Le destinataire le refuserait" in page(client, upload)


def test_no_file_or_an_empty_one_is_asked_for_again(world):
    client = world.client("librarian of A")
    address = reverse("finding_aids:of_institution", args=[world.a.pk])
    for given in ({}, {"file": SimpleUploadedFile("vide.xml", b"")}):
        assert client.post(address, given, follow=True).status_code == 200
    assert not EadUpload.objects.exists()


def test_a_discarded_file_is_not_published(world):
    client = world.client("librarian of A")
    upload = handed(client, world.a.pk, file("Lettre"))
    client.post(reverse("finding_aids:discard", args=[upload.pk]))
    assert publish(client, upload).state == "discarded"
    assert not FindingAid.objects.exists()


def test_a_librarian_withdraws_hers_and_no_other(world):
    client = world.client("librarian of A")
    publish(client, handed(client, world.a.pk, file("Lettre")))
    import_file(io.BytesIO(file("Lettre de B", code=B, eadid="b")), name="b.xml", scope=Scope(B))
    mine, theirs = FindingAid.objects.get(institution=A), FindingAid.objects.get(institution=B)
    assert client.get(reverse("finding_aids:withdraw", args=[world.a.pk, mine.pk])).status_code == 200
    for keeper in (world.a, world.b):
        assert client.post(reverse("finding_aids:withdraw", args=[keeper.pk, theirs.pk])).status_code == 404
    client.post(reverse("finding_aids:withdraw", args=[world.a.pk, mine.pk]))
    assert set(Component.objects.filter(gone=True).values_list("finding_aid", flat=True)) == {mine.pk}


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of B", "nobody", "anonymous"])
def test_nobody_else_is_told_of_a_file(world, who):
    upload = handed(world.client("superuser"), world.b.pk, file("Lettre", code=B, title="Papiers secrets"))
    client = world.client(who)
    addresses = [reverse("finding_aids:index"), *(reverse("finding_aids:of_institution", args=[one.pk]) for one in (world.a, world.b))]
    addresses += [reverse(f"finding_aids:{name}", args=[upload.pk]) for name in ("upload", "file")]
    for address in addresses:
        answer = client.get(address, follow=True)
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"secrets" not in data and b"ferrand.xml" not in data, address
    for name in ("publish", "discard"):
        assert client.post(reverse(f"finding_aids:{name}", args=[upload.pk])).status_code in (302, 404)
    client.post(reverse("finding_aids:of_institution", args=[world.b.pk]), {"file": SimpleUploadedFile("x.xml", file("Lettre", code=B))})
    assert list(EadUpload.objects.values_list("state", flat=True)) == ["waiting"]


def test_who_answers_for_one_institution_is_led_to_it(world):
    answer = world.client("librarian of A").get(reverse("finding_aids:index"))
    assert answer["Location"] == reverse("finding_aids:of_institution", args=[world.a.pk])
    listed = world.client("editor").get(reverse("finding_aids:index")).content.decode()
    assert "Bibliothèque A" in listed and "Bibliothèque B" in listed
