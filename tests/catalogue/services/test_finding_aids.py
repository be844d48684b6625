"""Does a finding aid replace the version before it, and nothing else?"""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalogue.core.keys import Kind
from catalogue.models import Ark, Component, EadFile, FindingAid, Mark
from catalogue.selectors import feeds
from catalogue.services.ead_files import content_of
from catalogue.services.finding_aids import Changes, Imported, Scope, import_file
from tests.catalogue.formats.ead_written import answer, component, finding_aid

pytestmark = pytest.mark.django_db


def imported(data: bytes, *, name: str = "ferrand.xml", scope: Scope | None = None) -> list[Imported]:
    return import_file(io.BytesIO(data), name=name, scope=scope or Scope("essai"))


def shown() -> list[str]:
    return list(Component.objects.filter(gone=False).order_by("finding_aid", "first").values_list("title", flat=True))


def arks() -> dict[str, tuple[str, str]]:
    """Identifier → name and state of the arks of components."""
    found = Ark.objects.filter(kind=Kind.COMPONENT, namespace="essai")
    return {ark.identifier: (ark.name, ark.state) for ark in found}


LETTERS = component("Lettres", attributes='id="lettres"')
ACCOUNTS = component("Comptes", attributes='id="comptes"')


def test_a_finding_aid_is_stored_with_its_file_byte_for_byte_and_an_ark_for_each_component():
    data = finding_aid(LETTERS, ACCOUNTS)
    (told,) = imported(data)
    assert (told.status, told.components, told.changes) == ("imported", 2, Changes(3, 0, 0))
    assert shown() == ["Papiers de la famille Ferrand", "Lettres", "Comptes"]
    assert b"".join(content_of(EadFile.objects.get())) == data
    assert set(arks()) == {"FR-690836101-FERRAND", "FR-690836101-FERRAND#lettres", "FR-690836101-FERRAND#comptes"}


def test_a_file_longer_than_a_piece_comes_back_whole():
    data = finding_aid(*(component(f"Lettre {number}", f"<odd><p>{'mot ' * 500}</p></odd>") for number in range(700)))
    imported(data)
    assert EadFile.objects.get().pieces.count() > 1
    assert b"".join(content_of(EadFile.objects.get())) == data


def test_the_same_file_twice_changes_nothing(django_assert_num_queries):
    data = finding_aid(LETTERS)
    imported(data)
    before = list(Component.objects.values_list("pk", "digest"))
    with django_assert_num_queries(1):
        (told,) = imported(data)
    assert (told.status, told.components) == ("unchanged", 1)
    assert list(Component.objects.values_list("pk", "digest")) == before


def test_the_next_version_tells_what_it_changed_and_keeps_numbers_and_arks():
    imported(finding_aid(LETTERS, ACCOUNTS))
    numbers, names = dict(Component.objects.values_list("key", "pk")), arks()
    plans = component("Plans", attributes='id="plans"')
    (told,) = imported(finding_aid(plans, component("Lettres reçues", attributes='id="lettres"')))
    assert told.changes == Changes(new=1, changed=1, gone=1)
    assert shown() == ["Papiers de la famille Ferrand", "Plans", "Lettres reçues"]
    assert dict(Component.objects.values_list("key", "pk")).items() >= numbers.items()
    assert {identifier: name for identifier, (name, _) in arks().items()}.items() >= {key: name for key, (name, _) in names.items()}.items()
    assert arks()["FR-690836101-FERRAND#comptes"][1] == Ark.State.TOMBSTONE
    assert Ark.objects.get(identifier="FR-690836101-FERRAND#comptes").said == {"what": "Comptes"}


def test_what_comes_back_has_its_number_and_its_ark_again():
    first, without = finding_aid(LETTERS, ACCOUNTS), finding_aid(LETTERS)
    imported(first)
    number, name = Component.objects.get(key="comptes").pk, arks()["FR-690836101-FERRAND#comptes"]
    imported(without)
    (told,) = imported(first)
    assert told.changes == Changes(changed=1, new=0, gone=0)._replace(changed=told.changes.changed)
    assert Component.objects.get(key="comptes", gone=False).pk == number
    assert arks()["FR-690836101-FERRAND#comptes"] == name


def test_a_file_that_breaks_off_leaves_the_version_before_it():
    imported(finding_aid(LETTERS))
    (told,) = imported(finding_aid(LETTERS, ACCOUNTS)[:-40])
    assert (told.status, told.reason.code) == ("refused", "ead_broken")
    assert shown() == ["Papiers de la famille Ferrand", "Lettres"]


def test_a_broken_finding_aid_of_an_answer_costs_its_neighbours_nothing():
    many = "".join(component(f"n{number}") for number in range(2500))
    good = finding_aid(LETTERS, eadid="BON").decode()
    bad = finding_aid(many, eadid="").decode()
    told = imported(answer(f"<metadata>{bad}</metadata>", f"<header><identifier>b</identifier></header><metadata>{good}</metadata>"))
    assert [(each.status, each.eadid) for each in told] == [("refused", ""), ("imported", "BON")]
    assert shown() == ["Papiers de la famille Ferrand", "Lettres"]


