"""The register: institutions that records name and that directories list, in bulk, and never over what people wrote."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from catalogue.models import Institution, RegisterEntry, Source
from catalogue.selectors import institutions as selectors
from catalogue.selectors.feeds.notices import NoticeDocuments
from catalogue.services import indexing, institutions, marks, register
from tests.catalogue.services.marked import ENGINE, add
from tests.contracts.notices import LYON

ARCHIVES = register.Listed("FR-FRAD069", "Archives du département du Rhône", "Lyon", "69383", "69", 45.76, 4.86)
MUSEUM = register.Listed("FR-M0410", "Musée des Beaux-Arts", "Lyon", "69381", "69")


@pytest.fixture(autouse=True)
def fresh(db: None) -> None:
    register.forget()


def rows() -> list[tuple]:
    return list(RegisterEntry.objects.order_by("isil").values_list())


def test_loading_a_directory_twice_changes_nothing() -> None:
    assert register.load([ARCHIVES, MUSEUM]) == register.Loaded(new=2, changed=0, unchanged=0)
    once = rows()
    assert register.load(iter([ARCHIVES, MUSEUM])) == register.Loaded(new=0, changed=0, unchanged=2)
    assert rows() == once


def test_a_directory_that_says_nothing_takes_nothing_away() -> None:
    register.load([ARCHIVES])
    moved = register.Listed(ARCHIVES.isil, "", "Villeurbanne")
    assert register.load([moved]) == register.Loaded(new=0, changed=1, unchanged=0)
    entry = RegisterEntry.objects.get()
    assert (entry.name, entry.town, entry.insee, entry.latitude) == (ARCHIVES.name, "Villeurbanne", "69383", 45.76)


def test_a_directory_of_many_lines_is_loaded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "AT_ONCE", 7)
    lines = [register.Listed(f"FR-69{number:07}", f"Bibliothèque {number}") for number in range(30)]
    assert register.load([*lines, lines[0]]) == register.Loaded(new=30, changed=0, unchanged=1)
    assert RegisterEntry.objects.filter(kind="library", department="69").count() == 30


@pytest.mark.parametrize("text", ["FRAD069", "FR-FRAD069", "fr-ad69", " FRAD69 "])
def test_archives_are_found_by_any_form_of_their_number(text: str) -> None:
    register.load([ARCHIVES, MUSEUM])
    entry = register.find(text)
    assert entry is not None
    assert (entry.name, entry.kind, entry.code, entry.rcr) == (ARCHIVES.name, "archive", "FR-FRAD069", "")


def test_a_number_that_nobody_has_finds_nothing() -> None:
    assert register.find("693836101") is None
    assert register.find("Lyon") is None
    assert register.find("\0") is None
    assert selectors.one("\0") is None


def test_a_record_names_an_institution_once_and_leaves_what_is_known() -> None:
    register.load([ARCHIVES])
    register.meet({LYON: "Bibliothèque  municipale", "FR-FRAD069": "AD 69", "": "Sans numéro"})
    register.meet({LYON: "Une autre", "FR-FRAD069": ""})
    named = RegisterEntry.objects.filter(met=True).order_by("isil").values_list("isil", "name", "origin")
    assert list(named) == [(f"FR-{LYON}", "Bibliothèque municipale", "harvest"), ("FR-FRAD069", ARCHIVES.name, "directory")]


def test_meeting_institutions_is_a_few_statements_then_none(django_assert_num_queries, django_capture_on_commit_callbacks) -> None:
    named = {f"69{number:07}": "" for number in range(300)}
    with (
        django_capture_on_commit_callbacks(execute=True),
        django_assert_num_queries(1),
    ):  # and two that mint their arks, on a cursor of their own
        register.meet(named)
    with django_assert_num_queries(0):
        register.meet(named)


def test_a_page_that_is_undone_undoes_what_was_met() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        register.meet({LYON: ""})
        raise RuntimeError
    register.meet({LYON: ""})
    assert RegisterEntry.objects.filter(isil=f"FR-{LYON}").exists()


def test_what_people_wrote_is_out_of_the_reach_of_a_directory() -> None:
    page = institutions.make(LYON, name="Bibliothèque de Lyon")
    Institution.objects.filter(pk=page.pk).update(town="Lyon", presentation="Fondée en 1765.")
    register.load([register.Listed(f"FR-{LYON}", "BM LYON", "LYON CEDEX", "69383")])
    known = selectors.by_code([LYON])[LYON]
    assert (known.title, known.town, known.insee, known.presentation) == ("Bibliothèque de Lyon", "Lyon", "69383", "Fondée en 1765.")


def test_a_page_is_made_from_the_register_and_has_its_row_however_it_is_made() -> None:
    register.load([ARCHIVES])
    page = institutions.make_page(register.find("FRAD069"))
    assert (page.title, page.town, page.isil, page.to_complete, page.latitude) == (ARCHIVES.name, "Lyon", "FR-FRAD069", True, 45.76)
    assert institutions.make_page(register.find("FRAD069")) == page
    by_hand = institutions.index_page().add_child(instance=Institution(title="Musée", isil="Museofile M0410"))
    assert by_hand.isil == "FR-M0410"
    assert RegisterEntry.objects.get(isil="FR-M0410").kind == "museum"


def test_an_institution_that_no_directory_knows_has_an_identity_all_the_same() -> None:
    pages = [institutions.index_page().add_child(instance=Institution(title="Carmel", slug=f"carmel-{n}")) for n in range(2)]
    assert len({page.isil for page in pages}) == 2
    pages[0].isil = ""
    pages[0].save()
    assert selectors.one(pages[0].isil).title == "Carmel"
    assert RegisterEntry.objects.count() == 2


def test_an_index_is_told_the_names_of_the_register_and_first_of_the_pages() -> None:
    register.load([ARCHIVES, MUSEUM])
    register.meet({"FR-FRAD069": "", LYON: "Bibliothèque que nomme une notice"})
    institutions.make("381856101", name="Bibliothèque de Grenoble")
    known = NoticeDocuments()._institutions
    assert {code: facts.name for code, facts in known.items()} == {
        "FR-FRAD069": ARCHIVES.name,
        LYON: "Bibliothèque que nomme une notice",
        "381856101": "Bibliothèque de Grenoble",
    }
    assert known["FR-FRAD069"].department == "69"


def test_what_is_held_is_indexed_again_when_a_directory_gives_another_name(source: Source) -> None:
    add(source, "Registre", holdings=(("FR-FRAD069", "1 J 12"),))
    add(source, "Autre")
    register.meet({"FR-FRAD069": ""})
    indexing.drain()
    register.load([ARCHIVES])
    assert marks.lag([ENGINE])[0] == 1
    indexing.drain()
    register.load([ARCHIVES])
    assert marks.lag([ENGINE])[0] == 0


@pytest.mark.django_db(transaction=True)
def test_two_harvests_that_meet_the_same_institutions_wait_for_nobody_long() -> None:
    def meet(codes: list[str]) -> None:
        try:
            with transaction.atomic():
                register.meet(dict.fromkeys(codes, ""))
        finally:
            connection.close()

    codes = [f"69{number:07}" for number in range(200)]
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(meet, order) for order in (codes, codes[::-1], codes[50:], codes[:150][::-1])]:
            done.result(timeout=60)
    assert RegisterEntry.objects.count() == 200
    register.forget()
