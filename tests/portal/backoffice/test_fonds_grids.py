"""A librarian hands fonds in as a grid: drawn in French, written when she says so, taken back; nobody else's."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from catalogue.models import Fonds, FondsBatch
from catalogue.services.fonds_grids import applying

HEAD = "identifiant\tsous\ttitre\tcontenu\tconsultation\tdates\tpublié\n"
GOOD = f"{HEAD}A\t\tFonds ancien\tLivres.\tLibre\t1452\toui\nB\tA\tCartes\tPlans.\tLibre\t1700\tnon\n"
BAD = GOOD + "C\tA\tSans date\tx\tx\tjadis\toui\n"


def handed(client: Client, content: str) -> FondsBatch:
    answer = client.post(reverse("fonds_grids:index"), {"file": SimpleUploadedFile("fonds.csv", content.encode())})
    assert answer.status_code == 302
    return FondsBatch.objects.latest("received_at")


def page(client: Client, batch: FondsBatch, query: str = "") -> str:
    return client.get(reverse("fonds_grids:grid", args=[batch.pk]) + query).content.decode()


def test_a_grid_is_drawn_then_written_then_taken_back(world):
    client = world.client("librarian of A")
    batch = handed(client, BAD)
    said = page(client, batch)
    for words in (
        "Cartes",
        "sous Fonds ancien",
        "Nouveau",
        "En erreur",
        "ne se lit pas comme des dates",
        "Écrire les 2 lignes sans erreur",
    ):
        assert words in said, words
    assert "Sans date" in page(client, batch, "?statut=error") and "Cartes" not in page(client, batch, "?statut=error")
    client.post(reverse("fonds_grids:write", args=[batch.pk]), {"lines": "all"})
    assert not Fonds.objects.exists()
    client.post(reverse("fonds_grids:write", args=[batch.pk]), {"lines": "good"})
    assert set(Fonds.objects.values_list("title", "live")) == {("Fonds ancien", True), ("Cartes", False)}
    assert "écrit le" in page(client, batch)
    client.post(reverse("fonds_grids:take_back", args=[batch.pk]))
    assert not Fonds.objects.exists()
    assert "repris le" in page(client, batch)


def test_what_was_not_taken_back_is_named(world):
    client = world.client("librarian of A")
    batch = handed(client, GOOD)
    client.post(reverse("fonds_grids:write", args=[batch.pk]), {"lines": "all"})
    Fonds.objects.get(title="Cartes").save_revision()
    client.post(reverse("fonds_grids:take_back", args=[batch.pk]))
    said = page(client, batch)
    assert "Ce qui n’a pas été repris" in said and "Quelqu’un l’a modifié depuis" in said


@pytest.mark.parametrize("content", ["", "couleur;prix\n1;2", "titre;couleur\n1;2"])
def test_what_is_no_grid_is_told_in_a_sentence(world, content):
    answer = world.client("librarian of A").post(
        reverse("fonds_grids:index"), {"file": SimpleUploadedFile("x.csv", content.encode())}, follow=True
    )
    assert answer.status_code == 200
    assert not FondsBatch.objects.exists()


def test_the_same_file_that_waits_is_shown_again(world):
    client = world.client("librarian of A")
    assert handed(client, GOOD) == handed(client, GOOD)


def test_what_is_there_is_given_out_in_both_forms(world):
    client = world.client("librarian of A")
    client.post(reverse("fonds_grids:write", args=[handed(client, GOOD).pk]), {"lines": "all"})
    csv = b"".join(client.get(reverse("fonds_grids:export", args=["csv"])).streaming_content).decode()
    assert csv.startswith("\ufeffidentifiant;") and "Fonds ancien" in csv
    sheet = load_workbook(io.BytesIO(client.get(reverse("fonds_grids:export", args=["xlsx"])).content)).active
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == ["Fonds ancien", "Cartes"]
    again = handed(client, csv)
    assert {one.status for one in applying.told_of(again)} == {"unchanged"}
    assert client.get(reverse("fonds_grids:export", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of B", "nobody", "anonymous"])
def test_nobody_else_is_told_of_a_grid(world, who):
    regional = world.client("superuser")
    secret = f"établissement\ttitre\tcontenu\tconsultation\tdates\tpublié\n{world.b.isil}\tPapiers secrets\tx\tx\t1900\tnon\n"
    batch = handed(regional, secret)
    assert batch.institutions == [world.b.pk]
    regional.post(reverse("fonds_grids:write", args=[batch.pk]), {"lines": "all"})
    client = world.client(who)
    addresses = [reverse("fonds_grids:index"), reverse("fonds_grids:export", args=["csv"]), reverse("fonds_grids:export", args=["xlsx"])]
    addresses += [
        f"{addresses[1]}?etablissement={world.b.pk}",
        *(reverse(f"fonds_grids:{name}", args=[batch.pk]) for name in ("grid", "file")),
    ]
    for address in addresses:
        answer = client.get(address, follow=True)
        data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"secrets" not in data and b"fonds.csv" not in data, address
    for name in ("write", "discard", "take_back"):
        assert client.post(reverse(f"fonds_grids:{name}", args=[batch.pk])).status_code in (302, 404)
    assert Fonds.objects.count() == 1
