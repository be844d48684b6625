"""What the librarian does for CCFr: ask for a delivery, take its files, keep the answer, see what CCFr has; and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from msgspec.structs import replace

from catalogue.models import Record
from catalogue.services import arks
from harvest.models import Delivery
from harvest.services import delivering
from harvest.tasks import deliver
from tests.harvest.test_deliveries import SOUND, store

WHO = "librarian of A"


@pytest.fixture
def stocked(world: Any, settings: Any, tmp_path: Path) -> Any:
    """Institution A has three notices."""
    settings.VAR_DIR = tmp_path
    code = world.a.rcr
    holdings = tuple(replace(one, institution=code) for one in SOUND.holdings)
    store(world.point_a.source, *(replace(SOUND, identifier=f"b{number}", holdings=holdings) for number in range(3)))
    arks.mint_missing(list(Record.objects.values_list("pk", flat=True)))
    return world


def address(world: Any, name: str = "institution", *more: Any) -> str:
    return reverse(f"deliveries:{name}", args=[world.a.pk, *more])


def delivered(world: Any) -> Delivery:
    """A delivery, asked for and made."""
    assert world.client(WHO).post(address(world, "prepare")).status_code == 302
    deliver()
    return Delivery.objects.latest("pk")


def test_a_delivery_is_asked_for_made_and_taken_file_by_file(stocked: Any) -> None:
    found, client = delivered(stocked), stocked.client(WHO)
    assert (found.state, found.new, found.standing, found.author) == ("made", 3, 3, "librarian-of-a@x.example")
    page = client.get(address(stocked, "delivery", found.pk)).content.decode()
    assert "notices-fonds-ancien.mrc" in page and "SHA256SUMS" in page
    taken = client.get(address(stocked, "file", found.pk, "notices-fonds-ancien.mrc"))
    assert "attachment" in taken["Content-Disposition"] and b"Le Ph" in b"".join(taken.streaming_content)
    assert client.get(address(stocked, "file", found.pk, "..%2Fautre")).status_code == 404
    assert client.get(address(stocked, "file", found.pk, "autre.mrc")).status_code == 404


def test_asked_twice_it_is_made_once_and_then_there_is_nothing_new(stocked: Any) -> None:
    client = stocked.client(WHO)
    for _ in range(2):
        client.post(address(stocked, "prepare"))
    assert Delivery.objects.count() == 1
    deliver()
    again = delivered(stocked)
    assert again.state == "nothing" and "rien de nouveau" in client.get(address(stocked)).content.decode()
    client.post(address(stocked, "prepare"), {"everything": "1"})
    deliver()
    whole = Delivery.objects.latest("pk")
    assert (whole.state, whole.new) == ("made", 3)


def test_the_answer_is_kept_and_the_notices_it_refuses_are_listed(stocked: Any) -> None:
    found, client = delivered(stocked), stocked.client(WHO)
    answer = SimpleUploadedFile("réponse CCFr.csv", b"numero;motif\nb1;cote absente\nb999;inconnue\n")
    posted = client.post(address(stocked, "receipt", found.pk), {"on": "2026-11-30", "accepted": "2", "refused": "1", "answer": answer})
    assert posted.status_code == 302
    found.refresh_from_db()
    assert (found.accepted, found.refused, found.refused_records) == (2, 1, ["a-livres/b1"])
    page = client.get(address(stocked, "delivery", found.pk)).content.decode()
    assert "à corriger" in page and "/ark:/" in page and "a-livres/b1" in page
    assert client.get(address(stocked, "receipt", found.pk)).content.startswith(b"numero;motif")
    had = client.get(address(stocked)).content.decode()
    assert "3\xa0notices" in had or "3 notices" in had
    assert "acceptées 2, refusées 1" in " ".join(had.split())


@pytest.mark.parametrize("said", [{"on": "hier"}, {"on": "2026-11-30", "accepted": "-1"}, {"on": "2026-11-30", "refused": "x"}, {}])
def test_an_answer_that_makes_no_sense_is_asked_for_again(stocked: Any, said: dict[str, str]) -> None:
    found = delivered(stocked)
    answered = stocked.client(WHO).post(address(stocked, "receipt", found.pk), said)
    assert answered.status_code == 200 and "error-message" in answered.content.decode()
    found.refresh_from_db()
    assert found.receipt_on is None


def test_what_changed_since_is_said(stocked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = delivered(stocked)
    Delivery.objects.filter(pk=found.pk).update(made_at="2026-01-01T00:00:00Z")
    assert "3 notices ont changé" in stocked.client(WHO).get(address(stocked)).content.decode()


def test_a_delivery_that_cannot_be_written_says_why(stocked: Any, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.VAR_DIR = tmp_path / "file"
    found = delivered(stocked)
    assert (found.state, found.problem) == ("failed", "Not a directory")
    assert found.problem in stocked.client(WHO).get(address(stocked, "delivery", found.pk)).content.decode()


@pytest.mark.parametrize("who", ["partner admin of B", "partner admin of A", "nobody", "anonymous"])
def test_nobody_sees_or_asks_for_the_deliveries_of_others(stocked: Any, who: str) -> None:
    found = delivered(stocked)
    Delivery.objects.filter(pk=found.pk).update(receipt=b"x", receipt_name="x")
    client = stocked.client(who)
    for path in (address(stocked), address(stocked, "delivery", found.pk), address(stocked, "receipt", found.pk)):
        assert client.get(path).status_code in (302, 403, 404)
    client.post(address(stocked, "prepare"))
    client.post(address(stocked, "receipt", found.pk), {"on": "2026-11-30"})
    assert Delivery.objects.count() == 1 and Delivery.objects.get().receipt_on is None


def test_the_team_sees_every_institution_and_a_librarian_her_own(stocked: Any, django_assert_max_num_queries: Any) -> None:
    delivered(stocked)
    page = stocked.client("editor").get(reverse("deliveries:institutions")).content.decode()
    assert "Bibliothèque A" in page and "Bibliothèque B" in page
    assert stocked.client(WHO).get(reverse("deliveries:institutions"))["Location"] == address(stocked)
    other = reverse("deliveries:delivery", args=[stocked.b.pk, Delivery.objects.get().pk])
    assert stocked.client("superuser").get(other).status_code == 404


def test_the_folder_of_an_institution_is_its_own(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    assert delivering.folder_of("../../etc").parent == tmp_path / "deliveries"
    assert json.dumps([delivering.folder_of("FR-AD69").name]) == '["FR-AD69"]'
