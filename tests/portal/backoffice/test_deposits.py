"""A librarian deposits pictures of what her institution keeps: in one form or piece by piece, ordered, shown, removed; never another's."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalogue.models import Deposit, DepositFile, DepositView
from catalogue.services import arks
from catalogue.services.deposits import making, receiving, showing
from portal.models import Deed
from portal.public import addresses
from portal.public.door.bodies import too_large
from tests.catalogue.pictures.pictures import hostile, photograph
from tests.portal import deposited

LIBRARIAN = "librarian of A"
CHUNK = 900


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    deposited.at_hand(monkeypatch, settings, tmp_path)


@pytest.fixture
def ark(world: Any) -> str:
    return deposited.record("a-livres")


@pytest.fixture
def deposit(world: Any, ark: str) -> Deposit:
    return deposited.opened(world.a, ark)


def files(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"vue-{number}.jpg", photograph()) for number in range(1, count + 1)]


def said(ark: str, **more: Any) -> dict[str, Any]:
    return {"title": "Vues de Lyon", "rights": "pdm", "ark": f"https://traboule.example/ark:/{ark}", **more}


def plain(answer: Any) -> str:
    """A page with plain spaces."""
    told: str = answer.content.decode().replace("\xa0", " ")
    return told


def page(client: Client, deposit: Deposit) -> str:
    answer = client.get(reverse("deposits:deposit", args=[deposit.pk]))
    assert answer.status_code == 200
    return plain(answer)


def do(client: Client, deed: str, deposit: Deposit, /, *more: Any, **form: Any) -> Any:
    return client.post(reverse(f"deposits:{deed}", args=[deposit.pk, *more]), form, follow=True)


def test_twelve_pictures_go_from_one_form_to_the_page_of_the_notice(world: Any, ark: str, client: Client) -> None:
    librarian = world.client(LIBRARIAN)
    answer = librarian.post(reverse("deposits:of_institution", args=[world.a.pk]), said(ark, files=files(12)), follow=True)
    assert "12 fichiers reçus" in answer.content.decode()
    deposit = Deposit.objects.get()
    assert "12 en attente" in page(librarian, deposit)
    making.make_waiting(budget_seconds=20)
    assert (
        "12 vues · 12 faites" in page(librarian, deposit)
        and librarian.get(reverse("deposits:state", args=[deposit.pk]))["X-Waiting"] == "0"
    )
    first, *_, last = deposit.views.order_by("place")
    assert librarian.get(reverse("deposits:small", args=[deposit.pk, first.pk]))["Content-Type"] == "image/jpeg"
    form = {"view": [str(last.pk), str(first.pk)], f"place-{last.pk}": "1", f"label-{last.pk}": "Titre", f"part-{last.pk}": "Texte"}
    do(librarian, "arrange", deposit, **form, **{f"place-{first.pk}": "1", f"label-{first.pk}": "Plat"})
    assert list(deposit.views.order_by("place").values_list("label", "part")[:2]) == [("Titre", "Texte"), ("Plat", "")]
    do(librarian, "show", deposit)
    shown = client.get(f"/ark:/{ark}").content.decode()
    assert addresses.deposited("pages", deposit.pk) in shown and "Bibliothèque A" in shown
    do(librarian, "hide", deposit)
    assert addresses.deposited("pages", deposit.pk) not in client.get(f"/ark:/{ark}").content.decode()


def test_each_deed_is_a_line_of_the_journal(world: Any, ark: str) -> None:
    librarian = world.client(LIBRARIAN)
    librarian.post(reverse("deposits:of_institution", args=[world.a.pk]), said(ark, files=files(1)))
    deposit = Deposit.objects.get()
    making.make_waiting(budget_seconds=20)
    for name in ("show", "change", "remove"):
        do(librarian, name, deposit, **(said(ark, title="Vues anciennes") if name == "change" else {}))
    noted = Deed.objects.filter(institution=world.a, kind__startswith="pictures").order_by("pk").values_list("kind", "about")
    assert [tuple(line) for line in noted] == [
        ("pictures_deposited", "Vues de Lyon"),
        ("pictures_shown", "Vues de Lyon"),
        ("pictures_changed", "Vues anciennes"),
        ("pictures_removed", "Vues anciennes"),
    ]


def test_a_file_of_which_no_picture_is_made_says_why_in_french(world: Any, deposit: Deposit) -> None:
    cases = hostile()
    deposited.given(deposit, cases["gif"][0], cases["truncated"][0], cases["bomb"][0], photograph())
    assert [view.state for view in deposited.made(deposit)] == ["refused", "refused", "refused", "made"]
    told = page(world.client(LIBRARIAN), deposit)
    for words in ("Ce fichier est du GIF", "n’est pas lisible jusqu’au bout", "1521 millions de pixels", "4 vues · 1 faite · 3 refusées"):
        assert words in told, words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "Écrivez un titre"),
        ({"rights": "x"}, "Choisissez sous quelles conditions"),
        ({"rights": "inc", "credit": ""}, "qui permet"),
        ({"ark": ""}, "Dites ce que montrent"),
        ({"ark": "ark:/99999/rien"}, "Rien ne porte l’ark"),
        ({"ark": "javascript:alert(1)"}, "Rien ne porte l’ark"),
        ({"ark": "of B"}, "aucun exemplaire de votre établissement"),
        ({"ark": "of A itself"}, "ni d’une notice ni d’un fonds"),
    ],
)
def test_what_is_wrong_with_a_deposit_is_said_and_what_was_typed_stays(world: Any, ark: str, wrong: dict[str, str], words: str) -> None:
    known = {"of B": deposited.record("b-livres"), "of A itself": arks.of_institution("693836101")}
    form = said(ark, credit="Mme Durand") | wrong
    form["ark"] = known.get(form["ark"], form["ark"])
    answer = world.client(LIBRARIAN).post(reverse("deposits:of_institution", args=[world.a.pk]), form)
    told = plain(answer)
    assert answer.status_code == 200 and words in told
    assert form["title"] in told and form["credit"] in told and not Deposit.objects.exists()


def sent(client: Client, deposit: Deposit, file: str, piece: bytes, *, offset: int, crc: int | None = None) -> Any:
    address = reverse("deposits:piece", args=[deposit.pk, file])
    crc = zlib.crc32(piece) if crc is None else crc
    return client.post(f"{address}?offset={offset}&crc={crc}", piece, content_type="application/octet-stream")


def begun(client: Client, deposit: Deposit, content: bytes, name: str = "grande vue.tif") -> dict[str, Any]:
    answer = do(client, "begin", deposit, name=name, size=str(len(content)), changed="1700000000")
    return answer.json() | {"status": answer.status_code}


def test_a_file_that_was_cut_goes_on_where_it_stopped(world: Any, deposit: Deposit) -> None:
    client, content = world.client(LIBRARIAN), photograph((600, 400))
    file = begun(client, deposit, content)["file"]
    assert sent(client, deposit, file, content[:CHUNK], offset=0).json()["received"] == CHUNK
    damaged = sent(client, deposit, file, content[CHUNK : 2 * CHUNK], offset=CHUNK, crc=1)
    assert damaged.status_code == 422 and "abîmé" in damaged.json()["said"]
    twice = sent(client, deposit, file, content[:CHUNK], offset=0)
    assert (twice.status_code, twice.json()) == (409, {"received": CHUNK})
    again = begun(client, deposit, content)
    assert (again["file"], again["received"]) == (file, CHUNK) and not deposit.views.exists()
    for offset in range(CHUNK, len(content), CHUNK):
        assert sent(client, deposit, file, content[offset : offset + CHUNK], offset=offset).status_code == 200
    (view,) = deposited.made(deposit)
    assert (view.state, view.width, view.name) == ("made", 600, "grande vue.tif")
    assert sent(client, deposit, file, b"more", offset=len(content)).status_code == 409
    assert DepositFile.objects.get().state == DepositFile.State.LET_GO


@pytest.mark.parametrize("query", ["", "?offset=x&crc=y", "?offset=-1&crc=0", "?offset=9999999999999999&crc=1"])
def test_a_piece_that_says_nothing_sensible_changes_nothing(world: Any, deposit: Deposit, query: str) -> None:
    client = world.client(LIBRARIAN)
    file = begun(client, deposit, photograph())["file"]
    answer = client.post(reverse("deposits:piece", args=[deposit.pk, file]) + query, b"x", content_type="application/octet-stream")
    assert answer.status_code == 409 and DepositFile.objects.get().received == 0


def test_an_institution_has_so_much_room_and_is_told_how_much(
    world: Any, deposit: Deposit, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client(LIBRARIAN)
    assert "0,00 Go utilisés sur les 10,00 Go" in client.get(
        reverse("deposits:of_institution", args=[world.a.pk])
    ).content.decode().replace("\xa0", " ")
    settings.DEPOSIT_GIGABYTES = 0
    told = plain(do(client, "add", deposit, files=files(2)))
    assert "vue-1.jpg » ne tient pas" in told and "0.0 de ses 0 Go" in told and not deposit.views.exists()
    refused = begun(client, deposit, photograph())
    assert refused["status"] == 422 and "ne tient pas" in refused["said"]
    settings.DEPOSIT_GIGABYTES = 1
    monkeypatch.setattr(receiving, "MOST_VIEWS", 1)
    told = plain(do(client, "add", deposit, files=files(2)))
    assert deposit.views.count() == 1 and "1 vues au plus" in told


def test_what_was_removed_takes_nothing_in_any_more(world: Any, deposit: Deposit) -> None:
    client = world.client(LIBRARIAN)
    file = begun(client, deposit, photograph())["file"]
    do(client, "remove", deposit)
    assert "a été retiré" in do(client, "add", deposit, files=files(1)).content.decode()
    assert sent(client, deposit, file, photograph(), offset=0).status_code == 422
    assert "a été retiré" in do(client, "show", deposit).content.decode()
    making.tidy()
    assert DepositFile.objects.get().state == DepositFile.State.LET_GO and "retir" in page(client, deposit)


def test_nothing_is_shown_before_a_picture_is_made(world: Any, deposit: Deposit) -> None:
    assert "les lecteurs ne verraient rien" in plain(do(world.client(LIBRARIAN), "show", deposit))
    deposit.refresh_from_db()
    assert deposit.state == Deposit.State.DRAFT


def test_a_page_of_views_costs_no_more_when_they_are_many(world: Any, deposit: Deposit, django_assert_max_num_queries: Any) -> None:
    DepositView.objects.bulk_create(
        [DepositView(deposit=deposit, name=f"{n}.jpg", place=n, state="made", width=9, height=9) for n in range(120)]
    )
    client = world.client("superuser")
    page(client, deposit)
    with django_assert_max_num_queries(16):
        told = page(client, deposit)
    assert told.count('class="deposit-name"') == 50 and "Vues suivantes" in told


def test_a_worker_that_falls_does_not_fall_for_ever(world: Any, deposit: Deposit, monkeypatch: pytest.MonkeyPatch) -> None:
    deposited.given(deposit, photograph())

    def fallen(*_: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "make", fallen)
    for _ in range(making.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            making.make_waiting(budget_seconds=5)
        assert making.make_waiting(budget_seconds=5) == 0  # in hand, until its worker is known to have fallen
        DepositView.objects.update(tried_at="2026-01-01T00:00Z")
    making.make_waiting(budget_seconds=5)
    assert DepositView.objects.get().state == "refused" and "3 essais" in page(world.client(LIBRARIAN), deposit)


def test_the_rest_of_a_file_is_not_waited_for_for_ever(world: Any, deposit: Deposit, tmp_path: Path) -> None:
    client = world.client(LIBRARIAN)
    content = photograph((600, 400))
    file = begun(client, deposit, content)["file"]
    sent(client, deposit, file, content[:CHUNK], offset=0)
    DepositFile.objects.update(changed_at="2026-01-01T00:00Z")
    making.tidy()
    assert DepositFile.objects.get().state == DepositFile.State.LET_GO
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_views_go_where_they_are_wanted(world: Any, deposit: Deposit) -> None:
    views = DepositView.objects.bulk_create([DepositView(deposit=deposit, name=str(n), place=n * 3) for n in range(1, 6)])
    wanted = {4: 1, 1: 99}
    showing.arrange(deposit, [showing.Arranged(view.pk, wanted.get(n, n), "", "") for n, view in enumerate(views, 1)])
    assert list(deposit.views.order_by("place").values_list("name", "place")) == [("4", 1), ("2", 2), ("3", 3), ("5", 4), ("1", 5)]


def test_the_door_lets_many_pictures_into_their_room_alone() -> None:
    def asked(path: str) -> bool:
        return too_large({"CONTENT_LENGTH": "200000000", "PATH_INFO": path})

    assert not asked("/gestion/depots-d-images/3/") and asked("/gestion/images/add/") and asked("/gestion/depots-d-imagesx/")
