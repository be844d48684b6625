"""A librarian deposits a PDF: its pages are views among the others; a hostile one ends in a sentence, and nothing of it is executed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalogue.models import Deposit, DepositFile
from catalogue.pictures import making as processes
from catalogue.pictures.making import Made
from catalogue.services.deposits import making, pdf_pages, receiving
from portal.public import addresses
from tests.catalogue.pdf.test_reading import locked, self_nested
from tests.catalogue.pictures.pictures import photograph
from tests.pdf_files import pdf
from tests.portal import deposited
from tests.portal.backoffice.test_deposits import LIBRARIAN, ark, deposit, page, said

assert ark and deposit  # fixtures
SIZES = [(100, 200), (200, 100), (120, 120)]  # points


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    deposited.at_hand(monkeypatch, settings, tmp_path)


def seen(deposit: Deposit) -> list[tuple[str, int, int, int]]:
    return list(deposit.views.order_by("place").values_list("state", "page", "width", "height"))


def test_the_pages_of_a_pdf_are_views_in_their_order_among_the_others(world: Any, deposit: Deposit) -> None:
    deposited.given(deposit, photograph((90, 60)), pdf(["un", "deux", "trois"], sizes=SIZES), photograph((60, 90)))
    views = deposited.made(deposit)
    assert seen(deposit) == [
        ("made", 0, 90, 60),
        ("made", 1, 417, 834),
        ("made", 2, 834, 417),
        ("made", 3, 501, 501),
        ("made", 0, 60, 90),
    ]
    assert [view.place for view in views] == [1, 2, 3, 4, 5]
    assert set(DepositFile.objects.values_list("state", flat=True)) == {DepositFile.State.LET_GO}
    assert "vue 2.jpg, p. 3" in page(world.client(LIBRARIAN), deposit)


def test_a_pdf_goes_from_the_form_to_the_page_of_the_notice(world: Any, ark: str, client: Client) -> None:
    librarian = world.client(LIBRARIAN)
    file = SimpleUploadedFile("album.pdf", pdf(["un", "deux"]), content_type="application/pdf")
    librarian.post(reverse("deposits:of_institution", args=[world.a.pk]), said(ark, files=[file]))
    found = Deposit.objects.get()
    making.make_waiting(budget_seconds=20)
    assert "2 vues · 2 faites" in page(librarian, found)
    librarian.post(reverse("deposits:show", args=[found.pk]))
    assert addresses.deposited("pages", found.pk) in client.get(f"/ark:/{ark}").content.decode()
    listed = client.get(addresses.deposited("pages", found.pk)).json()["pages"]
    assert len(listed) == 2 and client.get(listed[1]["small"])["Content-Type"] == "image/jpeg"


def test_a_large_page_becomes_a_picture_that_is_not_too_large(deposit: Deposit) -> None:
    deposited.given(deposit, pdf(["plan", "ruban"], sizes=[(5000, 7000), (14000, 300)]))
    (plan, ribbon) = deposited.made(deposit)
    assert 30_000_000 < plan.width * plan.height <= 40_100_000 and max(ribbon.width, ribbon.height) <= 12_001


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4\n%%EOF", "Ce PDF n’est pas lisible"),
        (pdf(["x"])[:150], "Ce PDF n’est pas lisible"),
        (pdf([]), "Ce PDF n’est pas lisible"),
        (locked(), "protégé par un mot de passe"),
        (pdf(["x"] * (pdf_pages.MOST_PAGES + 1)), "501 pages"),
        (pdf(["x"], sizes=[(1, 14000)]), "ne peut pas être dessinée"),
    ],
)
def test_a_pdf_of_which_no_view_is_made_says_why(world: Any, deposit: Deposit, data: bytes, words: str) -> None:
    deposited.given(deposit, data, photograph())
    assert [view.state for view in deposited.made(deposit)] == ["refused", "made"]
    assert words in page(world.client(LIBRARIAN), deposit)


def test_scripts_of_a_pdf_are_not_run_and_a_page_that_draws_itself_ends_in_a_sentence(deposit: Deposit, tmp_path: Path) -> None:
    script = b"/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >>"
    file, folder = tmp_path / "a.pdf", tmp_path / "made"
    file.write_bytes(pdf(["x"], extra=script))
    folder.mkdir()
    assert isinstance(processes.make(file, folder, page=1), Made)
    file.write_bytes(self_nested())
    told = processes.make(file, folder, page=1, seconds=30)
    assert isinstance(told, Made) or told.code in ("picture_costly", "picture_pdf_page", "picture_damaged")
    assert not isinstance(processes.make(file, folder, page=9), Made)


def test_a_pdf_with_more_pages_than_a_deposit_has_room_for_is_refused(deposit: Deposit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_VIEWS", 3)
    deposited.given(deposit, photograph(), pdf(["un", "deux", "trois"]))
    assert [(view.state, view.place) for view in deposited.made(deposit)] == [("made", 1), ("refused", 2)]


def test_the_pages_of_a_pdf_stop_where_the_room_of_the_institution_ends(
    world: Any, deposit: Deposit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "room_of", lambda institution: replace(receiving.room_of(institution), most=0))
    deposited.given(deposit, pdf(["un", "deux", "trois"]))
    assert [view.state for view in deposited.made(deposit)] == ["made", "refused", "refused"]
    assert "ne tient pas" in page(world.client(LIBRARIAN), deposit)


def test_a_worker_that_falls_after_it_told_the_pages_apart_makes_each_once(deposit: Deposit, monkeypatch: pytest.MonkeyPatch) -> None:
    deposited.given(deposit, pdf(["un", "deux"], sizes=SIZES[:2]))
    monkeypatch.setattr(making, "make", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        making.make_waiting(budget_seconds=5)
    assert deposit.views.count() == 2
    monkeypatch.setattr(making, "make", deposited.in_this_process)
    monkeypatch.setattr(making, "CLAIMED", making.CLAIMED * 0)
    assert [view.state for view in deposited.made(deposit)] == ["made", "made"] and deposit.views.count() == 2


def test_one_page_is_removed_and_the_others_stay(world: Any, deposit: Deposit) -> None:
    deposited.given(deposit, pdf(["un", "deux", "trois"], sizes=SIZES))
    second = deposited.made(deposit)[1]
    world.client(LIBRARIAN).post(reverse("deposits:remove_view", args=[deposit.pk, second.pk]))
    assert [one[0] for one in seen(deposit)] == ["made", "removed", "made"]
