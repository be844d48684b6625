"""Is an ark minted once and for ever, whatever happens to the rows of the database?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from catalogue.core import ark
from catalogue.core.keys import Kind
from catalogue.core.serialization import to_json
from catalogue.models import Ark, Record, Source
from catalogue.selectors import arks as selectors
from catalogue.selectors import institutions as known
from catalogue.selectors import notices
from catalogue.services import arks, institutions, intake, withdrawal
from tests.contracts.notices import LYON, description
from tests.selections import some

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def store(source: Source, *identifiers: str, known: dict[str, int] | None = None, withdrawn: bool = False) -> list[int]:
    """What a page of a harvest stores of these identifiers."""
    arrivals = [
        intake.Arrival(
            *(identifier, "unimarc", "utf-8", b"", to_json(description(f"Titre {identifier}")), ()),
            record_id=(known or {}).get(identifier),
            withdrawn=withdrawn,
        )
        for identifier in identifiers
    ]
    with transaction.atomic():
        return intake.store(source.pk, arrivals, now=NOW)


def names(source: Source) -> dict[str, str]:
    """Identifier → ark of the notices of a source."""
    return dict(Ark.objects.filter(kind=Kind.NOTICE, namespace=source.slug).values_list("identifier", "name"))


def test_a_page_mints_an_ark_for_each_new_notice_in_few_statements(source: Source, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(9):
        store(source, *(f"n{number}" for number in range(500)))
    minted = names(source)
    assert len(set(minted.values())) == 500
    assert all(ark.is_checked(name) and name.startswith("99999/t1") for name in minted.values())


def test_a_notice_that_comes_again_keeps_its_ark(source: Source) -> None:
    [row] = store(source, "n1")
    before = names(source)
    store(source, "n1", known={"n1": row})
    assert names(source) == before


def test_a_page_that_fails_leaves_no_ark(source: Source) -> None:
    with pytest.raises(IntegrityError):
        store(source, "n1", "n1")
    assert names(source) == {}


def test_the_names_are_those_of_the_settings(source: Source, settings) -> None:
    settings.ARK_NAAN, settings.ARK_SHOULDER = "b5060", "fk4"
    store(source, "n1")
    assert names(source)["n1"].startswith("b5060/fk4")


def test_another_naan_changes_no_ark_that_is_minted(source: Source, settings) -> None:
    [row] = store(source, "n1")
    before = names(source)
    settings.ARK_NAAN = "b5060"
    store(source, "n1", known={"n1": row})
    arks.mint_missing([row])
    assert names(source) == before


def test_everything_harvested_again_from_nothing_is_where_it_was(source: Source) -> None:
    store(source, "n1", "n2", "n3")
    before = names(source)
    Record.objects.all().delete()
    rows = store(source, "n3", "n4", "n1", "n2")
    after = names(source)
    assert {identifier: after[identifier] for identifier in before} == before
    assert after["n4"] not in before.values()
    leads_to = notices.by_arks(before.values())
    assert [leads_to[name].members[0].identifier for name in before.values()] == list(before)
    assert set(selectors.of_records(rows).values()) == set(after.values())


def test_a_kept_table_in_a_database_whose_sequence_begins_again_mints_no_name_twice(source: Source) -> None:
    store(source, *(f"n{number}" for number in range(40)))
    before = names(source)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('catalogue_ark_number', 1, false)")
    store(source, *(f"m{number}" for number in range(40)))
    after = names(source)
    assert len(set(after.values())) == 80
    assert {identifier: after[identifier] for identifier in before} == before


def test_two_sources_may_give_the_same_identifier(source: Source) -> None:
    other = Source.objects.create(slug="autre", name="Autre", institution=source.institution)
    store(source, "n1")
    store(other, "n1")
    assert names(source)["n1"] != names(other)["n1"]


def test_a_tombstone_says_what_it_was_and_a_notice_that_comes_back_does_not(source: Source) -> None:
    [row] = store(source, "n1")
    withdrawal.withdraw(source.pk, ["n1"], now=NOW)
    gone = Ark.objects.get(identifier="n1")
    assert (gone.state, gone.said["what"]) == ("tombstone", "Titre n1")
    store(source, "n1", known={"n1": row}, withdrawn=True)
    back = Ark.objects.get(identifier="n1")
    assert (back.name, back.state, back.said) == (gone.name, "active", None)


def test_what_another_version_stored_without_an_ark_is_given_one(source: Source) -> None:
    rows = store(source, "n1", "n2", "n3")
    Ark.objects.filter(identifier="n2").delete()
    kept = names(source)
    assert arks.mint_missing(rows) == 1
    assert arks.mint_missing(rows) == 0
    assert {identifier: names(source)[identifier] for identifier in kept} == kept


def test_what_was_stored_before_arks_is_given_them_slice_by_slice(source: Source, monkeypatch) -> None:
    cache.clear()
    store(source, *(f"n{number}" for number in range(7)))
    kept = names(source)["n3"]
    Ark.objects.exclude(name=kept).delete()
    monkeypatch.setattr(arks, "SLICE", 3)
    for minted in (4, 6, 7, 7, 7):
        arks.sweep()
        assert len(names(source)) == minted
    assert names(source)["n3"] == kept and selectors.of_codes([LYON])


def test_a_catalogue_that_was_looked_at_costs_a_sweep_nothing(source: Source, django_assert_num_queries) -> None:
    cache.clear()
    for _ in range(2):
        arks.sweep()
    with django_assert_num_queries(0):
        arks.sweep()


def test_an_institution_has_one_ark_by_its_isil(source: Source) -> None:
    name = arks.of_institution(LYON)
    assert arks.of_institution(LYON) == name == selectors.of_codes([LYON, "", "\0"])[LYON]
    assert Ark.objects.get(name=name).identifier == f"FR-{LYON}"
    institution = known.by_ark(name)
    assert institution is not None and institution.rcr == LYON


def test_an_institution_met_by_a_harvest_has_an_ark_at_once(source: Source) -> None:
    institutions.make("380215101")
    assert selectors.of_codes(["380215101"])


def chain(source: Source, length: int) -> list[str]:
    store(source, *(f"n{number}" for number in range(length)))
    return [names(source)[f"n{number}"] for number in range(length)]


def test_a_replaced_ark_leads_to_the_last_of_those_that_replace_it(source: Source) -> None:
    found = chain(source, 5)
    for old, new in pairwise(found):
        arks.replace(old, by=new)
    for name in some(found):
        standing = selectors.standing(name)
        assert standing is not None and standing.name == found[-1]


def test_arks_never_lead_round_in_a_circle(source: Source) -> None:
    found = chain(source, 3)
    arks.replace(found[0], by=found[1])
    arks.replace(found[1], by=found[2])
    for old, new in ((found[2], found[0]), (found[2], found[1]), (found[2], found[2])):
        with pytest.raises(arks.Circular):
            arks.replace(old, by=new)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ark.objects.filter(name=found[2]).update(replaced_by=found[2])


def test_an_ark_is_replaced_by_one_that_was_minted(source: Source) -> None:
    [name] = chain(source, 1)
    with pytest.raises(Ark.DoesNotExist):
        arks.replace(name, by="99999/t1nowhere")


def test_a_name_never_minted_leads_nowhere(db: None) -> None:
    assert selectors.standing("99999/t10000001j") is None


def test_an_old_number_leads_to_the_notice_that_had_it_whatever_row_has_that_number_now(source: Source) -> None:
    first, second = store(source, "n1", "n2")
    Ark.objects.filter(identifier="n1").update(old_number=second)
    assert selectors.of_old_number(second) == names(source)["n1"]
    assert selectors.of_old_number(first) == names(source)["n1"]
    assert selectors.of_old_number(10**30) == selectors.of_old_number(0) == ""


@pytest.fixture
def flushed(transactional_db: None) -> Iterator[None]:
    """Committed rows are taken away, with what the tests' database begins with put back."""
    yield
    connections.close_all()