def test_two_files_of_a_delivery_with_one_identifier_are_told():
    scope = Scope("essai")
    imported(finding_aid(LETTERS), name="un.xml", scope=scope)
    (told,) = imported(finding_aid(ACCOUNTS), name="deux.xml", scope=scope)
    assert (told.reason.code, told.reason.args["name"]) == ("ead_twice", "un.xml")
    assert shown() == ["Papiers de la famille Ferrand", "Lettres"]


def test_identifiers_of_two_givers_are_kept_apart():
    imported(finding_aid(LETTERS))
    imported(finding_aid(ACCOUNTS), scope=Scope("ccfr-cgm"))
    assert FindingAid.objects.count() == 2


@pytest.mark.parametrize(
    ("eadid", "did", "code"),
    [
        ("FRAD084_IRL6", "", "FR-FRAD084"),
        ("X", "<repository><corpname authfilenumber='FR-693836101'>Bibliothèque</corpname></repository>", "693836101"),
        ("X", "", "420015201"),
    ],
)
def test_who_keeps_it_is_said_by_the_repository_the_identifier_or_the_delivery(eadid, did, code):
    (told,) = imported(finding_aid(eadid=eadid, did=did), scope=Scope("essai", institution="420015201"))
    assert told.institution == code


def test_only_what_the_region_keeps_is_taken():
    scope = Scope("essai", departments=frozenset({"84"}))
    taken = imported(finding_aid(eadid="FRAD084_1"), scope=scope)
    left = imported(finding_aid(LETTERS, eadid="FRAD034_1"), scope=scope)
    assert [each.status for each in taken + left] == ["imported", "refused"]
    assert left[0].reason.code == "ead_elsewhere"
    assert shown() == ["Papiers de la famille Ferrand"]


def test_an_identifier_too_long_for_an_index_is_no_key():
    imported(finding_aid(component("A", attributes=f'id="{"x" * 5000}"')))
    assert Component.objects.get(depth=1).key == "/1"


def test_what_a_component_says_is_stored_as_the_structure_that_it_is():
    imported(finding_aid(component("Lettres", did="<unitdate>1871</unitdate>", attributes='id="lettres"')))
    assert Component.objects.filter(unit__title="Lettres", unit__dates__0__display="1871").count() == 1


def test_whoever_indexes_is_told_of_what_is_new_changed_or_gone():
    imported(finding_aid(LETTERS, ACCOUNTS))
    assert marked() == {"", "lettres", "comptes"}
    Mark.objects.all().delete()
    imported(finding_aid(LETTERS, ACCOUNTS, before="<?xml version='1.0'?>"))
    assert marked() == set()
    imported(finding_aid(ACCOUNTS, LETTERS, title="Papiers Ferrand"))
    assert marked() == {"", "lettres", "comptes"}


def marked() -> set[str]:
    """The keys of the components that are marked."""
    ids = {number for mark in Mark.objects.filter(kind=Kind.COMPONENT) for number in mark.ids}
    return set(Component.objects.filter(pk__in=ids).values_list("key", flat=True))


def test_the_feed_gives_what_is_shown_with_the_way_down_to_it():
    secret = component("Personnel", attributes='id="p" audience="internal"')
    imported(finding_aid(component("Série", component("Lettre", attributes='id="l"'), attributes='id="s"'), secret))
    feed = feeds.of(Kind.COMPONENT)
    documents = {one.display["title"]: one for one in feed.documents().of_rows(feed.rows_after(0, limit=10))}
    assert set(documents) == {"Papiers de la famille Ferrand", "Série", "Lettre"}
    assert documents["Lettre"].display["path"] == ["Papiers de la famille Ferrand", "Série"]
    assert documents["Lettre"].display["ark"] == arks()["FR-690836101-FERRAND#l"][0]
    assert documents["Lettre"].aggregate["finding_aids"] == documents["Série"].aggregate["finding_aids"] != []
    bounds = feed.bounds()
    assert (bounds.total, len(feed.ids_after(0, limit=9)), len(feed.rows_between(bounds.first, bounds.last))) == (3, 3, 2)


def test_a_finding_aid_that_is_withdrawn_is_shown_no_more_and_comes_back_under_the_same_arks():
    data = finding_aid(LETTERS, ACCOUNTS)
    imported(data)
    names = {identifier: name for identifier, (name, _) in arks().items()}
    Mark.objects.all().delete()
    call_command("withdraw_ead", "FR-690836101-FERRAND")
    assert shown() == [] and {state for _, state in arks().values()} == {Ark.State.TOMBSTONE}
    assert marked() == {"", "lettres", "comptes"}
    (told,) = imported(data)
    assert (told.status, told.changes) == ("imported", Changes(0, 3, 0))
    assert arks() == {identifier: (name, Ark.State.ACTIVE) for identifier, name in names.items()}


def test_what_is_called_so_by_several_is_withdrawn_by_its_giver():
    for namespace in ("essai", "autre"):
        imported(finding_aid(LETTERS), scope=Scope(namespace))
    with pytest.raises(CommandError, match="--source"):
        call_command("withdraw_ead", "FR-690836101-FERRAND")
    call_command("withdraw_ead", "FR-690836101-FERRAND", "--source", "autre")
    assert shown() == ["Papiers de la famille Ferrand", "Lettres"]
    with pytest.raises(CommandError, match="absent"):
        call_command("withdraw_ead", "absent")
