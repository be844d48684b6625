"""A grid of fonds: told before it is written, written once, taken back exactly and never over what somebody wrote since."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import override_settings

from catalogue.formats.fonds_grid.files import write_csv
from catalogue.models import Ark, Fonds, FondsBatch, Institution, PublishedFonds
from catalogue.selectors.fonds_grids import grid_of
from catalogue.services import institutions, register
from catalogue.services.fonds_grids import applying, undoing
from catalogue.services.fonds_grids.applying import told_of
from catalogue.services.fonds_grids.planning import Told
from portal.models import User
from tests.selections import some

pytestmark = pytest.mark.django_db
LYON, GRENOBLE = "693836101", "381856101"
HEAD = "identifiant;établissement;sous;titre;contenu;consultation;dates;importance;publié"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("lyon@x.example", "x")


@pytest.fixture
def lyon() -> Institution:
    register.forget()
    return institutions.make(LYON, name="Bibliothèque de Lyon")


@pytest.fixture
def grenoble(lyon: Institution) -> Institution:
    return institutions.make(GRENOBLE, name="Bibliothèque de Grenoble")


def grid(*lines: str, head: str = HEAD) -> bytes:
    """Lines whose cells a semicolon parts, unless blanks stand around it: there it parts what stands in one cell."""
    return "\n".join(re.sub(r"(?<! );(?! )", "\t", line) for line in (head, *lines)).encode()


TREE = (
    "C;;B;Cartulaires;Actes.;Sur rendez-vous;1200;;oui",
    "A;;;Fonds ancien;Livres.;Sur rendez-vous;1452-1789;1200 ; volumes ; compté;oui",
    "B;;A;Manuscrits;Codices.;Sur rendez-vous;s.d.;40 ; manuscrits;non",
)
TREE_OK = (TREE[0], TREE[1], TREE[2].replace("s.d.", "1300"))


def received(content: bytes, *keepers: Institution, name: str = "grille.csv") -> FondsBatch:
    return applying.receive(content, name=name, keepers=keepers, author="lyon@x.example")


def statuses(batch: FondsBatch) -> list[tuple[int, str, int]]:
    return [(one.line, one.status, one.depth) for one in told_of(batch)]


def said(keeper: Institution) -> list[dict[str, str]]:
    return list(grid_of([keeper]))


def written(content: bytes, user: Any, *keepers: Institution, good_only: bool = False) -> FondsBatch:
    batch = received(content, *keepers)
    assert applying.write(batch, keepers=keepers, user=user, good_only=good_only) == "written", batch.told
    batch.refresh_from_db()
    return batch


def test_a_grid_is_drawn_as_its_tree_before_anything_is_written(lyon: Institution) -> None:
    batch = received(grid(*TREE), lyon)
    assert statuses(batch) == [(3, "new", 0), (4, "error", 1), (2, "error", 2)]
    assert not Fonds.objects.exists()
    whole, part, below = told_of(batch)
    assert (whole.above, part.above, below.above) == ("", "Fonds ancien", "Manuscrits")
    assert [column for column, _ in part.troubles] == ["dates"]
    assert below.troubles[0][1]["code"] == "grid_above_wrong"


def test_a_grid_is_written_with_its_tree_and_what_is_public_of_it(lyon: Institution, person: User) -> None:
    written(grid(*TREE_OK), person, lyon)
    whole, part, below = Fonds.objects.order_by("path")
    assert (whole.title, part.get_parent().pk, below.get_parent().pk) == ("Fonds ancien", whole.pk, part.pk)
    assert [one.live for one in (whole, part, below)] == [True, False, True]
    assert set(PublishedFonds.objects.values_list("title", flat=True)) == {"Fonds ancien", "Cartulaires"}
    assert PublishedFonds.objects.get(pk=whole.pk).description["extents"] == [{"unit": "volume", "number": 1200.0, "certainty": "counted"}]
    assert whole.latest_revision.as_object().extents.get().number == 1200
    assert whole.owner == person


def test_the_same_file_again_changes_nothing(lyon: Institution, person: User) -> None:
    written(grid(*TREE_OK), person, lyon)
    before = said(lyon)
    again = received(grid(*TREE_OK), lyon)
    assert {one.status for one in told_of(again)} == {"unchanged"}
    applying.write(again, keepers=[lyon], user=person)
    assert said(lyon) == before
    assert again.changes.count() == 0


def test_what_is_given_out_comes_back_unchanged(lyon: Institution, person: User) -> None:
    written(grid(*TREE_OK), person, lyon)
    content = "".join(write_csv(grid_of([lyon]))).encode()
    assert {one.status for one in told_of(received(content, lyon))} == {"unchanged"}


def test_a_line_changes_what_its_columns_say_and_nothing_else(lyon: Institution, person: User) -> None:
    written(grid(*TREE_OK), person, lyon)
    batch = received(grid("A;Fonds ancien et précieux", head="identifiant;titre"), lyon)
    (told,) = told_of(batch)
    assert told.changes == [("titre", "Fonds ancien", "Fonds ancien et précieux")]
    applying.write(batch, keepers=[lyon], user=person)
    page = Fonds.objects.order_by("path")[0]
    assert (page.title, page.has_unpublished_changes) == ("Fonds ancien", True)  # readers see it when somebody publishes it
    assert page.latest_revision.as_object().title == "Fonds ancien et précieux"
    assert page.latest_revision.as_object().contents == "Livres."


def test_a_fonds_that_a_form_made_is_told_by_its_title(lyon: Institution, person: User) -> None:
    made = Fonds(title="Fonds local", slug="x", contents="Livres.", access="Libre", dates="1900")
    lyon.refresh_from_db()
    lyon.add_child(instance=made)
    batch = received(grid("Fonds local;Livres et journaux.", head="titre;contenu"), lyon)
    assert [one.status for one in told_of(batch)] == ["changed"]
    assert told_of(batch)[0].number == made.number


def test_a_grid_is_taken_back_exactly(lyon: Institution, person: User) -> None:
    written(grid(*TREE_OK), person, lyon)
    page = Fonds.objects.order_by("path")[0]
    page.contents = "Un brouillon."
    page.save_revision()
    before = said(lyon), list(PublishedFonds.objects.order_by("pk").values("title", "description__contents"))
    changes = (
        "A;;;Fonds ancien;Autre.;Libre;1452;;oui",
        "D;;A;Cartes;Plans.;Libre;1700;;oui",
        "B;;A;Manuscrits;Parchemins.;Libre;1300;;oui",
    )
    batch = written(grid(*changes), person, lyon)
    assert (said(lyon), list(PublishedFonds.objects.order_by("pk").values("title", "description__contents"))) != before
    assert undoing.take_back(batch, user=person)
    assert (said(lyon), list(PublishedFonds.objects.order_by("pk").values("title", "description__contents"))) == before
    assert not undoing.take_back(batch, user=person)


def test_nothing_is_taken_back_over_a_later_edit(lyon: Institution, person: User) -> None:
    batch = written(grid(*TREE_OK), person, lyon)
    page = Fonds.objects.get(title="Cartulaires")
    page.contents = "Relu par une bibliothécaire."
    page.save_revision().publish()
    undoing.take_back(batch, user=person)
    assert set(Fonds.objects.values_list("title", flat=True)) == {"Fonds ancien", "Manuscrits", "Cartulaires"}
    kept = {one.title: one.kept["code"] for one in batch.changes.all() if one.kept}
    assert kept == {"Cartulaires": "grid_kept_changed", "Manuscrits": "grid_kept_below", "Fonds ancien": "grid_kept_below"}


def test_what_was_taken_back_comes_back_at_the_same_address(lyon: Institution, person: User) -> None:
    batch = written(grid(TREE_OK[1]), person, lyon)
    address = PublishedFonds.objects.get().description["ark"]
    undoing.take_back(batch, user=person)
    assert Ark.objects.get(name=address).state == Ark.State.TOMBSTONE
    written(grid(TREE_OK[1]), person, lyon)
    assert PublishedFonds.objects.get().description["ark"] == address


def test_all_or_nothing_unless_the_good_lines_alone_are_wanted(lyon: Institution, person: User) -> None:
    batch = received(grid(*TREE), lyon)
    assert applying.write(batch, keepers=[lyon], user=person) == "refused"
    assert not Fonds.objects.exists()
    assert applying.write(batch, keepers=[lyon], user=person, good_only=True) == "written"
    assert list(Fonds.objects.values_list("title", flat=True)) == ["Fonds ancien"]


def test_what_has_changed_since_it_was_looked_at_is_looked_at_again(lyon: Institution, person: User) -> None:
    first, second = received(grid(*TREE_OK), lyon), received(grid(*TREE_OK, ""), lyon)
    assert applying.write(first, keepers=[lyon], user=person) == "written"
    assert applying.write(second, keepers=[lyon], user=person) == "stale"
    second.refresh_from_db()
    assert {one.status for one in told_of(second)} == {"unchanged"}
    assert applying.write(first, keepers=[lyon], user=person) == "closed"


def codes(batch: FondsBatch) -> list[list[str]]:
    return [[message["code"] for _, message in one.troubles] for one in sorted(told_of(batch), key=lambda one: one.line)]


def test_another_institution_s_fonds_are_neither_written_nor_told(lyon: Institution, grenoble: Institution, person: User) -> None:
    written(grid("S;;;Papiers secrets;x;x;1900;;oui"), person, grenoble)
    secret = Fonds.objects.get()
    lines = (f"D;;{secret.number};Dessous;x;x;1900;;", f"E;{GRENOBLE};;Là-bas;x;x;1900;;")
    batch = received(grid(*lines), lyon)
    assert codes(batch) == [["grid_above_unknown"], ["grid_keeper_unknown"]]
    assert codes(received(grid(f"{secret.number};;;Pris;x;x;1900;;"), lyon)) == [["grid_number_unknown"]]
    assert "secrets" not in str(batch.told) and secret.title not in str(said(lyon))


def test_a_sous_fonds_may_name_the_title_of_its_fonds(lyon: Institution, person: User) -> None:
    lines = (";;Papiers Morand;Plans;x;x;1900;;", ";;;Papiers Morand;x;x;1900;;", ";;plans;Élévations;x;x;1900;;")
    batch = written(grid(*lines), person, lyon)
    assert codes(batch) == [[], [], []]
    assert [one.depth for one in sorted(told_of(batch), key=lambda one: one.line)] == [1, 0, 2]
    again = received(grid(*lines), lyon)
    assert {one.status for one in told_of(again)} == {"unchanged"}
    later = written(grid(";;Élévations;Coupes;x;x;1900;;"), person, lyon)  # of a fonds that is there already
    assert [one.depth for one in told_of(later)] == [3] and Fonds.objects.get(title="Coupes").get_parent().title == "Élévations"
    several = received(grid(";;Deux;A;x;x;1900;;", ";;;Deux;x;x;1900;;", f";{LYON};A;Deux;x;x;1900;;"), lyon)
    assert codes(several)[0] == ["grid_above_unknown"]


ERRORS = {
    "A;;A;Sous lui-même;x;x;1900;;": "grid_above_itself",
    "A;;rien;Sous rien;x;x;1900;;": "grid_above_unknown",
    "A;999;;Ailleurs;x;x;1900;;": "grid_keeper_unknown",
    "A;;;;x;x;1900;;": "grid_wanted",
    "A;;;Sans contenu;;x;1900;;": "grid_wanted",
    "A;;;Sans accès;x;;1900;;": "grid_wanted",
    "A;;;Daté;x;x;jadis;;": "grid_invalid",
    "A;;;Compté;x;x;1900;99999999999 ; volumes;": "grid_number",
    f"A;;;{'x' * 300};x;x;1900;;": "grid_invalid",
    f"{'0' * 32};;;Numéroté;x;x;1900;;": "grid_number_unknown",
}


@pytest.mark.parametrize("line", ERRORS)
def test_what_is_wrong_of_a_line_is_told(lyon: Institution, line: str) -> None:
    assert codes(received(grid(line), lyon)) == [[ERRORS[line]]]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("numérisations", "Affiches ; pas une adresse"), ("producteurs", "Artaud ; personne ; ; 12"), ("sujets", "Soie ; lieu ; abc"),
        ("fonds liés", "F ; AD ; adresse"), ("instruments de recherche", "Fichier ; Liste"), ("instruments de recherche", "En ligne ; A"),
        ("instruments de recherche", "Fichier ; Liste ; ; 12"), ("dernière année", "1300"), ("cotes", f"{'x' * 201}"),
    ],
)  # fmt: skip
def test_what_the_form_would_refuse_is_told_of_its_column(lyon: Institution, head: str, cell: str) -> None:
    content = grid(f"Fonds;x;x;1900;1400;{cell}", head=f"titre;contenu;consultation;dates;première année;{head}")
    ((told),) = told_of(received(content, lyon))
    assert [column for column, _ in told.troubles] == [head]


def test_two_lines_of_one_fonds_and_a_circle_are_told(lyon: Institution) -> None:
    lines = ("A;;;Un;x;x;1900;;", "A;;;Deux;x;x;1900;;", "B;;C;Trois;x;x;1900;;", "C;;B;Quatre;x;x;1900;;")
    found = codes(received(grid(*lines), lyon))
    assert found[0] == [] and found[1] == ["grid_twice"]
    assert {"grid_above_itself", "grid_above_wrong"} == {code for line in found[2:] for code in line}


def test_a_chain_without_end_breaks_nothing(lyon: Institution) -> None:
    lines = [f"F{number};;F{number + 1};Fonds {number};x;x;1900;;" for number in range(1500)]
    batch = received(grid(*lines), lyon)
    assert {one.status for one in told_of(batch)} == {"error"}


def test_a_regional_person_says_whose_each_line_is(lyon: Institution, grenoble: Institution, person: User) -> None:
    content = grid(f"A;{LYON};;Un;x;x;1900;;", f"A;FR-{GRENOBLE};;Un;x;x;1900;;", "B;;;Deux;x;x;1900;;")
    batch = received(content, lyon, grenoble)
    assert codes(batch) == [[], [], ["grid_keeper_wanted"]]
    applying.write(batch, keepers=[lyon, grenoble], user=person, good_only=True)
    assert {one.get_parent().pk for one in Fonds.objects.all()} == {lyon.pk, grenoble.pk}


def test_what_moves_in_the_grid_stays_in_the_tree(lyon: Institution, person: User) -> None:
    written(grid(*TREE_OK), person, lyon)
    assert codes(received(grid("B;;;Manuscrits;x;x;1300;;"), lyon)) == [["grid_moved"]]


def test_what_was_moved_to_another_institution_is_not_made_again(lyon: Institution, grenoble: Institution, person: User) -> None:
    line = grid("A;;;Un;x;x;1900;;")
    written(line, person, lyon)
    Fonds.objects.get().move(grenoble, pos="last-child")
    assert codes(received(line, lyon)) == [["grid_number_elsewhere"]]


@override_settings(LANGUAGE_CODE="fr")
def test_a_told_line_is_kept_as_it_was_told(lyon: Institution) -> None:
    batch = received(grid(*TREE), lyon)
    assert all(isinstance(one, Told) for one in some(told_of(FondsBatch.objects.get(pk=batch.pk))))