def test_two_who_mint_for_the_same_target_at_once_are_given_the_same_ark(flushed: None) -> None:
    given: list[str] = []
    together = threading.Barrier(4)

    def ask() -> None:
        together.wait()
        for number in range(20):
            given.append(f"{number} {arks.named(Kind.PERSON, namespace='essai', identifier=f'p{number}')}")
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 80
    assert len(set(given)) == 20 == Ark.objects.filter(namespace="essai").count()


def test_the_table_may_be_dumped_and_loaded_elsewhere(source: Source) -> None:
    """COPY out, COPY into a schema that begins with nothing, and the same sources harvested again there."""
    store(source, "n1", "n2")
    before = names(source)
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA elsewhere")
        cursor.execute("CREATE TABLE elsewhere.catalogue_ark (LIKE public.catalogue_ark INCLUDING ALL)")
        cursor.execute("CREATE TABLE elsewhere.catalogue_record (LIKE public.catalogue_record INCLUDING ALL)")
        cursor.execute("CREATE TABLE elsewhere.catalogue_source (LIKE public.catalogue_source INCLUDING ALL)")
        cursor.execute("CREATE SEQUENCE elsewhere.catalogue_ark_number")
        with cursor.copy("COPY public.catalogue_ark TO STDOUT") as copy:
            kept = b"".join(copy)
        cursor.execute("SET LOCAL search_path TO elsewhere, public")
        with cursor.copy("COPY catalogue_ark FROM STDIN") as copy:
            copy.write(kept)
    there = Source.objects.create(slug=source.slug, name="Essai", institution=source.institution)
    store(there, "n2", "n3", "n1")
    after = names(there)
    assert {identifier: after[identifier] for identifier in before} == before
    assert len(set(after.values())) == 3


def test_the_deployment_is_warned_of_the_test_authority(settings) -> None:
    settings.SITE_URL = "https://traboule.example"
    from django.core.checks import run_checks

    def warned() -> bool:
        return any(message.id == "catalogue.W001" for message in run_checks(tags=["security"], include_deployment_checks=True))

    assert warned()
    settings.ARK_NAAN = "12345"
    assert not warned()


def test_the_model_is_what_the_migrations_make(db: None) -> None:
    call_command("makemigrations", "catalogue", check=True, dry_run=True, verbosity=0)
