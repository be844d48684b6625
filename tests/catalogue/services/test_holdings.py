"""Who holds what: rows that follow their record, whatever becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalogue.core.description import Holding as Copy
from catalogue.core.serialization import to_json
from catalogue.models import Holding, Mark, Record, Source
from catalogue.selectors.holdings import between, count_held_by, held_by, of_records
from catalogue.services import holdings, institutions, intake, withdrawal
from tests.catalogue.services.marked import add
from tests.contracts.notices import GRENOBLE, LYON, PRIVAS, description


def shelf(institution: str) -> list[str]:
    """Its call numbers, in the order of the shelf."""
    return [copy.call_number for copy in held_by(institution).copies]


def store(source: Source, identifier: str, *copies: Copy, record_id: int | None = None) -> int:
    arrival = intake.Arrival(identifier, "unimarc", "utf-8", b"", to_json(description("Titre")), copies, record_id)
    return intake.store(source.pk, [arrival], now=timezone.now())[0]


def test_what_an_institution_holds_stands_in_the_order_of_its_shelves(source: Source) -> None:
    add(source, "Un", holdings=((GRENOBLE, "Ms 10"), (LYON, "A 1"), (GRENOBLE, "Ms 2")))
    add(source, "Deux", holdings=((GRENOBLE, "Ms 9 bis"), (GRENOBLE, "")))
    assert shelf(GRENOBLE) == ["", "Ms 2", "Ms 9 bis", "Ms 10"]
    assert count_held_by(GRENOBLE) == (4, 2)
    assert [copy.call_number for copy in between(GRENOBLE, "Ms 2", "Ms 9").copies] == ["Ms 2", "Ms 9 bis"]
    assert [copy.call_number for copy in between(GRENOBLE, "", "Ms 5").copies] == ["Ms 2"]
    assert [copy.call_number for copy in between(GRENOBLE, "Ms 5", "").copies] == ["Ms 9 bis", "Ms 10"]


def test_pages_of_a_shelf_neither_lose_nor_repeat_a_copy(source: Source) -> None:
    for number in range(7):
        add(source, f"Titre {number}", holdings=((GRENOBLE, "Ms 1"), (GRENOBLE, "Ms 1"), (GRENOBLE, f"Ms {number}")))
    met, page = [], held_by(GRENOBLE, size=4)
    while True:
        met += page.copies
        if page.next_after is None:
            break
        page = held_by(GRENOBLE, after=page.next_after, size=4)
    assert len(met) == len(set(met)) == 21
    assert met == sorted(met, key=lambda copy: (copy.key, copy.record_id, copy.position))


def test_a_copy_of_nobody_is_the_sources_own_and_one_that_is_named_is_not(source: Source) -> None:
    silent = store(source, "a")
    unsaid = store(source, "b", Copy(call_number="Ms 3"), Copy(institution_name="Couvent des Minimes", call_number="Ms 4"))
    assert shelf(LYON) == ["", "Ms 3"]
    copies = of_records([silent, unsaid])
    assert [(copy.position, copy.institution, copy.ascribed) for copy in copies[silent]] == [(0, LYON, True)]
    assert [(copy.institution, copy.institution_name) for copy in copies[unsaid]] == [(LYON, ""), ("", "Couvent des Minimes")]


def test_a_corrected_record_leaves_no_copy_of_its_last_version(source: Source) -> None:
    record_id = store(source, "a", Copy(institution=GRENOBLE, call_number="Ms 1"), Copy(institution=GRENOBLE, call_number="Ms 2"))
    store(source, "a", Copy(institution=GRENOBLE, call_number="Ms 3"), Copy(institution=PRIVAS, call_number="J 1"), record_id=record_id)
    assert (shelf(GRENOBLE), shelf(PRIVAS)) == (["Ms 3"], ["J 1"])


def test_a_withdrawn_record_is_on_no_shelf_and_comes_back_to_it(source: Source) -> None:
    record_id = store(source, "a", Copy(institution=GRENOBLE, call_number="Ms 1"))
    other = store(source, "b", Copy(institution=GRENOBLE, call_number="Ms 2"))
    withdrawal.withdraw(source.pk, ["a"], now=timezone.now())
    assert shelf(GRENOBLE) == ["Ms 2"]
    assert [copy.call_number for copy in of_records([record_id, other])[record_id]] == ["Ms 1"], "its page still says it"
    store(source, "a", Copy(institution=GRENOBLE, call_number="Ms 1"), record_id=record_id)
    assert shelf(GRENOBLE) == ["Ms 1", "Ms 2"]


def test_copies_go_with_the_page_that_fails(source: Source) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        store(source, "a", Copy(institution=GRENOBLE, call_number="Ms 1"))
        raise RuntimeError("the page of the harvest failed")
    assert not Holding.objects.exists()


@pytest.mark.parametrize("hostile", ["Ms \x00 1", "É" * 5000, "'; DROP TABLE catalogue_holding; --", "\t\n\\N", "🜚 12"])
def test_any_call_number_is_stored_and_found(source: Source, hostile: str) -> None:
    store(source, "a", Copy(institution=GRENOBLE, institution_name=hostile, collection=hostile, call_number=hostile))
    [copy] = held_by(GRENOBLE).copies
    assert copy.call_number == hostile.replace("\x00", "\ufffd")
    assert between(GRENOBLE, hostile, hostile).copies == [copy]


def test_a_renamed_library_marks_what_it_holds_and_what_it_sends_without_saying_of_whom(source: Source) -> None:
    other = Source.objects.create(slug="autre", name="Autre", institution=institutions.make(GRENOBLE))
    held, _elsewhere = *add(source, "Un", holdings=((GRENOBLE, "A"), (GRENOBLE, "B"))), *add(source, "Deux")
    [sent] = add(other, "Trois", holdings=(("", "B"),))
    withdrawn = store(source, "w", Copy(institution=GRENOBLE))
    withdrawal.withdraw(source.pk, ["w"], now=timezone.now())
    Mark.objects.all().delete()
    assert holdings.mark_held_by(GRENOBLE) == 2
    assert [line.ids for line in Mark.objects.all()] == [[held, sent]]
    assert withdrawn not in Mark.objects.get().ids


def test_an_institution_without_a_code_marks_nothing(source: Source) -> None:
    store(source, "a", Copy(institution_name="Couvent des Minimes"))
    Mark.objects.all().delete()
    assert holdings.mark_held_by("") == 0
    assert not Mark.objects.exists()


def test_a_source_that_answers_to_another_institution_takes_its_own_copies_along(source: Source) -> None:
    silent, said = store(source, "a"), store(source, "b", Copy(institution=PRIVAS, call_number="J 1"))
    Mark.objects.all().delete()
    source.institution = institutions.make(GRENOBLE)
    source.save()
    assert holdings.ascribe_again(source.pk) == 1
    assert [copy.record_id for copy in held_by(GRENOBLE).copies] == [silent]
    assert held_by(LYON).copies == [] and [copy.record_id for copy in held_by(PRIVAS).copies] == [said]
    assert [line.ids for line in Mark.objects.all()] == [[silent]]
    assert holdings.ascribe_again(source.pk) == 0


@pytest.mark.parametrize("name", ["_SHELF", "_COUNT", "HELD_BY"])
def test_shelves_are_read_from_their_index_and_no_description_is(source: Source, name: str) -> None:
    from catalogue.selectors import holdings as selectors
    from catalogue.services import mark_statements

    add(source, *(f"Titre {number}" for number in range(300)), holdings=((GRENOBLE, "Ms 1"), (PRIVAS, "J 1")))
    values: Any = {"institution": PRIVAS, "lowest": "", "above": "z", "key": "", "record": 0, "position": 0, "size": 20}
    values |= {"code": PRIVAS, "kind": 1, "consumers": ["tantivy"]}
    statement = getattr(selectors, name, None) or getattr(mark_statements, name)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_holding")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statement}", [PRIVAS] if name == "_COUNT" else values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "holding_shelf" in plan and "catalogue_record" not in plan
    assert Record.objects.count() == 300


def test_an_institution_whose_number_is_corrected_keeps_what_its_sources_send(source: Source) -> None:
    silent = store(source, "a")
    page = source.institution
    page.isil = f"FR-{PRIVAS}"
    page.save_revision().publish()
    assert [copy.record_id for copy in held_by(PRIVAS).copies] == [silent]
    assert held_by(LYON).copies == []
